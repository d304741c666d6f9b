"""What to be reminded of: what can be done at once, and the days that are near; as a list and as a calendar."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from simexit.case.due import Item
from simexit.case.events import Head
from simexit.document.calendar_file import Entry, calendar
from simexit.text.words import word

_ALARM = timedelta(hours=-15)
"""How long before the day begins to ring: at nine in the morning of the day before."""


@dataclass(frozen=True, slots=True)
class Reminder:
    """One thing to do in a case; `key` names it in the case, `day` is the last day for it, None where it can be done at once."""

    head: Head
    key: str
    text: str
    day: date | None
    why: str


def reminders(items: Iterable[Item], today: date, within: int) -> Iterator[Reminder]:
    """Yield what is due or overdue, and what is within so many days; nothing of a case that waits or is finished."""
    for item in items:
        if item.status in {"act", "ask"}:
            yield Reminder(item.head, item.next or "question", item.title, None, "")
        yield from (one for one in days_of(item) if one.day is not None and (one.day - today).days <= within)


def days_of(item: Item) -> Iterator[Reminder]:
    """Yield the deadlines of a case, those that have passed as well."""
    return (Reminder(item.head, one.id, one.purpose, one.by, one.why) for one in item.by)


def to_ics(items: Iterable[Item], today: date, language: str, zone: str, within: int | None = None) -> bytes:
    """Return a calendar of the days ahead, each with an alarm the day before; of all of them where `within` is None.

    A deadline of a case keeps its place: written again, with another day, it replaces what a calendar had of it.
    """
    ahead = (one for item in items for one in days_of(item) if one.day is not None and one.day >= today)
    near = (one for one in ahead if one.day is not None and (within is None or (one.day - today).days <= within))
    entries = [_entry(one, one.day, today) for one in near if one.day is not None]
    return calendar(word("case_calendar", language), entries, today, zone)


def _entry(one: Reminder, day: date, today: date) -> Entry:
    days_open = max(0, (today - one.head.opened.date()).days)
    summary = f"{one.head.name}: {one.text}"
    return Entry(f"case/{one.head.id}/{one.key}", day, day + timedelta(1), summary, one.why, alarm=_ALARM, sequence=days_open)
