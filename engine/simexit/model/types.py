"""The types of facts and figures, and the values they have."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from simexit.record import record

Value = bool | int | Decimal | date | str | frozenset[str]
"""What a known fact is: boolean, whole number or money, date, choice, or set of choices."""

Text = Mapping[str, str]
"""One wording for each language."""

LARGEST_NUMBER = 10**12
FIRST_DAY = date(1992, 1, 1)
LAST_DAY = date(2099, 12, 31)


@record
class Boolean:
    """True or false."""


@record
class Choice:
    """One of several words."""

    values: tuple[str, ...]


@record
class SetOf:
    """Any number of several words."""

    values: tuple[str, ...]


@record
class Integer:
    """A whole number with a unit, between two bounds (both included)."""

    unit: str | None = None
    low: int = -LARGEST_NUMBER
    high: int = LARGEST_NUMBER


@record
class Money:
    """An amount in a currency, exact to a hundredth, between two bounds (both included)."""

    currency: str
    low: int | Decimal = -LARGEST_NUMBER
    high: int | Decimal = LARGEST_NUMBER


@record
class Day:
    """A calendar day between 1992 and 2099, the years whose public holidays are known or can be computed."""


Type = Boolean | Choice | SetOf | Integer | Money | Day


def describe(of: Type) -> str:
    """Return a type in words for messages."""
    match of:
        case Boolean():
            return "yes or no"
        case Choice(values):
            return f"one of {', '.join(values)}"
        case SetOf(values):
            return f"some of {', '.join(values)}"
        case Integer(None):
            return "a whole number"
        case Integer(unit):
            return f"a whole number of {unit}"
        case Money(currency):
            return f"an amount in {currency}"
        case Day():
            return "a date"


def nothing(of: Type) -> Value | None:
    """Return the value that says that there is nothing: false, or 0 where figures begin there; None for types without one."""
    match of:
        case Boolean():
            return False
        case Integer(_, 0) | Money(_, 0):
            return 0
        case _:
            return None


def outside(value: object, of: Type) -> str | None:
    """Return which bound of a type a value breaks, in words, or None."""
    match of, value:
        case ((Integer(_, low, high) | Money(_, low, high)), int() | Decimal()):
            if value < low:
                return f"at least {low}"
            if value > high:
                return f"at most {high}"
            return "exact to a hundredth" if isinstance(value, Decimal) and value != round(value, 2) else None
        case Day(), date():
            return None if FIRST_DAY <= value <= LAST_DAY else f"between {FIRST_DAY} and {LAST_DAY}"
        case _:
            return None


def written(value: Value | None) -> str:
    """Return a value as a person would write it in a file."""
    match value:
        case None:
            return "unknown"
        case bool():
            return "yes" if value else "no"
        case frozenset():
            return f"[{', '.join(sorted(value))}]"
        case int() if abs(value) > 10**30:
            return "a number of more than 30 digits"
        case _:
            return str(value)


def in_yaml(value: Value) -> str:
    """Return a value as it stands in a file; in quotation marks where plain it would say that there is none."""
    plain = written(value)
    return f'"{plain}"' if plain.lower() == "null" else plain
