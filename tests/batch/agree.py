"""Compare a batch with the definition: `PYTHONPATH=tests python -m batch.agree --rows 100000`; ends with 1 where they differ."""

from __future__ import annotations

import argparse
import os
import sys
from collections import Counter
from collections.abc import Mapping
from concurrent.futures import ProcessPoolExecutor
from typing import Any

from batch.rows import situations, table_of
from generators.shipped import shipped
from simexit.batch import decide_table
from simexit.explain.compose import status
from simexit.meaning.decide import decide
from simexit.model.rules import Situation

AT_A_TIME = 500


def by_definition(situation: Situation) -> dict[str, Any]:
    """What the definition says; it knows no questions."""
    judgement = decide(situation, shipped())
    settled = judgement.certain_next
    return {
        "status": status(shipped(), settled),
        "next": settled if settled in shipped().vocabulary.actions else None,
        "possible_next": list(judgement.possible_next),
        "agenda": list(judgement.agenda),
        "warnings": list(judgement.certain_warnings),
        "possible_warnings": list(judgement.possible_warnings),
    }


def differing(number: int) -> tuple[Counter[str], list[tuple[Situation, Mapping[str, Any], Mapping[str, Any]]]]:
    """Return the statuses of some rows, and the rows on which the two differ."""
    known = situations(AT_A_TIME, number)
    cells = [{name: sorted(value) if isinstance(value, frozenset) else value for name, value in one.items()} for one in known]
    answers = decide_table(shipped(), table_of(cells), ids=["id"], questions=False).read_all().to_pylist()
    wanted = [by_definition(situation) for situation in known]
    pairs = [(one, want, {name: got[name] for name in want}) for one, want, got in zip(known, wanted, answers, strict=True)]
    return Counter(answer["status"] for answer in answers), [pair for pair in pairs if pair[1] != pair[2]]


def main() -> None:
    """Compare in as many processes as there are processors."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--rows", type=int, default=100_000)
    options.add_argument("--seed", type=int, default=1)
    given = options.parse_args()
    statuses: Counter[str] = Counter()
    wrong = 0
    with ProcessPoolExecutor(os.cpu_count()) as pool:
        for found, different in pool.map(differing, range(given.seed, given.seed + -(-given.rows // AT_A_TIME))):
            statuses += found
            wrong += len(different)
            for situation, wanted, got in different[:1]:
                print(f"{situation}\n  the definition: {wanted}\n  the batch: {got}")
    print(f"{statuses.total():,} rows, {wrong:,} of them different; {dict(statuses)}")
    sys.exit(1 if wrong else 0)


if __name__ == "__main__":
    main()
