"""What the facts of a rule set can say on one day, and which comparison is which literal: a fact says one of some of its patterns."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import combinations
from typing import TYPE_CHECKING

from simexit.model.expressions import TODAY, Compare, parameters_of
from simexit.model.rules import RuleSet
from simexit.run.diagrams.comparisons import Comparisons, Row, Said

if TYPE_CHECKING:
    from simexit.run.planes.blocks import Plane

Values = tuple["list[Plane]", "list[Plane]"]
Literal = tuple[str, int]
"""A fact, and the patterns of which it says one, as the bits of a mask."""
Factors = tuple[tuple[tuple[int, bool], ...], ...]
"""A literal as alternatives; each is comparisons, by place, that must all be true or must be false."""


class Literals:
    """The literals of the comparisons of a rule set, for situations in which some facts can say the same patterns everywhere.

    A comparison that depends on no unknown fact is a fact of its own, which is true or false. One that lacks a figure has no literal.
    """

    def __init__(self, rules: RuleSet, atoms: Sequence[Compare], comparisons: Comparisons, alone: Mapping[str, Said]) -> None:
        self.columns: dict[str, list[int]] = {}
        """The comparisons of each fact, by place."""
        self.rows: dict[str, list[Row]] = {}
        """The patterns of each fact: what these comparisons say together."""
        self.of_values: dict[str, list[Row]] = {}
        """The pattern of each value of a fact."""
        for fact, said in alone.items():
            columns = list(zip(comparisons.places[fact], zip(*said.trues, strict=True), zip(*said.mays, strict=True), strict=True))
            decided = [(place, trues) for place, trues, mays in columns if trues == mays]
            self.columns[fact] = [place for place, _ in decided]
            self.of_values[fact] = list(zip(*(trues for _, trues in decided), strict=True)) or [()] * len(said.values)
            self.rows[fact] = list(dict.fromkeys(self.of_values[fact]))
        self.of: dict[int, Literal] = {}
        """The literal of each comparison, by place."""
        for fact, rows in self.rows.items():
            for column, place in enumerate(self.columns[fact]):
                self.of[place] = fact, sum(1 << number for number, row in enumerate(rows) if row[column])
        dependent = {place for fact, places in comparisons.places.items() if fact != TODAY for place in places}
        for place, atom in enumerate(atoms):
            # without a figure a comparison is open though nothing is unknown
            if place not in dependent and not (parameters_of(atom.left) or parameters_of(atom.right)):
                name = f"comparison {place}"
                self.columns[name], self.rows[name], self.of[place] = [place], [(False,), (True,)], (name, 2)
        self._factors: dict[Literal, Factors] = {}

    def may_say(self, literal: Literal, values: Values, ones: Plane) -> Plane:
        """Return where a fact is unknown or says one of the patterns of a mask, from what the comparisons say."""
        if literal not in self._factors:
            self._factors[literal] = self._found(*literal)
        total: Plane | None = None
        for alternative in self._factors[literal]:
            plane: Plane | None = None
            for place, is_true in alternative:
                one = values[1][place] if is_true else ones ^ values[0][place]
                plane = one if plane is None else plane & one
            assert plane is not None
            total = plane if total is None else total | plane
        assert total is not None
        return total

    def _found(self, fact: str, mask: int) -> Factors:
        """Return few comparisons that tell the patterns of a mask from the others."""
        rows, places = self.rows[fact], self.columns[fact]
        everything = (1 << len(rows)) - 1
        single = dict[tuple[int, bool], int]()
        for column, place in enumerate(places):
            trues = sum(1 << number for number, row in enumerate(rows) if row[column])
            single |= {(place, True): trues, (place, False): everything & ~trues}
        for one, own in single.items():
            if own == mask:
                return ((one,),)
        for (one, own), (other, others) in combinations(single.items(), 2):
            if own & others == mask:
                return ((one, other),)
            if own | others == mask:
                return (one,), (other,)
        chosen = [row for number, row in enumerate(rows) if mask >> number & 1]
        return tuple(tuple(zip(places, row, strict=True)) for row in chosen)
