"""How far cases exercise the rules: for each leaf of a condition, where it was true, false or open, and where it decided."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from simexit.author.coverage.leaves import Leaf, Sight, looked_at
from simexit.meaning.conditions import Truth, truth
from simexit.meaning.decide import verdicts
from simexit.model.expressions import Holds, leaves
from simexit.model.rules import Rule, RuleSet, Situation
from simexit.text.source import Span


@dataclass(frozen=True, slots=True)
class Side:
    """A leaf of a rule, by its place among them, with one of its two values: what a case can cover or not."""

    rule: str
    place: int
    value: bool


@dataclass(frozen=True, slots=True)
class LeafCoverage:
    """A leaf where it is written, and how often it was seen how."""

    leaf: Leaf
    span: Span
    sights: Counter[Sight]

    def times(self, value: Truth) -> int:
        """Return in how many situations it has a value; None is open."""
        return self.sights[Sight(value, True)] + self.sights[Sight(value, False)]

    def decided(self, value: bool) -> int:
        """Return in how many situations it has a value and decides."""
        return self.sights[Sight(value, True)]


@dataclass(frozen=True, slots=True)
class RuleCoverage:
    """A rule and its leaves, in the order in which they are written."""

    rule: Rule
    leaves: tuple[LeafCoverage, ...]

    def uncovered(self) -> tuple[Side, ...]:
        """Return the sides that no situation covers."""
        places = enumerate(self.leaves)
        return tuple(Side(self.rule.name, place, value) for place, leaf in places for value in (True, False) if not leaf.decided(value))


def measure(rules: RuleSet, situations: Iterable[Situation]) -> tuple[RuleCoverage, ...]:
    """Return for every rule what its leaves are in the situations; one that the constraints forbid is left out."""
    seen: dict[str, list[Counter[Sight]]] = {rule.name: [Counter() for _ in rule.leaves] for rule in rules.rules}
    for situation in situations:
        for name, sights in _sights(rules, situation):
            for counter, sight in zip(seen[name], sights, strict=True):
                counter[sight] += 1
    return tuple(RuleCoverage(rule, tuple(map(LeafCoverage, leaves(rule.when), rule.leaves, seen[rule.name]))) for rule in rules.rules)


def _sights(rules: RuleSet, situation: Situation) -> Iterable[tuple[str, tuple[Sight, ...]]]:
    """Return the leaves of each rule, by its name, as they are in one situation."""
    decided = verdicts(situation, rules)
    if any(conclusion.kind == "impossible" for conclusion in decided.true):
        return ()

    def value(leaf: Leaf) -> Truth:
        match leaf:
            case Holds(conclusion):
                return True if conclusion in decided.true else False if conclusion in decided.false else None
            case _:
                return truth(leaf, situation, rules)

    return ((rule.name, looked_at(rule.when, value)[1]) for rule in rules.rules)
