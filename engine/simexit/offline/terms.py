"""Terms and comparisons in whole numbers that a script computes exactly: amounts in hundredths, days by their number."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any, NamedTuple, assert_never

from simexit.model.expressions import Arithmetic, Call, Compare, Constant, FactValue, ParameterValue, Term
from simexit.model.types import FIRST_DAY, LAST_DAY, Boolean, Choice, Day, Integer, Money, SetOf, Type, Value
from simexit.model.vocabulary import Parameter, Vocabulary
from simexit.run.planes.scales import scaled

EXACT = 2**53
"""Below this, every whole number is exact in the numbers of a script (IEEE 754, binary64)."""
_MOST_DECIMALS = 12


class NotExactError(Exception):
    """A term can grow larger than what a script computes exactly, so that no page is made."""


class Written(NamedTuple):
    """A term as JSON, its unit as a number of decimals, between which bounds it is in that unit, and whether it is a day."""

    term: Any
    decimals: int = 0
    low: int = 0
    high: int = 0
    is_day: bool = False

    def at(self, decimals: int) -> Written:
        """Return the same in a smaller unit."""
        if decimals == self.decimals:
            return self
        factor = 10 ** (decimals - self.decimals)
        term = self.term * factor if isinstance(self.term, int) else ["*", factor, self.term]
        return _bounded(Written(term, decimals, self.low * factor, self.high * factor))


class Terms:
    """Writes the terms of one vocabulary."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._vocabulary = vocabulary
        self._facts = {name: place for place, name in enumerate(vocabulary.facts)}
        self._parameters = {name: _Figure(parameter) for name, parameter in vocabulary.parameters.items()}

    def parameters(self) -> list[dict[str, Any]]:
        """Return the figures with their values by the days on which they are in force."""
        return [figure.written() for figure in self._parameters.values()]

    def comparison(self, atom: Compare) -> dict[str, Any]:
        """Return a comparison with both sides in the same unit."""
        right = atom.right
        if isinstance(right, Constant) and isinstance(right.value, frozenset):
            return self._membership(atom, sorted(right.value, key=str))
        if isinstance(right, FactValue) and isinstance(of := self._vocabulary.facts[right.name].type, SetOf):
            assert isinstance(atom.left, Constant)
            return {"op": f"{atom.comparison} set", "left": 1 << of.values.index(str(atom.left.value)), "right": self.term(right).term}
        left, other = _together([self.term(atom.left), self.term(right)])
        return {"op": atom.comparison, "left": left.term, "right": other.term}

    def written(self, term: Term) -> dict[str, Any]:
        """Return a term that is shown, with its decimals."""
        found = self.term(term)
        return {"term": found.term, "decimals": found.decimals, "day": found.is_day}

    def change(self, fact: str, term: Term) -> Any:
        """Return the new value of a fact as a term in the unit of the fact."""
        of = self._vocabulary.facts[fact].type
        if isinstance(term, Constant) and isinstance(term.value, frozenset) and isinstance(of, SetOf):
            return mask(term.value, of)
        found = self.term(term)
        decimals = 2 if isinstance(of, Money) else 0
        if found.decimals > decimals:
            raise NotExactError(f"an outcome gives `{fact}` a value with more than {decimals} decimals")
        return found.at(decimals).term

    def term(self, term: Term) -> Written:
        """Return a term with its unit and its bounds."""
        match term:
            case Constant(value):
                return _constant(value)
            case FactValue(name):
                return self._fact(name)
            case ParameterValue(name):
                return self._parameters[name].term(list(self._parameters).index(name))
            case Arithmetic(operation, left, right):
                return _arithmetic(operation, self.term(left), self.term(right))
            case Call(function, arguments):
                given = [self.term(argument) for argument in arguments]
                called = [function, *(one.term for one in given)]
                if function in {"working_day_before", "working_day_after"}:
                    return _day(called)
                return Written(called, 0, -_SPAN, _SPAN)
            case _:
                assert_never(term)

    def _fact(self, name: str) -> Written:
        term = ["fact", self._facts[name]]
        match self._vocabulary.facts[name].type:
            case Integer(_, low, high):
                return _bounded(Written(term, 0, low, high))
            case Money(_, low, high):
                return _bounded(Written(term, 2, int(low * 100), int(high * 100)))
            case Day():
                return _day(term)
            case Boolean() | Choice() | SetOf():
                return Written(term)

    def _membership(self, atom: Compare, members: Iterable[Any]) -> dict[str, Any]:
        side, *written = _together([self.term(atom.left), *(_constant(member) for member in members)])
        return {"op": atom.comparison, "left": side.term, "right": [one.term for one in written]}


