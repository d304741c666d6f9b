"""Which comparisons can be computed with whole numbers of 64 bits: what the values of their terms can be at most."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import assert_never

from simexit.model.expressions import Arithmetic, Call, Compare, Constant, FactValue, ParameterValue, Term
from simexit.model.rules import RuleSet
from simexit.model.types import Boolean, Choice, Day, Integer, Money, SetOf
from simexit.model.vocabulary import Fact
from simexit.run.planes.day_tables import FIRST, LAST, Figure
from simexit.run.planes.scales import LIMIT, Scaled, scaled


@dataclass(frozen=True, slots=True)
class Range:
    """What the value of a term can be: between two whole numbers, in units of so many decimals."""

    low: int
    high: int
    decimals: int

    def at(self, decimals: int) -> Range:
        """Return the same with more decimals."""
        return Range(Scaled(self.low, self.decimals).at(decimals), Scaled(self.high, self.decimals).at(decimals), decimals)


class Ranges:
    """What the values of the terms of one rule set can be; `figures` are the parameters that can be tabled."""

    def __init__(self, rules: RuleSet, figures: Mapping[str, Figure]) -> None:
        self._facts = rules.vocabulary.facts
        self._parameters = rules.vocabulary.parameters
        self._figures = figures
        self._ranges: dict[Term, Range | None] = {}

    def can_compute(self, atom: Compare) -> bool:
        """Return whether whole numbers of 64 bits are enough for a comparison; where not, only the definition can answer."""
        right = atom.right
        if atom.comparison in {"in", "not in"} and isinstance(right, FactValue):
            return isinstance(atom.left, Constant)
        if isinstance(right, Constant) and isinstance(right.value, frozenset):
            sides = [self._range_of(atom.left), *(self._beside(Constant(member), atom.left) for member in right.value)]
        else:
            sides = [self._beside(atom.left, right), self._beside(right, atom.left)]
        known = [side for side in sides if side is not None]
        return len(known) == len(sides) and _fits(known) is not None

    def _beside(self, term: Term, other: Term) -> Range | None:
        """Return the range of one side of a comparison, where a word is the value of the other side."""
        if isinstance(term, Constant) and isinstance(term.value, str):
            number = number_of_word(term.value, other, self._facts)
            return Range(number, number, 0)
        return self._range_of(term)

    def narrow(self, fact: str) -> str:
        """Return the name of the smallest type of whole numbers that holds every value of a fact."""
        found = self._range_of_fact(fact)
        most = LIMIT if found is None else max(-found.low, found.high)
        return next(f"int{bits}" for bits in (8, 16, 32, 64) if most < 2 ** (bits - 1))

    def _range_of(self, term: Term) -> Range | None:
        if term not in self._ranges:
            self._ranges[term] = self._range(term)
        return self._ranges[term]

    def _range(self, term: Term) -> Range | None:
        match term:
            case Constant(value):
                number = scaled(value)
                return None if number is None else Range(number.number, number.number, number.decimals)
            case FactValue(name):
                return self._range_of_fact(name)
            case ParameterValue(name):
                table = self._figures.get(name)
                return None if table is None else Range(int(table.values.min()), int(table.values.max()), table.decimals)
            case Arithmetic(operation, left, right):
                first, second = self._range_of(left), self._range_of(right)
                return None if first is None or second is None else self._result(operation, first, second, self.is_day(term))
            case Call(_, arguments):
                given = [self._range_of(argument) for argument in arguments]
                if any(one is None or one.decimals for one in given):
                    return None
                return Range(FIRST, LAST, 0) if self.is_day(term) else Range(FIRST - LAST, LAST - FIRST, 0)
            case _:
                assert_never(term)

    def _range_of_fact(self, name: str) -> Range | None:
        match self._facts[name].type:
            case Boolean():
                return Range(0, 1, 0)
            case Choice(values):
                return Range(0, len(values), 0)
            case Integer(_, low, high):
                return Range(low, high, 0)
            case Money(_, low, high):
                return Range(int(low * 100), int(high * 100), 2)
            case Day():
                return Range(FIRST, LAST, 0)
            case SetOf():
                return None

    def _result(self, operation: str, first: Range, second: Range, is_day: bool) -> Range | None:
        if operation == "*":
            corners = [one * other for one in (first.low, first.high) for other in (second.low, second.high)]
            return _fits([Range(min(corners), max(corners), first.decimals + second.decimals)])
        if _fits([first, second]) is None or (is_day and (first.decimals or second.decimals)):
            return None
        decimals = max(first.decimals, second.decimals)
        first, second = first.at(decimals), second.at(decimals)
        if operation == "-":
            second = Range(-second.high, -second.low, decimals)
        found = _fits([Range(first.low + second.low, first.high + second.high, decimals)])
        return Range(FIRST, LAST, 0) if found is not None and is_day else found

    def is_day(self, term: Term) -> bool:
        """Return whether the value of a term is a day."""
        match term:
            case FactValue(name):
                return isinstance(self._facts[name].type, Day)
            case Call(function):
                return function in {"working_day_before", "working_day_after"}
            case Arithmetic(_, left, right):
                return self.is_day(left) != self.is_day(right)
            case Constant(value):
                return hasattr(value, "toordinal")
            case ParameterValue(name):
                return isinstance(self._parameters[name].type, Day)
            case _:
                assert_never(term)


def number_of_word(word: str, beside: Term, facts: Mapping[str, Fact]) -> int:
    """Return the place of a word among the values of the fact that it is compared with."""
    assert isinstance(beside, FactValue)
    of = facts[beside.name].type
    assert isinstance(of, Choice | SetOf)
    return of.values.index(word)


def _fits(ranges: list[Range]) -> Range | None:
    """Return the first range if all of them are small enough at the decimals of the finest, else None."""
    decimals = max(one.decimals for one in ranges)
    fits = all(max(abs(one.at(decimals).low), abs(one.at(decimals).high)) < LIMIT for one in ranges)
    return ranges[0] if fits else None
