"""The one fact worth asking for: its answer can change the advice, and it brings most certainty for the least effort."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from math import log2
from typing import TYPE_CHECKING

from simexit.meaning.conditions import applies
from simexit.meaning.only_choice import only_choice
from simexit.model.judgement import FINISHED, Judgement
from simexit.model.rules import RuleSet, Situation
from simexit.model.vocabulary import Fact

if TYPE_CHECKING:
    from simexit.run.decider import Decider

_DISCLOSURE = {"low": 0.0, "medium": 0.5, "high": 1.0}
"""What it costs a person to tell something private, in the same unit as effort; a choice of ours."""


def next_question(
    rules: RuleSet, decider: Decider, situation: Situation, judgement: Judgement, not_asked: frozenset[str] = frozenset()
) -> str | None:
    """Return the fact to ask for, or None where the next action is certain and needs no further fact.

    Facts in `not_asked` are passed over. While the next action is open, the first action that may be next is settled first:
    of the facts that keep it open, the one that brings most certainty for its cost. (How far that is from the least possible
    effort is measured: docs/question-order.md.)
    """
    if judgement.certain_next is not None:
        return next((fact for fact in needed(rules, situation, judgement.certain_next) if fact not in not_asked), None)
    for name in judgement.possible_next:
        facts = decider.facts_open("action", name, situation) if name != FINISHED else []
        after = decider.possible_after(situation, (fact for fact in facts if fact not in not_asked))
        gains = {fact: _gain(rules.vocabulary.facts[fact], counts, len(judgement.possible_next)) for fact, counts in after.items()}
        best = max(gains, key=lambda fact: gains[fact], default=None)
        if best is not None and gains[best] > 0:
            return best
    return first_open(decider, situation, judgement, not_asked)


def first_open(decider: Decider, situation: Situation, judgement: Judgement, not_asked: frozenset[str] = frozenset()) -> str | None:
    """Return the first fact that keeps an action open: what is asked where no answer alone changes what may be next."""
    names = (name for name in judgement.possible_next if name != FINISHED)
    return next((fact for name in names for fact in decider.facts_open("action", name, situation) if fact not in not_asked), None)


def cost(fact: Fact) -> float:
    """Return what it costs a person to answer: the effort from 1 to 5, and a little more for what is private."""
    return fact.effort + _DISCLOSURE[fact.sensitivity]


def needed(rules: RuleSet, situation: Situation, action: str) -> Iterator[str]:
    """Yield the facts that are needed to carry an action out and are neither known nor follow from what is."""
    for fact in rules.vocabulary.actions[action].needs if action != FINISHED else ():
        if fact not in situation and applies(fact, situation, rules) and only_choice(fact, situation, rules) is None:
            yield fact


def _gain(fact: Fact, after: Iterable[int], before: int) -> float:
    """Return the certainty that an answer brings for its cost: bits, the logarithm of how many next steps remain possible.

    It is exactly 0 where no answer changes what may be next; answers that the constraints forbid do not count.
    """
    allowed = [count for count in after if count]
    if all(count == before for count in allowed):
        return 0.0
    return (log2(before) - sum(log2(count) for count in allowed) / len(allowed)) / cost(fact)
