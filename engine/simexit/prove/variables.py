"""The unknown value of a fact in a question, by its type."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import assert_never

from simexit.model.types import FIRST_DAY, LAST_DAY, Boolean, Choice, Day, Integer, Money, SetOf, Type, Value
from simexit.prove.smt import FALSE, Formula, Model, Number, boolean, every, exactly_one, integer, negation


@dataclass(frozen=True, slots=True)
class Truth:
    """Yes or no."""

    yes: Formula

    def equals(self, value: object) -> Formula:
        """Return that the fact has a value."""
        return self.yes if value is True else negation(self.yes)

    def same(self, other: Variable) -> Formula:
        """Return that another fact has the same value."""
        assert isinstance(other, Truth)
        return self.yes == other.yes

    def value(self, model: Model) -> Value:
        """Return the value in a model."""
        return model.holds(self.yes)


@dataclass(frozen=True, slots=True)
class ChoiceOf:
    """One of several words."""

    options: dict[str, Formula]

    def equals(self, value: object) -> Formula:
        """Return that the fact has a value."""
        return self.options.get(str(value), FALSE)

    def same(self, other: Variable) -> Formula:
        """Return that another fact has the same value."""
        assert isinstance(other, ChoiceOf)
        return every([mine == other.options[word] for word, mine in self.options.items() if word in other.options])

    def value(self, model: Model) -> Value:
        """Return the value in a model."""
        return next(word for word, chosen in self.options.items() if model.holds(chosen))


@dataclass(frozen=True, slots=True)
class MembersOf:
    """Any number of several words."""

    members: dict[str, Formula]

    def equals(self, value: object) -> Formula:
        """Return that the fact has a value."""
        assert isinstance(value, frozenset)
        known = [member if word in value else negation(member) for word, member in self.members.items()]
        return every([*known, *(FALSE for word in value if word not in self.members)])

    def same(self, other: Variable) -> Formula:
        """Return that another fact has the same value."""
        assert isinstance(other, MembersOf)
        return every([member == other.members[word] for word, member in self.members.items() if word in other.members])

    def value(self, model: Model) -> Value:
        """Return the value in a model."""
        return frozenset(word for word, member in self.members.items() if model.holds(member))


@dataclass(frozen=True, slots=True)
class Amount:
    """A number, an amount or a day: `number` whole parts, of which `parts` make one."""

    number: Number
    parts: int
    is_day: bool

    def beside(self, other: Amount) -> tuple[Number, Number]:
        """Return both numbers in the same parts."""
        parts = max(self.parts, other.parts)
        return self.number * (parts // self.parts), other.number * (parts // other.parts)

    def equals(self, value: object) -> Formula:
        """Return that the fact has a value."""
        match value:
            case date():
                return self.number == value.toordinal()
            case int() | Decimal():
                return self.number == int(value * self.parts)
            case _:
                raise AssertionError(f"{value!r} is no number")

    def same(self, other: Variable) -> Formula:
        """Return that another fact has the same value."""
        assert isinstance(other, Amount)
        mine, theirs = self.beside(other)
        return mine == theirs

    def value(self, model: Model) -> Value:
        """Return the value in a model."""
        found = model.value(self.number)
        if self.is_day:
            return date.fromordinal(found)
        whole, rest = divmod(found, self.parts)
        return Decimal(found) / self.parts if rest else whole


Variable = Truth | ChoiceOf | MembersOf | Amount


def variable(name: str, of: Type) -> tuple[Variable, list[Formula]]:
    """Return the unknown value of a fact, and what is so of every value of its type."""
    match of:
        case Boolean():
            return Truth(boolean(name)), []
        case Choice(values):
            options = {word: boolean(f"{name}={word}") for word in values}
            return ChoiceOf(options), [exactly_one(list(options.values()))]
        case SetOf(values):
            return MembersOf({word: boolean(f"{name}∋{word}") for word in values}), []
        case Integer(_, low, high):
            return _amount(name, low, high, 1, is_day=False)
        case Money(_, low, high):
            return _amount(name, int(low * 100), int(high * 100), 100, is_day=False)
        case Day():
            return _amount(name, FIRST_DAY.toordinal(), LAST_DAY.toordinal(), 1, is_day=True)
        case _:
            assert_never(of)


def within(known: Variable, of: Type) -> list[Formula]:
    """Return what is so of the value of a fact that also has this type; a type of another kind has no common values."""
    match known, of:
        case Truth(), Boolean():
            return []
        case ChoiceOf(options), Choice(values):
            return [negation(chosen) for word, chosen in options.items() if word not in values]
        case MembersOf(members), SetOf(values):
            return [negation(member) for word, member in members.items() if word not in values]
        case Amount(is_day=False), Integer(_, low, high) | Money(_, low, high):
            return [known.number >= int(low * known.parts), known.number <= int(high * known.parts)]
        case Amount(is_day=True), Day():
            return []
        case _:
            return [FALSE]


def kind(of: Type) -> str:
    """Return what form the values of a type have: its unit or currency counts, its options and bounds do not."""
    match of:
        case Integer(unit):
            return f"Integer of {unit}"
        case Money(currency):
            return f"Money of {currency}"
        case _:
            return type(of).__name__


def _amount(name: str, low: int, high: int, parts: int, *, is_day: bool) -> tuple[Variable, list[Formula]]:
    found = Amount(integer(name), parts, is_day)
    return found, [found.number >= low, found.number <= high]
