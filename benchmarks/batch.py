"""Many situations at once: how many a second, in memory and from file to file, and how near that is to the planes alone."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from time import perf_counter

import numpy as np

import simexit
from benchmarks.generator import TODAY, Generated
from benchmarks.report import Section, Table, figure
from benchmarks.scale import Scale
from simexit.batch.table import ROWS
from simexit.model.rules import RuleSet
from simexit.model.types import Boolean, Choice, Day, Integer, Money, SetOf
from simexit.run.blocks import Block
from simexit.run.columns import Column, dtype_of
from simexit.run.leaf_planes import Leaves
from simexit.run.many import BLOCK, Many
from simexit.run.planes import Planes

PATTERNS = 4
LONG = 2.0
"""Seconds after which nothing is measured again."""
_MEASURED = """
import resource, subprocess, sys, time
start = time.perf_counter()
subprocess.run(sys.argv[1:], check=True, capture_output=True)
print(time.perf_counter() - start, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024)
"""
"""Runs a command from a small process, because the memory of the one that starts it would be counted too; prints seconds and MiB."""
_EPOCH = date(1970, 1, 1).toordinal()
THIRD = 1 / 3
Columns = Mapping[str, Column]
Judge = Callable[[Columns, int], object]


def measure(scale: Scale) -> Section:
    """Measure judging in memory, with all facts known and with gaps, and the command from file to file."""
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        rules = simexit.load(Generated(scale.main).write(root / "library"), second_opinion="off").rules
        tables = (_known(rules, scale), _with_gaps(rules, scale), _from_file_to_file(rules, root, scale))
    return Section(tables)


def random_columns(rules: RuleSet, count: int, seed: int = 1) -> dict[str, Column]:
    """Return every fact of so many situations, all on one day."""
    chance, everywhere = np.random.default_rng(seed), np.ones(count, np.bool_)
    found: dict[str, Column] = {}
    for name, fact in rules.vocabulary.facts.items():
        match fact.type:
            case Boolean():
                values = chance.integers(0, 2, count)
            case Choice(words):
                values = chance.integers(0, len(words), count)
            case SetOf(words):
                values = chance.integers(0, 1 << len(words), count)
            case Day():
                values = TODAY.toordinal() + chance.integers(-30, 121, count)
            case Money():
                values = chance.integers(0, 8001, count)
            case Integer():
                values = chance.integers(0, 81, count)
        if name == "today":
            values = np.full(count, TODAY.toordinal())
        found[name] = Column(values.astype(dtype_of(fact.type)), everywhere)
    return found


def with_gaps(columns: Columns, share: float, patterns: int | None, seed: int = 1) -> dict[str, Column]:
    """Return the columns with that share unknown, the day apart: at random, or in so many patterns as tables from several systems have."""
    chance = np.random.default_rng(seed)
    count = len(next(iter(columns.values())).known)
    which = chance.integers(0, patterns, count) if patterns else None
    found = {}
    for name, column in columns.items():
        known = chance.random(count) >= share if which is None else (chance.random(patterns) >= share)[which]
        found[name] = column if name == "today" else Column(column.values, known)
    return found


def planes_alone(rules: RuleSet) -> Judge:
    """Return a function that computes the planes of all comparisons and conclusions and makes no judgement of them."""
    planes = Planes(rules)
    leaves = Leaves(rules, planes.atoms)

    def conclude(columns: Columns, count: int) -> None:
        for start in range(0, count, BLOCK):
            block = Block(columns, start, min(start + BLOCK, count))
            planes.conclude(*leaves.planes(block), block.none, block.ones)

    return conclude


def _rate(call: Judge, columns: Columns, count: int) -> float:
    """Return the situations a second of the fastest of three, or of one that takes long."""
    times: list[float] = []
    while len(times) < 3 and sum(times) < LONG:
        start = perf_counter()
        call(columns, count)
        times.append(perf_counter() - start)
    return count / min(times)


def _known(rules: RuleSet, scale: Scale) -> Table:
    one, two, floor = Many(rules), Many(rules, threads=os.cpu_count() or 1), planes_alone(rules)
    rows = []
    for count in scale.rows:
        columns = random_columns(rules, count)
        figures = [_rate(call, columns, count) for call in (one.judge, two.judge, floor)]
        rows.append((f"{count:,}", *(f"{rate / 1e6:.2f}" for rate in figures), figure(figures[2] / figures[0])))
    title = f"Million situations a second in memory, {scale.main} rules, every fact known"
    note = "The planes alone compute comparisons and conclusions on one thread and judge nothing; the ratio is to them."
    return Table(title, ("situations", "1 thread", f"{os.cpu_count()} threads", "planes alone", "ratio"), rows, note)


def _with_gaps(rules: RuleSet, scale: Scale) -> Table:
    floor = planes_alone(rules)
    few = scale.rows_with_gaps[0]
    rows = []
    for label, share, patterns, count in (
        ("a tenth, at random", 0.1, None, few),
        *(("a third, at random", THIRD, None, count) for count in scale.rows_with_gaps),
        ("a third, in 4 patterns", THIRD, PATTERNS, few),
    ):
        columns = with_gaps(random_columns(rules, count), share, patterns)
        start = perf_counter()
        Many(rules, threads=os.cpu_count() or 1).judge(columns, count)
        exact = count / (perf_counter() - start)
        rows.append((label, f"{count:,}", f"{exact:,.0f}", f"{_rate(floor, columns, count):,.0f}"))
    note = (
        "Exact: what is certain and what is possible in every completion, on all threads, by a judge that learns from these rows only. "
        "The planes alone give Kleene's values, which leave more open."
    )
    title = f"Situations a second in memory, {scale.main} rules, facts unknown"
    return Table(title, ("unknown", "situations", "exact", "planes alone"), rows, note)


def _from_file_to_file(rules: RuleSet, root: Path, scale: Scale) -> Table:
    rows = []
    for count in scale.rows:
        _write(root / "in.parquet", rules, count)
        out = root / "out.parquet"
        command = [sys.executable, "-m", "simexit.cli.main", "--from", str(root / "library"), "batch", str(root / "in.parquet")]
        measured = [sys.executable, "-c", _MEASURED, *command, "-o", str(out), "--no-question"]
        seconds, peak = map(float, subprocess.run(measured, check=True, capture_output=True, text=True).stdout.split())
        rows.append((f"{count:,}", figure(seconds), f"{count / seconds:,.0f}", f"{peak:,.0f}"))
    title = f"`simexit batch` from Parquet to Parquet, {scale.main} rules, every fact known"
    return Table(title, ("situations", "seconds", "a second", "most memory, MiB"), rows, "The start of the program is counted.")


def _write(path: Path, rules: RuleSet, count: int) -> None:
    """Write situations as a Parquet file, some at a time, the facts as the types that a table has."""
    import pyarrow as pa
    import pyarrow.parquet as parquet

    writer = None
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
        table = pa.table(arrays)
        writer = writer or parquet.ParquetWriter(path, table.schema)
        writer.write_table(table)
    if writer is not None:
        writer.close()
