"""Times of several engines taken in turns, so that whatever else the machine does falls on all of them alike."""

from __future__ import annotations

import gc
import os
import platform
import signal
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from statistics import median, quantiles
from time import perf_counter_ns
from types import FrameType
from typing import Any

FEWEST = 3


@dataclass(frozen=True)
class Task:
    """A function and the values that it is called with, one after the other."""

    call: Callable[[Any], object]
    values: Sequence[Any]


@dataclass(frozen=True)
class Times:
    """How long the calls of a task took, in microseconds; a call that was cut off counts with the limit."""

    microseconds: tuple[float, ...]
    cut_off: int = 0

    @property
    def median(self) -> float:
        """The median of all calls."""
        return median(self.microseconds)

    @property
    def p99(self) -> float:
        """What 99 of a hundred calls did not exceed."""
        return quantiles(self.microseconds, n=100, method="inclusive")[98] if len(self.microseconds) > 1 else self.microseconds[0]


def in_turns(tasks: dict[str, Task], rounds: int, seconds: float, limit: float | None = None) -> dict[str, Times]:
    """Return the times of every task: in each round every task in turn, with as many values as fit into its seconds.

    Each round has values of its own, so that nobody gains from remembering an answer. With a `limit` in seconds a call is cut off there.
    """
    with _quiet():
        counts = {name: _count(task, rounds, seconds, limit) for name, task in tasks.items()}
        found: dict[str, list[float]] = {name: [] for name in tasks}
        names, cut_off = list(tasks), dict.fromkeys(tasks, 0)
        for number in range(rounds):
            for name in (*names[number % len(names) :], *names[: number % len(names)]):
                gc.collect()
                start = len(tasks[name].values) // rounds * number
                for value in tasks[name].values[start : start + counts[name]]:
                    taken, whole = _once(tasks[name].call, value, limit)
                    found[name].append(taken)
                    cut_off[name] += not whole
    return {name: Times(tuple(times), cut_off[name]) for name, times in found.items()}


@contextmanager
def _quiet() -> Iterator[None]:
    """Keep what is there already out of the way of the garbage collector: rules and situations of others are no cost of a decision."""
    gc.collect()
    gc.freeze()
    try:
        yield
    finally:
        gc.unfreeze()


def _count(task: Task, rounds: int, seconds: float, limit: float | None) -> int:
    """Return with how many values a task is called in each round, by the time of a few calls, the slowest left out."""
    taken = sorted(_once(task.call, value, limit)[0] for value in task.values[:FEWEST])
    usual = max(taken[len(taken) // 2], 0.01)
    return max(FEWEST, min(len(task.values) // rounds, int(seconds * 1e6 / rounds / usual)))


def _once(call: Callable[[Any], object], value: Any, limit: float | None) -> tuple[float, bool]:
    """Return how many microseconds a call took, and whether it came to its end."""
    if limit is None:
        start = perf_counter_ns()
        call(value)
        return (perf_counter_ns() - start) / 1000, True
    try:
        with cut_off_after(limit):
            return _once(call, value, None)
    except TimeoutError:
        return limit * 1e6, False


@contextmanager
def cut_off_after(seconds: float) -> Iterator[None]:
    """Raise `TimeoutError` where the body takes longer; only in the main thread, and not on Windows."""

    def stop(_: int, __: FrameType | None) -> None:
        raise TimeoutError

    before = signal.signal(signal.SIGALRM, stop)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def machine() -> str:
    """Return on what was measured, and when."""
    lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines() if Path("/proc/cpuinfo").exists() else []
    model = next((line.partition(":")[2].strip() for line in lines if line.startswith("model name")), platform.machine())
    gil = "" if getattr(sys, "_is_gil_enabled", lambda: True)() else ", without the GIL"
    python = f"{platform.python_implementation()} {platform.python_version()}{gil}"
    busy = f" {os.getloadavg()[2]:.1f} processes were running on average over a quarter of an hour." if hasattr(os, "getloadavg") else ""
    return f"Measured {datetime.now():%Y-%m-%d} on {os.cpu_count()} × {model}, {platform.system()}, {python}.{busy}"
