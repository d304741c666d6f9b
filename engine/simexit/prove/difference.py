"""Where two rule sets give different advice: each change with the regions in which it happens, or a proof that there is none.

Both are asked about the situations that both know and allow, and about what only one of them allows. Where a figure has no
value, advice is the same if it is open in the same way.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations, product
from typing import Literal

from simexit.model.expressions import Conclusion, Term, parameters_of
from simexit.model.judgement import FINISHED
from simexit.model.rules import RuleSet, Situation
from simexit.prove.fingerprints import fingerprints
from simexit.prove.obligations import next_is
from simexit.prove.regions import Region, RegionFinder, Side
from simexit.prove.smt import FALSE, TRUE, Formula, every, negation, some
from simexit.prove.solver import SECONDS, Open, Shown, Solver, allowed
from simexit.prove.steps import possibly_next
from simexit.prove.terms import Pair
from simexit.prove.variables import same_kind
from simexit.prove.world import NO, World

Subject = Literal["possible", "due", "order", "warning", "deadline", "day"]


@dataclass(frozen=True, slots=True)
class Turn:
    """What was next before and is next now, in a situation; several where a figure has no value."""

    before: tuple[str, ...]
    after: tuple[str, ...]
    situation: Situation


@dataclass(frozen=True, slots=True)
class Change:
    """What is otherwise, and where; `more` says that there are further regions, `open` why that is not known.

    `before` and `after` are names: of what is possible or due, of the warning or deadline; none where there is nothing, and with
    a question mark where it is open. `turns` are how the next action changes with it.
    """

    subject: Subject
    before: tuple[str, ...]
    after: tuple[str, ...]
    regions: tuple[Region, ...]
    more: bool = False
    open: str | None = None
    turns: tuple[Turn, ...] = ()


@dataclass(frozen=True, slots=True)
class _Wanted:
    """A change that is looked for: it happens where the formula is true."""

    subject: Subject
    before: tuple[str, ...]
    after: tuple[str, ...]
    formula: Formula
    about: tuple[Conclusion, ...]


def _bool(value: bool) -> Formula:
    return TRUE if value else FALSE


def _states(name: str, pair: Pair) -> dict[tuple[str, ...], Formula]:
    """Return when a conclusion is so, when it is not, and, where a figure may have no value, when it is open."""
    states: dict[tuple[str, ...], Formula] = {(name,): pair.true, (): negation(pair.may)}
    if pair.may is not pair.true:
        states[f"{name}?",] = every([pair.may, negation(pair.true)])
    return states


class Comparison:
    """Compares two rule sets; `seconds` is the time for each search."""

    def __init__(self, old: RuleSet, new: RuleSet, seconds: float = SECONDS) -> None:
        self._old, self._new = old, new
        self._seconds = seconds
        self._solver = Solver(old.vocabulary.settings.calendar)
        otherwise = frozenset(
            name
            for name, fact in new.vocabulary.facts.items()
            if name in old.vocabulary.facts and not same_kind(old.vocabulary.facts[name].type, fact.type)
        )
        before = self._solver.world(old)
        self._worlds: Mapping[Side, World] = {"old": before, "new": self._solver.world(new, before, otherwise)}
        marks, new_marks = fingerprints(old), fingerprints(new)
        self._same = frozenset(one for one, mark in marks.items() if new_marks.get(one) == mark)
        self._regions = RegionFinder(self._solver, self._worlds, self._same, seconds)
        self._allowed = {"old": before.formula(allowed(old)), "new": self._worlds["new"].formula(allowed(new))}

    def first(self) -> Change | Open | None:
        """Return one change with one situation that shows it, None where there is provably none, or why neither is known."""
        unknown: Open | None = None
        for wanted in self._wanted():
            match self._solver.models(self._worlds.values(), [*self._given(wanted), wanted.formula], self._seconds):
                case Shown((before, after)):
                    return Change(wanted.subject, wanted.before, wanted.after, (Region((), {**before, **after}),))
                case Open() as answer:
                    unknown = answer
                case _:
                    continue
        return unknown

    def changes(self) -> Iterator[Change]:
        """Yield every change of advice with its regions; nothing where there is provably none."""
        for wanted in self._wanted():
            found = self._regions.find(wanted.formula, self._given(wanted), wanted.about)
            if found.regions or found.open:
                turns = tuple(self._turns(wanted)) if wanted.subject in {"due", "order"} else ()
                yield Change(wanted.subject, wanted.before, wanted.after, found.regions, found.more, found.open, turns)

    def _given(self, wanted: _Wanted) -> list[Formula]:
        if wanted.subject == "possible":
            kept = [one for one, _ in self._old.of_kind("impossible") if one in self._same]
            return [negation(self._pair("old", one).may) for one in kept]
        return [pair.true for pair in self._allowed.values()]

    def _wanted(self) -> Iterator[_Wanted]:
        """Yield what may be otherwise; what means the same in both is left out."""
        yield from self._possible()
        for conclusion in self._changed("action"):
            yield from self._turned("due", conclusion)
        yield from self._order()
        for conclusion in self._changed("warning"):
            yield from self._turned("warning", conclusion)
        for conclusion in self._changed("deadline"):
            yield from self._turned("deadline", conclusion)
        yield from self._days()

    def _possible(self) -> Iterator[_Wanted]:
        constraints = tuple(self._changed("impossible"))
        if constraints:
            old, new = self._allowed["old"], self._allowed["new"]
            yield _Wanted("possible", ("possible",), (), every([old.true, negation(new.may)]), constraints)
            yield _Wanted("possible", (), ("possible",), every([negation(old.may), new.true]), constraints)

    def _order(self) -> Iterator[_Wanted]:
        """Yield that two actions that are both due stand in the other order."""
        before, after = (list(rules.vocabulary.actions) for rules in (self._old, self._new))
        for first, second in combinations([name for name in before if name in after], 2):
            if after.index(first) > after.index(second):
                pair = (Conclusion("action", first), Conclusion("action", second))
                both = every([self._pair(side, one).true for side in self._worlds for one in pair])
                yield _Wanted("order", (first, second), (second, first), both, pair)

    def _turned(self, subject: Subject, conclusion: Conclusion) -> Iterator[_Wanted]:
        """Yield that a conclusion is so, is not so, or is open for lack of a figure, where before it was something else."""
        states = [_states(conclusion.name, self._pair(side, conclusion)) for side in ("old", "new")]
        for (before, was), (after, now) in product(*(state.items() for state in states)):
            if before != after:
                yield _Wanted(subject, before, after, every([was, now]), (conclusion,))

    def _days(self) -> Iterator[_Wanted]:
        """Yield that a deadline that holds in both falls on another day."""
        for name, deadline in self._old.vocabulary.deadlines.items():
            other = self._new.vocabulary.deadlines.get(name)
            conclusion = Conclusion("deadline", name)
            if other is not None and self._is_computed_otherwise(deadline.by, other.by):
                same = self._worlds["old"].equal(deadline.by, self._worlds["new"], other.by)
                both = [self._pair(side, conclusion).true for side in ("old", "new")]
                yield _Wanted("day", (name,), (name,), every([*both, negation(same)]), (conclusion,))

    def _is_computed_otherwise(self, term: Term, other: Term) -> bool:
        figures = (self._old.vocabulary.parameters, self._new.vocabulary.parameters)
        return term != other or any(figures[0].get(name) != figures[1].get(name) for name in parameters_of(term))

    def _turns(self, wanted: _Wanted) -> Iterator[Turn]:
        """Yield each pair of what was next before and is next now where a change happens."""
        may_be = self._may_be_next()
        otherwise = some([negation(before == after) for before, after in may_be.values()])
        names = {one.name for one in wanted.about}
        concerned = some([found for name, pair in may_be.items() if name in names for found in pair])
        left = [*self._given(wanted), wanted.formula, otherwise, concerned]
        while isinstance(shown := self._solver.models(self._worlds.values(), left, self._seconds), Shown):
            before, after = shown.situations
            was, now = possibly_next(before, self._old), possibly_next(after, self._new)
            yield Turn(self._ordered(was), self._ordered(now), {**before, **after})
            here = [old == _bool(name in was) for name, (old, _) in may_be.items()]
            left.append(negation(every([*here, *(new == _bool(name in now) for name, (_, new) in may_be.items())])))

    def _may_be_next(self) -> dict[str, tuple[Formula, Formula]]:
        """Return for each action, and for the end, whether it may be next before and now."""
        names = [*dict.fromkeys((*self._old.vocabulary.actions, *self._new.vocabulary.actions)), FINISHED]
        return {name: (self._next("old", name).may, self._next("new", name).may) for name in names}

    def _next(self, side: Side, name: str) -> Pair:
        world = self._worlds[side]
        known = name == FINISHED or name in world.rules.vocabulary.actions
        return world.formula(next_is(name, world.rules)) if known else NO

    def _pair(self, side: Side, conclusion: Conclusion) -> Pair:
        world = self._worlds[side]
        return world.conclusion(conclusion) if conclusion in world.rules.conditions else NO

    def _changed(self, kind: str) -> Iterator[Conclusion]:
        both = dict.fromkeys([one for rules in (self._old, self._new) for one, _ in rules.of_kind(kind)])
        return (one for one in both if one not in self._same)

    def _ordered(self, names: set[str]) -> tuple[str, ...]:
        return tuple(name for name in self._may_be_next() if name in names)
