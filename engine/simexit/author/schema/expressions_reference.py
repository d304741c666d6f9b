"""The part of the language reference about expressions: types, operators, functions, limits; asked of the checker itself."""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING, get_args

from simexit.check.conditions import ConditionReader
from simexit.check.entry_forms import TYPES
from simexit.check.facts import LARGEST_SET
from simexit.check.invariants import InvariantReader
from simexit.check.pictures import LARGEST_DRAWING
from simexit.check.terms import FUNCTIONS, LARGEST_TERM, LONGEST_CHAIN, Plain, result_type, same_kind, words_for
from simexit.check.whole import DEEPEST as DEEPEST_DEFINITION
from simexit.model.expressions import COUNTS_FROM_TODAY, Comparison, Operation
from simexit.model.types import FIRST_DAY, LARGEST_NUMBER, LAST_DAY, Boolean, Choice, Day, Integer, Money, SetOf
from simexit.parse.expressions import DEEPEST as DEEPEST_EXPRESSION
from simexit.parse.expressions import LONGEST
from simexit.parse.nodes import LARGEST_FILE, LARGEST_SITUATION
from simexit.parse.trees import DEEPEST as DEEPEST_FILE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from simexit.check.terms import TermType

PRECEDENCE = ("*", "+ -", "== != < <= > >= in not in", "not", "and", "or")
"""Operators, those that bind most first; the order is Python's, whose parser reads them."""

_VALUES = {
    "boolean": "yes or no; `yes`, `no`, `true`, `false`, `on`, `off` where it is told",
    "choice": "one of the words under `values`",
    "set": f"any number of the words under `values`, of which there are at most {LARGEST_SET}",
    "integer": f"a whole number, in the unit of `unit`, from -{LARGEST_NUMBER:,} to {LARGEST_NUMBER:,}",
    "money": f"an amount in a currency, exact to a hundredth, from -{LARGEST_NUMBER:,} to {LARGEST_NUMBER:,}",
    "date": f"a day from {FIRST_DAY} to {LAST_DAY}",
}
_SORTS: tuple[TermType, ...] = (Plain(), Integer(None), Integer("days"), Integer("working days"), Money("EUR"), Day())


def expressions() -> Iterator[str]:
    """Yield the sections about expressions."""
    yield "## Types\n"
    yield "\n".join(["| type | values |", "| --- | --- |", *(f"| `{name}` | {_VALUES[name]} |" for name in TYPES)]) + "\n"
    yield "## Expressions\n"
    yield "Written as in Python, read by its parser, and never run by it. Operators, those that bind most first:\n"
    yield "\n".join(f"{place}. {' '.join(f'`{word}`' for word in _words(level))}" for place, level in enumerate(PRECEDENCE, 1)) + "\n"
    yield "Comparisons can stand in a chain, such as `0 < x <= 12`. A fact stands once in a comparison.\n"
    yield from _comparisons()
    yield from _arithmetic()
    yield from _functions()


def limits() -> Iterator[str]:
    """Yield the section about limits."""
    found = [
        ("a file", f"{LARGEST_FILE // 1_000_000} MB"),
        ("a file of facts", f"{LARGEST_SITUATION // 1000} kB"),
        ("levels of a file", DEEPEST_FILE),
        ("characters of an expression", f"{LONGEST:,}"),
        ("levels of an expression", DEEPEST_EXPRESSION),
        ("derived values one behind the other", LONGEST_CHAIN),
        ("parts of a term, with the derived values in it", LARGEST_TERM),
        ("levels of a condition with all it builds on", DEEPEST_DEFINITION),
        ("members of a set", LARGEST_SET),
        ("characters of a drawing", f"{LARGEST_DRAWING:,}"),
    ]
    yield "## Limits\n"
    yield "\n".join(["| what | most |", "| --- | --- |", *(f"| {what} | {most} |" for what, most in found)]) + "\n"


def _comparisons() -> Iterator[str]:
    sorts: tuple[TermType, ...] = (Boolean(), Choice(("a",)), Integer(), Money("EUR"), Day())
    ordered = [words_for(sort) for sort in sorts if not isinstance(sort, Choice | Boolean)]
    yield "### Comparisons\n"
    signs = ", ".join(f"`{sign}`" for sign in get_args(Comparison) if "in" not in sign)
    yield f"{signs} compare values of one type, unit and currency. Only these have an order:"
    yield f"{', '.join(ordered)}. `in` and `not in` stand before a list of values in brackets, or before a set.\n"
    assert all(same_kind(sort, sort) for sort in sorts)
    assert not same_kind(SetOf(("a",)), SetOf(("a",)))


def _arithmetic() -> Iterator[str]:
    yield "### Arithmetic\n"
    yield "What is not listed here does not go together. Of a product, one factor has no fact in it.\n"
    rows = [
        f"| {words_for(left)} `{sign}` {words_for(right)} | {words_for(of)} |"
        for sign, left, right in product(get_args(Operation), _SORTS, _SORTS)
        if (of := result_type(sign, left, right)) is not None and not (isinstance(left, Plain) and isinstance(right, Plain))
    ]
    yield "\n".join(["| expression | is |", "| --- | --- |", *rows]) + "\n"


def _functions() -> Iterator[str]:
    yield "### Functions\n"
    rows = [
        f"| `{name}` | {', '.join(map(words_for, wanted))} | {words_for(of)} | {'yes' * (name in COUNTS_FROM_TODAY)} |"
        for name, (_, wanted, of) in FUNCTIONS.items()
    ]
    yield "\n".join(["| function | of | is | counts from or to `today` |", "| --- | --- | --- | --- |", *rows]) + "\n"
    more = [word for word in InvariantReader.words if word not in ConditionReader.words]
    yield f"In conditions, {_calls(ConditionReader.words)} says that an action is due. Invariants and cases may also say {_calls(more)}.\n"


def _calls(words: tuple[str, ...] | list[str]) -> str:
    return ", ".join(f"`{word}(…)`" for word in words)


def _words(level: str) -> list[str]:
    return [word.replace("_", " ") for word in level.replace("not in", "not_in").split()]
