"""The site's own words in each language; what the other parts of the program say as well is in `text.words`."""

from __future__ import annotations

from functools import cache
from importlib import import_module

from simexit.site.tables.names import Word
from simexit.text.forms import counted, fill, split


def word(name: Word, language: str) -> str:
    """Return one of the site's own words."""
    return table(language)[name]


@cache
def table(language: str) -> dict[Word, str]:
    """Return all words in one language."""
    found: dict[Word, str] = import_module(f"simexit.site.tables.{language}").WORDS
    return found


def sentence(name: Word, language: str, *parts: str | int) -> str:
    """Return one of the site's own sentences with its places filled; numbers that count take their forms."""

    def said(place: str) -> str:
        of, forms = split(place)
        value = parts[int(of)]
        return counted(value, forms, language) if forms and isinstance(value, int) else str(value)

    return fill(word(name, language), said)
