"""A filled letter as text: each paragraph, and under it the same for the reader behind a bar."""

from __future__ import annotations

from collections.abc import Iterator

from simexit.document.letter import FilledLetter, Pair, plain
from simexit.text.width import wrap
from simexit.text.words import word

_BAR = "  | "


def to_text(letter: FilledLetter, columns: int) -> str:
    """Return the letter as lines no wider than so many columns, as far as words can be broken."""
    return "\n".join(_lines(letter, max(30, columns))).rstrip() + "\n"


def _lines(letter: FilledLetter, columns: int) -> Iterator[str]:
    if letter.title.read is not None:
        yield from _wrapped(_BAR, word("letter_read", letter.language), columns)
        yield ""
    for pair in letter.pairs():
        yield from _paragraph(pair, columns)
        yield ""


def _paragraph(pair: Pair, columns: int) -> Iterator[str]:
    yield from _wrapped("", plain(pair.said), columns)
    if pair.read is not None:
        yield from _wrapped(_BAR, plain(pair.read), columns)


def _wrapped(start: str, text: str, columns: int) -> Iterator[str]:
    return (start + line for line in wrap(text, columns - len(start)))
