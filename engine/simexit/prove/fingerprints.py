"""What a conclusion means, as a hash: two rule sets in which it is the same give it the same value in every situation."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping

from simexit.model.expressions import Arithmetic, Call, Conclusion, Term, comparisons, conclusions_in, facts_compared, parameters_of
from simexit.model.rules import RuleSet
from simexit.prove.content import canonical
from simexit.prove.variables import kind


def fingerprints(rules: RuleSet) -> Mapping[Conclusion, str]:
    """Return a hash for each conclusion, with all that it builds on.

    That are other conclusions, kinds of facts, figures, and the calendar where working days are counted.
    """
    found: dict[Conclusion, str] = {}
    vocabulary = rules.vocabulary
    for conclusion, condition in rules.conditions.items():
        atoms = list(comparisons(condition))
        sides = [side for atom in atoms for side in (atom.left, atom.right)]
        facts = {fact for atom in atoms for fact in facts_compared(atom)}
        figures = {name for side in sides for name in parameters_of(side)}
        inner = [*conclusions_in(condition), *(Conclusion("applies", fact) for fact in facts)]
        parts = [
            canonical(condition),
            {fact: kind(vocabulary.facts[fact].type) for fact in sorted(facts)},
            {name: [(one.start, one.end, one.value) for one in vocabulary.parameters[name].periods] for name in sorted(figures)},
            {str(one): found[one] for one in sorted(inner, key=str) if one in found},
            vocabulary.settings.calendar if any(map(counts_working_days, sides)) else None,
        ]
        found[conclusion] = hashlib.sha256(canonical(parts).encode()).hexdigest()
    return found


def counts_working_days(term: Term) -> bool:
    """Return whether the value of a term depends on the public holidays."""
    match term:
        case Call(function, arguments):
            return function.startswith("working_day") or any(map(counts_working_days, arguments))
        case Arithmetic(_, left, right):
            return counts_working_days(left) or counts_working_days(right)
        case _:
            return False
