"""What a filled letter is: paragraphs in the language of the letter, the same in the reader's beside them, blanks marked.

What a person filled in stands nowhere but in `said`, which no representation shows.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

LINE = "_" * 16


@dataclass(frozen=True, slots=True)
class Blank:
    """A place that is left open for writing: the field or fact that is not known, and what belongs there in words."""

    name: str
    label: str

    def __str__(self) -> str:
        return f"{LINE} ({self.label})"


Words = tuple[str | Blank, ...]
"""A paragraph in one language: what is said, and blanks in it."""


@dataclass(frozen=True, slots=True)
class Pair:
    """A paragraph in the language of the letter and in the reader's; `read` is None where both are the same."""

    said: Words = field(repr=False)
    read: Words | None = field(repr=False)


@dataclass(frozen=True, slots=True)
class FilledLetter:
    """A letter for one situation; `note` is for the reader alone and no part of the letter."""

    name: str
    title: Pair
    to: tuple[Pair, ...]
    sender: tuple[Pair, ...]
    body: tuple[Pair, ...]
    note: str
    day: date | None
    spoken: str
    language: str

    @property
    def blanks(self) -> tuple[Blank, ...]:
        """What is left open, in the reader's language, each once."""
        return tuple(dict.fromkeys(piece for pair in self.pairs() for piece in pair.read or pair.said if isinstance(piece, Blank)))

    def pairs(self) -> Iterator[Pair]:
        """Yield every paragraph from the top."""
        yield from (*self.to, *self.sender, self.title, *self.body)

    def to_text(self, columns: int = 80) -> str:
        """Return the letter as text, each paragraph followed by the reader's."""
        from simexit.document.letter_text import to_text

        return to_text(self, columns)

    def to_html(self) -> str:
        """Return the letter as a page that needs nothing else."""
        from simexit.document.letter_html import to_html

        return to_html(self)

    def to_pdf(self) -> bytes:
        """Return the letter for print, with its fonts in it.

        Raises `MissingLibraryError` where the library for it is not installed, `NotPrintableError` where no font has a character.
        """
        from simexit.document.letter_pdf import to_pdf

        return to_pdf(self)


def plain(words: Words) -> str:
    """Return a paragraph as text, blanks as lines with their label."""
    return "".join(str(piece) for piece in words)
