"""Cases from a program with an event loop."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import date
from pathlib import Path

import simexit
from simexit.case.asynchronous import AsyncCases
from simexit.case.events import Noted
from simexit.case.live import Case


def _noting(text: str) -> Callable[[Case], Case]:
    return lambda case: case.note(text)


def test_many_tasks_tell_one_case_at_once_and_nothing_is_lost(tmp_path: Path) -> None:
    advisor = simexit.load(lang="en", second_opinion="off")
    notes = [f"call {number}" for number in range(20)]

    async def main() -> list[str]:
        async with AsyncCases(advisor.cases(tmp_path / "cases.db", today=date(2026, 11, 20))) as cases:
            await cases.new("my card", {"balance.owed": 3500})
            await asyncio.gather(*(cases.step("my card", _noting(note)) for note in notes))
            entries = await cases.step("my card", lambda case: case.entries)
            return [entry.event.text for entry in entries if isinstance(entry.event, Noted)]

    assert sorted(asyncio.run(main())) == sorted(notes)


def test_the_event_loop_goes_on_while_a_case_waits(tmp_path: Path) -> None:
    advisor = simexit.load(lang="en", second_opinion="off")

    async def main() -> int:
        ticks = 0
        async with AsyncCases(advisor.cases(tmp_path / "cases.db", today=date(2026, 11, 20))) as cases:
            work = asyncio.ensure_future(cases.new("my card", {"balance.owed": 3500}))
            while not work.done():
                await asyncio.sleep(0)
                ticks += 1
            assert (await work).advice.possible_next
            assert [head.name for head in await cases.heads()] == ["my card"]
        return ticks

    assert asyncio.run(main()) > 10
