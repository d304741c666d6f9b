"""What can be otherwise in one of two rule sets: each change of advice as claims about a situation that both know.

Advice is what is due, in which order, whether it waits, what it asks for and what is so afterwards; warnings; deadlines and their
days. Where a figure has no value, it is the same if it is open in the same way. Words are not compared.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations, permutations
from typing import Literal

from simexit.meaning.conditions import Truth
from simexit.model.expressions import Conclusion
from simexit.model.vocabulary import Action
from simexit.prove.claims import Claim, Differ
from simexit.prove.sides import Side, Sides

Subject = Literal["possible", "due", "order", "waiting", "needs", "outcomes", "warning", "deadline", "day"]


@dataclass(frozen=True, slots=True)
class Wanted:
    """A change that is looked for: it happens where every claim holds, of the situations in which everything `given` does.

    `about` are the conclusions that it comes from.
    """

    subject: Subject
    before: tuple[str, ...]
    after: tuple[str, ...]
    claims: tuple[Claim, ...]
    given: tuple[Claim, ...]
    about: tuple[Conclusion, ...]


class Changes:
    """The changes that two rule sets may bring; what means the same in both is left out."""

    def __init__(self, sides: Sides) -> None:
        self._sides = sides
        self._old, self._new = (rules.vocabulary for rules in sides.rules.values())
        self._allowed = (sides.allowed("old"), sides.allowed("new"))

    def each(self) -> Iterator[Wanted]:
        """Yield every change that may be, the gravest first."""
        yield from self._possible()
        for conclusion in self._sides.changed("action"):
            yield from self._turned("due", conclusion)
        yield from self._order()
        yield from self._actions()
        for conclusion in self._sides.changed("warning"):
            yield from self._turned("warning", conclusion)
        for conclusion in self._sides.changed("deadline"):
            yield from self._turned("deadline", conclusion)
        yield from self._days()

    def _possible(self) -> Iterator[Wanted]:
        sides = self._sides
        constraints = tuple(sides.changed("impossible"))
        if constraints:
            kept = tuple(sides.claim("old", one, False) for one, _ in sides.rules["old"].of_kind("impossible") if one in sides.same)
            no_longer, now = ((sides.allowed("old", value), sides.allowed("new", not value)) for value in (True, False))
            yield Wanted("possible", ("possible",), (), no_longer, kept, constraints)
            yield Wanted("possible", (), ("possible",), now, kept, constraints)

    def _turned(self, subject: Subject, conclusion: Conclusion) -> Iterator[Wanted]:
        """Yield that a conclusion is so, is not so, or is open for lack of a figure, where before it was something else."""
        states: dict[Truth, tuple[str, ...]] = {True: (conclusion.name,), False: (), None: (f"{conclusion.name}?",)}
        for was, now in permutations(states, 2):
            if self._can_be(was, "old", conclusion) and self._can_be(now, "new", conclusion):
                claims = (self._sides.claim("old", conclusion, was), self._sides.claim("new", conclusion, now))
                yield Wanted(subject, states[was], states[now], claims, self._allowed, (conclusion,))

    def _can_be(self, value: Truth, side: Side, conclusion: Conclusion) -> bool:
        """Return whether a conclusion can have a truth by its form: without figures that end it is never open."""
        pair = self._sides.pair(side, conclusion)
        return value is not None or pair.may is not pair.true

    def _order(self) -> Iterator[Wanted]:
        """Yield that two actions that are both due stand in the other order."""
        before, after = list(self._old.actions), list(self._new.actions)
        for first, second in combinations([name for name in before if name in after], 2):
            if after.index(first) > after.index(second):
                pair = (Conclusion("action", first), Conclusion("action", second))
                yield Wanted("order", (first, second), (second, first), self._sides.both(*pair), self._allowed, pair)

    def _actions(self) -> Iterator[Wanted]:
        """Yield that an action that is due in both waits, asks, or goes on otherwise."""
        for name, before in self._old.actions.items():
            after = self._new.actions.get(name)
            if after is None:
                continue
            conclusion = Conclusion("action", name)
            for subject in self._otherwise(before, after):
                yield Wanted(subject, (name,), (name,), self._sides.both(conclusion), self._allowed, (conclusion,))
            for fact in (fact for fact in before.needs if fact in after.needs):
                yield from self._asked(conclusion, fact)

    def _otherwise(self, before: Action, after: Action) -> Iterator[Subject]:
        if (before.waits_for is None) != (after.waits_for is None):
            yield "waiting"
        if before.needs != after.needs:
            yield "needs"
        if self._goes_on_otherwise(before, after):
            yield "outcomes"

    def _asked(self, action: Conclusion, fact: str) -> Iterator[Wanted]:
        """Yield that a fact that an action needs is asked for on one side only, because it applies only there."""
        guard = Conclusion("applies", fact)
        if guard in self._sides.same or not any(guard in rules.conditions for rules in self._sides.rules.values()):
            return
        states: dict[Truth, tuple[str, ...]] = {True: (action.name, fact), False: (action.name,), None: (action.name,)}
        for was, now in permutations(states, 2):
            if states[was] != states[now] and self._can_be(was, "old", guard) and self._can_be(now, "new", guard):
                claims = (*self._sides.both(action), self._sides.claim("old", guard, was), self._sides.claim("new", guard, now))
                yield Wanted("needs", states[was], states[now], claims, self._allowed, (action, guard))

    def _goes_on_otherwise(self, before: Action, after: Action) -> bool:
        was, now = ({outcome.name: outcome.changes for outcome in action.outcomes} for action in (before, after))
        if {name: set(changes) for name, changes in was.items()} != {name: set(changes) for name, changes in now.items()}:
            return True
        both = ((term, now[name][fact]) for name, changes in was.items() for fact, term in changes.items())
        return any(self._sides.is_computed_otherwise(term, other) for term, other in both)

    def _days(self) -> Iterator[Wanted]:
        """Yield that a deadline that holds in both falls on another day."""
        for name, deadline in self._old.deadlines.items():
            other = self._new.deadlines.get(name)
            conclusion = Conclusion("deadline", name)
            if other is not None and self._sides.is_computed_otherwise(deadline.by, other.by):
                differ = Differ(self._sides.worlds["old"], deadline.by, self._sides.worlds["new"], other.by)
                yield Wanted("day", (name,), (name,), self._sides.both(conclusion), (*self._allowed, differ), (conclusion,))