class _Figure:
    """The values of a parameter in one unit."""

    def __init__(self, parameter: Parameter) -> None:
        self._parameter = parameter
        together = _together([_constant(period.value) for period in parameter.periods])
        self._values = [one.term for one in together]
        self._decimals = together[0].decimals if together else 0
        self._is_day = isinstance(parameter.type, Day)

    def term(self, place: int) -> Written:
        whole = [value for value in self._values if isinstance(value, int)] or [0]
        return Written(["parameter", place], self._decimals, min(whole), max(whole), self._is_day)

    def written(self) -> dict[str, Any]:
        periods = [
            [number_of_day(period.start), number_of_day(period.end), value]
            for period, value in zip(self._parameter.periods, self._values, strict=True)
        ]
        return {"name": self._parameter.name, "decimals": self._decimals, "type": type_of(self._parameter.type), "periods": periods}


def type_of(of: Type) -> dict[str, Any]:
    """Return a type with its values or bounds; the bounds of an amount are in hundredths."""
    match of:
        case Boolean():
            return {"kind": "boolean"}
        case Choice(values):
            return {"kind": "choice", "values": list(values)}
        case SetOf(values):
            return {"kind": "set", "values": list(values)}
        case Integer(unit, low, high):
            return {"kind": "integer", "unit": unit, "low": low, "high": high}
        case Money(currency, low, high):
            return {"kind": "money", "currency": currency, "low": int(low * 100), "high": int(high * 100)}
        case Day():
            return {"kind": "day"}
        case _:
            assert_never(of)


def plain_value(value: Value, of: Type) -> Any:
    """Return a value of a fact as the script has it: an amount in hundredths, a day by its number, a set as bits."""
    match value:
        case frozenset():
            assert isinstance(of, SetOf)
            return mask(value, of)
        case date():
            return value.toordinal()
        case bool() | str():
            return value
        case _:
            return int(value * 100) if isinstance(of, Money) else int(value)


def mask(members: Iterable[object], of: SetOf) -> int:
    """Return some of the values of a set as bits."""
    return sum(1 << of.values.index(str(member)) for member in members)


def number_of_day(day: date | None) -> int | None:
    """Return the number of a day, or None where there is none."""
    return None if day is None else day.toordinal()


_FIRST, _LAST = FIRST_DAY.toordinal(), LAST_DAY.toordinal()
_SPAN = _LAST - _FIRST


def _day(term: Any) -> Written:
    return Written(term, 0, _FIRST, _LAST, is_day=True)


def _constant(value: Any) -> Written:
    if isinstance(value, bool | str):
        return Written(value)
    number = scaled(value)
    assert number is not None, f"no constant {value}"
    return _bounded(Written(number.number, number.decimals, number.number, number.number, isinstance(value, date)))


def _together(sides: list[Written]) -> list[Written]:
    """Return terms in the smallest of their units."""
    decimals = max((side.decimals for side in sides), default=0)
    return [side.at(decimals) for side in sides]


def _arithmetic(operation: str, left: Written, right: Written) -> Written:
    if left.is_day != right.is_day:
        return _shifted(operation, left, right)
    if operation == "*":
        corners = [one * other for one in (left.low, left.high) for other in (right.low, right.high)]
        return _bounded(Written(["*", left.term, right.term], left.decimals + right.decimals, min(corners), max(corners)))
    left, right = _together([left, right])
    low, high = (left.low - right.high, left.high - right.low) if operation == "-" else (left.low + right.low, left.high + right.high)
    return _bounded(Written([operation, left.term, right.term], left.decimals, low, high))


def _shifted(operation: str, left: Written, right: Written) -> Written:
    """Return a day some days later or earlier; the calendar ends it."""
    day, days = (left, right) if left.is_day else (right, left)
    if days.decimals:
        raise NotExactError("a day is moved by a number that is not whole")
    return _day(["shift", day.term, ["-", 0, days.term] if left.is_day and operation == "-" else days.term])


def _bounded(written: Written) -> Written:
    if max(abs(written.low), abs(written.high)) >= EXACT or written.decimals > _MOST_DECIMALS:
        raise NotExactError(f"a term can be as large as {max(abs(written.low), abs(written.high))}, in {written.decimals} decimals")
    return written
