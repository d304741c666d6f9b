"""What settles questions about many situations in which some facts can say the same everywhere: formulas, refutations, completions."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from simexit.model.rules import RuleSet
from simexit.run.diagrams.literals import Literals, Values
from simexit.run.functions.planes import Planes
from simexit.run.many.domains import Domains, Patterns
from simexit.run.many.goals import Goals
from simexit.run.many.next_planes import NextPlanes
from simexit.run.many.pools import Pool
from simexit.run.many.quantified import Quantified, beginning
from simexit.run.many.refutations import Refutations
from simexit.run.many.translation import Translation
from simexit.run.planes.blocks import Block, Plane, nothing, unpack

MOST_STEPS = 1000


class SameFacts:
    """Settles questions where some facts, if they are unknown, can say the same patterns in every situation."""

    def __init__(
        self,
        rules: RuleSet,
        planes: Planes,
        goals: Goals,
        domains: Domains,
        shown: NextPlanes,
        alone: Mapping[str, Patterns],
        literals: Literals,
    ) -> None:
        self._goals = goals
        self._translation = translation = Translation(rules, planes.atoms, literals)
        self._quantified = Quantified(translation.formulas)
        conclusions = list(planes.place)
        due, not_due = ([translation.conclusion(conclusions[place], negated) for place in goals.actions] for negated in (False, True))
        forbidden = [translation.conclusion(conclusions[place], True) for place in goals.impossible]
        self._refutations = Refutations(due, not_due, forbidden, self._quantified, translation)
        self.pool = Pool(shown, len(planes.atoms), len(goals.nexts), domains, alone)
        self._formulas = dict[int, int]()
        for number, goal in enumerate(goals.all):
            if number >= len(goals.nexts):
                wanted = [] if goal.true is None else [translation.conclusion(conclusions[goal.true], False)]
                parts = [*wanted, *(translation.conclusion(conclusions[place], True) for place in goal.false), *forbidden]
                formula = translation.joined("&", parts)
                if formula is not None and self._quantified.prepared(formula, MOST_STEPS):
                    self._formulas[number] = formula

    def settle(self, block: Block, atoms: Values, reached: list[Plane], asked: dict[int, Plane]) -> None:
        """Settle what can be true or false, each where it takes few steps; what is settled is asked no more."""
        found, leaf = beginning(block.none, block.ones), self._translation.leaf(atoms, block.ones)
        for goal in [one for one in asked if one in self._formulas]:
            reached[goal] = reached[goal] | asked.pop(goal) & self._quantified.possible(self._formulas[goal], leaf, found)

    def next(self, action: int, values: Values, count: int) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
        """Return for so many situations where an action, `finished` after them, is shown to be next, and where it cannot be."""
        none, ones = nothing(count)
        possible = self._refutations.possible(action, values, none, ones)
        shown = self.pool.shown(action, values, possible, none, ones)
        return unpack(shown, count), ~unpack(possible, count)

    def learn(self, action: int, values: Values, mays: NDArray[np.bool_]) -> None:
        """Learn from situations in which the search refuted that an action is next."""
        self._refutations.learn(action, values, mays)
