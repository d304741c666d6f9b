"""Events as an iCalendar file (RFC 5545): whole days, because no hour is known; the only module that knows `icalendar`."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING
from uuid import NAMESPACE_OID, uuid5
from zoneinfo import ZoneInfo

if TYPE_CHECKING:
    from icalendar import Event


class MissingLibraryError(Exception):
    """A library that only this needs is not installed; the message names the extra that brings it."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One event on whole days; `end` is the day after its last.

    `key` makes its identity: a calendar takes one with the same key for the same event, and the one with the higher `sequence` for the
    newer. `alarm` is when to ring, counted from the beginning of its first day; None where not at all.
    """

    key: str
    start: date
    end: date
    summary: str
    description: str
    alarm: timedelta | None = None
    sequence: int = 0


def calendar(name: str, entries: Iterable[Entry], today: date, time_zone: str) -> bytes:
    """Return a calendar of these events.

    The same events on the same day give the same bytes: they are stamped with the beginning of that day in the time zone.
    Raises `MissingLibraryError` without the extra `calendar`.
    """
    try:
        from icalendar import Calendar
    except ImportError as error:
        raise MissingLibraryError("a calendar file needs the library icalendar: install simexit[calendar]") from error
    stamp = datetime.combine(today, time.min, ZoneInfo(time_zone)).astimezone(UTC)
    written = Calendar()
    written.add("prodid", "-//simexit//simexit plan//EN")
    written.add("version", "2.0")
    written.add("x-wr-calname", name)
    written.add("x-wr-timezone", time_zone)
    for entry in entries:
        written.add_component(_event(entry, stamp))
    return bytes(written.to_ical())


def _event(entry: Entry, stamp: datetime) -> Event:
    from icalendar import Event

    event = Event()
    event.add("uid", f"{uuid5(NAMESPACE_OID, entry.key)}@simexit")
    event.add("dtstamp", stamp)
    event.add("dtstart", entry.start)
    event.add("dtend", entry.end)
    event.add("summary", entry.summary)
    if entry.description:
        event.add("description", entry.description)
    event.add("transp", "TRANSPARENT")
    if entry.sequence:
        event.add("sequence", entry.sequence)
    if entry.alarm is not None:
        _add_alarm(event, entry.alarm, entry.summary)
    return event


def _add_alarm(event: Event, trigger: timedelta, text: str) -> None:
    from icalendar import Alarm

    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", text)
    alarm.add("trigger", trigger)
    event.add_component(alarm)
