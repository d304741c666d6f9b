"""What a conclusion means, as a hash: two rule sets in which it is the same give it the same value in every situation."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping

from simexit.model.expressions import Conclusion, comparisons, conclusions_in, facts_compared, parameters_of
from simexit.model.rules import RuleSet
from simexit.prove.content import canonical


def fingerprints(rules: RuleSet) -> Mapping[Conclusion, str]:
    """Return a hash for each conclusion, with all that it builds on: other conclusions, kinds of facts, figures, the calendar."""
    found: dict[Conclusion, str] = {}
    vocabulary = rules.vocabulary
    for conclusion, condition in rules.conditions.items():
        atoms = list(comparisons(condition))
        facts = {fact for atom in atoms for fact in facts_compared(atom)}
        figures = {name for atom in atoms for name in (*parameters_of(atom.left), *parameters_of(atom.right))}
        inner = [*conclusions_in(condition), *(Conclusion("applies", fact) for fact in facts)]
        parts = [
            canonical(condition),
            {fact: type(vocabulary.facts[fact].type).__name__ for fact in sorted(facts)},
            {name: [(one.start, one.end, one.value) for one in vocabulary.parameters[name].periods] for name in sorted(figures)},
            {str(one): found[one] for one in sorted(inner, key=str) if one in found},
            vocabulary.settings.calendar,
        ]
        found[conclusion] = hashlib.sha256(canonical(parts).encode()).hexdigest()
    return found
