"""Which values of an unknown fact need to be tried so that none is missed.

The comparisons of the rule set cut the values of a fact into stretches in which no comparison changes; one value of each
stretch stands for all of it. Every term is monotone in each of its facts, so the cuts are found by bisection.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal
from itertools import chain, combinations
from typing import assert_never

from simexit.meaning.conditions import compare
from simexit.model.expressions import Compare, Comparison, Constant, facts_compared
from simexit.model.rules import RuleSet, Situation
from simexit.model.types import FIRST_DAY, LAST_DAY, Boolean, Choice, Day, Integer, Money, SetOf, Value


def representatives(fact: str, situation: Situation, rules: RuleSet) -> tuple[Value, ...] | None:
    """Return values of an unknown fact that stand for all its values, given the known facts.

    None where that cannot be said before another fact is known: a comparison puts two unknown numbers or days side by side.
    """
    of = rules.vocabulary.facts[fact].type
    match of:
        case Boolean():
            return (True, False)
        case Choice(values):
            return values
        case SetOf(values):
            return tuple(frozenset(some) for some in _subsets(values))
        case Integer(_, low, high):
            return _by_cuts(fact, situation, rules, low, high, int)
        case Money(_, low, high):
            return _by_cuts(fact, situation, rules, int(low * 100), int(high * 100), _amount)
        case Day():
            return _by_cuts(fact, situation, rules, FIRST_DAY.toordinal(), LAST_DAY.toordinal(), date.fromordinal)
        case _:
            assert_never(of)


def _amount(hundredths: int) -> Value:
    whole, rest = divmod(hundredths, 100)
    return Decimal(hundredths) / 100 if rest else whole


def _subsets(values: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    return chain.from_iterable(combinations(values, size) for size in range(len(values) + 1))


def _by_cuts(
    fact: str, situation: Situation, rules: RuleSet, low: int, high: int, value_at: Callable[[int], Value]
) -> tuple[Value, ...] | None:
    points = {low, high}
    for atom in rules.atoms_about[fact]:
        if any(other != fact and other not in situation for other in facts_compared(atom)):
            return None
        for step in _steps(atom):

            def holds(point: int, step: Compare = step) -> bool | None:
                return compare(step, {**situation, fact: value_at(point)}, rules)

            points |= _cut(holds, low, high)
    return tuple(value_at(point) for point in sorted(points))


def _steps(atom: Compare) -> Iterator[Compare]:
    """Yield comparisons that change at most once along the values of a fact, and between which the atom does not change."""
    edges: tuple[Comparison, Comparison] = ("<", "<=")
    if atom.comparison in {"in", "not in"}:
        members = atom.right.value if isinstance(atom.right, Constant) else frozenset()
        assert isinstance(members, frozenset)
        yield from (Compare(edge, atom.left, Constant(member)) for member in members for edge in edges)
    elif atom.comparison in {"==", "!="}:
        yield from (replace(atom, comparison=edge) for edge in edges)
    else:
        yield atom


def _cut(holds: Callable[[int], bool | None], low: int, high: int) -> set[int]:
    """Return the two points between which `holds` changes, or none where it does not."""
    at_low = holds(low)
    if at_low == holds(high):
        return set()
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (middle, high) if holds(middle) == at_low else (low, middle)
    return {low, high}
