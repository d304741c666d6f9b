"""Terms and comparisons as formulas: amounts in hundredths, days as numbers, figures by the days on which they are in force."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from operator import eq, ge, gt, le, lt, ne
from typing import Any, assert_never

from simexit.model.expressions import TODAY, Arithmetic, Call, Compare, Constant, FactValue, Function, ParameterValue, Term, parameters_of
from simexit.model.rules import RuleSet
from simexit.model.types import FIRST_DAY, LAST_DAY, Value
from simexit.prove.smt import FALSE, TRUE, Formula, either, every, negation, number, some
from simexit.prove.variables import Amount, MembersOf, Variable
from simexit.prove.working_days import WorkingDays

_FIRST, _LAST = FIRST_DAY.toordinal(), LAST_DAY.toordinal()
_ORDERS: Mapping[str, Callable[[Any, Any], Formula]] = {"==": eq, "!=": ne, "<": lt, "<=": le, ">": gt, ">=": ge}
Figures = Mapping[str, Value | None]


@dataclass(frozen=True, slots=True)
class Pair:
    """A truth with three values: whether it is true, and whether it may be (false where not even that)."""

    true: Formula
    may: Formula

    @property
    def inverse(self) -> Pair:
        """The opposite."""
        opposite = negation(self.may)
        return Pair(opposite, opposite if self.may is self.true else negation(self.true))


class Terms:
    """The terms of one situation of a question."""

    def __init__(self, rules: RuleSet, facts: Mapping[str, Variable], working_days: WorkingDays) -> None:
        self._rules = rules
        self._facts = facts
        self._working_days = working_days

    def compare(self, atom: Compare) -> Pair:
        """Return what a comparison says of the values alone, whether or not its facts apply."""
        when_known, gaps = [], []
        for days, figures in self.regimes(parameters_of(atom.left) + parameters_of(atom.right)):
            if None in figures.values():
                gaps.append(days)
            else:
                when_known.append(every([days, self._compare(atom, figures)]))
        true = some(when_known)
        return Pair(true, some([true, *gaps]) if gaps else true)

    def regimes(self, parameters: tuple[str, ...]) -> list[tuple[Formula, Figures]]:
        """Return the stretches of days with the figures in force in each, None for one that has no value."""
        used = {name: self._rules.vocabulary.parameters[name] for name in parameters}
        today = self._facts.get(TODAY)
        if not used or not isinstance(today, Amount):
            return [(TRUE, {name: parameter.on(None) for name, parameter in used.items()})]
        periods = [period for parameter in used.values() for period in parameter.periods]
        starts = {
            _FIRST,
            *(period.start.toordinal() for period in periods if period.start),
            *(period.end.toordinal() + 1 for period in periods if period.end),
        }
        fences = [*sorted(start for start in starts if _FIRST <= start <= _LAST), _LAST + 1]
        return [
            (
                TRUE if len(fences) == 2 else every([today.number >= start, today.number < end]),
                {name: parameter.on(date.fromordinal(start)) for name, parameter in used.items()},
            )
            for start, end in itertools.pairwise(fences)
        ]

    def _compare(self, atom: Compare, figures: Figures) -> Formula:
        match atom:
            case Compare("in" | "not in", Constant(member), FactValue(name)) if isinstance(variable := self._facts[name], MembersOf):
                found = variable.members[str(member)]
            case Compare("in" | "not in", left, Constant(frozenset() as members)):
                found = some([self._equal(left, Constant(member), figures) for member in sorted(members, key=str)])
            case Compare("==" | "!=", left, right):
                found = self._equal(left, right, figures)
            case Compare(comparison, left, right):
                first, second = self.amount(left, figures).beside(self.amount(right, figures))
                return _ORDERS[comparison](first, second)
        return negation(found) if atom.comparison in {"!=", "not in"} else found

    def _equal(self, left: Term, right: Term, figures: Figures) -> Formula:
        match left, right:
            case Constant(), Constant():
                return TRUE if left.value == right.value else FALSE
            case Constant(), _:
                return self._equal(right, left, figures)
            case FactValue(name), Constant(value) if not isinstance(self._facts[name], Amount):
                return self._facts[name].equals(value)
            case FactValue(name), FactValue(other) if not isinstance(self._facts[name], Amount):
                return self._facts[name].same(self._facts[other])
            case _:
                first, second = self.amount(left, figures).beside(self.amount(right, figures))
                return first == second

    def by_day(self, term: Term) -> list[tuple[Formula, Amount]]:
        """Return the values of a number or day by the days on which its figures are in force; days without are left out."""
        return [(days, self.amount(term, figures)) for days, figures in self.regimes(parameters_of(term)) if None not in figures.values()]

    def new_values(self, term: Term, later: Variable) -> list[tuple[Formula, Formula]]:
        """Return on which days a fact takes a new value and that it has it; days on which that is not known are left out."""
        known = [(days, figures) for days, figures in self.regimes(parameters_of(term)) if None not in figures.values()]
        return [(days, self._takes(term, figures, later)) for days, figures in known]

    def _takes(self, term: Term, figures: Figures, later: Variable) -> Formula:
        match term:
            case Constant(value):
                return later.equals(value)
            case FactValue(name):
                return self._facts[name].same(later)
            case _:
                assert isinstance(later, Amount), term
                return self.amount(term, figures).same(later)

    def amount(self, term: Term, figures: Figures) -> Amount:
        """Return the value of a term that is a number, an amount or a day."""
        match term:
            case Constant(value):
                return constant(value)
            case ParameterValue(name):
                return constant(figures[name])
            case FactValue(name):
                variable = self._facts[name]
                assert isinstance(variable, Amount), name
                return variable
            case Arithmetic(operation, left, right):
                return self._arithmetic(operation, self.amount(left, figures), self.amount(right, figures))
            case Call(function, arguments):
                return self._call(function, [self.amount(argument, figures) for argument in arguments])
            case _:
                assert_never(term)

    def _arithmetic(self, operation: str, left: Amount, right: Amount) -> Amount:
        if operation == "*":
            return Amount(left.number * right.number, left.parts * right.parts, is_day=False)
        first, second = left.beside(right)
        found = first + second if operation == "+" else first - second
        if left.is_day == right.is_day:
            return Amount(found, max(left.parts, right.parts), is_day=False)
        return Amount(either(found < _FIRST, number(_FIRST), either(found > _LAST, number(_LAST), found)), 1, is_day=True)

    def _call(self, function: Function, values: list[Amount]) -> Amount:
        if function in {"working_day_before", "working_day_after"}:
            step = self._working_days.day_before if function == "working_day_before" else self._working_days.day_after
            return Amount(step(values[0].number, values[1].number), 1, is_day=True)
        today = self._facts[TODAY]
        assert isinstance(today, Amount)
        start, end = (today.number, values[0].number) if function.endswith("until") else (values[0].number, today.number)
        if function.startswith("days"):
            return Amount(end - start, 1, is_day=False)
        passed = self._working_days.before(end) - self._working_days.before(start)
        return Amount(either(end > start, passed, number(0)), 1, is_day=False)


def constant(value: object) -> Amount:
    """Return a known number, amount or day."""
    match value:
        case date():
            return Amount(number(value.toordinal()), 1, is_day=True)
        case Decimal() if value != value.to_integral_value():
            return Amount(number(int(value * 100)), 100, is_day=False)
        case int() | Decimal():
            return Amount(number(int(value)), 1, is_day=False)
        case _:
            raise AssertionError(f"{value!r} is no number")
