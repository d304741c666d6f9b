"""A plan as text: last days first, then the main line, then what to do where it goes otherwise."""

from __future__ import annotations

from collections.abc import Iterator

from simexit.document.plan import Branch, LastDay, Lead, Plan, Step
from simexit.text.forms import day as day_form
from simexit.text.width import pad, width, wrap
from simexit.text.words import sentence, word


def to_text(plan: Plan, columns: int) -> str:
    """Return the plan as lines no wider than so many columns, as far as words can be broken."""
    return "\n".join(line for indent, label, text in _rows(plan) for line in _lines(indent, label, text, columns)) + "\n"


def _lines(indent: int, label: str, text: str, columns: int) -> Iterator[str]:
    """Yield a paragraph behind its label, later lines under the first."""
    start = " " * indent + (pad(label, width(label) + 1) if label else "")
    for place, line in enumerate(wrap(text, max(20, columns - width(start)))):
        yield ((start if place == 0 else " " * width(start)) + line).rstrip()


Row = tuple[int, str, str]
"""How far to indent, the label, and the text behind it."""


def _rows(plan: Plan) -> Iterator[Row]:
    language = plan.language
    day = day_form(plan.today, language) if plan.today is not None else word("plan_day_unknown", language)
    yield 0, "", f"{word('plan', language)} ({day}): {plan.title}"
    for last in plan.deadlines:
        yield from _last_day(last, plan)
    if not plan.steps:
        yield from _end(plan.start, language, 0)
        return
    yield from [(0, "", ""), (0, "", word("plan_main", language))]
    for number in plan.main_line:
        yield from _step(plan.steps[number - 1], language)
    others = [step for step in plan.steps if step.number not in plan.main_line]
    if others:
        yield from [(0, "", ""), (0, "", word("plan_otherwise", language))]
    for step in others:
        yield from _arrival(step, plan)
        yield from _step(step, language)


def _last_day(last: LastDay, plan: Plan) -> Iterator[Row]:
    language = plan.language
    label = word("plan_too_late" if last.missed else "plan_last_day", language)
    yield 2, f"{label} {day_form(last.due.by, language)}:", last.due.purpose
    yield 4, "", last.due.why
    if last.missed and last.event is None:
        yield 4, "", word("plan_nothing_first", language)
    elif last.first and last.event is not None:
        yield 4, "", sentence("plan_first", language, day=day_form(last.event, language)) + ":"
        for number in last.first:
            yield 6, f"{number}.", plan.steps[number - 1].title


def _arrival(step: Step, plan: Plan) -> Iterator[Row]:
    """Yield from where a step is reached, unless it follows the one before it."""
    for before in plan.steps:
        for place, branch in enumerate(before.branches):
            if branch.lead.kind == "step" and branch.lead.step == step.number and not (place == 0 and before.number == step.number - 1):
                said = f": {branch.title}" if branch.title else ""
                yield 2, "", word("plan_after", plan.language).format(step=before.number) + said


def _step(step: Step, language: str) -> Iterator[Row]:
    yield 2, f"{step.number}.", f"{step.title} ({_days(step, language)})"
    if step.waits_for is not None:
        yield 5, "", step.waits_for
    if step.bring is not None:
        yield 5, f"{word('bring', language)}:", step.bring
    yield 5, f"{word('takes', language)}:", step.takes
    yield from ((5, f"{word('plan_asks', language)}:", question.text) for question in step.asks)
    for place, branch in enumerate(step.branches):
        if place > 0 or branch.lead.step != step.number + 1:
            yield from _branch(branch, language, is_first=place == 0)


def _days(step: Step, language: str) -> str:
    start = word("plan_day_unknown", language) if step.day is None else day_form(step.day, language)
    return start if step.until is None else f"{start} – {day_form(step.until.by, language)}"


def _branch(branch: Branch, language: str, *, is_first: bool) -> Iterator[Row]:
    label = word("plan_then" if is_first and branch.title is None else "plan_if", language) + ":"
    lead = branch.lead
    where = {"step": word("plan_step", language), "again": word("plan_again", language)}.get(lead.kind, "").format(step=lead.step)
    condition = branch.title or ""
    if where or condition:
        yield 5, label, " → ".join(part for part in (condition, where) if part)
    if not where:
        yield from _end(lead, language, 8 if condition else 5)


def _end(lead: Lead, language: str, indent: int) -> Iterator[Row]:
    """Yield an end in words."""
    match lead.kind:
        case "finished":
            yield indent, f"{word('finished', language)}:", lead.text
        case "wait":
            yield indent, f"{word('wait', language)} ({word('plan_day_unknown', language)}):", lead.text
        case "question":
            yield indent, f"{word('plan_depends', language)}:", lead.text
            if lead.possible:
                yield indent + 2, f"{word('plan_may_be', language)}:", "; ".join(lead.possible)
        case _:
            yield indent, "", lead.text
