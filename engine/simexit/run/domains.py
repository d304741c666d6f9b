"""What the comparisons of an unknown fact can say together: a pattern of truths for each stretch of its values."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from simexit.meaning.conditions import compare
from simexit.meaning.representatives import depends_on, representatives
from simexit.model.expressions import Compare
from simexit.model.rules import RuleSet, Situation
from simexit.model.types import Value

_REMEMBERED = 20_000
Matrix = NDArray[np.bool_]


@dataclass(frozen=True)
class Patterns:
    """A row for each value, a column for each comparison of the fact: whether it is true, and whether it may be."""

    values: tuple[Value, ...]
    trues: Matrix
    mays: Matrix

    @cached_property
    def differences(self) -> list[list[NDArray[np.intp]]]:
        """For each pattern, and each one before it, the comparisons in which they differ."""
        both = np.concatenate([self.trues, self.mays], axis=1)
        count = self.trues.shape[1]
        return [[np.unique(np.flatnonzero(one != other) % count) for other in both[:row]] for row, one in enumerate(both)]


class Domains:
    """The patterns of the facts of one rule set; remembered, because few are different."""

    def __init__(self, rules: RuleSet, atoms: Sequence[Compare]) -> None:
        self._rules = rules
        facts = rules.vocabulary.facts
        self.places = {fact: [place for place, atom in enumerate(atoms) if fact in depends_on(atom, rules)] for fact in facts}
        """The places of the comparisons that depend on each fact."""
        self._atoms = {fact: [atoms[place] for place in places] for fact, places in self.places.items()}
        self.beside = {
            fact: tuple(sorted({other for atom in own for other in depends_on(atom, rules)} - {fact})) for fact, own in self._atoms.items()
        }
        """The facts that stand beside each fact in some comparison, the day of changing figures among them."""
        self._all: dict[tuple[object, ...], Patterns] = {}

    def patterns(self, fact: str, beside: Situation) -> Patterns:
        """Return the patterns of an unknown fact, beside other facts as far as they are known."""
        key = (fact, *(beside.get(other) for other in self.beside[fact]))
        return _remembered(self._all, key) or _remember(self._all, key, self._found(fact, beside))

    def _found(self, fact: str, beside: Situation) -> Patterns:
        values = representatives(fact, beside, self._rules)
        atoms = self._atoms[fact]
        truths = [[compare(atom, {**beside, fact: value}, self._rules) for atom in atoms] for value in values]
        shape = len(values), len(atoms)
        trues = np.array([[one is True for one in row] for row in truths], dtype=np.bool_).reshape(shape)
        return Patterns(values, trues, np.array([[one is not False for one in row] for row in truths], dtype=np.bool_).reshape(shape))


def _remembered(known: Mapping[tuple[object, ...], Patterns], key: tuple[object, ...]) -> Patterns | None:
    return known.get(key)


def _remember(known: dict[tuple[object, ...], Patterns], key: tuple[object, ...], found: Patterns) -> Patterns:
    if len(known) > _REMEMBERED:
        known.clear()
    known[key] = found
    return found
