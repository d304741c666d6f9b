"""A plan as an iCalendar file (RFC 5545): whole days, because no hour is known; the only module that knows `icalendar`."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from uuid import NAMESPACE_OID, uuid5
from zoneinfo import ZoneInfo

from simexit.document.plan import LastDay, Plan, Step
from simexit.text.forms import day as day_form
from simexit.text.words import sentence, word


class MissingLibraryError(Exception):
    """A library that only this needs is not installed; the message names the extra that brings it."""


@dataclass(frozen=True, slots=True)
class _Entry:
    """One event on whole days; `end` is the day after its last."""

    name: str
    start: date
    end: date
    summary: str
    description: str


def to_ics(plan: Plan) -> bytes:
    """Return a calendar of the main line, the ends of its waits and the deadlines.

    The same plan gives the same bytes: it is stamped with the beginning of its own day in the time zone of the library.
    """
    try:
        from icalendar import Calendar, Event
    except ImportError as error:
        raise MissingLibraryError("a calendar file needs the library icalendar: install simexit[calendar]") from error
    if plan.today is None:
        raise ValueError("a calendar needs the day of the plan")
    zone = ZoneInfo(plan.time_zone)
    stamp = datetime.combine(plan.today, time.min, zone).astimezone(UTC)
    calendar = Calendar()
    calendar.add("prodid", "-//simexit//simexit plan//EN")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", f"{word('plan', plan.language)}: {plan.title}")
    calendar.add("x-wr-timezone", plan.time_zone)
    for entry in _entries(plan, plan.today):
        event = Event()
        event.add("uid", f"{uuid5(NAMESPACE_OID, f'{plan.key}/{entry.name}')}@simexit")
        event.add("dtstamp", stamp)
        event.add("dtstart", entry.start)
        event.add("dtend", entry.end)
        event.add("summary", entry.summary)
        if entry.description:
            event.add("description", entry.description)
        event.add("transp", "TRANSPARENT")
        calendar.add_component(event)
    return bytes(calendar.to_ical())


def _entries(plan: Plan, today: date) -> Iterator[_Entry]:
    for last in plan.deadlines:
        yield _last_day(last, plan, today)
    for number in plan.main_line:
        step = plan.steps[number - 1]
        if step.day is not None:
            yield _step(step, step.day, plan.language)
        if step.until is not None:
            summary = f"{word('plan_wait_ends', plan.language)}: {step.title}"
            yield _day(f"until/{number}", step.until.by, summary, [step.until.purpose, step.until.why])
    end_day = plan.end_day if plan.steps else today
    if end_day is not None and plan.end.kind in {"finished", "question"}:
        label = word("finished" if plan.end.kind == "finished" else "plan_depends", plan.language)
        yield _day("end", end_day, f"{label}: {plan.end.text}", ["; ".join(plan.end.possible)])


def _last_day(last: LastDay, plan: Plan, today: date) -> _Entry:
    """Return a deadline on its day; where that has passed, today, with what to do first."""
    language = plan.language
    label = word("plan_too_late" if last.missed else "plan_last_day", language)
    first = [f"{number}. {plan.steps[number - 1].title}" for number in last.first]
    if first and last.event is not None:
        first = [f"{sentence('plan_first', language, day=day_form(last.event, language))}:", *first]
    summary = f"{label} {day_form(last.due.by, language)}: {last.due.purpose}"
    return _day(f"deadline/{last.due.id}", today if last.missed else last.due.by, summary, [last.due.why, *first])


def _step(step: Step, day: date, language: str) -> _Entry:
    lines = [] if step.waits_for is None else [step.waits_for]
    lines += [] if step.bring is None else [f"{word('bring', language)}: {step.bring}"]
    lines += [f"{word('takes', language)}: {step.takes}"]
    lines += [f"{word('plan_asks', language)}: {question.text}" for question in step.asks]
    end = day + timedelta(1) if step.until is None else step.until.by
    return _Entry(f"step/{step.number}", day, end, f"{step.number}. {step.title}", "\n".join(lines))


def _day(name: str, day: date, summary: str, lines: list[str]) -> _Entry:
    return _Entry(name, day, day + timedelta(1), summary, "\n".join(line for line in lines if line))
