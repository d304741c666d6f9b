"""A fact that a person can tell, as plain values: its type, its question, who uses it, its sources."""

from __future__ import annotations

from typing import TYPE_CHECKING

from simexit.explain.compose import question
from simexit.model.expressions import comparisons, facts_compared
from simexit.model.types import describe

if TYPE_CHECKING:
    from simexit.explain.wording import Wording
    from simexit.model.rules import RuleSet
    from simexit.model.vocabulary import Fact


def fact_to_dict(fact: Fact, rules: RuleSet, words: Wording) -> dict[str, object]:
    """Return a fact as plain values: the JSON of `simexit facts --json`."""
    return {
        "name": fact.name,
        "type": describe(fact.type),
        "label": fact.label[words.language],
        "question": question(words, fact.name).to_dict(),
        "effort": fact.effort,
        "sensitivity": fact.sensitivity,
        "always_applies": fact.applies is None,
        "used_by": used_by(fact, rules),
        "sources": list(fact.sources),
    }


def used_by(fact: Fact, rules: RuleSet) -> list[str]:
    """Return the names of the rules that compare a fact."""
    return [rule.name for rule in rules.rules if any(fact.name in facts_compared(atom) for atom in comparisons(rule.when))]
