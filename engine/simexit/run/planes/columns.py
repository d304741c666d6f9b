"""Many situations as columns, one for each fact, and one of them as the typed situation that it is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, assert_never

import numpy as np
from numpy.typing import NDArray

from simexit.model.rules import RuleSet, Situation
from simexit.model.types import Boolean, Choice, Day, Integer, Money, SetOf, Type, Value


@dataclass(frozen=True, slots=True)
class Column:
    """The values of one fact in many situations; where `known` is False the fact is unknown and the value means nothing.

    Boolean: bool_. Choice: int16, the place in the values of the type. SetOf: int64, bit i for value i. Integer: int64.
    Money: int64, hundredths. Day: int32, `date.toordinal()`. Every known value is within the bounds of its type.
    """

    values: NDArray[Any]
    known: NDArray[np.bool_]


def situation_at(columns: Mapping[str, Column], row: int, rules: RuleSet) -> Situation:
    """Return the situation of a row: its known facts, as they would have been read from a file."""
    facts = rules.vocabulary.facts
    return {name: value_of(column.values[row].item(), facts[name].type) for name, column in columns.items() if column.known[row]}


def value_of(number: int, of: Type) -> Value:
    """Return the value of a fact that stands in a column as this number."""
    match of:
        case Boolean():
            return bool(number)
        case Choice(values):
            return values[number]
        case SetOf(values):
            return frozenset(value for place, value in enumerate(values) if number >> place & 1)
        case Integer():
            return number
        case Money():
            whole, rest = divmod(number, 100)
            return Decimal(number) / 100 if rest else whole
        case Day():
            return date.fromordinal(number)
        case _:
            assert_never(of)


def number_of(value: Any, of: Type) -> int:
    """Return the number that stands in a column for a value of a fact."""
    match of:
        case Boolean() | Integer():
            return int(value)
        case Choice(values):
            return values.index(value)
        case SetOf(values):
            return sum(1 << place for place, one in enumerate(values) if one in value)
        case Money():
            return int(value * 100)
        case Day():
            return int(value.toordinal())
        case _:
            assert_never(of)


def column_of(values: list[Value | None], of: Type) -> Column:
    """Return the column of a fact from its values, None where it is unknown."""
    known = np.array([value is not None for value in values], dtype=np.bool_)
    numbers = [0 if value is None else number_of(value, of) for value in values]
    return Column(np.array(numbers, dtype=dtype_of(of)), known)


def dtype_of(of: Type) -> type[np.generic]:
    """Return the type of the numbers in a column."""
    match of:
        case Boolean():
            return np.bool_
        case Choice():
            return np.int16
        case SetOf() | Integer() | Money():
            return np.int64
        case Day():
            return np.int32
        case _:
            assert_never(of)
