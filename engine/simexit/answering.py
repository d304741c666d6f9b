"""An answer as a person types it: a number of the list, a value, or the words shown; to a value that the fact can have."""

from __future__ import annotations

import re
from unicodedata import normalize

from simexit.check.situations import from_option
from simexit.explain.parts import Question
from simexit.model.rules import RuleSet
from simexit.model.types import LARGEST_NUMBER, Boolean, Choice, Day, Integer, Money, SetOf, Type, Value
from simexit.text.diagnostics import Findings
from simexit.text.words import word

_BETWEEN = re.compile(r"[\s,;、]+")
_IN_GROUPS = re.compile(r"(?<=\d) (?=\d{3}\b)")
_DECIMAL_COMMA = re.compile(r"(?<=\d),(?=\d{1,2}$)")


def plain(line: str) -> str:
    """Return a line without blanks at its ends, wide digits and signs as ordinary ones."""
    return normalize("NFKC", line).strip()


def read_answer(text: str, question: Question, rules: RuleSet) -> Value | None:
    """Return the value that a plain text gives for a fact, or None where it gives none."""
    of = rules.vocabulary.facts[question.fact].type
    match of:
        case SetOf():
            written = _several(text, question)
        case Boolean() | Choice():
            written = _one(text, question)
        case Money(currency):
            written = _amount(text, currency)
        case Integer() | Day():
            written = text
    if written is None:
        return None
    told = from_option(f"{question.fact}={written}", rules, Findings())
    return None if told is None else told.value


def expected(of: Type, answers: int, language: str) -> str:
    """Return what an answer to a fact of a type looks like."""
    match of:
        case Boolean() | Choice():
            return word("expect_choice", language).format(last=answers)
        case SetOf():
            return word("expect_set", language).format(last=answers)
        case Integer(_, low, high):
            return word("expect_integer", language) + _bounds(low, high, language)
        case Money(currency, low, high):
            return word("expect_money", language).format(currency=currency) + _bounds(low, high, language)
        case Day():
            return word("expect_day", language)


def example(of: Integer | Money, language: str) -> str:
    """Return an example of an answer, in few words; what is expected, where the bounds are others than nothing at least."""
    if of.low != 0 or of.high != LARGEST_NUMBER:
        return expected(of, 0, language)
    match of:
        case Integer():
            return word("example_integer", language)
        case Money(currency):
            return word("example_money", language).format(currency=currency)


def _bounds(low: object, high: object, language: str) -> str:
    texts = [word("expect_at_least", language).format(bound=low)] if low != -LARGEST_NUMBER else []
    texts += [word("expect_at_most", language).format(bound=high)] if high != LARGEST_NUMBER else []
    return f" ({', '.join(texts)})" if texts else ""


def _one(text: str, question: Question) -> str | None:
    """Return the answer that a number, a value, its wording, or the first letter of yes and no means."""
    if text.isdecimal():
        return question.answers[int(text) - 1].value if 1 <= int(text) <= len(question.answers) else None
    short = {"y": "yes", "n": "no"} if question.kind == "boolean" else {}
    named = {plain(answer.text).casefold(): answer.value for answer in question.answers}
    return short.get(text.casefold()) or named.get(text.casefold()) or text or None


def _several(text: str, question: Question) -> str | None:
    """Return the answers meant, with commas between them; 0 is none of them, and nothing typed is no answer."""
    if text == "0":
        return ""
    whole = _one(text, question)
    if whole in {answer.value for answer in question.answers}:
        return whole
    parts = [_one(part, question) for part in _BETWEEN.split(text) if part]
    named = [part for part in parts if part is not None]
    return ",".join(named) if named and len(named) == len(parts) else None


def _amount(text: str, currency: str) -> str:
    """Return an amount without its currency, blanks between thousands, and with a point where it has a decimal comma."""
    bare = text.removesuffix(currency).removesuffix(currency.lower()).strip()
    return _DECIMAL_COMMA.sub(".", _IN_GROUPS.sub("", bare))
