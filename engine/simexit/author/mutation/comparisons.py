"""Other comparisons that an author might have written instead of one.

The operators are those that no smaller set can stand for: instead of one, those that differ from it below, at or above the bound
alone. Source: G. Kaminski, P. Ammann, J. Offutt, Improving logic-based testing, Journal of Systems and Software (2013).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

from simexit.author.mutation.kinds import Kind
from simexit.model.expressions import Arithmetic, Compare, Comparison, Constant, Term, facts_compared, facts_of, parameters_of
from simexit.model.types import Boolean, Choice, Money, SetOf, Value
from simexit.model.vocabulary import Vocabulary

_OTHERS: Mapping[Comparison, tuple[Comparison, ...]] = {
    "<": ("<=", "!="),
    "<=": ("<", "=="),
    ">": (">=", "!="),
    ">=": (">", "=="),
    "==": ("!=", "<=", ">="),
    "!=": ("==", "<", ">"),
}
_OPPOSITE: Mapping[Comparison, Comparison] = {"==": "!=", "!=": "==", "in": "not in", "not in": "in"}


def other_comparisons(atom: Compare, vocabulary: Vocabulary) -> Iterator[tuple[Kind, Compare]]:
    """Yield the comparisons that might stand instead of one, with what kind of mistake each is."""
    words = _words(atom, vocabulary)
    match atom:
        case Compare("in" | "not in", _, Constant(frozenset() as members)):
            yield "comparison", replace(atom, comparison=_OPPOSITE[atom.comparison])
            for other in _lists(members, words):
                yield "value", replace(atom, right=Constant(other))
        case Compare("in" | "not in"):
            yield "comparison", replace(atom, comparison=_OPPOSITE[atom.comparison])
            for word in words:
                if Constant(word) != atom.left:
                    yield "value", replace(atom, left=Constant(word))
        case _ if words:
            yield from _of_words(atom, words)
        case _:
            for comparison in _OTHERS[atom.comparison]:
                yield "comparison", replace(atom, comparison=comparison)
            step = step_of((atom.left, atom.right), vocabulary)
            for by in (step, -step):
                yield "bound", _moved(atom, by)


def _of_words(atom: Compare, words: tuple[Value, ...]) -> Iterator[tuple[Kind, Compare]]:
    if len(words) > 2 or not isinstance(atom.right, Constant):
        # of two words, the opposite is the comparison with the other one
        yield "comparison", replace(atom, comparison=_OPPOSITE[atom.comparison])
    if isinstance(atom.right, Constant):
        for word in words:
            if word != atom.right.value:
                yield "value", replace(atom, right=Constant(word))


def _words(atom: Compare, vocabulary: Vocabulary) -> tuple[Value, ...]:
    """Return the words that the fact of a comparison is one of; none where it is a number or a day."""
    for name in facts_compared(atom):
        match vocabulary.facts[name].type:
            case Boolean():
                return (True, False)
            case Choice(values) | SetOf(values):
                return values
            case _:
                continue
    return ()


def _lists(members: frozenset[Value], words: tuple[Value, ...]) -> Iterator[frozenset[Value]]:
    if len(members) > 1:
        yield from (members - {member} for member in sorted(members, key=str))
    yield from (members | {word} for word in words if word not in members)


def step_of(terms: tuple[Term, ...], vocabulary: Vocabulary) -> int | Decimal:
    """Return the smallest step of what is compared: a hundredth of money, else 1."""
    types = [vocabulary.facts[name].type for term in terms for name in facts_of(term)]
    types += [vocabulary.parameters[name].type for term in terms for name in parameters_of(term)]
    return Decimal("0.01") if any(isinstance(of, Money) for of in types) else 1


def _moved(atom: Compare, by: int | Decimal) -> Compare:
    if isinstance(atom.left, Constant) and not isinstance(atom.right, Constant):
        return replace(atom, left=moved(atom.left, by))
    return replace(atom, right=moved(atom.right, by))


def moved(term: Term, by: int | Decimal) -> Term:
    """Return a number, an amount or a day that is so much more."""
    match term:
        case Constant(date() as day):
            return Constant(day + timedelta(int(by)))
        case Constant(int() | Decimal() as number):
            return Constant(number + by)
        case _:
            return Arithmetic("+" if by > 0 else "-", term, Constant(by if by > 0 else -by))
