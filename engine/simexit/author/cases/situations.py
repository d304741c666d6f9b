"""The situations that a case goes through, step by step."""

from __future__ import annotations

from collections.abc import Iterator
from typing import assert_never

from simexit.author.cases.case import Case, Done, Step, Telling
from simexit.meaning.effects import after
from simexit.model.rules import RuleSet, Situation
from simexit.text.source import Span


def situation_of(case: Case, rules: RuleSet) -> Situation:
    """Return the situation that a case is about, after its steps."""
    *_, (situation, _) = situations(case, rules)
    return situation


def situations(case: Case, rules: RuleSet) -> Iterator[tuple[Situation, Span]]:
    """Yield the situation before the steps and after each of them, with the place that leads there."""
    situation = case.facts
    yield situation, case.span
    for step in case.steps:
        situation = _taken(step, situation, rules)
        yield situation, step.span


def _taken(step: Step, situation: Situation, rules: RuleSet) -> Situation:
    match step:
        case Done(action, outcome):
            outcomes = {one.name: one for one in rules.vocabulary.actions[action].outcomes}
            return after(outcomes[outcome], situation, rules)
        case Telling(facts):
            told = {**situation, **facts}
            return {fact: known for fact, known in told.items() if known is not None}
        case _:
            assert_never(step)
