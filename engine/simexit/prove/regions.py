"""The regions of situations in which something is so: each as the few comparisons that are enough for it.

A region is what the solver needs to exclude the opposite (a prime implicant over the comparisons of the rules, by unsatisfiable
cores: A. Cimatti, A. Griggio, R. Sebastiani, 2011, minimised by deletion).
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

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
from simexit.prove.claims import Claim, Differ, So
from simexit.prove.fingerprints import counts_working_days
from simexit.prove.minimal import smallest
from simexit.prove.sides import Side, Sides
from simexit.prove.smt import Formula, every, negation
from simexit.prove.solver import Open, Shown
from simexit.prove.wanted import Wanted

MOST_REGIONS = 8


@dataclass(frozen=True, slots=True)
class Fragment:
    """A comparison, or a derived fact, of one of the rule sets that is true or false all over a region."""

    side: Side
    part: Compare | Holds
    holds: bool


@dataclass(frozen=True, slots=True)
class Region:
    """The situations in which all of this is so, and one of them; `days` are from when to when, both included.

    `example` is the smallest part of it, with plain values, with which the change can still happen.
    """

    where: tuple[Fragment, ...]
    situation: Situation
    example: Situation
    days: tuple[tuple[date, date], ...] = ()


@dataclass(frozen=True, slots=True)
class Found:
    """Regions that were found; `more` says that there are others, `open` why that is not known."""

    regions: tuple[Region, ...]
    more: bool = False
    open: str | None = None


class RegionFinder:
    """Describes where a change between two rule sets happens."""

    def __init__(self, sides: Sides) -> None:
        self._sides = sides
        self._days_between = list(pairwise(_turning_days(list(sides.rules.values()))))
        self._turning_points = [Compare(">=", FactValue(TODAY), Constant(start)) for start, _ in self._days_between[1:]]

    def find(self, wanted: Wanted) -> Found:
        """Return the regions in which a change happens."""
        fragments = list(self._fragments(wanted.about))
        claims = [*wanted.given, *wanted.claims]
        refuted = [*(claim.formula for claim in wanted.given), negation(every(claim.formula for claim in wanted.claims))]
        found: list[Region] = []
        left: list[Formula] = []
        while True:
            match self._sides.models(claims, left):
                case Shown((before, after)) if len(found) < MOST_REGIONS:
                    literals = self._literals(fragments, {"old": before, "new": after})
                    enough = self._sides.solver.enough(literals, refuted, self._sides.seconds)
                    if enough is None:
                        return Found(tuple(found), open="a region could not be described in the time there was")
                    here = [literals[fragment] for fragment in enough]
                    situation = self._sides.together(before, after)
                    days = tuple(self._days(claims, here))
                    found.append(Region(_in_reading_order(enough, fragments), situation, self._example(situation, enough, claims), days))
                    left.append(negation(every(here)))
                case Shown():
                    return Found(tuple(found), more=True)
                case Open(reason):
                    return Found(tuple(found), open=reason)
                case _:
                    return Found(tuple(found))

    def _example(self, situation: Situation, where: Collection[Fragment], claims: Sequence[Claim]) -> Situation:
        """Return the smallest part of a situation that lies in a region, with plain values with which the claims can still hold.

        Where values differ, what they are computed from is part of it.
        """
        sides = self._sides

        def inside(one: Situation) -> bool:
            seen = {world: sides.seen_from(side, one) for side, world in sides.worlds.items()}
            lies_in = all(So(sides.worlds[part.side], part.part, part.holds).holds(seen) for part in where)
            return lies_in and all(claim.holds(seen) for claim in claims if isinstance(claim, Differ))

        def can_be(one: Situation) -> bool:
            told = [world.told(sides.seen_from(side, one)) for side, world in sides.worlds.items()]
            return isinstance(sides.models(claims, told), Shown)

        return smallest(situation, inside, sides.rules["new"], can_be)

    def _days(self, claims: Sequence[Claim], here: Sequence[Formula]) -> Iterator[tuple[date, date]]:
        """Yield the stretches of days on which this is possible, as far as rules and figures change from one day to another."""
        stretch: tuple[date, date] | None = None
        for start, end in self._days_between:
            last = end - timedelta(1)
            inside = All((Compare(">=", FactValue(TODAY), Constant(start)), Compare("<=", FactValue(TODAY), Constant(last))))
            days = self._sides.worlds["old"].formula(inside).true
            if isinstance(self._sides.models(claims, [*here, days]), Shown):
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
        for side, world in self._sides.worlds.items():
            for part in (*_parts(about, world.rules), *self._turning_points):
                where: Side = "old" if self._means_the_same(part) else side
                if (where, part) not in seen and (not isinstance(part, Holds) or part.conclusion in self._sides.same):
                    seen.add((where, part))
                    yield where, part

    def _means_the_same(self, part: Compare | Holds) -> bool:
        if isinstance(part, Holds):
            return part.conclusion in self._sides.same
        old, new = self._sides.rules.values()
        if not self._sides.common_facts.issuperset(facts_compared(part)):
            return False
        if old.vocabulary.settings.calendar != new.vocabulary.settings.calendar and any(map(counts_working_days, (part.left, part.right))):
            return False
        guards = [Conclusion("applies", fact) for fact in facts_compared(part)]
        figures = (*parameters_of(part.left), *parameters_of(part.right))
        return all(guard in self._sides.same or (guard not in old.conditions and guard not in new.conditions) for guard in guards) and all(
            old.vocabulary.parameters.get(name) == new.vocabulary.parameters.get(name) for name in figures
        )

    def _literals(self, fragments: list[tuple[Side, Compare | Holds]], situations: Mapping[Side, Situation]) -> dict[Fragment, Formula]:
        """Return what is so of each fragment in a situation; what reads worst comes first, because it is left out first."""
        found: dict[Fragment, Formula] = {}
        for side, part in fragments:
            holds = truth(part, situations[side], self._sides.rules[side])
            if holds is not None:
                pair = self._sides.worlds[side].formula(part)
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
