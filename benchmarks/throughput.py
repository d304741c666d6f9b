"""How many decisions a second one advisor gives to several threads, and several processes with an advisor each."""

from __future__ import annotations

import os
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from itertools import islice
from multiprocessing import get_context
from multiprocessing.synchronize import Barrier
from time import monotonic
from typing import Any

import simexit
from benchmarks.report import Section, Table
from benchmarks.scale import Scale
from benchmarks.shipped import endless
from simexit import Advisor

SITUATIONS = 10_000


def measure(scale: Scale) -> Section:
    """Measure one advisor under threads, and processes."""
    advisor = simexit.load(second_opinion="off", lang="en")
    situations = [*islice(endless(advisor), SITUATIONS)]
    rows = []
    for count in scale.workers:
        threads = by_threads(advisor, situations, count, scale.throughput_seconds)
        processes = by_processes(situations, count, scale.throughput_seconds)
        rows.append((str(count), f"{threads:,.0f}", f"{processes:,.0f}"))
    locked = getattr(sys, "_is_gil_enabled", lambda: True)()
    gil = "Threads share one interpreter lock: processes use more than one processor." if locked else "There is no interpreter lock."
    title = "Decisions a second, shipped rules, every fact known, no second opinion"
    return Section((Table(title, ("at a time", "threads", "processes"), rows, f"{gil} {os.cpu_count()} processors."),))


def by_threads(advisor: Advisor, situations: list[Any], count: int, seconds: float) -> float:
    """Return the decisions a second of so many threads together."""
    start = threading.Barrier(count)
    with ThreadPoolExecutor(count) as pool:
        return sum(one.result() for one in [pool.submit(_rate, advisor, situations, start, seconds) for _ in range(count)])


def by_processes(situations: list[Any], count: int, seconds: float) -> float:
    """Return the decisions a second of so many processes together."""
    context = get_context("spawn")
    start, rates = context.Barrier(count), context.Queue()
    processes = [context.Process(target=_process, args=(situations, start, seconds, rates)) for _ in range(count)]
    for process in processes:
        process.start()
    found = sum(rates.get() for _ in processes)
    for process in processes:
        process.join()
    return float(found)


def _process(situations: list[Any], start: Barrier, seconds: float, rates: Any) -> None:
    rates.put(_rate(simexit.load(second_opinion="off", lang="en"), situations, start, seconds))


def _rate(advisor: Advisor, situations: list[Any], start: Any, seconds: float) -> float:
    """Return how many decisions a second this worker gets through while all of them work."""
    start.wait()
    begun, done = monotonic(), 0
    while monotonic() < begun + seconds:
        advisor.advise(situations[done % len(situations)])
        done += 1
    return done / (monotonic() - begun)
