"""Which values of an unknown fact need to be tried so that none is missed.

The comparisons of the rule set cut the values of a fact into stretches in which no comparison changes; one value of each
stretch stands for all of it. Every term is monotone in each of its facts, so the cuts are found by bisection.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal
from itertools import chain, combinations, pairwise
from typing import assert_never

from simexit.meaning.conditions import applies, compare
from simexit.model.expressions import TODAY, Compare, Comparison, Constant, facts_compared, parameters_of
from simexit.model.rules import RuleSet, Situation
from simexit.model.types import FIRST_DAY, LAST_DAY, Boolean, Choice, Day, Integer, Money, SetOf, Value


def representatives(fact: str, situation: Situation, rules: RuleSet) -> tuple[Value, ...]:
    """Return values of an unknown fact that stand for all its values in the comparisons that have no other unknown fact."""
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


def left_open(situation: Situation, rules: RuleSet) -> frozenset[str]:
    """Return the unknown numbers and days that are never given a value, because a comparison holds them against another one.

    Of two such facts one is split and the other stays unknown, and their comparison with it: more may then seem possible than
    is, but nothing possible is missed. The day of the advice is the one that is split.
    """
    split: set[str] = set()
    for fact in sorted((name for name in rules.vocabulary.facts if name not in situation), key=lambda name: name != TODAY):
        if not split & beside(fact, situation, rules):
            split.add(fact)
    return frozenset(rules.vocabulary.facts) - split - set(situation)


def beside(fact: str, situation: Situation, rules: RuleSet) -> frozenset[str]:
    """Return the other unknown facts that stand with an unknown number or day in a comparison, as far as both may apply."""
    if isinstance(rules.vocabulary.facts[fact].type, Boolean | Choice | SetOf):
        return frozenset()
    others = {other for atom in rules.atoms_about[fact] for other in depends_on(atom, rules)} - {fact, *situation}
    if not others or applies(fact, situation, rules) is False:
        return frozenset()
    return frozenset(other for other in others if applies(other, situation, rules) is not False)


def depends_on(atom: Compare, rules: RuleSet) -> tuple[str, ...]:
    """Return the facts on whose values a comparison depends: those that stand in it, then the day where a figure in it changes."""
    figures = [rules.vocabulary.parameters[name] for side in (atom.left, atom.right) for name in parameters_of(side)]
    changing = any(period.start or period.end for figure in figures for period in figure.periods)
    return tuple(dict.fromkeys((*facts_compared(atom), TODAY))) if changing else facts_compared(atom)


def _amount(hundredths: int) -> Value:
    whole, rest = divmod(hundredths, 100)
    return Decimal(hundredths) / 100 if rest else whole


def _subsets(values: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    return chain.from_iterable(combinations(values, size) for size in range(len(values) + 1))


def _by_cuts(fact: str, situation: Situation, rules: RuleSet, low: int, high: int, value_at: Callable[[int], Value]) -> tuple[Value, ...]:
    fences = [low, *_changes_of_figures(rules, low, high), high + 1] if fact == TODAY else [low, high + 1]
    points: set[int] = set()
    for atom in rules.atoms_about[fact]:
        if any(other != fact and other not in situation for other in facts_compared(atom)):
            continue
        for step in _steps(atom):

            def holds(point: int, step: Compare = step) -> bool | None:
                return compare(step, {**situation, fact: value_at(point)}, rules)

            for start, end in pairwise(fences):
                points |= _cut(holds, start, end - 1)
    for start, end in pairwise(fences):
        points |= {start, end - 1}
    return tuple(value_at(point) for point in sorted(points))


def _changes_of_figures(rules: RuleSet, low: int, high: int) -> list[int]:
    """Return the days on which some parameter begins or ceases to have a value: there, no comparison need be monotone."""
    periods = [period for parameter in rules.vocabulary.parameters.values() for period in parameter.periods]
    starts = {period.start.toordinal() for period in periods if period.start is not None}
    ends = {period.end.toordinal() + 1 for period in periods if period.end is not None}
    return sorted(day for day in starts | ends if low < day <= high)


def _steps(atom: Compare) -> Iterator[Compare]:
    """Yield comparisons that change at most once along the values of a fact, and between which the atom does not change."""
    edges: tuple[Comparison, Comparison] = ("<", "<=")
    if atom.comparison in {"in", "not in"}:
        members = atom.right.value if isinstance(atom.right, Constant) else frozenset()
        assert isinstance(members, frozenset)
        yield from (Compare(edge, atom.left, Constant(member)) for member in members for edge in edges)
    elif atom.comparison in {"==", "!="}:
        yield from (Compare(edge, atom.left, atom.right) for edge in edges)
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
