"""What is known after an action was done with one of its outcomes."""

from __future__ import annotations

from simexit.meaning.conditions import value
from simexit.model.rules import RuleSet, Situation
from simexit.model.vocabulary import Outcome


def after(outcome: Outcome, situation: Situation, rules: RuleSet) -> Situation:
    """Return the situation after an outcome; a change that cannot be computed leaves its fact unknown."""
    changes = {fact: value(term, situation, rules) for fact, term in outcome.changes.items()}
    kept = {fact: known for fact, known in situation.items() if fact not in changes}
    return {**kept, **{fact: new for fact, new in changes.items() if new is not None}}
