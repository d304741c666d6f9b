"""Answers are worked on in threads, a few at a time, each for so long, and only so many wait for one."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import ParamSpec, TypeVar

import anyio
from anyio import to_thread

from simexit.web.limits import Limits
from simexit.web.problems import ProblemError

Arguments = ParamSpec("Arguments")
Result = TypeVar("Result")


class Workers:
    """The threads of one service. What takes too long is given up; its thread is free again only when it is done.

    Where more wait than could be answered in time, the next is turned away at once: otherwise all would wait until they are given up.
    """

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._threads: anyio.CapacityLimiter | None = None
        self._here = 0

    async def work(self, function: Callable[Arguments, Result], *args: Arguments.args, **kwargs: Arguments.kwargs) -> Result:
        """Return what a function returns; raises `TimeoutError` where that takes too long, and a problem where too many wait."""
        if self._here >= self._limits.threads + self._limits.waiting:
            raise ProblemError(503, "busy", "try again in a moment", {"Retry-After": "1"})
        return await self.wait(function, *args, **kwargs)

    async def wait(self, function: Callable[Arguments, Result], *args: Arguments.args, **kwargs: Arguments.kwargs) -> Result:
        """Return what a function returns, however many wait."""
        if self._threads is None:  # which belongs to an event loop
            self._threads = anyio.CapacityLimiter(self._limits.threads)
        self._here += 1
        try:
            with anyio.fail_after(self._limits.answer_seconds):
                return await to_thread.run_sync(partial(function, *args, **kwargs), abandon_on_cancel=True, limiter=self._threads)
        finally:
            self._here -= 1
