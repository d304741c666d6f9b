"""The search for the smallest sets of changes after which an action is certainly next.

Only facts that the outcome of some action sets are changed, each to values that stand for all its values in the situation
given. A situation in which the action is not next says why: some facts force it. Whatever leads on must change one of
those, so no other fact is tried (a search for hitting sets, after R. Reiter, A theory of diagnosis from first principles, 1987).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from simexit.explain.counterexamples import Counterexamples
from simexit.explain.forcing import facts_forcing
from simexit.explain.near_miss import nearest_first
from simexit.model.expressions import TODAY
from simexit.model.rules import RuleSet, Situation
from simexit.model.types import Boolean, Choice, SetOf, Value
from simexit.run.decider import Decider

MOST_CHANGES = 4
MOST_SITUATIONS = 2_000
"""How many situations are judged before the search is stopped."""

Changes = Mapping[str, Value]


@dataclass(frozen=True, slots=True)
class Reached:
    """All smallest sets of changes, one for each choice of words and each set of numbers and days; whether all were looked at."""

    ways: tuple[Changes, ...]
    judged: int
    complete: bool


class _StoppedError(Exception):
    """The search has judged as many situations as it may."""


def changeable(rules: RuleSet) -> tuple[str, ...]:
    """Return the facts that a person can change: those that the outcome of some action sets."""
    found = (fact for action in rules.vocabulary.actions.values() for outcome in action.outcomes for fact in outcome.changes)
    return tuple(dict.fromkeys(fact for fact in found if fact != TODAY))


class Search:
    """Searches for one action from one situation."""

    def __init__(self, rules: RuleSet, decider: Decider, situation: Situation, action: str, most: int = MOST_SITUATIONS) -> None:
        self._rules = rules
        self._decider = decider
        self._situation = situation
        self._action = action
        self._most = most
        self._order = [conclusion for conclusion, _ in rules.of_kind("action")]
        self._impossible = [conclusion for conclusion, _ in rules.of_kind("impossible")]
        self._values = {fact: self._candidates(fact) for fact in changeable(rules)}
        self._counterexamples = Counterexamples(rules, decider, action)
        self._next: dict[frozenset[tuple[str, Value]], bool] = {}
        self._blamed: dict[frozenset[tuple[str, Value]], frozenset[str]] = {}

    def run(self) -> Reached:
        """Return the smallest sets of changes, of at most `MOST_CHANGES` facts."""
        found: dict[tuple[object, ...], Changes] = {}
        free = {fact: value for fact, value in self._situation.items() if fact not in self._values}
        if self._action not in self._decider.possible_next(free):
            return Reached((), 1, True)
        try:
            for size in range(MOST_CHANGES + 1):
                self._visit({}, size, found, set())
                if found:
                    break
        except _StoppedError:
            return Reached(tuple(found.values()), self._most, False)
        return Reached(tuple(found.values()), len(self._next), True)

    def _candidates(self, fact: str) -> tuple[Value, ...]:
        """Return the other values of a fact that need to be tried, those nearest to the present one first."""
        others = {name: value for name, value in self._situation.items() if name != fact}
        values = [value for value in self._decider.representatives(fact, others) if value != self._situation.get(fact)]
        near = self._situation.get(fact, self._situation.get(TODAY))
        return nearest_first(values, near)

    def _visit(self, changes: dict[str, Value], left: int, found: dict[tuple[object, ...], Changes], seen: set[frozenset[object]]) -> None:
        key = frozenset(changes.items())
        if key in seen:
            return
        seen.add(key)
        situation = {**self._situation, **changes}
        if self._is_next(key, situation):
            self._note(changes, found)
        elif left:
            blamed = self._blame(key, situation)
            for fact in self._values:
                if fact in blamed and fact not in changes:
                    for value in self._values[fact]:
                        self._visit({**changes, fact: value}, left - 1, found, seen)

    def _note(self, changes: Changes, found: dict[tuple[object, ...], Changes]) -> None:
        """Keep a way, of several that differ in numbers and days only the one with the nearest."""
        in_order = {fact: changes[fact] for fact in self._values if fact in changes}
        facts = self._rules.vocabulary.facts
        worded = tuple(
            (fact, value if isinstance(facts[fact].type, Boolean | Choice | SetOf) else None) for fact, value in in_order.items()
        )
        before = found.get(worded)
        if before is None or self._far(in_order) < self._far(before):
            found[worded] = in_order

    def _far(self, changes: Changes) -> list[int]:
        return [self._values[fact].index(value) for fact, value in changes.items()]

    def _is_next(self, key: frozenset[tuple[str, Value]], situation: Situation) -> bool:
        if key not in self._next:
            if len(self._next) == self._most:
                raise _StoppedError
            self._next[key] = self._is_certain(situation)
        return self._next[key]

    def _is_certain(self, situation: Situation) -> bool:
        if self._counterexamples.against(situation) or self._counterexamples.refute(situation):
            return False
        return self._decider.possible_next(situation) == (self._action,)

    def _may_be_otherwise(self, situation: Situation) -> bool:
        """Return whether some completion that the constraints allow has something else next."""
        return self._counterexamples.refute(situation) or self._decider.possible_next(situation) not in {(), (self._action,)}

    def _blame(self, key: frozenset[tuple[str, Value]], situation: Situation) -> frozenset[str]:
        """Return facts of which one must be changed for the action to be next."""
        if key not in self._blamed:
            forced = self._forced(situation)
            self._blamed[key] = self._open_to_blame(situation) if forced is None else forced
        return self._blamed[key]

    def _open_to_blame(self, situation: Situation) -> frozenset[str]:
        """Return facts to blame where the known facts do not rule the action out, but some completion of them may."""
        behind_constraints = frozenset[str]().union(*(self._rules.facts_behind[conclusion] for conclusion in self._impossible))
        if not self._may_be_otherwise(situation):  # so that nothing is possible, for it was judged not to be next
            return behind_constraints
        completion = self._completion(situation)
        forced = None if completion is None else self._forced(completion)
        return frozenset(self._values) if forced is None else forced | behind_constraints

    def _forced(self, situation: Situation) -> frozenset[str] | None:
        """Return few facts that alone rule out that the action is next, or None where it is not ruled out."""
        against = self._counterexamples.against(situation)
        sets = [facts_forcing(conclusion, situation, self._rules) for conclusion in against]
        return min(sets, key=lambda facts: len(facts & self._values.keys()), default=None)

    def _completion(self, situation: Situation) -> Situation | None:
        """Return more facts, allowed by the constraints, with which the action is ruled out; None where none were found."""
        order = [conclusion.name for conclusion in self._order]
        names = order[: order.index(self._action) + 1]
        further = [
            {**situation, fact: value}
            for fact in dict.fromkeys(fact for name in names for fact in self._decider.facts_open("action", name, situation))
            for value in self._decider.representatives(fact, situation)
        ]
        for one in further:
            if self._forced(one) is not None and self._may_be_otherwise(one):
                return one
        for one in further:
            if self._may_be_otherwise(one):
                return self._completion(one)
        return None
