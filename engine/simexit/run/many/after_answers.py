"""How many actions may be next after each answer to a fact that keeps an action open, in many situations at once."""

from __future__ import annotations

import operator
from collections.abc import Iterator
from functools import cached_property, reduce
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from simexit.run.diagrams.literals import Values
from simexit.run.diagrams.nodes import Edge
from simexit.run.diagrams.outcomes import Outcomes
from simexit.run.functions.relevance import Relevance
from simexit.run.many.domains import Domains
from simexit.run.many.goals import Goals
from simexit.run.planes.blocks import Block, Plane, pack, pack_rows, unpack

Places = NDArray[np.intp]


class Counted(NamedTuple):
    """The situations in which a fact keeps an action open, and for each of its patterns a row: how many actions may be next with it."""

    fact: str
    rows: Places
    counts: NDArray[np.uint8]
    values: NDArray[np.int64]
    """How many of the values that stand for all have each pattern."""


class Asked(NamedTuple):
    """A fact by its place in the diagrams, the situations in which it keeps an action open, and how many patterns it has."""

    level: int
    rows: Places
    patterns: int


class AfterAnswers:
    """Counts for the situations of one block, of which the diagrams name all that may be next; the end counts as an action."""

    def __init__(
        self,
        block: Block,
        values: tuple[Values, Values],
        goals: Goals,
        domains: Domains,
        relevance: Relevance,
        outcomes: Outcomes,
        left: Plane,
    ) -> None:
        """Take what the comparisons say in a block and what the conclusions, and where the diagrams do not judge."""
        self.left = unpack(left, block.count)
        self._block, (self._atoms, self._conclusions) = block, values
        self._goals, self._domains, self._relevance, self._outcomes = goals, domains, relevance, outcomes

    def counts(self, actions: NDArray[np.int16]) -> Iterator[Counted]:
        """Yield for each fact the situations in which it keeps open the action that is given for each; -1 is none."""
        block, (trues, mays) = self._block, self._conclusions
        marked = [block.none] * len(trues)
        for number in np.unique(actions[actions >= 0]).tolist():
            place = self._goals.actions[number]
            marked[place] = pack(actions == number) & (trues[place] ^ mays[place])
        matter = self._relevance.comparisons(self._atoms, self._conclusions, marked, block.none, block.ones)
        some = []
        for level, fact in enumerate(self._outcomes.facts):
            unknown = block.unknown((fact,)) if fact in self._domains.places else None
            if unknown is not None:
                open_ = reduce(operator.or_, (matter[place] for place in self._domains.places[fact]))
                rows = np.flatnonzero(unpack(unknown & open_, block.count))
                if len(rows):
                    some.append(Asked(level, rows, len(self._outcomes.literals.rows[fact])))
        return map(self._counted, some, self._counts(some)) if some else iter(())

    def _counted(self, asked: Asked, counts: NDArray[np.uint8]) -> Counted:
        literals, fact = self._outcomes.literals, self._outcomes.facts[asked.level]
        places = [literals.rows[fact].index(row) for row in literals.of_values[fact]]
        return Counted(fact, asked.rows, counts, np.bincount(places, minlength=asked.patterns))

    def _counts(self, some: list[Asked]) -> Iterator[NDArray[np.uint8]]:
        """Go through the diagram once for all facts, each with each of its patterns in turn, side by side."""
        outcomes = self._outcomes
        planes = np.concatenate([self._said_with(asked) for asked in some], axis=1)
        said = dict(zip(self._literals, planes, strict=True))
        reached: dict[int, Plane] = {outcomes.next: np.full(planes.shape[1], ~np.uint64(0))}
        for node in outcomes.next_nodes:
            here = reached.pop(node.number)
            for mask, child in node.edges:
                there = here & said[node.fact, mask]
                reached[child] = reached[child] | there if child in reached else there
        counts = np.zeros(planes.shape[1] * 64, dtype=np.uint8)
        for end in outcomes.ends:
            if end in reached:
                counts += unpack(reached[end], len(counts))
        start = 0
        for asked in some:
            width = -(-len(asked.rows) // 64) * 64
            yield counts[start : start + width * asked.patterns].reshape(asked.patterns, width)[:, : len(asked.rows)]
            start += width * asked.patterns

    def _said_with(self, asked: Asked) -> NDArray[np.uint64]:
        """Return what the facts may say in the situations of a fact, for each of its patterns once, where it says that pattern."""
        one = pack_rows(self._said[:, asked.rows])
        found = np.tile(one, (1, asked.patterns))
        for row, (fact, mask) in enumerate(self._literals):
            if fact == asked.level:
                chosen = [mask >> pattern & 1 for pattern in range(asked.patterns)]
                found[row] = np.repeat(np.array(chosen, dtype=np.uint64) * ~np.uint64(0), one.shape[1])
        return found

    @cached_property
    def _literals(self) -> list[Edge]:
        """The facts and masks of patterns that the nodes ask for."""
        return sorted({(node.fact, mask) for node in self._outcomes.next_nodes for mask, _ in node.edges})

    @cached_property
    def _said(self) -> NDArray[np.bool_]:
        """Where each fact may say one of the patterns of a mask, a row for each of `_literals`."""
        facts, block = self._outcomes.facts, self._block
        planes = [self._outcomes.literals.may_say((facts[fact], mask), self._atoms, block.ones) for fact, mask in self._literals]
        return unpack(np.stack(planes), block.count)
