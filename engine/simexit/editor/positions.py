"""Places of an editor: lines and characters from 0, counted in the units of UTF-8, UTF-16 or UTF-32, the end after the last one."""

from __future__ import annotations

from typing import Literal, NamedTuple

from simexit.text.source import Source, Span

Encoding = Literal["utf-8", "utf-16", "utf-32"]
_BYTES: dict[Encoding, tuple[str, int]] = {"utf-8": ("utf-8", 1), "utf-16": ("utf-16-le", 2), "utf-32": ("utf-32-le", 4)}


class Spot(NamedTuple):
    """A place between two characters."""

    line: int
    character: int


class Stretch(NamedTuple):
    """What stands between two places."""

    start: Spot
    end: Spot


def units(text: str, encoding: Encoding) -> int:
    """Return how long a text is."""
    codec, size = _BYTES[encoding]
    return len(text.encode(codec, errors="surrogatepass")) // size


def stretch_of(span: Span, encoding: Encoding) -> Stretch:
    """Return a span as an editor counts it."""
    return Stretch(_spot(span.source, span.line, span.column, encoding), _spot(span.source, span.end_line, span.end_column, encoding))


def _spot(source: Source, line: int, column: int, encoding: Encoding) -> Spot:
    return Spot(max(0, line - 1), units(source.line(line)[: max(0, column - 1)], encoding))


def column_of(line: str, character: int, encoding: Encoding) -> int:
    """Return the column, from 1, that an editor's character is in a line; what is beyond the line is at its end."""
    codec, size = _BYTES[encoding]
    before = line.encode(codec, errors="surrogatepass")[: max(0, character) * size]
    return len(before.decode(codec, errors="ignore")) + 1
