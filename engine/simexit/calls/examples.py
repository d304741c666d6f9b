"""Calls to show, made of the rule set alone: nothing known, and all that its questions ask for, answered by their first possible answer."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from simexit.ask.interview import ImpossibleAnswerError
from simexit.calls.answers import ADVISE, HOW_TO, PLAN, QUESTION, WHAT_IF, WHY, WHY_NOT
from simexit.model.types import Value

if TYPE_CHECKING:
    from simexit.api import Advisor
    from simexit.ask.interview import Interview

_MOST_QUESTIONS = 40


def example_calls(advisor: Advisor) -> dict[str, dict[str, dict[str, object]]]:
    """Return for each call, by its name, examples of it by theirs; the day is the one on which the rules were last checked."""
    day = max(rule.checked for rule in advisor.rules.rules)
    known, last = _told(advisor, day)
    all_told: dict[str, object] = {"facts": {name: _plain(value) for name, value in known.items()}, "today": day.isoformat()}
    nothing: dict[str, object] = {"facts": {}, "today": day.isoformat()}
    advice = advisor.advise(known, today=day)
    due = advice.next or next(iter(advisor.rules.vocabulary.actions))
    open_or_out = next((name for name in advisor.rules.vocabulary.actions if name not in advice.agenda), due)
    changes: dict[str, object] = {} if last is None else {last: None}
    return {
        ADVISE.name: {"nothing known": nothing, "all told": all_told},
        QUESTION.name: {"nothing known": nothing, "all told": all_told},
        WHY.name: {"all told": all_told},
        WHY_NOT.name: {"all told": {**all_told, "name": open_or_out}},
        WHAT_IF.name: {"one fact not known": {**all_told, "changes": changes}},
        HOW_TO.name: {"already next": {**all_told, "action": due}},
        PLAN.name: {"nothing known": nothing},
    }


def _told(advisor: Advisor, day: date) -> tuple[dict[str, Value], str | None]:
    """Return what an interview learns where each question is answered by the first answer that is possible, and what it asked last."""
    interview, asked = advisor.interview({}, today=day), None
    for _ in range(_MOST_QUESTIONS):
        fact = interview.question
        if fact is None:
            break
        interview, asked = _answered(interview, fact), fact
    known = {reply.fact: reply.value for reply in interview.replies if reply.value is not None and reply.value != day}
    return known, asked if asked in known else None


def _answered(interview: Interview, fact: str) -> Interview:
    for value in interview.decider.representatives(fact, interview.situation):
        try:
            return interview.answer(fact, value)
        except ImpossibleAnswerError:
            continue
    return interview.skip(fact)


def _plain(value: Value) -> object:
    match value:
        case date():
            return value.isoformat()
        case frozenset():
            return sorted(value)
        case bool() | int() | str():
            return value
        case _:
            return float(value)
