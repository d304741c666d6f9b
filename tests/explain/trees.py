"""What the tests of the explanations share."""

from __future__ import annotations

from collections.abc import Mapping

from simexit.explain.derivation import Derivation, Node
from simexit.explain.phrases import Phrases
from simexit.explain.wording import Wording
from simexit.model.expressions import Compare, Conclusion, comparisons, conclusions_in, facts_compared
from simexit.model.rules import RuleSet, Situation


def tree(rules: RuleSet, situation: Situation, conclusion: Conclusion, language: str = "en") -> Node:
    return Derivation(Phrases(Wording(rules, situation, language))).of(conclusion)


def named(node: Node) -> set[str]:
    """Return the facts that a tree names."""
    return {fact for one in node.nodes() for fact, _ in one.facts}


def only(situation: Situation, facts: set[str]) -> Situation:
    return {fact: value for fact, value in situation.items() if fact in facts}


def atoms_behind(rules: RuleSet, conclusion: Conclusion) -> Mapping[Compare, None]:
    """Return the comparisons that a conclusion rests on, through others and through what applies."""
    found: dict[Compare, None] = {}
    waiting, seen = [conclusion], {conclusion}
    while waiting:
        condition = rules.conditions[waiting.pop()]
        inner = list(conclusions_in(condition))
        for atom in comparisons(condition):
            found[atom] = None
            inner += [guard for fact in facts_compared(atom) if (guard := Conclusion("applies", fact)) in rules.conditions]
        waiting += [one for one in inner if one not in seen]
        seen.update(inner)
    return found
