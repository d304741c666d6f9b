"""What the comparisons of unknown facts can say together, as matrices; remembered, because few are different."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from simexit.model.expressions import Compare
from simexit.model.rules import RuleSet, Situation
from simexit.model.types import Value
from simexit.run.diagrams.comparisons import Comparisons, Said

_REMEMBERED = 20_000
Matrix = NDArray[np.bool_]


@dataclass(frozen=True)
class Patterns:
    """A row for each value, a column for each comparison of the fact: whether it is true, and whether it may be."""

    said: Said
    trues: Matrix
    mays: Matrix

    @property
    def values(self) -> tuple[Value, ...]:
        """The value of each row."""
        return self.said.values

    @cached_property
    def differences(self) -> list[list[NDArray[np.intp]]]:
        """For each pattern, and each one before it, the comparisons in which they differ."""
        both = np.concatenate([self.trues, self.mays], axis=1)
        count = self.trues.shape[1]
        return [[np.unique(np.flatnonzero(one != other) % count) for other in both[:row]] for row, one in enumerate(both)]


class Domains(Comparisons):
    """The patterns of the facts of one rule set."""

    def __init__(self, rules: RuleSet, atoms: Sequence[Compare]) -> None:
        super().__init__(rules, atoms)
        self._all: dict[tuple[object, ...], Patterns] = {}

    def patterns(self, fact: str, beside: Situation) -> Patterns:
        """Return the patterns of an unknown fact, beside other facts as far as they are known."""
        key = (fact, *(beside.get(other) for other in self.beside[fact]))
        found = self._all.get(key)
        if found is None:
            if len(self._all) > _REMEMBERED:
                self._all.clear()
            said = self.said(fact, beside)
            shape = len(said.values), len(self.places[fact])
            trues, mays = (np.array(rows, dtype=np.bool_).reshape(shape) for rows in (said.trues, said.mays))
            found = self._all[key] = Patterns(said, trues, mays)
        return found
