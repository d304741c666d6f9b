"""Work for several processes at a time, each with a worker of its own; knows nothing of what the work is."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from multiprocessing import get_all_start_methods, get_context
from typing import Any, TypeVar

Item = TypeVar("Item")
Result = TypeVar("Result")
_workers: list[Callable[[Any], Any]] = []
"""The worker of this process; each process has one of its own."""


def results(
    hire: Callable[[], Callable[[Item], Result]], items: Sequence[Item], jobs: int, *, worth_a_process: int
) -> Iterator[tuple[int, Result]]:
    """Yield for each item, as soon as it is there, its place and what a worker makes of it.

    `hire` makes the worker of a process. With fewer items than are worth a process, or one job, it works in this one.
    """
    if jobs == 1 or len(items) < worth_a_process:
        worker = hire()
        yield from ((place, worker(item)) for place, item in enumerate(items))
        return
    method = "fork" if "fork" in get_all_start_methods() else "spawn"
    with ProcessPoolExecutor(min(jobs, len(items)), get_context(method), _begin, (hire,)) as pool:
        for done in as_completed([pool.submit(_work, place, item) for place, item in enumerate(items)]):
            yield done.result()


def _begin(hire: Callable[[], Callable[[Any], Any]]) -> None:
    _workers[:] = [hire()]


def _work(place: int, item: Any) -> tuple[int, Any]:
    return place, _workers[0](item)
