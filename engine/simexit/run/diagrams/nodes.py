"""Decision diagrams: functions of what facts say, in which equal parts are one node.

A node asks what one fact says and has a branch for each of its patterns; along every way the facts come in the same order, and no node
has equal branches only, so equal functions are one number (R. E. Bryant, Graph-based algorithms for Boolean function manipulation, 1986;
with more than two branches: A. Srinivasan et al., Algorithms for discrete function manipulation, 1990).
"""

from __future__ import annotations

from collections.abc import Sequence

FALSE, TRUE = -1, -2


def outcome(number: int) -> int:
    """Return the diagram that always says this outcome; `FALSE` and `TRUE` are the outcomes 0 and 1."""
    return ~number


class TooLargeError(Exception):
    """A diagram needs more nodes than are allowed."""


class Diagrams:
    """Diagrams over some facts, each with so many patterns, in this order; a diagram is the number of its first node, or an outcome."""

    def __init__(self, patterns: Sequence[int]) -> None:
        self.room = 0
        """So many nodes may still be made."""
        self.levels: list[int] = []
        """The place of the fact that each node asks for."""
        self.branches: list[tuple[int, ...]] = []
        """The diagram that each node goes on with, for each pattern."""
        self._patterns = patterns
        self._nodes: dict[tuple[int, tuple[int, ...]], int] = {}
        self._replaced: dict[tuple[int, int, int], int] = {}

    def says(self, level: int, mask: int) -> int:
        """Return the diagram that a fact says one of the patterns of a mask."""
        return self._node(level, tuple(TRUE if mask >> pattern & 1 else FALSE for pattern in range(self._patterns[level])))

    def all(self, diagrams: Sequence[int]) -> int:
        """Return where all of these are true."""
        found = TRUE
        for one in diagrams:
            found = self.replaced(found, TRUE, one)
        return found

    def any(self, diagrams: Sequence[int]) -> int:
        """Return where at least one of these is true."""
        found = FALSE
        for one in diagrams:
            found = self.replaced(found, FALSE, one)
        return found

    def replaced(self, diagram: int, old: int, new: int) -> int:
        """Return a diagram with another one in place of an outcome. Raises `TooLargeError`; what was made before stays right."""
        if diagram == old:
            return new
        if diagram < 0 or new == old:
            return diagram
        key = diagram, old, new
        found = self._replaced.get(key)
        if found is None:
            level = self.levels[diagram] if new < 0 else min(self.levels[diagram], self.levels[new])
            branches = zip(self._at(diagram, level), self._at(new, level), strict=True)
            found = self._replaced[key] = self._node(level, tuple([self.replaced(one, old, other) for one, other in branches]))
        return found

    def _at(self, diagram: int, level: int) -> tuple[int, ...]:
        """Return what a diagram goes on with for each pattern of a fact that comes no later than its own."""
        if diagram >= 0 and self.levels[diagram] == level:
            return self.branches[diagram]
        return (diagram,) * self._patterns[level]

    def _node(self, level: int, branches: tuple[int, ...]) -> int:
        if branches.count(branches[0]) == len(branches):
            return branches[0]
        key = level, branches
        found = self._nodes.get(key)
        if found is None:
            if not self.room:
                raise TooLargeError
            self.room -= 1
            found = self._nodes[key] = len(self.levels)
            self.levels.append(level)
            self.branches.append(branches)
        return found


Edge = tuple[int, int]
"""Patterns of a fact as a mask, and the diagram that follows on them."""


def edges(branches: tuple[int, ...]) -> tuple[Edge, ...]:
    """Return the branches of a node, those to one diagram together, outcomes first."""
    masks: dict[int, int] = {}
    for pattern, child in enumerate(branches):
        masks[child] = masks.get(child, 0) | 1 << pattern
    return tuple((masks[child], child) for child in sorted(masks))
