"""Which goals the situations of a block reach: by the known facts, by formulas, by completions tried on all of them, by the search."""

from __future__ import annotations

import operator
from collections.abc import Mapping
from dataclasses import dataclass
from functools import reduce
from random import Random

import numpy as np
from numpy.typing import NDArray

from simexit.model.expressions import TODAY, Conclusion
from simexit.model.rules import RuleSet
from simexit.run.diagrams.kept import Kept
from simexit.run.diagrams.literals import Literals
from simexit.run.functions.planes import Planes
from simexit.run.functions.relevance import Relevance
from simexit.run.many.after_answers import AfterAnswers
from simexit.run.many.domains import Domains, Patterns
from simexit.run.many.fillings import Fillings
from simexit.run.many.goals import Goals
from simexit.run.many.next_planes import NextPlanes
from simexit.run.many.read_off import ReadOff, key_of
from simexit.run.many.same_facts import SameFacts
from simexit.run.many.search import Search
from simexit.run.planes.bit_matrix import Bytes, to_planes
from simexit.run.planes.blocks import Block, Plane, pack, unpack
from simexit.run.planes.leaf_planes import Leaves

MANY = 4096
"""From so many situations on it pays to make formulas of the rule set first."""
MOST_FILLINGS = 256
PATIENCE = 2
"""So many completions in a row that show little are the last ones."""
LITTLE = 10
"""Little is less than one goal for so many situations."""
Values = tuple[list[Plane], list[Plane]]
Places = NDArray[np.intp]


@dataclass(frozen=True, slots=True)
class Reached:
    """The Kleene values of the conclusions, the planes of the goals that are reached, and of the situations that nothing here can judge."""

    conclusions: Values
    goals: list[Plane]
    left: Plane


class Completing:
    """Finds what completions of situations show, for one rule set; safe to use from several threads."""

    def __init__(self, rules: RuleSet) -> None:
        self._rules = rules
        self.planes = Planes(rules)
        self.goals = Goals(rules, self.planes.place)
        self._leaves = Leaves(rules, self.planes.atoms)
        self._domains = Domains(rules, self.planes.atoms)
        self._fillings = Fillings(rules, self._leaves, self._domains)
        self._relevance = Relevance(rules)
        self._search = Search(rules, self.planes, self.goals, self._domains, self._fillings, self._relevance)
        self._shown = NextPlanes(rules)
        self._read_off = ReadOff(rules, self.planes, self.goals, self._domains)
        self._same = Kept[SameFacts]()
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
        same = None
        if block.count >= MANY:
            alone = self._fillings.standing_alone(block)
            outcomes = self._read_off.outcomes(alone)
            self._read_off.settle(outcomes, block, atoms, reached, asked)
            if not asked:
                return Reached(conclusions, reached, left)
            same = self._same.of(key_of(alone), lambda: self._formulas(alone, outcomes.literals))
            same.settle(block, atoms, reached, asked)
        self._fill(block, atoms, reached, asked)
        known = self._search.known(block, atoms)
        if same is not None:
            self._settle_next(same, block, known, reached, asked)
        self._ask(same, block, known, conclusions, reached, asked)
        return Reached(conclusions, reached, left)

    def _formulas(self, alone: Mapping[str, Patterns], literals: Literals) -> SameFacts:
        return SameFacts(self._rules, self.planes, self.goals, self._domains, self._shown, alone, literals)

    def after_answers(self, block: Block) -> AfterAnswers | None:
        """Return what counts what may be next after answers; None where the diagrams do not name all that may be."""
        alone = self._fillings.standing_alone(block)
        outcomes = self._read_off.outcomes(alone)
        if not outcomes.complete:
            return None
        atoms = self._leaves.planes(block)
        conclusions = self.planes.conclude(*atoms, block.none, block.ones)
        left = self._entangled(block, conclusions)
        return AfterAnswers(block, (atoms, conclusions), self.goals, self._domains, self._relevance, outcomes, left)

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

    def _settle_next(self, same: SameFacts, block: Block, known: Bytes, reached: list[Plane], asked: dict[int, Plane]) -> None:
        """Settle questions what is next, those about one action together; what is settled is asked no more."""
        for action in [goal for goal in asked if goal < len(self.goals.nexts)]:
            rows = np.flatnonzero(unpack(asked[action], block.count))
            if len(rows):
                shown, refuted = same.next(action, self._at(known, rows), len(rows))
                reached[action] = reached[action] | _plane(rows[shown], block)
                asked[action] = asked[action] & ~_plane(rows[shown | refuted], block)

    def _ask(
        self, same: SameFacts | None, block: Block, known: Bytes, conclusions: Values, reached: list[Plane], asked: dict[int, Plane]
    ) -> None:
        """Answer what is still open by the search."""
        if not asked:
            return
        places, rows = np.nonzero(unpack(np.stack([*asked.values()]), block.count))
        goals = np.array([*asked])[places]
        found = self._search.reached(block, known, rows, goals, None if same is None else same.pool)
        for goal in asked:
            reached[goal] = reached[goal] | _plane(rows[found & (goals == goal)], block)
            refuted = rows[~found & (goals == goal)]
            if same is not None and len(refuted) and goal < len(self.goals.nexts):
                mays = [unpack(conclusions[1][place], block.count)[refuted] for place in self.goals.actions[:goal]]
                same.learn(goal, self._at(known, refuted), np.array(mays).reshape(goal, len(refuted)))

    def _at(self, known: Bytes, rows: Places) -> Values:
        """Return what the comparisons say in some rows of a block."""
        planes = to_planes(known[np.concatenate([rows, np.repeat(rows[-1:], -len(rows) % 64)])].T).view(np.uint64)
        count = len(self.planes.atoms)
        return list(planes[:count]), list(planes[count : 2 * count])

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


def _plane(rows: Places, block: Block) -> Plane:
    """Return some rows of a block as a plane."""
    found = np.zeros(block.count, dtype=np.bool_)
    found[rows] = True
    return pack(found)
