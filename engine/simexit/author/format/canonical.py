"""The canonical form of one file: the entrance of this package."""

from __future__ import annotations

from typing import TYPE_CHECKING

from simexit.author.format.comments import comments
from simexit.author.format.layout import Layout, parts
from simexit.author.format.order import ordered
from simexit.check.forms import Entries, Items, Shape
from simexit.parse.nodes import Mapping, Node, Scalar, parse
from simexit.text.diagnostics import Findings
from simexit.text.source import Source

if TYPE_CHECKING:
    from simexit.parse.nodes import Sequence


class ValueWouldChangeError(Exception):
    """The canonical form of a file would say something else: a fault of this program, so the file is left alone."""


def canonical(source: Source, shape: Shape | None, findings: Findings) -> str | None:
    """Return a file in canonical form, or None with findings where it cannot be read.

    `shape` is what is known of its form; without it, keys and expressions stay as they are.
    """
    root = parse(source, findings)
    if root is None:
        return None
    if isinstance(root, Scalar):
        return source.text
    found = comments(source, root)
    wanted = root if shape is None else ordered(root, shape, found)
    assert not isinstance(wanted, Scalar)  # a list stays a list, a mapping a mapping
    apart = isinstance(shape, Entries | Items) and _has_parts_apart(wanted, source)
    written = Layout(source, found).text(wanted, apart)
    _same_values(wanted, Source(source.name, written))
    return written


def plain(node: Node) -> object:
    """Return what a tree says, without places and marks."""
    match node:
        case Scalar():
            return node.text, node.is_null
        case Mapping():
            return [(key.text, plain(value)) for key, value in node.entries]
        case _:
            return [plain(item) for item in node.items]


def _same_values(wanted: Node, written: Source) -> None:
    again = parse(written, Findings())
    if again is None or plain(again) != plain(wanted):
        raise ValueWouldChangeError(written.name)


def _has_parts_apart(root: Mapping | Sequence, source: Source) -> bool:
    """Return whether an empty line stands between any two parts: then one stands between all of them."""
    firsts = [(value if key is None else key).span.line for key, value in parts(root)]
    return any(_is_apart(line, source) for line in firsts[1:])


def _is_apart(line: int, source: Source) -> bool:
    above = source.line(line - 1).strip(" \t")
    while line > 2 and above.startswith("#"):
        line -= 1
        above = source.line(line - 1).strip(" \t")
    return not above
