"""Which goals the situations of a block reach: by the known facts alone, by completions tried on all of them, by the search."""

from __future__ import annotations

import operator
from dataclasses import dataclass
from functools import reduce
from random import Random

import numpy as np

from simexit.model.expressions import TODAY, Conclusion
from simexit.model.rules import RuleSet
from simexit.run.blocks import Block, Plane, pack, unpack
from simexit.run.domains import Domains
from simexit.run.fillings import Fillings
from simexit.run.goals import Goals
from simexit.run.leaf_planes import Leaves
from simexit.run.planes import Planes
from simexit.run.search import Search

MOST_FILLINGS = 256
PATIENCE = 8
"""So many completions in a row that show little are the last ones."""
LITTLE = 2000
"""Little is less than one goal for so many situations."""
Values = tuple[list[Plane], list[Plane]]


@dataclass(frozen=True, slots=True)
class Reached:
    """The Kleene values of the conclusions, the planes of the goals that are reached, and of the situations that nothing here can judge."""

    conclusions: Values
    goals: list[Plane]
    left: Plane


class Completing:
    """Finds what completions of situations show, for one rule set; safe to use from several threads."""

    def __init__(self, rules: RuleSet) -> None:
        self.planes = Planes(rules)
        self.goals = Goals(rules, self.planes.place)
        self._leaves = Leaves(rules, self.planes.atoms)
        self._domains = Domains(rules, self.planes.atoms)
        self._fillings = Fillings(rules, self._leaves, self._domains)
        self._search = Search(rules, self.planes, self.goals, self._domains, self._fillings)
        pairs = {frozenset((fact, other)) for fact, others in self._domains.beside.items() for other in others}
        self._pairs = [tuple(sorted(pair)) for pair in sorted(pairs, key=sorted)]

    def reached(self, block: Block) -> Reached:
        """Return which goals are reached in each situation; where `left` is set, nothing is said of the goals that are open."""
        atoms = self._leaves.planes(block)
        conclusions = self.planes.conclude(*atoms, block.none, block.ones)
        reached, questions = self.goals.questions(conclusions, block)
        asked = {goal: plane for goal, plane in enumerate(questions) if plane is not block.none and plane.any()}
        if not asked:
            return Reached(conclusions, reached, block.none)
        left = self._entangled(block, conclusions) & reduce(operator.or_, asked.values())
        asked = {goal: plane & ~left for goal, plane in asked.items()}
        self._fill(block, atoms, reached, asked)
        self._ask(block, atoms, reached, asked)
        return Reached(conclusions, reached, left)

    def _fill(self, block: Block, atoms: Values, reached: list[Plane], asked: dict[int, Plane]) -> None:
        """Try completions on all situations, as long as they answer questions; what is answered is asked no more."""
        misses, alone, chance = 0, self._fillings.alone(block), Random(0)
        for _ in range(MOST_FILLINGS):
            if misses == PATIENCE or not asked:
                return
            filled = self.planes.conclude(*self._fillings.filled(block, alone, atoms, chance), block.none, block.ones)
            shown = self.goals.shown(filled, block)
            answered = 0
            for goal, open_ in list(asked.items()):
                new = open_ & shown[goal]
                if new.any():
                    answered += int(np.bitwise_count(new).sum())
                    reached[goal], asked[goal] = reached[goal] | new, open_ ^ new
                if not asked[goal].any():
                    del asked[goal]
            misses = misses + 1 if answered * LITTLE < block.count else 0

    def _ask(self, block: Block, atoms: Values, reached: list[Plane], asked: dict[int, Plane]) -> None:
        """Answer what is still open by the search."""
        if not asked:
            return
        open_ = list(asked)
        places, rows = np.nonzero(unpack(np.stack([*asked.values()]), block.count))
        goals = np.array(open_)[places]
        found = self._search.reached(block, atoms, rows, goals)
        for goal in open_:
            shown = np.zeros(block.count, dtype=np.bool_)
            shown[rows[found & (goals == goal)]] = True
            reached[goal] = reached[goal] | pack(shown)

    def _entangled(self, block: Block, conclusions: Values) -> Plane:
        """Return where the day is unknown, where a comparison has two unknown facts that may apply, or one that only the definition can
        compute: there, values of one unknown fact do not stand for all."""
        today = block.unknown((TODAY,))
        found = block.none if today is None else today
        for pair in self._pairs:
            if all(block.unknown((fact,)) is not None for fact in pair):
                found = found | (self._may_apply(pair[0], block, conclusions) & self._may_apply(pair[1], block, conclusions))
        for group in self._leaves.groups:
            unknown_here = block.unknown(group.facts)
            if not group.can_be_computed and unknown_here is not None:
                found = found | unknown_here
        return found

    def _may_apply(self, fact: str, block: Block, conclusions: Values) -> Plane:
        """Return where a fact is unknown and may apply."""
        unknown, place = block.unknown((fact,)), self.planes.place.get(Conclusion("applies", fact))
        assert unknown is not None
        return unknown if place is None else unknown & conclusions[1][place]
