"""How much is measured: everything, or as little as a test needs."""

from __future__ import annotations

from dataclasses import dataclass, replace
from math import inf


@dataclass(frozen=True)
class Scale:
    """Sizes of rule sets and how often each thing is done; times in seconds."""

    main: int
    sizes: tuple[int, ...]
    agreeing: int
    agreeing_elsewhere: int
    gaps: int
    timed: int
    rounds: int
    seconds: float
    seconds_elsewhere: float
    limited: int
    limit: float
    starts: int
    decisions: tuple[int, ...]
    cases: int
    memory_seconds: float
    throughput_seconds: float
    workers: tuple[int, ...]
    rows: tuple[int, ...]
    rows_with_gaps: tuple[int, ...]

    def up_to(self, decisions: int) -> Scale:
        """Return the same with so many decisions, and at most as many cases, where memory is measured, however long they take."""
        steps = tuple(one for one in self.decisions if one < decisions)
        return replace(self, decisions=(*steps, decisions), cases=min(self.cases, decisions), memory_seconds=inf)


FULL = Scale(
    main=150,
    sizes=(24, 150, 500, 1500),
    agreeing=2000,
    agreeing_elsewhere=100,
    gaps=200,
    timed=300,
    rounds=7,
    seconds=3.0,
    seconds_elsewhere=1.5,
    limited=25,
    limit=0.5,
    starts=15,
    decisions=(0, 100_000, 1_000_000),
    cases=100_000,
    memory_seconds=90.0,
    throughput_seconds=2.0,
    workers=(1, 2, 4),
    rows=(10_000, 100_000, 1_000_000, 10_000_000),
    rows_with_gaps=(65_536, 1_000_000),
)
QUICK = Scale(
    main=24,
    sizes=(24,),
    agreeing=30,
    agreeing_elsewhere=5,
    gaps=10,
    timed=10,
    rounds=2,
    seconds=0.1,
    seconds_elsewhere=0.1,
    limited=3,
    limit=0.1,
    starts=1,
    decisions=(0, 50),
    cases=20,
    memory_seconds=120.0,
    throughput_seconds=0.1,
    workers=(1, 2),
    rows=(500,),
    rows_with_gaps=(200, 500),
)
