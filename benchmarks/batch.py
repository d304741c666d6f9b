"""Many situations at once: how many a second, in memory and from file to file, and how near that is to the planes alone."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable
from functools import partial
from pathlib import Path
from time import perf_counter

import simexit
from benchmarks import batch_files
from benchmarks.columns import Columns, random_columns, shipped_columns, with_gaps
from benchmarks.generator import Generated
from benchmarks.plot import Bar, Chart
from benchmarks.report import Section, Table, figure
from benchmarks.scale import Scale
from simexit.model.rules import RuleSet
from simexit.run.functions.planes import Planes
from simexit.run.many.judging import BLOCK, Many
from simexit.run.planes.blocks import Block
from simexit.run.planes.leaf_planes import Leaves

PATTERNS = 4
LONG = 2.0
"""Seconds after which nothing is measured again."""
THIRD = 1 / 3
Judge = Callable[[Columns, int], object]


def measure(scale: Scale) -> Section:
    """Measure judging in memory, with all facts known and with gaps, and the command from file to file."""
    shipped = simexit.load(second_opinion="off")
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        rules = simexit.load(Generated(scale.main).write(root / "library"), second_opinion="off").rules
        known, bars = _known(rules, scale)
        gaps, with_unknown = _with_gaps(rules, partial(random_columns, rules), f"{scale.main} rules", scale)
        theirs, of_people = _with_gaps(shipped.rules, partial(shipped_columns, shipped), f"{len(shipped.rules.rules)} shipped rules", scale)
        files, with_files = batch_files.measure(rules, root, scale)
        people = batch_files.measure_with_gaps(shipped, lambda count: with_gaps(shipped_columns(shipped, count), THIRD, None), root, scale)
    chart = Chart("Many situations at once", "microseconds for one situation", [*bars, *with_files, *with_unknown, *of_people])
    return Section((known, gaps, theirs, files, people), {"batch": chart})


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


def _known(rules: RuleSet, scale: Scale) -> tuple[Table, list[Bar]]:
    one, two, floor = Many(rules), Many(rules, threads=os.cpu_count() or 1), planes_alone(rules)
    rows, bars = [], list[Bar]()
    for count in scale.rows:
        columns = random_columns(rules, count)
        figures = [_rate(call, columns, count) for call in (one.judge, two.judge, floor)]
        rows.append((f"{count:,}", *(f"{rate / 1e6:.2f}" for rate in figures), figure(figures[2] / figures[0])))
        bars = [_bar("planes alone, every fact known", figures[2], "floor"), _bar("judged, every fact known", figures[0], "ours")]
    title = f"Million situations a second in memory, {scale.main} rules, every fact known"
    note = "The planes alone compute comparisons and conclusions on one thread and judge nothing; the ratio is to them."
    return Table(title, ("situations", "1 thread", f"{os.cpu_count()} threads", "planes alone", "ratio"), rows, note), bars


def _with_gaps(rules: RuleSet, columns_of: Callable[[int], Columns], which: str, scale: Scale) -> tuple[Table, list[Bar]]:
    floor = planes_alone(rules)
    few = scale.rows_with_gaps[0]
    rows, bars = [], list[Bar]()
    for label, share, patterns, count in (
        ("a tenth, at random", 0.1, None, few),
        ("a third, in 4 patterns", THIRD, PATTERNS, few),
        *(("a third, at random", THIRD, None, count) for count in scale.rows_with_gaps),
    ):
        columns = with_gaps(columns_of(count), share, patterns)
        start = perf_counter()
        Many(rules).judge(columns, count)
        exact = count / (perf_counter() - start)
        rows.append((label, f"{count:,}", f"{exact:,.0f}", f"{_rate(floor, columns, count):,.0f}"))
        bars = [_bar(f"a third unknown, {which}", exact, "ours")]
    note = (
        "Exact: what is certain and what is possible in every completion, on one thread, by a judge that learns from these rows only. "
        "The planes alone give Kleene's values, which leave more open."
    )
    return Table(
        f"Situations a second in memory, {which}, facts unknown", ("unknown", "situations", "exact", "planes alone"), rows, note
    ), bars


def _bar(name: str, rate: float, kind: str) -> Bar:
    return Bar(name, 1e6 / rate, f"{figure(1e6 / rate)} µs", kind)
