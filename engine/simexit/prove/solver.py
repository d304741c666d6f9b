"""Answers questions about all situations: a situation that shows it, a proof that there is none, or why neither is known."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from time import monotonic
from typing import TypeVar

from simexit.meaning.conditions import truth
from simexit.model.expressions import TODAY, All, Condition, Holds, Not
from simexit.model.rules import RuleSet, Situation
from simexit.model.vocabulary import Period
from simexit.prove.claims import Claim
from simexit.prove.smt import Checker, Formula, Model, boolean, every, implied
from simexit.prove.working_days import WorkingDays
from simexit.prove.world import World

SECONDS = 60.0
"""The time for one question, where none is given."""
TOO_SHORT = "the time for this question was too short"
_ATTEMPTS = 200


@dataclass(frozen=True, slots=True)
class Shown:
    """Situations that show it, one for each world of the question, confirmed by the definition."""

    situations: tuple[Situation, ...]


@dataclass(frozen=True, slots=True)
class Never:
    """It cannot be, in any situation that the constraints allow."""


@dataclass(frozen=True, slots=True)
class Open:
    """Neither is known, and why."""

    reason: str
    situations: tuple[Situation, ...] = ()


Answer = Shown | Never | Open
Key = TypeVar("Key")
Wanted = Sequence[tuple[World, Condition]]


class ReplayError(AssertionError):
    """The solver and the definition do not agree: a fault of this program, never of a library."""


class Solver:
    """Keeps what was learned from one question to the next; not shared between threads."""

    def __init__(self) -> None:
        self._checker = Checker()
        self._calendars: dict[str, WorkingDays] = {}
        self._worlds = 0
        self._goals = 0

    def world(self, rules: RuleSet, beside: World | None = None, own: frozenset[str] = frozenset()) -> World:
        """Return a situation of which nothing is known; beside another one, it differs only in facts of its `own`."""
        self._worlds += 1
        country = rules.vocabulary.settings.calendar
        working_days = self._calendars.setdefault(country, WorkingDays(country, self._checker))
        return World(str(self._worlds), rules, self._checker, working_days, beside, own)

    def ask(self, wanted: Wanted, links: Sequence[Formula] = (), seconds: float = SECONDS, free: Collection[World] = ()) -> Answer:
        """Return whether there are situations, allowed by the constraints, in which each condition is true.

        `wanted` names each world of the question, one several times where several things are wanted of it; `links` must hold too.
        The worlds in `free` may be situations that the constraints forbid.
        """
        worlds = list(dict.fromkeys(world for world, _ in wanted))
        wanted = [*wanted, *((world, allowed(world.rules)) for world in worlds if world not in free)]
        pairs = [world.formula(condition) for world, condition in wanted]
        end = monotonic() + seconds
        found = self._search([*(pair.true for pair in pairs), *links], end)
        if isinstance(found, Model):
            return Shown(_confirmed(found, worlds, wanted))
        if isinstance(found, Open) or all(pair.may is pair.true for pair in pairs):
            return found
        found = self._search([*(pair.may for pair in pairs), *links], end)
        if isinstance(found, Model):
            situations = tuple(world.situation(found) for world in worlds)
            return Open(missing_figures(worlds[0].rules, situations[0]), situations)
        return found

    def models(self, worlds: Iterable[World], claims: Sequence[Claim], links: Sequence[Formula] = (), seconds: float = SECONDS) -> Answer:
        """Return whether there are situations, one for each world, in which every claim holds; `links` must hold too.

        The claims are confirmed by the definition, the links are not.
        """
        found = self._search([*(claim.formula for claim in claims), *links], monotonic() + seconds)
        if not isinstance(found, Model):
            return found
        situations = {world: world.situation(found) for world in worlds}
        for claim in claims:
            if not claim.holds(situations):
                raise ReplayError(
                    f"the solver found {[dict(one) for one in situations.values()]}, where the definition does not find {claim}"
                )
        return Shown(tuple(situations.values()))

    def enough(self, literals: Mapping[Key, Formula], refuted: Sequence[Formula], seconds: float = SECONDS) -> tuple[Key, ...] | None:
        """Return the smallest part of some formulas with which others cannot be true; None where they can be, or time is short.

        Formulas that come first are left out first.
        """
        self._goals += 1
        goal = boolean(f"goal {self._goals}")
        self._checker.add(implied(goal, every(refuted)))
        named = {key: boolean(f"literal {self._goals} {place}") for place, key in enumerate(literals)}
        self._checker.add(*(implied(named[key], formula) for key, formula in literals.items()))
        end = monotonic() + seconds
        if not self._excluded([goal, *named.values()], end):
            return None
        blamed = {str(culprit) for culprit in self._checker.culprits()}
        kept = [key for key in literals if str(named[key]) in blamed]
        for key in list(kept):
            fewer = [other for other in kept if other != key]
            if self._excluded([goal, *(named[other] for other in fewer)], end):
                kept = fewer
        return tuple(kept)

    def _excluded(self, assumed: Sequence[Formula], end: float) -> bool:
        """Return whether formulas are proved not to be true together."""
        for _ in range(_ATTEMPTS):
            match self._checker.check(max(0.01, end - monotonic()), *assumed):
                case "no":
                    return True
                case "unknown":
                    return False
                case "yes":
                    lemmas = self._learned(self._checker.model())
                    if not lemmas:
                        return False
                    self._checker.add(*lemmas)
        return False

    def _learned(self, model: Model) -> list[Formula]:
        """Return what is true in the calendars and contradicts a model."""
        return [lemma for working_days in self._calendars.values() for lemma in working_days.learn(model)]

    def _search(self, formulas: list[Formula], end: float) -> Model | Never | Open:
        """Search, learning about working days from each model that does not fit the calendar."""
        self._goals += 1
        goal = boolean(f"goal {self._goals}")
        self._checker.add(implied(goal, every(formulas)))
        for _ in range(_ATTEMPTS):
            answer = self._checker.check(max(0.01, end - monotonic()), goal)
            if answer == "no":
                return Never()
            if answer == "unknown":
                return Open(TOO_SHORT)
            model = self._checker.model()
            lemmas = self._learned(model)
            if not lemmas:
                return model
            self._checker.add(*lemmas)
        return Open("the working days of the calendar could not be pinned down")


def missing_figures(rules: RuleSet, situation: Situation, behind: Collection[str] | None = None) -> str:
    """Return in words which figures have no value on the day of a situation, and on which days they have one.

    `behind` are the figures that matter, all if not given.
    """
    today = situation.get(TODAY)
    day = today if isinstance(today, date) else None
    figures = [figure for name, figure in rules.vocabulary.parameters.items() if behind is None or name in behind]
    missing = [figure for figure in figures if figure.on(day) is None]
    known = [f"`{figure.name}` (known {', '.join(map(_stretch, figure.periods)) or 'on no day'})" for figure in missing]
    return f"no value is known on some days, such as {day}, for {', '.join(known)}"


def _stretch(period: Period) -> str:
    if period.start is None:
        return f"until {period.end}"
    return f"from {period.start}" if period.end is None else f"from {period.start} to {period.end}"


def _confirmed(model: Model, worlds: list[World], wanted: Wanted) -> tuple[Situation, ...]:
    """Return the situations of a model, each confirmed by the definition."""
    situations = {world: world.situation(model) for world in worlds}
    for world, condition in wanted:
        if truth(condition, situations[world], world.rules) is not True:
            raise ReplayError(f"the solver found {dict(situations[world])}, where the definition does not find {condition}")
    return tuple(situations.values())


def allowed(rules: RuleSet) -> Condition:
    """Return the condition that no constraint forbids a situation."""
    return All(tuple(Not(Holds(conclusion)) for conclusion, _ in rules.of_kind("impossible")))
