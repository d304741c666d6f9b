"""The command `simexit batch` from file to file, beside reading and writing the same files without any judgement."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Iterable
from datetime import date
from itertools import chain, repeat
from pathlib import Path
from time import perf_counter

import numpy as np
import pyarrow as pa
import pyarrow.parquet as parquet

from benchmarks.columns import Columns, random_columns
from benchmarks.plot import Bar
from benchmarks.report import Table, figure
from benchmarks.scale import Scale
from simexit import Advisor
from simexit.batch.inputs import open_input
from simexit.batch.outputs import Output
from simexit.batch.parts import Parts
from simexit.batch.places import place_of
from simexit.batch.table import ROWS, TableAdvisor, in_batches
from simexit.model.rules import RuleSet
from simexit.model.types import Choice, Day, Money, SetOf

_MEASURED = """
import resource, subprocess, sys, time
start = time.perf_counter()
subprocess.run(sys.argv[1:], check=True, capture_output=True)
print(time.perf_counter() - start, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024)
"""
"""Runs a command from a small process, because the memory of the one that starts it would be counted too; prints seconds and MiB."""
_EPOCH = date(1970, 1, 1).toordinal()


def measure(rules: RuleSet, root: Path, scale: Scale) -> tuple[Table, list[Bar]]:
    """Measure tables of every size; `root` has the rules in its folder `library`."""
    rows, bars = [], list[Bar]()
    for count in scale.rows:
        write(root / "in.parquet", rules, (random_columns(rules, min(ROWS, count - start), seed=start) for start in range(0, count, ROWS)))
        seconds, peak = _batch(root, "--from", str(root / "library"), "batch", "--no-question")
        alone = _files_alone(root, rules)
        rows.append((f"{count:,}", figure(seconds), f"{count / seconds:,.0f}", f"{count / alone:,.0f}", f"{peak:,.0f}"))
        bars = [_bar("its files alone, read and written", alone / count, "floor"), _bar("from file to file", seconds / count, "ours")]
    title = f"`simexit batch` from Parquet to Parquet, {scale.main} rules, every fact known"
    note = (
        "The start of the program is counted. The files alone: the same rows are read and as many answers written by one process on one "
        "thread, and nothing is judged."
    )
    return Table(title, ("situations", "seconds", "a second", "files alone, a second", "most memory, MiB"), rows, note), bars


def measure_with_gaps(advisor: Advisor, columns_of: Callable[[int], Columns], root: Path, scale: Scale) -> Table:
    """Measure tables of the rules that come with the program, with gaps."""
    rows = []
    for count in scale.rows_with_gaps:
        write(root / "in.parquet", advisor.rules, [columns_of(count)])
        asked, peak = _batch(root, "batch")
        not_asked, _ = _batch(root, "batch", "--no-question")
        alone = _files_alone(root, advisor.rules)
        rates = (count / seconds for seconds in (asked, not_asked, alone))
        rows.append((f"{count:,}", figure(asked), *(f"{rate:,.0f}" for rate in rates), f"{peak:,.0f}"))
    title = f"`simexit batch` from Parquet to Parquet, {len(advisor.rules.rules)} shipped rules, a third of the facts unknown"
    columns = ("situations", "seconds", "a second", "without questions", "files alone, a second", "most memory, MiB")
    return Table(title, columns, rows, "The start of the program is counted.")


def _batch(root: Path, *words: str) -> tuple[float, float]:
    """Return the seconds and the most memory, in MiB, of a batch of `in.parquet`."""
    command = [sys.executable, "-m", "simexit.cli.main", *words, str(root / "in.parquet"), "-o", str(root / "out.parquet")]
    measured = subprocess.run([sys.executable, "-c", _MEASURED, *command], check=True, capture_output=True, text=True)
    seconds, peak = map(float, measured.stdout.split())
    return seconds, peak


def _bar(name: str, seconds: float, kind: str) -> Bar:
    return Bar(name, seconds * 1e6, f"{figure(seconds * 1e6)} µs", kind)


def _files_alone(root: Path, rules: RuleSet) -> float:
    """Return the seconds to read the table and to write answers to it, one of its parts answered beforehand and written again and again."""
    place = place_of(str(root / "in.parquet"))
    words = {name for name, fact in rules.vocabulary.facts.items() if isinstance(fact.type, Choice)}
    given = open_input(place, ROWS, words).reader
    first = next(in_batches(given, ROWS))
    answer = TableAdvisor(rules, given.schema, questions=False).advise(first)
    parts = Parts(root / "alone.parts")
    start = perf_counter()
    with parts.held(), Output(parts, answer.schema, place_of(str(root / "alone.parquet"))) as output:
        for batch, part in zip(in_batches(open_input(place, ROWS, words).reader, ROWS), repeat(answer)):
            output.add(part.slice(0, batch.num_rows))
        output.put_in_place(0)
    return perf_counter() - start


def write(path: Path, rules: RuleSet, some: Iterable[Columns]) -> None:
    """Write situations as a Parquet file, the facts as the types that a table has; what is unknown is null."""
    tables = (_table(rules, columns) for columns in some)
    first = next(tables)
    with parquet.ParquetWriter(path, first.schema) as writer:
        for table in chain([first], tables):
            writer.write_table(table)


def _table(rules: RuleSet, columns: Columns) -> pa.Table:
    arrays = {}
    for name, fact in rules.vocabulary.facts.items():
        values, unknown = columns[name].values, ~columns[name].known
        match fact.type:
            case Choice(words):
                arrays[name] = pa.DictionaryArray.from_arrays(pa.array(values, mask=unknown), pa.array(words)).cast(pa.string())
            case SetOf(words):
                every = [[word for place, word in enumerate(words) if some >> place & 1] for some in range(1 << len(words))]
                arrays[name] = pa.array(every).take(pa.array(values, mask=unknown))
            case Day():
                arrays[name] = pa.array(values - np.int32(_EPOCH), pa.int32(), mask=unknown).cast(pa.date32())
            case Money():
                arrays[name] = pa.array(values / 100, mask=unknown)
            case _:
                arrays[name] = pa.array(values, mask=unknown)
    return pa.table(arrays)
