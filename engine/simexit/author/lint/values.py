"""What a condition about one fact says of each value of the fact; enough values to tell all of them apart."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from decimal import Decimal
from itertools import chain, combinations
from typing import Final, assert_never

from simexit.meaning.conditions import COMPARE
from simexit.model.expressions import All, Always, Compare, Condition, Constant, FactValue, Holds, Not, Some, comparisons, leaves
from simexit.model.rules import RuleSet
from simexit.model.types import FIRST_DAY, LAST_DAY, Boolean, Choice, Day, Integer, Money, SetOf, Type, Value


class Absent:
    """What a fact is where it does not apply: every comparison with it is false."""


ABSENT: Final = Absent()
Point = Value | Absent


def only_fact(condition: Condition) -> str | None:
    """Return the one fact that a condition compares with written values, or None where it speaks of anything else."""
    found: set[str | None] = set()
    for leaf in leaves(condition):
        match leaf:
            case Compare(_, FactValue(name), Constant()) | Compare(_, Constant(), FactValue(name)):
                found.add(name)
            case _:
                found.add(None)
    return found.pop() if len(found) == 1 else None


def points(fact: str, conditions: Iterable[Condition], rules: RuleSet) -> tuple[Point, ...]:
    """Return values of a fact, at least one of each stretch on which these conditions do not change."""
    known = rules.vocabulary.facts[fact]
    constants = set(chain.from_iterable(_constants(condition) for condition in conditions))
    values: tuple[Point, ...] = tuple(_values(known.type, constants))
    return values if known.applies is None else (*values, ABSENT)


def holds(condition: Condition, point: Point) -> bool:
    """Return whether a condition about one fact is true where the fact has this value."""
    match condition:
        case Compare(comparison, left, right):
            if isinstance(point, Absent):
                return False
            sides = (
                point if isinstance(side, FactValue) else side.value for side in (left, right) if isinstance(side, FactValue | Constant)
            )
            return COMPARE[comparison](*sides)
        case Always(value):
            return value
        case Not(part):
            return not holds(part, point)
        case All(parts):
            return all(holds(part, point) for part in parts)
        case Some(parts):
            return any(holds(part, point) for part in parts)
        case Holds():
            raise AssertionError("a condition about one fact refers to no other conclusion")
        case _:
            assert_never(condition)


def _constants(condition: Condition) -> Iterator[Value]:
    for atom in comparisons(condition):
        for side in (atom.left, atom.right):
            if isinstance(side, Constant):
                yield from side.value if isinstance(side.value, frozenset) else (side.value,)


def _values(of: Type, constants: set[Value]) -> Iterator[Value]:
    match of:
        case Boolean():
            yield from (True, False)
        case Choice(values):
            yield from values
        case SetOf(values):
            sizes = range(len(values) + 1)
            yield from (frozenset(some) for size in sizes for some in combinations(values, size))
        case Integer(_, low, high):
            yield from _around(constants, low, high, 1)
        case Money(_, low, high):
            yield from _around(constants, low, high, Decimal("0.01"))
        case Day():
            days = (day + timedelta(step) for day in constants if isinstance(day, date) for step in (-1, 0, 1))
            yield from sorted({FIRST_DAY, LAST_DAY, *(day for day in days if FIRST_DAY <= day <= LAST_DAY)})
        case _:
            assert_never(of)


def _around(constants: set[Value], low: int | Decimal, high: int | Decimal, step: int | Decimal) -> list[int | Decimal]:
    """Return the bounds, each constant, and what is just below and above it, as far as the range goes."""
    numbers = [value for value in constants if isinstance(value, int | Decimal) and not isinstance(value, bool)]
    near = {low, high, *(number + way * step for number in numbers for way in (-1, 0, 1))}
    return sorted(value for value in near if low <= value <= high)
