"""Text in pieces, some of which lead to a page; texts and sentences with their places filled by such pieces."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from simexit.text.forms import PLACEHOLDER


class Piece(NamedTuple):
    """Plain text, or the name of something with the address of its page; a `place` stands for a value that is not known here."""

    text: str
    address: str | None = None
    place: bool = False


Pieces = tuple[Piece, ...]


def plain(text: str) -> Pieces:
    """Return a text as one piece."""
    return (Piece(text),) if text else ()


def filled(text: str, fill: Callable[[str], Pieces]) -> Pieces:
    """Return a text in pieces, each of its places filled by pieces."""
    parts = PLACEHOLDER.split(text)
    return tuple(piece for number, part in enumerate(parts) for piece in (fill(part) if number % 2 else plain(part)))


def as_text(pieces: Pieces) -> str:
    """Return the words alone, a place in square brackets."""
    return "".join(f"[{piece.text}]" if piece.place else piece.text for piece in pieces)
