"""The cases of a store for programs with an event loop: what waits for a disk or a server waits in a thread."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from typing import Self, TypeVar

from simexit.case.cases import Cases
from simexit.case.events import Head
from simexit.case.live import Case

T = TypeVar("T")


class AsyncCases:
    """The same cases, with methods to await. Steps in different cases, or from different programs, may meet; each is whole or not taken."""

    def __init__(self, cases: Cases) -> None:
        self._cases = cases

    async def new(self, name: str = "", facts: Mapping[str, object] | None = None, *, source: str = "") -> Case:
        """Open a case, as `Cases.new` does."""
        return await asyncio.to_thread(self._cases.new, name, facts, source=source)

    async def step(self, name: str, act: Callable[[Case], T]) -> T:
        """Open the case of a name or id, and return what `act` does with it, in a thread.

        `await cases.step(name, lambda case: case.tell(facts).advice.to_dict())`
        """
        return await asyncio.to_thread(lambda: act(self._cases.open(name)))

    async def run(self, act: Callable[[Cases], T]) -> T:
        """Return what `act` does with all cases, in a thread: `await cases.run(lambda all: list(all.due()))`."""
        return await asyncio.to_thread(act, self._cases)

    async def heads(self) -> tuple[Head, ...]:
        """Return the names of all cases."""
        return await asyncio.to_thread(self._cases.heads)

    async def close(self) -> None:
        """Let go of the store."""
        await asyncio.to_thread(self._cases.close)

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *raised: object) -> None:
        await self.close()
