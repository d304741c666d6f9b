"""The comments of a file: where each stands, in the order of the file."""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING, NamedTuple

from simexit.parse.nodes import Mapping, Node, Scalar

if TYPE_CHECKING:
    from collections.abc import Iterator

    from simexit.text.source import Source

Place = tuple[int, int]
"""A line and a column, both from 1."""


class Comment(NamedTuple):
    """A comment from its `#` to the end of its line, without the blanks there; `alone` tells whether nothing stands before it."""

    place: Place
    text: str
    alone: bool


def comments(source: Source, root: Node) -> list[Comment]:
    """Return the comments of a file that was parsed; a `#` within a value is none."""
    values = list(scalars(root))
    starts = [start(one) for one in values]
    found = []
    for number, line in enumerate(source.lines(), 1):
        column = 0
        while (column := line.find("#", column) + 1) > 0:
            before = bisect_right(starts, (number, column)) - 1
            inside = before >= 0 and _covers(values[before], (number, column))
            if not inside and (column == 1 or line[column - 2] in " \t"):
                found.append(Comment((number, column), line[column - 1 :].rstrip(" \t"), not line[: column - 1].strip(" \t")))
                break
    return found


def scalars(node: Node) -> Iterator[Scalar]:
    """Yield the single values of a tree, keys included, in the order of the file."""
    match node:
        case Scalar():
            yield node
        case Mapping(entries=entries):
            for key, value in entries:
                yield key
                yield from scalars(value)
        case _:
            for item in node.items:
                yield from scalars(item)


def start(node: Node) -> Place:
    """Return where a node begins."""
    return node.span.line, node.span.column


def end(node: Node) -> Place:
    """Return where a node ends; the span of a block reaches to whatever comes next, so its last value tells."""
    match node:
        case Mapping(entries=(*_, (_, last))) if not in_brackets(node):
            return end(last)
        case Mapping() | Scalar():
            return node.span.end_line, node.span.end_column
        case _:
            return end(node.items[-1]) if node.items and not in_brackets(node) else (node.span.end_line, node.span.end_column)


def in_brackets(node: Node) -> bool:
    """Return whether a list or mapping is written in brackets."""
    return not isinstance(node, Scalar) and node.span.source.line(node.span.line)[node.span.column - 1 : node.span.column] in {"[", "{"}


def _covers(one: Scalar, place: Place) -> bool:
    """Return whether a place is within a value; what follows `|` or `>` on their line is not."""
    header = one.style in {"|", ">"} and place[0] == one.span.line
    return place < (one.span.end_line, one.span.end_column) and not header
