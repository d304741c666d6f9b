"""A plan as a calendar: its main line, the ends of its waits, and the deadlines."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from simexit.document.calendar_file import Entry, calendar
from simexit.document.plan import LastDay, Plan, Step
from simexit.text.forms import day as day_form
from simexit.text.words import sentence, word


def to_ics(plan: Plan) -> bytes:
    """Return a calendar of the main line, the ends of its waits and the deadlines; the same plan gives the same bytes."""
    if plan.today is None:
        raise ValueError("a calendar needs the day of the plan")
    name = f"{word('plan', plan.language)}: {plan.title}"
    return calendar(name, _entries(plan, plan.today), plan.today, plan.time_zone)


def _entries(plan: Plan, today: date) -> Iterator[Entry]:
    for last in plan.deadlines:
        yield _last_day(last, plan, today)
    for number in plan.main_line:
        step = plan.steps[number - 1]
        if step.day is not None:
            yield _step(step, step.day, plan)
        if step.until is not None:
            summary = f"{word('plan_wait_ends', plan.language)}: {step.title}"
            yield _day(f"{plan.key}/until/{number}", step.until.by, summary, [step.until.purpose, step.until.why])
    end_day = plan.end_day if plan.steps else today
    if end_day is not None and plan.end.kind in {"finished", "question"}:
        label = word("finished" if plan.end.kind == "finished" else "plan_depends", plan.language)
        yield _day(f"{plan.key}/end", end_day, f"{label}: {plan.end.text}", ["; ".join(plan.end.possible)])


def _last_day(last: LastDay, plan: Plan, today: date) -> Entry:
    """Return a deadline on its day; where that has passed, today, with what to do first."""
    language = plan.language
    label = word("plan_too_late" if last.missed else "plan_last_day", language)
    first = [f"{number}. {plan.steps[number - 1].title}" for number in last.first]
    if first and last.event is not None:
        first = [f"{sentence('plan_first', language, day=day_form(last.event, language))}:", *first]
    summary = f"{label} {day_form(last.due.by, language)}: {last.due.purpose}"
    return _day(f"{plan.key}/deadline/{last.due.id}", today if last.missed else last.due.by, summary, [last.due.why, *first])


def _step(step: Step, day: date, plan: Plan) -> Entry:
    language = plan.language
    lines = [] if step.waits_for is None else [step.waits_for]
    lines += [] if step.bring is None else [f"{word('bring', language)}: {step.bring}"]
    lines += [f"{word('takes', language)}: {step.takes}"]
    lines += [f"{word('plan_asks', language)}: {question.text}" for question in step.asks]
    end = day + timedelta(1) if step.until is None else step.until.by
    return Entry(f"{plan.key}/step/{step.number}", day, end, f"{step.number}. {step.title}", "\n".join(lines))


def _day(key: str, day: date, summary: str, lines: list[str]) -> Entry:
    return Entry(key, day, day + timedelta(1), summary, "\n".join(line for line in lines if line))
