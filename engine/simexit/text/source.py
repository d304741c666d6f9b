"""A text that was read, and places in it."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

_LINE_END = "\r\n|[\n\r\x85\u2028\u2029]"
"""Where YAML ends a line."""


class Source(NamedTuple):
    """A text with the name a person knows it by: a path, or `-f`, or `-`."""

    name: str
    text: str

    def __repr__(self) -> str:
        return f"Source({self.name!r})"

    def line(self, number: int) -> str:
        """Return line `number` (from 1) without its end, empty where there is none."""
        lines = self.lines()
        return lines[number - 1] if 0 < number <= len(lines) else ""

    def lines(self) -> tuple[str, ...]:
        """Return the lines without their ends, divided where YAML divides them."""
        return _lines(self.text)


@lru_cache(maxsize=8)  # whoever looks for one place in a text looks for the next one soon
def _lines(text: str) -> tuple[str, ...]:
    return tuple(re.split(_LINE_END, text))


class Span(NamedTuple):
    """A stretch of a source; lines and columns count characters from 1, the end is exclusive."""

    source: Source
    line: int
    column: int
    end_line: int
    end_column: int

    @property
    def place(self) -> str:
        """The start as `name:line:column`."""
        return f"{self.source.name}:{self.line}:{self.column}"

    def text(self) -> str:
        """Return the text of the span, up to the end of its first line."""
        line = self.source.line(self.line)
        end = self.end_column - 1 if self.end_line == self.line else len(line)
        return line[self.column - 1 : end]


def whole(source: Source) -> Span:
    """Return the place at the very start of `source`, for findings about all of it."""
    return Span(source, 1, 1, 1, 1)
