"""Whether some completion makes a formula true, in many situations at once: unknown facts are quantified away, each far inside.

"Some completion makes one of these true" is asked of each part, and "all of these" of each group of parts that have no fact in common.
Only where parts share a fact is it taken apart by what that fact can say. So few planes are needed where deciding by cases needs many
(early quantification: J. R. Burch, E. M. Clarke, D. E. Long, Symbolic model checking with partitioned transition relations, 1991).
"""

from __future__ import annotations

from collections.abc import Callable

from simexit.run.many.formulas import FALSE, TRUE, Formulas, Joined, Says
from simexit.run.planes.blocks import Plane

Step = tuple[tuple[int, ...], ...]
"""Formulas of which those of one alternative must all be possible."""
Leaf = Callable[[str, int], Plane]
"""Returns where a fact may say one of the patterns of a mask."""


class TooLargeError(Exception):
    """Quantifying a formula takes more steps than are allowed."""


class Quantified:
    """How the facts of formulas are quantified away; each formula once."""

    def __init__(self, formulas: Formulas) -> None:
        self.formulas = formulas
        self._steps: dict[int, Step] = {}

    def prepared(self, formula: int, most: int) -> bool:
        """Return whether it takes at most so many steps, beside those that are known, to say where a formula is possible."""
        new = dict[int, Step]()
        try:
            self._prepare(formula, new, most)
        except TooLargeError:
            return False
        self._steps.update(new)
        return True

    def possible(self, formula: int, leaf: Leaf, found: dict[int, Plane]) -> Plane:
        """Return where some completion makes a prepared formula true; `found` is what `beginning` gives, and keeps what is asked."""
        plane = found.get(formula)
        if plane is None:
            match self.formulas.nodes[formula]:
                case Says(fact, mask):
                    plane = leaf(fact, mask)
                case _:
                    plane = self._any(self._steps[formula], leaf, found)
            found[formula] = plane
        return plane

    def _any(self, step: Step, leaf: Leaf, found: dict[int, Plane]) -> Plane:
        total: Plane | None = None
        for alternative in step:
            planes = [self.possible(one, leaf, found) for one in alternative]
            plane = planes[0]
            for other in planes[1:]:
                plane = plane & other
            total = plane if total is None else total | plane
        return found[FALSE] if total is None else total

    def _prepare(self, formula: int, new: dict[int, Step], most: int) -> None:
        if formula in self._steps or formula in new:
            return
        node = self.formulas.nodes[formula]
        if not isinstance(node, Joined):
            return
        step = tuple((part,) for part in node.parts) if node.word == "|" else self._all(node.parts)
        new[formula] = step
        if len(new) > most:
            raise TooLargeError
        for alternative in step:
            for one in alternative:
                self._prepare(one, new, most)

    def _all(self, parts: tuple[int, ...]) -> Step:
        groups = self.formulas.groups(parts)
        if len(groups) > 1:
            return (tuple(self.formulas.joined("&", group) for group in groups),)
        return self._by_patterns(self.formulas.joined("&", parts))

    def _by_patterns(self, formula: int) -> Step:
        """Return the cases of the fact that most parts share: patterns that no literal tells apart are one case."""
        node, formulas = self.formulas.nodes[formula], self.formulas
        assert isinstance(node, Joined)
        shared = {fact: sum(fact in formulas.facts[part] for part in node.parts) for fact in sorted(formulas.facts[formula])}
        fact = max(shared, key=lambda one: shared[one])
        cases = [formulas.all_patterns[fact]]
        for mask in formulas.masks(formula, fact):
            cases = [part for one in cases for part in (one & mask, one & ~mask) if part]
        found = ((formulas.says(fact, case), formulas.under(formula, fact, case)) for case in cases)
        return tuple(case for case in found if case[1] != FALSE)


def beginning(none: Plane, ones: Plane) -> dict[int, Plane]:
    """Return what is found before anything is asked."""
    return {FALSE: none, TRUE: ones}
