"""Compare a batch, and with `--spark` Spark as well, with the definition: `PYTHONPATH=tests python -m batch.agree --rows 100000`.

Ends with 1 where they differ. What the definition says is found out with a memory (`batch.remembering`); of each block of rows some are
put to it without one as well.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import ExitStack, contextmanager
from functools import partial
from multiprocessing import get_context
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import Any

from batch.local_spark import local_spark
from batch.meant import IN_BLOCK, Meant, block, said_of
from batch.rows import Row, table_of, write_parquet
from generators.shipped import shipped
from simexit.batch import decide_table
from simexit.batch.spark import advise

BLOCKS_AT_A_TIME = 20

Answers = Sequence[Mapping[str, Any]]
Answerer = Callable[[Sequence[Row]], Answers]
Pairs = Sequence[tuple[Meant, Mapping[str, Any]]]
"""Rows that are answered otherwise than by the definition, with the other answer."""


def by_batch(rows: Sequence[Row]) -> Answers:
    """Return what a batch answers, in the order of the rows."""
    found: Answers = decide_table(shipped(), table_of(rows), ids=["id"], questions=False).read_all().to_pylist()
    return found


@contextmanager
def spark() -> Iterator[Answerer]:
    """Start a Spark that answers rows as a batch does."""
    with local_spark() as session, TemporaryDirectory() as folder:

        def by_spark(rows: Sequence[Row]) -> Answers:
            given = session.read.parquet(write_parquet(Path(folder) / "rows.parquet", rows)).repartition(4)
            found = advise(given, shipped(), ids=["id"], questions=False).collect()
            return sorted((row.asDict() for row in found), key=lambda row: int(row["id"]))

        yield by_spark


def judged(number: int, folder: Path | None, plain: int) -> tuple[Sequence[Meant], Pairs]:
    """Return a block, and those of its rows of which the definition says something else without a memory."""
    found = block(number, folder)
    again = [(one, said_of(one.known)) for one in Random(number).sample(found, plain)]
    return found, [(one, said) for one, said in again if said != one.said]


def differing(meant: Sequence[Meant], answerer: Answerer) -> Pairs:
    """Return the rows that are answered otherwise than by the definition, with the answer."""
    rows = [{name: sorted(value) if isinstance(value, frozenset) else value for name, value in one.known.items()} for one in meant]
    pairs = [(one, {name: got[name] for name in one.said}) for one, got in zip(meant, answerer(rows), strict=True)]
    return [(one, got) for one, got in pairs if got != one.said]


class Comparison:
    """What was compared so far."""

    def __init__(self) -> None:
        self.statuses: Counter[str] = Counter()
        self.distinct: set[int] = set()
        self.different: Counter[str] = Counter()

    def __str__(self) -> str:
        rows = f"{self.statuses.total():,} rows, {len(self.distinct):,} of them distinct, {dict(self.statuses)}"
        return f"{rows}; different from the definition: {dict(self.different)}"

    def add(self, meant: Sequence[Meant]) -> None:
        """Count the rows."""
        self.statuses.update(one.said["status"] for one in meant)
        self.distinct.update(hash(frozenset(one.known.items())) for one in meant)

    def differ(self, name: str, pairs: Pairs) -> None:
        """Count the rows that something answers otherwise, and print the one with the fewest gaps."""
        self.different[name] += len(pairs)
        if pairs:
            one, got = max(pairs, key=lambda pair: len(pair[0].known))
            print(f"{one.known}\n  the definition: {one.said}\n  {name}: {got}")


def compare(given: argparse.Namespace, answerers: Mapping[str, Answerer]) -> Comparison:
    """Find out what the definition says in as many processes as there are processors, and compare."""
    comparison = Comparison()
    last = given.seed + -(-given.rows // IN_BLOCK)
    # a process that is forked from one in which Spark has threads may hang
    with ProcessPoolExecutor(given.processes, get_context("spawn")) as pool:
        for first in range(given.seed, last, BLOCKS_AT_A_TIME):
            numbers = range(first, min(first + BLOCKS_AT_A_TIME, last))
            blocks = list(pool.map(partial(judged, folder=given.keep, plain=given.plain), numbers))
            meant = [one for rows, _ in blocks for one in rows]
            comparison.add(meant)
            comparison.differ("without a memory", [pair for _, pairs in blocks for pair in pairs])
            for name, answerer in answerers.items():
                comparison.differ(name, differing(meant, answerer))
            print(comparison, flush=True)
    return comparison


def main() -> None:
    """Read the options and compare."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--rows", type=int, default=100_000)
    options.add_argument("--seed", type=int, default=1, help="the number of the first block of rows")
    options.add_argument("--plain", type=int, default=1, help="how many rows of each block are put to the definition without a memory")
    options.add_argument("--keep", type=Path, help="a folder to keep what the definition says, and to take it from the next time")
    options.add_argument("--only-keep", action="store_true", help="compare nothing")
    options.add_argument("--spark", action="store_true", help="compare Spark as well")
    options.add_argument("--processes", type=int, default=os.cpu_count())
    given = options.parse_args()
    with ExitStack() as stack:
        answerers: dict[str, Answerer] = {} if given.only_keep else {"a batch": by_batch}
        if given.spark:
            answerers["Spark"] = stack.enter_context(spark())
        comparison = compare(given, answerers)
    sys.exit(1 if comparison.different.total() else 0)


if __name__ == "__main__":
    main()
