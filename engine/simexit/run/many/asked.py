"""What a search is asked, what is answered so far, and the completions that it tries."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from random import Random

import numpy as np
from numpy.typing import NDArray

from simexit.run.many.domains import Patterns
from simexit.run.many.fillings import Fillings
from simexit.run.many.pools import Pool
from simexit.run.many.states import Frontier, Places
from simexit.run.planes.blocks import Block, Plane, unpack

Values = tuple[list[Plane], list[Plane]]
"""What the comparisons or the conclusions say: what is true, and what may be."""


class Tries:
    """Completions of states: from a pool, where there is one, else at random."""

    def __init__(self, pool: Pool | None, fillings: Fillings, alone: Mapping[str, Patterns]) -> None:
        self.pool = pool
        self._fillings, self._alone = fillings, alone
        self._chance, self._chances = Random(0), np.random.default_rng(0)

    def filled(self, goals: Places, atoms: Values) -> Values:
        """Return what the comparisons say in a completion of each state."""
        if self.pool is None:
            return self._fillings.filled_alone(self._alone, atoms, self._chance)
        return self.pool.filled(goals, atoms, self._chances)


@dataclass(frozen=True, slots=True)
class Asked:
    """Questions about the rows of a block, and which of them are answered by a completion."""

    block: Block
    rows: Places
    goals: Places
    found: NDArray[np.bool_]
    tries: Tries

    def note(self, states: Frontier, shown: Plane) -> None:
        """Note that the questions of some states are answered."""
        self.found[states.questions[unpack(shown, len(states))]] = True

    def show(self, states: Frontier, shown: Plane, atoms: Values) -> None:
        """Note the questions that completions answer, and keep one completion for each goal that was not reached before."""
        chosen = np.flatnonzero(unpack(shown, len(states)))
        chosen = chosen[~self.found[states.questions[chosen]]]
        if self.tries.pool is not None and len(chosen):
            goals, firsts = np.unique(self.goals[states.questions[chosen]], return_index=True)
            self.tries.pool.remember(goals, chosen[firsts], atoms[0])
        self.found[states.questions[chosen]] = True
