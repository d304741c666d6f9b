"""Faults for the compiled function, each as somebody might make it."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from simexit.model.expressions import Compare, Condition, Holds, Term
from simexit.model.rules import Situation
from simexit.run.functions import code as module
from simexit.run.functions.compiled import Compiled
from simexit.run.functions.generate import Generator


def two_valued_not(patch: pytest.MonkeyPatch) -> None:
    """What is not certainly true is taken to be false under a `not`."""
    right = Generator._named
    patch.setattr(
        Generator, "_named", lambda self, t, m, depth: right(self, m, t, depth) if t.startswith("(not") else right(self, t, m, depth)
    )


def facts_that_do_not_apply_are_compared(patch: pytest.MonkeyPatch) -> None:
    """Whether a fact applies is not asked."""
    patch.setattr(Generator, "_guards", lambda self, atom: [])


def a_bound_is_one_off(patch: pytest.MonkeyPatch) -> None:
    """`<` is written as `<=`."""
    right = Generator._compare
    patch.setattr(Generator, "_compare", lambda self, atom: right(self, atom).replace(" < ", " <= "))


def not_in_is_in(patch: pytest.MonkeyPatch) -> None:
    """`not in` loses its `not`."""
    right = Generator._compare
    patch.setattr(Generator, "_compare", lambda self, atom: right(self, atom).replace(" not in ", " in "))


def any_is_all(patch: pytest.MonkeyPatch) -> None:
    """A list under `any` is joined by `and`."""
    right = Generator._joined
    patch.setattr(Generator, "_joined", lambda self, parts, word, depth: right(self, parts, " and ", depth))


def a_missing_figure_is_zero(patch: pytest.MonkeyPatch) -> None:
    """A parameter without a value on that day is read as 0."""
    right = Compiled.conclude

    def conclude(self: Compiled, situation: Situation) -> Any:
        self._figures = {day: tuple(0 if one is None else one for one in figures) for day, figures in self._figures.items()}
        return right(self, situation)

    patch.setattr(Compiled, "conclude", conclude)


def figures_are_kept_for_other_days(patch: pytest.MonkeyPatch) -> None:
    """The figures of the first day are used on every later one."""
    right = Compiled.conclude

    def conclude(self: Compiled, situation: Situation) -> Any:
        day = situation.get("today")
        if self._figures and isinstance(day, date):
            self._figures[day] = next(iter(self._figures.values()))
        return right(self, situation)

    patch.setattr(Compiled, "conclude", conclude)


def figures_are_those_of_tomorrow(patch: pytest.MonkeyPatch) -> None:
    """A period ends a day early and begins a day early."""
    right = Compiled.conclude

    def conclude(self: Compiled, situation: Situation) -> Any:
        day = situation.get("today")
        if isinstance(day, date):
            self._figures[day] = tuple(parameter.on(day + timedelta(1)) for parameter in self._parameters.values())
        return right(self, situation)

    patch.setattr(Compiled, "conclude", conclude)


def an_unknown_fact_makes_false(patch: pytest.MonkeyPatch) -> None:
    """A comparison with an unknown fact is false instead of open."""
    right = Generator._atoms

    def atoms(self: Generator, needed: tuple[str, ...], found: list[Compare]) -> None:
        right(self, needed, found)
        self.lines = [
            line.replace("= False; b", "= b").replace(" = True", " = False") if "= False; b" in line else line for line in self.lines
        ]

    patch.setattr(Generator, "_atoms", atoms)


def an_open_conclusion_is_read_as_false(patch: pytest.MonkeyPatch) -> None:
    """Where a conclusion is used, only whether it is true is looked at."""
    right = Generator._condition

    def condition(self: Generator, found: Condition, depth: int) -> tuple[str, str]:
        is_true, may_be = right(self, found, depth)
        return (is_true, is_true) if isinstance(found, Holds) else (is_true, may_be)

    patch.setattr(Generator, "_condition", condition)


def _function(patch: pytest.MonkeyPatch, name: str, wrong: Any) -> None:
    right = module._functions

    def functions(country: str) -> dict[str, Any]:
        found = right(country)
        return {**found, name: wrong(found[name])}

    patch.setattr(module, "_functions", functions)


def days_since_are_never_negative(patch: pytest.MonkeyPatch) -> None:
    """A day in the future counts as today."""
    _function(patch, "days_since", lambda right: lambda day, today: max(0, right(day, today)))


def today_counts_as_a_working_day_more(patch: pytest.MonkeyPatch) -> None:
    """Working days are counted up to and with the last day."""
    _function(patch, "working_days_until", lambda right: lambda day, today: right(day + timedelta(1), today))


def working_days_are_counted_backwards(patch: pytest.MonkeyPatch) -> None:
    """`working_days_since` counts what is still to come."""
    _function(patch, "working_days_since", lambda right: lambda day, today: right(today, day))


def a_working_day_is_one_late(patch: pytest.MonkeyPatch) -> None:
    """`working_day_before` leaves one working day too few."""
    _function(patch, "working_day_before", lambda right: lambda day, count: right(day, max(0, count - 1)))


def days_are_taken_away_by_adding(patch: pytest.MonkeyPatch) -> None:
    """`d - n` is written as `d + n`."""
    right = Generator._arithmetic
    patch.setattr(Generator, "_arithmetic", lambda self, *given: right(self, *given).replace(", -(", ", ("))


def the_difference_of_days_is_turned_round(patch: pytest.MonkeyPatch) -> None:
    """`d - e` is written as `e - d`."""
    right = Generator._arithmetic

    def arithmetic(self: Generator, operation: str, left: Term, following: Term) -> str:
        both = self._is_day(left) and self._is_day(following)
        return right(self, operation, following, left) if both else right(self, operation, left, following)

    patch.setattr(Generator, "_arithmetic", arithmetic)


FAULTS = [
    two_valued_not,
    facts_that_do_not_apply_are_compared,
    a_bound_is_one_off,
    not_in_is_in,
    any_is_all,
    a_missing_figure_is_zero,
    figures_are_kept_for_other_days,
    figures_are_those_of_tomorrow,
    an_unknown_fact_makes_false,
    an_open_conclusion_is_read_as_false,
    days_since_are_never_negative,
    today_counts_as_a_working_day_more,
    working_days_are_counted_backwards,
    a_working_day_is_one_late,
    days_are_taken_away_by_adding,
    the_difference_of_days_is_turned_round,
]
