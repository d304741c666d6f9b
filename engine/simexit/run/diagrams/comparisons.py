"""What the comparisons of an unknown fact can say together: a row of truths for each of the values that stand for all."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from simexit.meaning.conditions import compare
from simexit.meaning.representatives import depends_on, representatives
from simexit.model.expressions import TODAY, Compare
from simexit.model.rules import RuleSet, Situation
from simexit.model.types import Value

Row = tuple[bool, ...]


class Said(NamedTuple):
    """A row for each value of a fact, a column for each of its comparisons: whether it is true, and whether it may be."""

    values: tuple[Value, ...]
    trues: tuple[Row, ...]
    mays: tuple[Row, ...]


class Comparisons:
    """The comparisons of one rule set, by the facts on whose values they depend."""

    def __init__(self, rules: RuleSet, atoms: Sequence[Compare]) -> None:
        self._rules, self._atoms = rules, atoms
        depending = [depends_on(atom, rules) for atom in atoms]
        self.places: dict[str, list[int]] = {fact: [] for fact in rules.vocabulary.facts}
        """The places of the comparisons that depend on each fact."""
        for place, facts in enumerate(depending):
            for fact in facts:
                self.places[fact].append(place)
        self.beside = {
            fact: tuple(sorted({other for place in places for other in depending[place]} - {fact})) for fact, places in self.places.items()
        }
        """The facts that stand beside each fact in some comparison, the day of changing figures among them."""

    def said(self, fact: str, beside: Situation) -> Said:
        """Return what the comparisons of an unknown fact can say, beside other facts as far as they are known."""
        values = representatives(fact, beside, self._rules)
        atoms = [self._atoms[place] for place in self.places[fact]]
        truths = [[compare(atom, {**beside, fact: value}, self._rules) for atom in atoms] for value in values]
        trues = tuple(tuple([one is True for one in row]) for row in truths)
        return Said(values, trues, tuple(tuple([one is not False for one in row]) for row in truths))

    def standing_alone(self, beside: Situation) -> list[str]:
        """Return the facts in comparisons, the day apart, beside which no others stand than these."""
        return [fact for fact, others in self.beside.items() if fact != TODAY and beside.keys() >= set(others) and self.places[fact]]
