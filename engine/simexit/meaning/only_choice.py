"""The one word that an unknown fact can still be, where the constraints leave no other."""

from __future__ import annotations

from simexit.meaning.conditions import applies, truth
from simexit.model.expressions import Holds
from simexit.model.rules import RuleSet, Situation
from simexit.model.types import Choice


def only_choice(fact: str, situation: Situation, rules: RuleSet) -> str | None:
    """Return the word, None where several are left or the fact is known, does not apply or is no choice.

    A word is left out where one constraint forbids it whatever is still unknown. That several constraints together forbid it is not
    looked for: then more is left, and nothing is said to follow.
    """
    of = rules.vocabulary.facts[fact].type
    if not isinstance(of, Choice) or fact in situation or applies(fact, situation, rules) is not True:
        return None
    constraints = [Holds(conclusion) for conclusion, _ in rules.of_kind("impossible")]

    def is_left(word: str) -> bool:
        return not any(truth(constraint, {**situation, fact: word}, rules) for constraint in constraints)

    left = [word for word in of.values if is_left(word)]
    return left[0] if len(left) == 1 else None
