"""Faults for the translation of rules and questions to the solver."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from operator import le
from typing import Any

import pytest

from simexit.model.expressions import Always, Compare, Condition, Function, Some
from simexit.prove import solver as asking
from simexit.prove import terms, variables, world
from simexit.prove.smt import TRUE, Formula, every, negation
from simexit.prove.terms import Pair, Terms
from simexit.prove.variables import Amount
from simexit.prove.working_days import WorkingDays
from simexit.prove.world import YES, World


def a_bound_is_one_off(patch: pytest.MonkeyPatch) -> None:
    """`<` is translated as `<=`."""
    patch.setattr(terms, "_ORDERS", {**terms._ORDERS, "<": le})


def facts_that_do_not_apply_are_compared(patch: pytest.MonkeyPatch) -> None:
    """Whether a fact applies is not asked."""
    patch.setattr(World, "_applies", lambda self, fact: YES)


def a_not_keeps_its_part(patch: pytest.MonkeyPatch) -> None:
    """What is under a `not` is translated as if it were not."""
    patch.setattr(Pair, "inverse", property(lambda self: self))


def any_is_all(patch: pytest.MonkeyPatch) -> None:
    """A list under `any` is translated like one under `all`."""
    right = World._formula

    def formula(self: World, condition: Condition) -> Pair:
        return world._both([self.formula(part) for part in condition.parts]) if isinstance(condition, Some) else right(self, condition)

    patch.setattr(World, "_formula", formula)


def not_in_is_in(patch: pytest.MonkeyPatch) -> None:
    """`not in` loses its `not`."""
    right = Terms._compare

    def compare(self: Terms, atom: Compare, figures: terms.Figures) -> Formula:
        found = right(self, atom, figures)
        return negation(found) if atom.comparison == "not in" else found

    patch.setattr(Terms, "_compare", compare)


def hundredths_are_whole(patch: pytest.MonkeyPatch) -> None:
    """An amount in hundredths is compared with a whole one as if both were the same."""
    patch.setattr(Amount, "beside", lambda self, other: (self.number, other.number))


def hundredths_are_cut_off(patch: pytest.MonkeyPatch) -> None:
    """An amount that is told loses what is behind the point."""
    right = Amount.equals
    patch.setattr(Amount, "equals", lambda self, value: right(self, int(value) if isinstance(value, Decimal) else value))


def bounds_are_forgotten(patch: pytest.MonkeyPatch) -> None:
    """Numbers and amounts may be outside their ranges."""
    right = variables._amount

    def amount(name: str, low: int, high: int, parts: int, *, is_day: bool) -> tuple[variables.Variable, list[Formula]]:
        found, bounds = right(name, low, high, parts, is_day=is_day)
        return found, bounds if is_day else []

    patch.setattr(variables, "_amount", amount)


def a_missing_figure_is_zero(patch: pytest.MonkeyPatch) -> None:
    """A parameter without a value on some days is read as 0 on them."""
    right = Terms.regimes

    def regimes(self: Terms, parameters: tuple[str, ...]) -> Any:
        return [(days, {name: figure or 0 for name, figure in figures.items()}) for days, figures in right(self, parameters)]

    patch.setattr(Terms, "regimes", regimes)


def figures_never_change(patch: pytest.MonkeyPatch) -> None:
    """The figures of the first stretch of days are used on every day."""
    right = Terms.regimes
    patch.setattr(Terms, "regimes", lambda self, parameters: [(TRUE, right(self, parameters)[0][1])])


def days_until_are_days_since(patch: pytest.MonkeyPatch) -> None:
    """Days are counted in the other direction."""
    right = Terms._call
    turned: dict[Function, Function] = {"days_until": "days_since", "days_since": "days_until"}

    def call(self: Terms, function: Function, values: list[Amount]) -> Amount:
        return right(self, turned.get(function, function), values)

    patch.setattr(Terms, "_call", call)


def days_are_taken_away_by_adding(patch: pytest.MonkeyPatch) -> None:
    """`d - n` is translated as `d + n`."""
    right = Terms._arithmetic

    def arithmetic(self: Terms, operation: str, left: Amount, following: Amount) -> Amount:
        return right(self, "+" if left.is_day and not following.is_day else operation, left, following)

    patch.setattr(Terms, "_arithmetic", arithmetic)


def constraints_are_forgotten(patch: pytest.MonkeyPatch) -> None:
    """What the constraints forbid counts as possible."""
    patch.setattr(asking, "allowed", lambda rules: Always(True))


def the_calendar_is_not_learned(patch: pytest.MonkeyPatch) -> None:
    """The first answer is taken although its working days do not fit the calendar."""
    patch.setattr(WorkingDays, "learn", lambda self, model: [])


def the_calendar_is_learned_wrongly(patch: pytest.MonkeyPatch) -> None:
    """From one day on, the solver is told of one working day too many."""
    right = WorkingDays._count
    patch.setattr(WorkingDays, "_count", lambda self, at: right(self, at) + (at > date(2026, 3, 18).toordinal()))


def every_part_but_the_last(patch: pytest.MonkeyPatch) -> None:
    """Of the parts of a list the last is left out."""
    right = world._both
    patch.setattr(world, "_both", lambda parts: right(parts[: max(1, len(parts) - 1)]))


def days_count_as_working_days(patch: pytest.MonkeyPatch) -> None:
    """Before a day there are as many working days as days."""
    patch.setattr(WorkingDays, "before", lambda self, day: day)


def one_of_several_choices_is_enough(patch: pytest.MonkeyPatch) -> None:
    """A choice may have two values at once."""

    def at_least_one(parts: Iterable[Formula]) -> Formula:
        return negation(every([negation(part) for part in parts]))

    patch.setattr(variables, "exactly_one", at_least_one)


FAULTS = [
    a_bound_is_one_off,
    facts_that_do_not_apply_are_compared,
    a_not_keeps_its_part,
    any_is_all,
    not_in_is_in,
    hundredths_are_whole,
    hundredths_are_cut_off,
    bounds_are_forgotten,
    a_missing_figure_is_zero,
    figures_never_change,
    days_until_are_days_since,
    days_are_taken_away_by_adding,
    constraints_are_forgotten,
    the_calendar_is_not_learned,
    the_calendar_is_learned_wrongly,
    every_part_but_the_last,
    days_count_as_working_days,
    one_of_several_choices_is_enough,
]
