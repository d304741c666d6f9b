"""How wide a text stands on a terminal, and how to break it into lines."""

from __future__ import annotations

from collections.abc import Callable
from unicodedata import category, east_asian_width

NO_BREAK_BEFORE = "，。、；：？！）》」』”’…,.;:?!)"


def width(text: str) -> int:
    """Return the number of terminal columns of `text`: East Asian wide characters take two."""
    return sum(_columns(character) for character in text)


def pad(text: str, columns: int) -> str:
    """Return `text` with blanks after it, up to `columns`."""
    return text + " " * max(0, columns - width(text))


def wrap(text: str, columns: float, measure: Callable[[str], float] = width) -> list[str]:
    """Break `text` into lines of at most `columns` by any measure, between words or between wide characters."""
    lines: list[str] = []
    line = ""
    for piece in _pieces(text):
        if line and measure(line) + measure(piece.rstrip()) > columns and piece[0] not in NO_BREAK_BEFORE:
            lines.append(line.rstrip())
            line = piece.lstrip()
        else:
            line += piece
    return [*lines, line.rstrip()] if line.strip() or not lines else lines


def _columns(character: str) -> int:
    if category(character) in {"Mn", "Me", "Cf"}:
        return 0
    return 2 if east_asian_width(character) in {"W", "F"} else 1


def _pieces(text: str) -> list[str]:
    """Split into the smallest parts a line may end after: a word with its blank, or one wide character."""
    pieces: list[str] = []
    word = ""
    for character in text:
        if _columns(character) == 2:
            pieces += [word, character] if word else [character]
            word = ""
        else:
            word += character
            if character == " ":
                pieces.append(word)
                word = ""
    return [*pieces, word] if word else pieces
