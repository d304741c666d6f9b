"""The command `simexit batch` from file to file, beside reading and writing the same files without any judgement."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from datetime import date
from itertools import repeat
from pathlib import Path
from time import perf_counter

import numpy as np
import pyarrow as pa
import pyarrow.parquet as parquet

from benchmarks.columns import random_columns
from benchmarks.plot import Bar
from benchmarks.report import Table, figure
from benchmarks.scale import Scale
from simexit.batch.inputs import open_input
from simexit.batch.outputs import Output
from simexit.batch.parts import Parts
from simexit.batch.places import place_of
from simexit.batch.table import ROWS, TableAdvisor, in_batches
from simexit.model.rules import RuleSet
from simexit.model.types import Choice, Day, Money

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
        write(root / "in.parquet", rules, count)
        command = [sys.executable, "-m", "simexit.cli.main", "--from", str(root / "library"), "batch", str(root / "in.parquet")]
        measured = [sys.executable, "-c", _MEASURED, *command, "-o", str(root / "out.parquet"), "--no-question"]
        seconds, peak = map(float, subprocess.run(measured, check=True, capture_output=True, text=True).stdout.split())
        alone = _files_alone(root, rules)
        rows.append((f"{count:,}", figure(seconds), f"{count / seconds:,.0f}", f"{count / alone:,.0f}", f"{peak:,.0f}"))
        bars = [_bar("its files alone, read and written", alone / count, "floor"), _bar("from file to file", seconds / count, "ours")]
    title = f"`simexit batch` from Parquet to Parquet, {scale.main} rules, every fact known"
    note = (
        "The start of the program is counted. The files alone: the same rows are read and as many answers written by one process on one "
        "thread, and nothing is judged."
    )
    return Table(title, ("situations", "seconds", "a second", "files alone, a second", "most memory, MiB"), rows, note), bars


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


def write(path: Path, rules: RuleSet, count: int) -> None:
    """Write situations in which every fact is known as a Parquet file, the facts as the types that a table has."""
    with parquet.ParquetWriter(path, next(_tables(rules, 1)).schema) as writer:
        for table in _tables(rules, count):
            writer.write_table(table)


def _tables(rules: RuleSet, count: int) -> Iterator[pa.Table]:
    """Yield situations as tables, some at a time."""
    for start in range(0, count, ROWS):
        columns = random_columns(rules, min(ROWS, count - start), seed=start)
        arrays = {}
        for name, fact in rules.vocabulary.facts.items():
            values = columns[name].values
            match fact.type:
                case Choice(words):
                    arrays[name] = pa.DictionaryArray.from_arrays(pa.array(values), pa.array(words)).cast(pa.string())
                case Day():
                    arrays[name] = pa.array(values - np.int32(_EPOCH), pa.int32()).cast(pa.date32())
                case Money():
                    arrays[name] = pa.array(values / 100)
                case _:
                    arrays[name] = pa.array(values)
        yield pa.table(arrays)
