"""The regions of situations in which something is so: each as the few comparisons that are enough for it.

A region is what the solver needs to exclude the opposite (a prime implicant over the comparisons of the rules, by unsatisfiable
cores: A. Cimatti, A. Griggio, R. Sebastiani, 2011, minimised by deletion).
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from typing import Literal

from simexit.meaning.conditions import truth
from simexit.model.expressions import (
    TODAY,
    All,
    Compare,
    Conclusion,
    Constant,
    FactValue,
    Holds,
    comparisons,
    facts_compared,
    parameters_of,
)
from simexit.model.rules import RuleSet, Situation
from simexit.model.types import FIRST_DAY, LAST_DAY
from simexit.prove.smt import Formula, every, negation
from simexit.prove.solver import Open, Shown, Solver
from simexit.prove.world import World

Side = Literal["old", "new"]
MOST_REGIONS = 8


@dataclass(frozen=True, slots=True)
class Fragment:
    """A comparison, or a derived fact, of one of the rule sets that is true or false all over a region."""

    side: Side
    part: Compare | Holds
    holds: bool


@dataclass(frozen=True, slots=True)
class Region:
    """The situations in which all of this is so, and one of them; `days` are from when to when, both included."""

    where: tuple[Fragment, ...]
    situation: Situation
    days: tuple[tuple[date, date], ...] = ()


@dataclass(frozen=True, slots=True)
class Found:
    """Regions that were found; `more` says that there are others, `open` why that is not known."""

    regions: tuple[Region, ...]
    more: bool = False
    open: str | None = None


class RegionFinder:
    """Describes where a formula about two rule sets is true; `same` are the conclusions that mean the same in both."""

    def __init__(self, solver: Solver, worlds: Mapping[Side, World], same: Collection[Conclusion], seconds: float) -> None:
        self._solver = solver
        self._worlds = worlds
        self._same = same
        self._seconds = seconds
        self._days_between = list(pairwise(_turning_days([world.rules for world in worlds.values()])))
        self._turning_points = [Compare(">=", FactValue(TODAY), Constant(start)) for start, _ in self._days_between[1:]]

    def find(self, goal: Formula, given: list[Formula], about: Iterable[Conclusion]) -> Found:
        """Return the regions in which a goal is true, of the situations in which everything `given` is true."""
        fragments = list(self._fragments(about))
        found: list[Region] = []
        left = [*given, goal]
        while True:
            match self._solver.models(self._worlds.values(), left, self._seconds):
                case Shown((before, after)) if len(found) < MOST_REGIONS:
                    literals = self._literals(fragments, {"old": before, "new": after})
                    enough = self._solver.enough(literals, [*given, negation(goal)], self._seconds)
                    if enough is None:
                        return Found(tuple(found), open="a region could not be described in the time there was")
                    where = enough
                    here = [literals[fragment] for fragment in where]
                    days = tuple(self._days([*given, goal, *here]))
                    found.append(Region(_in_reading_order(where, fragments), {**before, **after}, days))
                    left.append(negation(every(here)))
                case Shown():
                    return Found(tuple(found), more=True)
                case Open(reason):
                    return Found(tuple(found), open=reason)
                case _:
                    return Found(tuple(found))

    def _days(self, here: list[Formula]) -> Iterator[tuple[date, date]]:
        """Yield the stretches of days on which this is possible, as far as rules and figures change from one day to another."""
        stretch: tuple[date, date] | None = None
        for start, end in self._days_between:
            last = end - timedelta(1)
            inside = All((Compare(">=", FactValue(TODAY), Constant(start)), Compare("<=", FactValue(TODAY), Constant(last))))
            days = self._worlds["old"].formula(inside).true
            if isinstance(self._solver.models(self._worlds.values(), [*here, days], self._seconds), Shown):
                stretch = (stretch[0], last) if stretch else (start, last)
            elif stretch:
                yield stretch
                stretch = None
        if stretch:
            yield stretch

    def _fragments(self, about: Iterable[Conclusion]) -> Iterator[tuple[Side, Compare | Holds]]:
        """Yield what a region can be described by: comparisons behind some conclusions, once where they mean the same in both."""
        about = list(about)
        seen: set[tuple[Side, Compare | Holds]] = set()
        for side, world in self._worlds.items():
            for part in (*_parts(about, world.rules), *self._turning_points):
                where: Side = "old" if self._means_the_same(part) else side
                if (where, part) not in seen and (not isinstance(part, Holds) or part.conclusion in self._same):
                    seen.add((where, part))
                    yield where, part

    def _means_the_same(self, part: Compare | Holds) -> bool:
        if isinstance(part, Holds):
            return part.conclusion in self._same
        old, new = (world.rules for world in self._worlds.values())
        if any(fact not in old.vocabulary.facts or fact not in new.vocabulary.facts for fact in facts_compared(part)):
            return False
        guards = [Conclusion("applies", fact) for fact in facts_compared(part)]
        figures = (*parameters_of(part.left), *parameters_of(part.right))
        return all(guard in self._same or (guard not in old.conditions and guard not in new.conditions) for guard in guards) and all(
            old.vocabulary.parameters.get(name) == new.vocabulary.parameters.get(name) for name in figures
        )

    def _literals(self, fragments: list[tuple[Side, Compare | Holds]], situations: Mapping[Side, Situation]) -> dict[Fragment, Formula]:
        """Return what is so of each fragment in a situation; what reads worst comes first, because it is left out first."""
        found: dict[Fragment, Formula] = {}
        for side, part in fragments:
            holds = truth(part, situations[side], self._worlds[side].rules)
            if holds is not None:
                pair = self._worlds[side].formula(part)
                found[Fragment(side, part, holds)] = pair.true if holds else negation(pair.may)
        points = set(self._turning_points)
        return dict(sorted(found.items(), key=lambda item: (item[0].part not in points, item[0].holds, isinstance(item[0].part, Holds))))


def _parts(about: list[Conclusion], rules: RuleSet) -> Iterator[Compare | Holds]:
    """Yield the comparisons and derived facts behind some conclusions, and behind what applies."""
    behind = frozenset[Conclusion]().union(*(rules.conclusions_behind[one] for one in about if one in rules.conditions))
    for conclusion, condition in rules.conditions.items():
        if conclusion in behind:
            if conclusion.kind == "derived":
                yield Holds(conclusion)
            yield from comparisons(condition)


def _turning_days(both: list[RuleSet]) -> list[date]:
    """Return the days on which some figure or rule begins to be in force or has just ceased to be, and the ends of the calendar."""
    if not all(TODAY in rules.vocabulary.facts for rules in both):
        return []
    periods = [(period.start, period.end) for rules in both for one in rules.vocabulary.parameters.values() for period in one.periods]
    periods += [rule.in_force for rules in both for rule in rules.rules]
    starts = {start for start, _ in periods if start is not None}
    after = {end + timedelta(1) for _, end in periods if end is not None}
    return sorted({FIRST_DAY, *(day for day in starts | after if FIRST_DAY < day <= LAST_DAY), LAST_DAY + timedelta(1)})


def _in_reading_order(where: tuple[Fragment, ...], fragments: list[tuple[Side, Compare | Holds]]) -> tuple[Fragment, ...]:
    order = {fragment: place for place, fragment in enumerate(fragments)}
    return tuple(sorted(where, key=lambda one: (not one.holds, order[one.side, one.part])))
