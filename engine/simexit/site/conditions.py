"""Conditions in words: nested lists of comparisons, as they are meant in every situation and not in one."""

from __future__ import annotations

from datetime import date
from typing import Literal, NamedTuple, assert_never

from simexit.explain.formula import formula
from simexit.explain.phrases import OPPOSITE, Phrases
from simexit.explain.wording import Wording
from simexit.model.expressions import (
    All,
    Always,
    Arithmetic,
    Call,
    Compare,
    Comparison,
    Condition,
    Constant,
    FactValue,
    Holds,
    Not,
    ParameterValue,
    Some,
    Term,
    facts_compared,
    facts_of,
)
from simexit.model.types import Day, Value
from simexit.site.addresses import Thing
from simexit.site.names import Names, about
from simexit.site.pieces import Piece, Pieces, filled, plain
from simexit.site.words import word as own_word
from simexit.text.words import Word, word

How = Literal["said", "all", "any", "none", "not_all"]
_OF_NUMBERS: dict[Comparison, Word] = {">": "more_than", "<=": "not_more_than", ">=": "at_least", "<": "less_than"}
_OF_DAYS: dict[Comparison, Word] = {">": "after_day", "<=": "not_after_day", ">=": "not_before_day", "<": "before_day"}
_SIGNS = {"+": "+", "-": "−", "*": "×"}
_DAYS = frozenset({"working_day_before", "working_day_after"})


class Stated(NamedTuple):
    """One comparison in words, with how it would be written; or several, and how many of them must be so."""

    how: How
    words: Pieces = ()
    written: str = ""
    parts: tuple[Stated, ...] = ()


class Conditions:
    """Says conditions of one library in one language; a derived value by its name, or else by what it is reckoned from."""

    def __init__(self, names: Names, *, named_values: bool = True) -> None:
        self._names = names
        self._wording = Wording(names.rules, {}, names.language)
        self._phrases = Phrases(self._wording)
        derived = names.rules.vocabulary.derived.values()
        self._values = {one.value: Thing("derived", one.name) for one in derived if one.value is not None and named_values}

    def stated(self, condition: Condition) -> Stated:
        """Return a condition in words."""
        match condition:
            case Compare():
                return Stated("said", self._comparison(condition, condition.comparison), _formula(condition))
            case Holds() | Always():
                return self._leaf(condition, holds=True)
            case All(parts):
                return Stated("all", parts=tuple(map(self.stated, parts)))
            case Some(parts):
                return Stated("any", parts=tuple(map(self.stated, parts)))
            case Not(part):
                return self._denied(part)
            case _:
                assert_never(condition)

    def term(self, term: Term) -> Pieces:
        """Return a noun phrase for a term, leading to what it is reckoned from."""
        if term in self._values:
            return (self._names.link(self._values[term]),)
        match term:
            case Constant(constant):
                return plain(self._say_plain(constant))
            case FactValue(name):
                return (self._names.link(Thing("fact", name)),)
            case ParameterValue(name):
                return (self._names.link(Thing("parameter", name)),)
            case Arithmetic(operation, left, right):
                return (*self.term(left), Piece(f" {_SIGNS[operation]} "), *self.term(right))
            case Call(function, arguments):
                return self._fill(function, *map(self.term, arguments))
            case _:
                assert_never(term)

    def _denied(self, part: Condition) -> Stated:
        match part:
            case Not(inner):
                return self.stated(inner)
            case Holds() | Always():
                return self._leaf(part, holds=False)
            case Compare():  # where a fact does not apply it is false, and so is its opposite
                opposite = self._comparison(part, OPPOSITE[part.comparison])
                always = all(self._names.rules.vocabulary.facts[fact].applies is None for fact in facts_compared(part))
                words = opposite if always else filled(own_word("or_not_applies", self._names.language), lambda _: opposite)
                return Stated("said", words, f"not {_formula(part)}")
            case Some(parts):
                return Stated("none", parts=tuple(map(self.stated, parts)))
            case All(parts):
                return Stated("not_all", parts=tuple(map(self.stated, parts)))
            case _:
                assert_never(part)

    def _leaf(self, leaf: Holds | Always, *, holds: bool) -> Stated:
        match leaf:
            case Always(value):
                return Stated("said", plain(word("always" if value is holds else "never", self._names.language)))
            case Holds(conclusion):
                says = self._phrases.conclusion(conclusion, holds)
                thing = about(conclusion)
                return Stated("said", (Piece(says, thing.address),), conclusion.name if holds else f"not {conclusion.name}")
            case _:
                assert_never(leaf)

    def _comparison(self, atom: Compare, comparison: Comparison) -> Pieces:
        member = comparison in {"in", "not in"} and not isinstance(atom.right, Constant)
        subject = self.term(atom.right if member else atom.left)
        return self._fill("said", subject, self._needed(atom, comparison, member=member))

    def _needed(self, atom: Compare, comparison: Comparison, *, member: bool) -> Pieces:
        if member:
            return self._fill("with_member" if comparison == "in" else "without_member", self._side(atom.left, atom))
        if isinstance(atom.right, Constant) and isinstance(atom.right.value, bool):
            return plain(word("yes" if atom.right.value is (comparison == "==") else "no", self._names.language))
        right = self._side(atom.right, atom)
        match comparison:
            case "==":
                return right
            case "!=":
                return self._fill("other_than", right)
            case "in" | "not in":
                return self._fill("one_of" if comparison == "in" else "none_of", right)
            case _:
                of_days = self._is_day(atom.left) or self._is_day(atom.right)
                return self._fill((_OF_DAYS if of_days else _OF_NUMBERS)[comparison], right)

    def _side(self, term: Term, atom: Compare) -> Pieces:
        if not isinstance(term, Constant):
            return self.term(term)
        if isinstance(term.value, frozenset):
            return plain(
                ", ".join(self._say(member, atom) for member in sorted(term.value, key=str)) or word("nothing", self._names.language)
            )
        return plain(self._say(term.value, atom))

    def _say(self, known: Value, atom: Compare) -> str:
        facts = (*facts_of(atom.left), *facts_of(atom.right))
        worded = next((fact for fact in facts if self._names.rules.vocabulary.facts[fact].answers), None)
        return self._wording.say(known, self._phrases.type_of(atom), worded)

    def _say_plain(self, constant: Value | frozenset[Value]) -> str:
        return self._wording.day(constant) if isinstance(constant, date) else str(constant)

    def _is_day(self, term: Term) -> bool:
        match term:
            case FactValue(name):
                return isinstance(self._names.rules.vocabulary.facts[name].type, Day)
            case Constant(constant):
                return isinstance(constant, date)
            case Call(function):
                return function in _DAYS
            case Arithmetic(_, left, right):
                return self._is_day(left) or self._is_day(right)
            case ParameterValue():
                return False
            case _:
                assert_never(term)

    def _fill(self, name: Word, *parts: Pieces) -> Pieces:
        return filled(word(name, self._names.language), lambda place: parts[int(place)])


def _formula(atom: Compare) -> str:
    """Return a comparison as an author writes it: what is yes or no stands alone."""
    is_true = isinstance(atom.right, Constant) and atom.right.value is True and atom.comparison == "=="
    return formula(atom).removesuffix(" == true") if is_true else formula(atom)
