"""How many actions may be next after each answer to a fact that keeps an action open, in many situations at once."""

from __future__ import annotations

import operator
from collections.abc import Iterator
from functools import cached_property, reduce
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from simexit.run.blocks import Block, Plane, nothing, pack, pack_rows, unpack
from simexit.run.diagrams import Edge
from simexit.run.domains import Domains
from simexit.run.goals import Goals
from simexit.run.literals import Values
from simexit.run.outcomes import Outcomes
from simexit.run.relevance import Relevance

Places = NDArray[np.intp]


class Counted(NamedTuple):
    """The situations in which a fact keeps an action open, and for each of its patterns a row: how many actions may be next with it."""

    fact: str
    rows: Places
    counts: NDArray[np.uint8]
    values: NDArray[np.int64]
    """How many of the values that stand for all have each pattern."""


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
        for level, fact in enumerate(self._outcomes.facts):
            unknown = block.unknown((fact,)) if fact in self._domains.places else None
            if unknown is not None:
                open_ = reduce(operator.or_, (matter[place] for place in self._domains.places[fact]))
                rows = np.flatnonzero(unpack(unknown & open_, block.count))
                if len(rows):
                    yield self._counted(level, fact, rows)

    def _counted(self, level: int, fact: str, rows: Places) -> Counted:
        """Go through the diagram with each pattern of a fact in turn, side by side."""
        literals, outcomes = self._outcomes.literals, self._outcomes
        patterns = literals.rows[fact]
        said = dict(zip(self._literals, pack_rows(self._said[:, rows]), strict=True))
        _, ones = nothing(len(rows))
        reached: dict[int, Plane] = {outcomes.next: np.tile(ones, (len(patterns), 1))}
        for node in outcomes.next_nodes:
            here = reached.pop(node.number)
            for mask, child in node.edges:
                there = here & (_chosen(mask, len(patterns)) if node.fact == level else said[node.fact, mask])
                reached[child] = reached[child] | there if child in reached else there
        counts = np.zeros((len(patterns), len(rows)), dtype=np.uint8)
        for end in outcomes.ends:
            if end in reached:
                counts += unpack(reached[end], len(rows))
        places = [patterns.index(row) for row in literals.of_values[fact]]
        return Counted(fact, rows, counts, np.bincount(places, minlength=len(patterns)))

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


def _chosen(mask: int, patterns: int) -> Plane:
    """Return all or nothing for each pattern, by whether it is in a mask."""
    return np.array([[~np.uint64(0) if mask >> pattern & 1 else np.uint64(0)] for pattern in range(patterns)])
