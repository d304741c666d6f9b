"""Completions that often show an action to be next, for each action: the most useful are tried first the next time.

A completion gives every unknown fact that stands alone a value, so what it shows is possible. Which are kept changes how much is shown.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from simexit.run.diagrams.literals import Values
from simexit.run.many.domains import Domains, Patterns
from simexit.run.many.next_planes import NextPlanes
from simexit.run.planes.bit_matrix import to_planes
from simexit.run.planes.blocks import Plane, nothing, pack, unpack

DRAWN = 1 << 15
KEPT = 128
PATIENCE = 8
"""So many completions in a row that show little are the last ones."""
LITTLE = 200
"""Little is less than one in so many questions."""
Fillings = NDArray[np.bool_]
"""A row for each completion, a column for each comparison of the facts that stand alone: what it says."""


class Pool:
    """Completions for situations in which some facts can say the same patterns everywhere."""

    def __init__(self, shown: NextPlanes, atoms: int, actions: int, domains: Domains, alone: Mapping[str, Patterns]) -> None:
        self._shown = shown
        self.places, drawn = _drawn(domains, alone)
        none, ones = nothing(DRAWN)
        trues, mays = [none] * atoms, [ones] * atoms
        for place, bits in zip(self.places, drawn, strict=True):
            trues[place] = mays[place] = pack(bits)
        self._fillings: list[Fillings] = []
        for action in range(actions):
            rows = np.flatnonzero(unpack(shown.shown(action, (trues, mays), none, ones), DRAWN))[:KEPT]
            self._fillings.append(drawn[:, np.concatenate([rows, np.arange(KEPT - len(rows))])].T)
        self._useful = [0] * actions

    def shown(self, action: int, values: Values, open_: Plane, none: Plane, ones: Plane) -> Plane:
        """Return where an action, `finished` after them, is shown to be next by its completions; what is not open is not asked."""
        fillings, hits, misses, found = self._fillings[action], list[int](), 0, none
        trues, mays = list(values[0]), list(values[1])
        left = int(np.bitwise_count(open_).sum())
        for filling in fillings.tolist():
            if misses == PATIENCE or not left:
                break
            for place, is_true in zip(self.places, filling, strict=True):
                trues[place] = mays[place] = values[1][place] if is_true else values[0][place]
            new = open_ & self._shown.shown(action, (trues, mays), none, ones)
            hits.append(int(np.bitwise_count(new).sum()))
            found, open_ = found | new, open_ & ~new
            misses = misses + 1 if hits[-1] * LITTLE < left else 0
            left -= hits[-1]
        self._rank(action, fillings, np.array(hits, dtype=np.int64))
        return found

    def _rank(self, action: int, fillings: Fillings, hits: NDArray[np.int64]) -> None:
        """Put what showed most first, then what was not tried, then what showed nothing."""
        ranks = np.argsort(-hits, kind="stable")
        useful = int(np.count_nonzero(hits))
        order = np.concatenate([ranks[:useful], np.arange(len(hits), len(fillings)), ranks[useful:]])
        self._fillings[action], self._useful[action] = fillings[order], useful

    def filled(self, goals: NDArray[np.intp], values: Values, chance: np.random.Generator) -> Values:
        """Return what the comparisons say in completions, one at random of each goal; what is not about an action takes any."""
        numbers = chance.integers(0, len(self._fillings) * KEPT, len(goals))
        actions = np.where(goals < len(self._fillings), goals, numbers // KEPT)
        packed = self._packed()[actions, numbers % KEPT]
        trues, mays = list(values[0]), list(values[1])
        for place, plane in zip(self.places, to_planes(packed.T).view(np.uint64), strict=False):
            trues[place] = mays[place] = values[0][place] | values[1][place] & plane
        return trues, mays

    def _packed(self) -> NDArray[np.uint8]:
        return np.stack([np.packbits(one, axis=1) for one in self._fillings])

    def remember(self, goals: NDArray[np.intp], states: NDArray[np.intp], trues: list[Plane]) -> None:
        """Keep completions that showed what others did not, one for each goal, in place of those that showed nothing for longest."""
        if not self.places:
            return
        planes = np.stack([trues[place] for place in self.places]).view(np.uint8)
        bits = (planes[:, states >> 3] >> (7 - (states & 7)).astype(np.uint8) & 1).astype(np.bool_).T
        for action, filling in zip(goals.tolist(), bits, strict=True):
            if action < len(self._fillings):
                fillings, useful = self._fillings[action], self._useful[action]
                self._fillings[action] = np.concatenate([fillings[:useful], filling[np.newaxis], fillings[useful:]])[:KEPT]


def _drawn(domains: Domains, alone: Mapping[str, Patterns]) -> tuple[list[int], Fillings]:
    """Return the places of the comparisons of the facts that stand alone, and what they say in random completions, a row for each."""
    chance, places, found = np.random.default_rng(0), list[int](), list[NDArray[np.bool_]]()
    for fact, patterns in alone.items():
        rows = chance.integers(0, len(patterns.values), DRAWN)
        for column, place in enumerate(domains.places[fact]):
            if (patterns.trues[:, column] == patterns.mays[:, column]).all():
                places.append(place)
                found.append(patterns.trues[rows, column])
    return places, np.array(found, dtype=np.bool_).reshape(len(places), DRAWN)
