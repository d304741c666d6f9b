"""How wide a text stands on a terminal, and how to break it into lines."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from unicodedata import category, east_asian_width

_WORD = re.compile("[^ ]* |[^ ]+")
NO_BREAK_BEFORE = "，。、；：？！）》」』”’…,.;:?!)"


def width(text: str) -> int:
    """Return the number of terminal columns of `text`: East Asian wide characters take two."""
    return len(text) if text.isascii() else sum(map(_columns, text))


def pad(text: str, columns: int) -> str:
    """Return `text` with blanks after it, up to `columns`."""
    return text + " " * max(0, columns - width(text))


def wrap(text: str, columns: float, measure: Callable[[str], float] = width) -> list[str]:
    """Break `text` into lines of at most `columns` by any measure, between words or between wide characters."""
    lines: list[str] = []
    line, taken = "", 0.0
    for piece in _pieces(text):
        if line and taken + measure(piece.rstrip()) > columns and piece[0] not in NO_BREAK_BEFORE:
            lines.append(line.rstrip())
            line, taken = piece.lstrip(), measure(piece.lstrip())
        else:
            line, taken = line + piece, taken + measure(piece)
    return [*lines, line.rstrip()] if line.strip() or not lines else lines


@cache
def _columns(character: str) -> int:
    if category(character) in {"Mn", "Me", "Cf"}:
        return 0
    return 2 if east_asian_width(character) in {"W", "F"} else 1


def _pieces(text: str) -> list[str]:
    """Split into the smallest parts a line may end after: a word with its blank, or one wide character."""
    pieces: list[str] = []
    for word in _WORD.findall(text):
        if word.isascii():
            pieces.append(word)
            continue
        narrow = ""
        for character in word:
            if _columns(character) == 2:
                pieces += [narrow, character] if narrow else [character]
                narrow = ""
            else:
                narrow += character
        if narrow:
            pieces.append(narrow)
    return pieces
