"""What must be so in the situations that are looked for: as a formula for the solver, and as the definition judges it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from simexit.meaning.conditions import Truth, truth, value
from simexit.model.expressions import Condition, Term
from simexit.model.rules import Situation
from simexit.prove.smt import Formula, every, negation
from simexit.prove.world import World


@dataclass(frozen=True, slots=True)
class So:
    """A condition is true in a world, or false, or for lack of a figure neither."""

    world: World
    condition: Condition
    value: Truth = True

    @property
    def formula(self) -> Formula:
        """The same for the solver."""
        pair = self.world.formula(self.condition)
        if self.value is None:
            return every([pair.may, negation(pair.true)])
        return pair.true if self.value else negation(pair.may)

    def holds(self, situations: Mapping[World, Situation]) -> bool:
        """Return whether the definition says so of the situations that were found."""
        return truth(self.condition, situations[self.world], self.world.rules) is self.value


@dataclass(frozen=True, slots=True)
class Differ:
    """A term has another value in one world than another term in another world, or a value in one of the two only."""

    world: World
    term: Term
    other: World
    other_term: Term

    @property
    def formula(self) -> Formula:
        """The same for the solver."""
        return self.world.differs(self.term, self.other, self.other_term)

    def holds(self, situations: Mapping[World, Situation]) -> bool:
        """Return whether the definition says so of the situations that were found."""
        mine = value(self.term, situations[self.world], self.world.rules)
        return bool(mine != value(self.other_term, situations[self.other], self.other.rules))


Claim = So | Differ
