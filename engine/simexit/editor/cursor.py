"""Where a cursor stands in the structure of a file, also while the file cannot be parsed.

The text is parsed with a mark at the cursor. Where that fails, the mark is tried as a key, and then only what stands before the
cursor, with its brackets closed: the rest is what somebody is about to write.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from simexit.check.forms import Either, Entries, Form, Items, NameOf, Shape
from simexit.editor.mentions import fitting_shape
from simexit.parse.nodes import Mapping as MappingNode
from simexit.parse.nodes import Node, Scalar, Sequence, parse
from simexit.text.diagnostics import Findings
from simexit.text.source import Source

_MARK = "zzcursorzz"
_WORD = re.compile(r"[\w.]*")
_CLOSING = {"[": "]", "{": "}"}


class Cursor(NamedTuple):
    """What is expected at a cursor: a key of `shape`, or a value of it; `before` is what stands before the cursor in the same value.

    `given` are the keys that the mapping has already, `keys` those that lead here.
    """

    shape: Shape
    is_key: bool
    before: str
    given: tuple[str, ...]
    keys: tuple[str, ...]


def cursor_in(source: Source, line: int, column: int, shape: Shape) -> Cursor | None:
    """Return what is expected at a place of a text whose whole has a shape, or None where nothing is known of it."""
    for text in _marked(source, line, column):
        node = parse(Source(source.name, text), Findings())
        found = None if node is None else _find(node, shape, ())
        if found is not None:
            return found
    return None


def _marked(source: Source, line: int, column: int) -> Iterator[str]:
    lines = source.lines()
    if not 0 < line <= len(lines):
        return
    before, after = lines[line - 1][: column - 1], lines[line - 1][column - 1 :]
    rest = _WORD.sub("", after, count=1)
    above, below = list(lines[: line - 1]), list(lines[line:])
    closing = _closers(before)
    block = next((start for start in range(len(above) - 1, -1, -1) if above[start][:1].strip(" #\t")), 0)
    yield "\n".join([*above, before + _MARK + rest, *below])
    yield "\n".join([*above, before + _MARK + ":" + rest, *below])
    for start in (above, above[block:]):
        yield "\n".join([*start, before + _MARK + closing])
        yield "\n".join([*start, before + _MARK + ": " + closing])


def _closers(before: str) -> str:
    opened: list[str] = []
    for character in before:
        if character in _CLOSING:
            opened.append(_CLOSING[character])
        elif opened and character == opened[-1]:
            opened.pop()
    return "".join(reversed(opened))


def _find(node: Node, shape: Shape, keys: tuple[str, ...]) -> Cursor | None:
    if isinstance(shape, Either):
        fitting = fitting_shape(node, shape)
        inner = [shape for shape in (fitting, *shape.shapes) if shape is not None]
        return next((found for one in inner if (found := _find(node, one, keys)) is not None), None)
    match node:
        case Scalar(text=text):
            # where a mapping is expected, a word is the beginning of its first key
            is_key = isinstance(shape, Form | Entries)
            return Cursor(shape, is_key, text.partition(_MARK)[0], (), keys) if _MARK in text else None
        case Sequence(items=items):
            of = shape.of if isinstance(shape, Items) else shape
            return next((found for item in items if (found := _find(item, of, keys)) is not None), None)
        case MappingNode(entries=entries):
            return _in_mapping(entries, shape, keys)


def _in_mapping(entries: tuple[tuple[Scalar, Node], ...], shape: Shape, keys: tuple[str, ...]) -> Cursor | None:
    given = tuple(key.text for key, _ in entries if _MARK not in key.text)
    for key, value in entries:
        if _MARK in key.text:
            return Cursor(shape, True, key.text.partition(_MARK)[0], given, keys)
        inner = _under(shape, key.text)
        found = None if inner is None else _find(value, inner, (*keys, key.text))
        if found is not None:
            return found
    return None


def _under(shape: Shape, key: str) -> Shape | None:
    """Return the shape of what stands under a key."""
    match shape:
        case Form(keys=keys):
            return next((one.shape for one in keys if one.name == key), None)
        case Entries(of=of):
            return of
        case Items() | NameOf():
            return None
        case _:
            return shape  # conditions and texts: whatever the key, what stands there is of the same kind
