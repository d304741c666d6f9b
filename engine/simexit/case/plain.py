"""Values of facts as they are kept: plain ones that JSON has, and back to typed ones by the vocabulary of a rule set."""

from __future__ import annotations

from datetime import date
from decimal import Decimal, InvalidOperation
from typing import assert_never

from simexit.model.types import Boolean, Choice, Day, Integer, Money, SetOf, Type, Value, outside

Plain = bool | int | str | list[str]
"""Amounts with decimals and days are written out; a set is a sorted list."""


def plain(value: Value) -> Plain:
    """Return a value as it is kept."""
    match value:
        case bool() | int() | str():
            return value
        case Decimal() | date():
            return str(value)
        case frozenset():
            return sorted(value)
        case _:
            assert_never(value)


def typed(kept: Plain, of: Type) -> Value | None:
    """Return the value that was kept, or None where this type does not have it."""
    try:
        value = _value(kept, of)
    except (ValueError, InvalidOperation):  # a text that is no day, or no number
        return None
    return None if value is None or outside(value, of) is not None else value


def _value(kept: Plain, of: Type) -> Value | None:
    match of, kept:
        case Boolean(), bool():
            return kept
        case ((Integer() | Money()), bool()):
            return None
        case ((Integer() | Money()), int()):
            return kept
        case Money(), str():
            return Decimal(kept)
        case Choice(values), str():
            return kept if kept in values else None
        case SetOf(values), list():
            return frozenset(kept) if set(kept) <= set(values) else None
        case Day(), str():
            return date.fromisoformat(kept)
        case _:
            return None
