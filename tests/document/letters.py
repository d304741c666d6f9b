"""The letters of the shipped library, and what is filled in by the tests."""

from __future__ import annotations

from datetime import date

from document.examples import advisor
from simexit.document.letter import FilledLetter

LETTERS = tuple(advisor().rules.vocabulary.letters)
DAY = date(2026, 11, 20)
LINE: dict[str, object] = {"operator": "kcell", "card.issuer": "operator", "card.local_number": True, "card.registered_to": "me"}


def filled(letter: str, facts: dict[str, object] | None = None, language: str = "zh", /, **fields: str) -> FilledLetter:
    """Return a letter of 20 November 2026."""
    return advisor().letter(letter, LINE if facts is None else facts, fields, today=DAY, lang=language)


def all_fields(name: str, value: str) -> dict[str, str]:
    return dict.fromkeys(advisor().rules.vocabulary.letters[name].fields, value)
