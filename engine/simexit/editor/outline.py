"""The things that a file defines, as a tree."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from simexit.check.reading import CASES
from simexit.editor.about import headline
from simexit.editor.index import Index
from simexit.editor.mentions import place, under
from simexit.editor.symbols import OWNED
from simexit.parse.nodes import Scalar, Sequence
from simexit.text.source import Span


class Part(NamedTuple):
    """One thing with the place of its name, the place of all of it, and what belongs to it."""

    name: str
    kind: str
    detail: str
    span: Span
    whole: Span
    parts: tuple[Part, ...] = ()


def outline(path: str, index: Index, language: str) -> tuple[Part, ...]:
    """Return what a file defines, cases by their names."""
    return tuple(_cases(path, index) if path.endswith(CASES) else _things(path, index, language))


def _things(path: str, index: Index, language: str) -> Iterator[Part]:
    defined = [one for one in index.mentions(path) if one.entry is not None]
    for mention in defined:
        symbol = mention.symbol
        if symbol.kind not in OWNED or not any(one.symbol.name == symbol.owner for one in defined):
            inner = (one for one in defined if one.symbol.owner == symbol.name and one.symbol.kind in OWNED)
            parts = tuple(
                Part(one.symbol.name, one.symbol.kind, headline(one, language), one.span, _to_end(one.span, one.entry)) for one in inner
            )
            yield Part(symbol.name, symbol.kind, headline(mention, language), mention.span, _to_end(mention.span, mention.entry), parts)


def _cases(path: str, index: Index) -> Iterator[Part]:
    root = index.files[path].node if path in index.files else None
    for case in root.items if isinstance(root, Sequence) else ():
        name = under(case, "name")
        if isinstance(name, Scalar) and name.text:
            yield Part(name.text, "case", "", place(name), _to_end(place(name), case))


def _to_end(span: Span, node: object) -> Span:
    """Return the place from a name to the end of what it names."""
    end = getattr(node, "span", span)
    if (end.end_line, end.end_column) < (span.end_line, span.end_column):
        return span
    return span._replace(end_line=end.end_line, end_column=end.end_column)
