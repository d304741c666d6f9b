"""The program's own words and sentences in each language it speaks; the words of a subject are in its library."""

from __future__ import annotations

from functools import cache
from importlib import import_module

from simexit.text.forms import counted, fill, split
from simexit.text.tables.names import Word

__all__ = ["CONFIDENCE_WORDS", "LANGUAGES", "OWN_NAMES", "TAGS", "Word", "sentence", "table", "word"]

LANGUAGES = ("en", "zh", "ru")
TAGS = {"zh": "zh-Hans", "en": "en", "ru": "ru"}
"""How each language is named to a browser, which chooses fonts and voices by it."""
OWN_NAMES = {"zh": "中文", "en": "English", "ru": "Русский"}
CONFIDENCE_WORDS: dict[str, Word] = {
    "official": "official",
    "official_old": "official_old",
    "secondary": "secondary",
    "article": "article",
    "inference": "inference",
    "unverified": "not_verified",
}


def word(name: Word, language: str) -> str:
    """Return one of the program's own words."""
    return table(language)[name]


@cache
def table(language: str) -> dict[Word, str]:
    """Return all words in one language; the tables of the others are not loaded."""
    found: dict[Word, str] = import_module(f"simexit.text.tables.{language}").WORDS
    return found


def sentence(name: Word, language: str, *parts: str | int, **named: str | int) -> str:
    """Return one of the program's own sentences with its places filled, by number or by name; numbers that count take their forms."""
    values: dict[str, str | int] = {**{str(place): part for place, part in enumerate(parts)}, **named}

    def said(place: str) -> str:
        of, forms = split(place)
        value = values[of]
        return counted(value, forms, language) if forms and isinstance(value, int) else str(value)

    return fill(word(name, language), said)
