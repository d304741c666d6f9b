"""The one fact worth asking for: an answer can change the advice, and nothing cheaper can."""

from __future__ import annotations

from collections.abc import Iterator

from simexit.meaning.conditions import applies
from simexit.model.judgement import FINISHED, Judgement
from simexit.model.rules import RuleSet, Situation
from simexit.run.decider import Decider

_SENSITIVITY = {"low": 0, "medium": 1, "high": 2}


def next_question(rules: RuleSet, decider: Decider, situation: Situation, judgement: Judgement) -> str | None:
    """Return the fact to ask for, or None where the next action is certain and needs no further fact.

    While the next action is open, the facts that keep its candidates open are tried in the order of the agenda, the cheapest
    and least private of a candidate first, until one is found whose answer changes what may be next.
    """
    if judgement.certain_next is not None:
        return _needed(rules, situation, judgement.certain_next)
    first: str | None = None
    for name in judgement.possible_next:
        for fact in _by_cost(rules, decider.facts_open("action", name, situation) if name != FINISHED else []):
            first = first or fact
            if _can_change(decider, situation, fact, judgement.possible_next):
                return fact
    return first


def _needed(rules: RuleSet, situation: Situation, action: str) -> str | None:
    """Return the first unknown fact that is needed to carry an action out."""
    needs = rules.vocabulary.actions[action].needs if action != FINISHED else ()
    return next((fact for fact in needs if fact not in situation and applies(fact, situation, rules)), None)


def _by_cost(rules: RuleSet, facts: list[str]) -> Iterator[str]:
    vocabulary = rules.vocabulary.facts
    return iter(sorted(facts, key=lambda name: (vocabulary[name].effort, _SENSITIVITY[vocabulary[name].sensitivity])))


def _can_change(decider: Decider, situation: Situation, fact: str, possible_next: tuple[str, ...]) -> bool:
    values = decider.representatives(fact, situation) or ()
    allowed = (decider.possible_next({**situation, fact: value}) for value in values)
    return any(after not in {(), possible_next} for after in allowed)
