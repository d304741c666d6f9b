"""Which outcomes of a diagram the completions of each of many situations reach: one pass over its nodes, a plane for each."""

from __future__ import annotations

from collections.abc import Callable

from simexit.run.diagrams.literals import Values
from simexit.run.diagrams.nodes import TRUE
from simexit.run.diagrams.outcomes import Outcomes
from simexit.run.planes.blocks import Plane

May = Callable[[int, int], Plane]
"""Returns where a fact, by its place in the diagrams, may say one of the patterns of a mask."""


class OutcomePlanes:
    """Reads the diagrams of one rule set for the situations of one block, from what their comparisons say."""

    def __init__(self, outcomes: Outcomes, values: Values, none: Plane, ones: Plane) -> None:
        self._outcomes, self._values = outcomes, values
        self._none, self._ones = none, ones
        self._said: dict[tuple[int, int], Plane] = {}
        self._possible: dict[int, Plane] = {}

    def next(self) -> dict[int, Plane]:
        """Return where some completion reaches each outcome of what is next."""
        outcomes = self._outcomes
        reached = {outcomes.next: self._ones}
        for node in outcomes.next_nodes:
            here = reached.pop(node.number)
            for mask, child in node.edges:
                there = here & self._may_say(node.fact, mask)
                reached[child] = reached[child] | there if child in reached else there
        return reached

    def possible(self, diagram: int) -> Plane:
        """Return where some completion makes a diagram true."""
        if diagram < 0:
            return self._ones if diagram == TRUE else self._none
        found = self._possible.get(diagram)
        if found is None:
            node = self._outcomes.node[diagram]
            found = self._none
            for mask, child in node.edges:
                found = found | (self._may_say(node.fact, mask) & self.possible(child))
            self._possible[diagram] = found
        return found

    def _may_say(self, fact: int, mask: int) -> Plane:
        key = fact, mask
        found = self._said.get(key)
        if found is None:
            literal = self._outcomes.facts[fact], mask
            found = self._said[key] = self._outcomes.literals.may_say(literal, self._values, self._ones)
        return found
