"""Terms, comparisons and conclusions in the reader's language, from the labels and values of the rule set."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TypeGuard, assert_never

from simexit.explain.wording import Wording
from simexit.meaning.conditions import Truth
from simexit.model.expressions import (
    Arithmetic,
    Call,
    Compare,
    Comparison,
    Conclusion,
    Constant,
    FactValue,
    ParameterValue,
    Term,
    facts_of,
    parameters_of,
)
from simexit.model.types import Integer, Money, SetOf, Type, Value
from simexit.text.words import Word, sentence, word

OPPOSITE: dict[Comparison, Comparison] = {
    "==": "!=",
    "!=": "==",
    "<": ">=",
    ">=": "<",
    ">": "<=",
    "<=": ">",
    "in": "not in",
    "not in": "in",
}
_OF_NUMBERS: dict[Comparison, Word] = {">": "more_than", "<=": "not_more_than", ">=": "at_least", "<": "less_than"}
_OF_DAYS: dict[Comparison, Word] = {">": "after_day", "<=": "not_after_day", ">=": "not_before_day", "<": "before_day"}
_SIGNS = {"+": "+", "-": "−", "*": "×"}


class Phrases:
    """Says what is so in one situation in one language."""

    def __init__(self, words: Wording) -> None:
        self.words = words
        self._names = {fact.value: fact.label for fact in words.rules.vocabulary.derived.values() if fact.value is not None}

    def fill(self, name: Word, *parts: str | int) -> str:
        """Return one of the program's sentences with its places filled."""
        return sentence(name, self.words.language, *parts)

    def statement(self, atom: Compare, holds: Truth) -> str:
        """Return what is so: the value of the left side and how it stands to the right side."""
        subject, known = self._subject(atom)
        comparison = effective(atom, holds is not False)
        needed = self._needed(atom, comparison)
        says_all = isinstance(atom.right, Constant) and (
            isinstance(atom.right.value, bool) if holds is None else comparison in {"!=", "in", "not in"}
        )
        if needed == known or says_all:
            return self.fill("said", subject, known)
        return self.fill("open_said" if holds is None else "said_that", subject, known, needed)

    def requirement(self, atom: Compare, wanted: bool) -> str:
        """Return what is so and what it would have to be for the comparison to be `wanted`."""
        subject, known = self._subject(atom)
        return self.fill("would_have_to", subject, known, self._needed(atom, effective(atom, wanted)))

    def bound(self, atom: Compare, holds: bool) -> str:
        """Return which values make a comparison true, or false, without the value that there is."""
        term = atom.right if _asks_for_member(atom) else atom.left
        return self.fill("said", self.term(term), self._needed(atom, effective(atom, holds)))

    def amount(self, difference: Value, atom: Compare) -> str:
        """Return the difference between the sides of a comparison in words."""
        return self._say(difference, atom, None)

    def fact(self, name: str, known: Value | None) -> str:
        """Return a fact with its value."""
        return self.fill("said", self.label(name), self.value_of(name, known))

    def label(self, name: str) -> str:
        """Return the noun phrase for a fact."""
        return self.words.rules.vocabulary.facts[name].label[self.words.language]

    def value_of(self, name: str, known: Value | None) -> str:
        """Return the value of a fact in words."""
        if known == frozenset():
            return word("nothing", self.words.language)
        return self.words.say(known, self.words.rules.vocabulary.facts[name].type, name)

    def conclusion(self, conclusion: Conclusion, holds: Truth) -> str:
        """Return that a conclusion holds, does not hold, or is open."""
        vocabulary, language, name = self.words.rules.vocabulary, self.words.language, conclusion.name
        match conclusion.kind:
            case "action":
                return self.fill(_by_truth(holds, "due", "not_due", "perhaps_due"), vocabulary.actions[name].title[language])
            case "warning":
                return self.fill(_by_truth(holds, "warned", "not_warned", "perhaps_warned"), vocabulary.warnings[name].title[language])
            case "deadline":
                return self.fill(_by_truth(holds, "bound", "not_bound", "perhaps_bound"), vocabulary.deadlines[name].label[language])
            case "derived":
                return self.fill(_by_truth(holds, "so", "not_so", "perhaps_so"), vocabulary.derived[name].label[language])
            case "applies":
                return self.fill(_by_truth(holds, "applies", "not_applies", "perhaps_applies"), self.label(name))
            case "rule":
                return self.fill(_by_truth(holds, "so", "not_so", "perhaps_so"), f"`{name}`")
            case "impossible":
                return vocabulary.constraints[name].why[language]
            case _:
                assert_never(conclusion.kind)

    def term(self, term: Term) -> str:
        """Return a noun phrase for a term."""
        vocabulary, language = self.words.rules.vocabulary, self.words.language
        if term in self._names:
            return self._names[term][language]
        match term:
            case Constant(constant):
                return str(constant)
            case FactValue(name):
                return self.label(name)
            case ParameterValue(name):
                return vocabulary.parameters[name].label[language]
            case Arithmetic(operation, left, right):
                return f"{self.term(left)} {_SIGNS[operation]} {self.term(right)}"
            case Call(function, arguments):
                return self.fill(function, *map(self.term, arguments))
            case _:
                assert_never(term)

    def _subject(self, atom: Compare) -> tuple[str, str]:
        """Return what a comparison is about, and its value in words."""
        term = atom.right if _asks_for_member(atom) else atom.left
        return self.term(term), self._side(term, atom)

    def _needed(self, atom: Compare, comparison: Comparison) -> str:
        """Return what the value must be for a comparison to hold, such as `more than 7`."""
        if _asks_for_member(atom):
            return self.fill("with_member" if comparison == "in" else "without_member", self._side(atom.left, atom))
        if isinstance(atom.right, Constant) and isinstance(atom.right.value, bool):
            return self._say(atom.right.value is (comparison == "=="), atom, None)
        right = self._side(atom.right, atom)
        if not isinstance(atom.right, Constant):
            right = self.fill("by_name", right, self.term(atom.right))
        match comparison:
            case "==":
                return right
            case "!=":
                return self.fill("other_than", right)
            case "in" | "not in":
                return self.fill("one_of" if comparison == "in" else "none_of", right)
            case _:
                of_days = isinstance(self.words.value(atom.left), date) or isinstance(self.words.value(atom.right), date)
                return self.fill((_OF_DAYS if of_days else _OF_NUMBERS)[comparison], right)

    def _side(self, term: Term, atom: Compare) -> str:
        if isinstance(term, Constant) and isinstance(term.value, frozenset):
            return ", ".join(self._say(member, atom, term) for member in sorted(term.value, key=str))
        return self._say(self.words.value(term), atom, term)

    def _say(self, known: Value | None, atom: Compare, term: Term | None) -> str:
        if known == frozenset():
            return word("nothing", self.words.language)
        facts = facts_of(term) if isinstance(term, FactValue) else (*facts_of(atom.left), *facts_of(atom.right))
        worded = next((fact for fact in facts if self.words.rules.vocabulary.facts[fact].answers), None)
        return self.words.say(known, self.type_of(atom), worded)

    def type_of(self, atom: Compare) -> Type:
        """Return the type of the values that a comparison compares: whole numbers unless they are amounts."""
        vocabulary = self.words.rules.vocabulary
        sides = (atom.left, atom.right)
        types = [vocabulary.facts[fact].type for side in sides for fact in facts_of(side)]
        types += [vocabulary.parameters[name].type for side in sides for name in parameters_of(side)]
        return next((of for of in types if isinstance(of, Money)), next((of for of in types if isinstance(of, SetOf)), Integer()))


def effective(atom: Compare, wanted: bool) -> Comparison:
    """Return the comparison that must hold between the two sides."""
    return atom.comparison if wanted else OPPOSITE[atom.comparison]


def is_number(known: object) -> TypeGuard[int | Decimal]:
    """Return whether a value is a number or an amount, not yes or no."""
    return isinstance(known, int | Decimal) and not isinstance(known, bool)


def _asks_for_member(atom: Compare) -> bool:
    return atom.comparison in {"in", "not in"} and not isinstance(atom.right, Constant)


def _by_truth(holds: Truth, true: Word, false: Word, unknown: Word) -> Word:
    return unknown if holds is None else true if holds else false
