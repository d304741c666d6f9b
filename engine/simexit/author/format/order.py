"""A tree as its form wants it: the keys of entries in the order of their table, expressions in canonical spacing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from simexit.author.format.comments import Comment, end, start
from simexit.author.format.spacing import spaced
from simexit.check.forms import ConditionShape, Either, Entries, ExpressionShape, Form, Items, Shape
from simexit.parse.nodes import Mapping, Node, Scalar, Sequence

if TYPE_CHECKING:
    from collections.abc import Sequence as Series


def ordered(node: Node, shape: Shape, found: Series[Comment]) -> Node:
    """Return a tree in the order of its form; an entry with a comment inside keeps its own, so that the comments keep theirs."""
    match shape, node:
        case Form(keys=keys), Mapping():
            shapes = {key.name: key.shape for key in keys}
            known = list(shapes)
            entries = [(key, ordered(value, shapes[key.text], found) if key.text in shapes else value) for key, value in node.entries]
            if not any(start(node) < comment.place and comment.place[0] <= end(node)[0] for comment in found):
                entries.sort(key=lambda entry: known.index(entry[0].text) if entry[0].text in shapes else len(known))
            return node._replace(entries=tuple(entries))
        case Entries(of=of), Mapping():
            return node._replace(entries=tuple((key, ordered(value, of, found)) for key, value in node.entries))
        case Items(of=of), Sequence():
            return node._replace(items=tuple(ordered(item, of, found) for item in node.items))
        case Either(shapes=several), _:
            return ordered(node, _fitting(node, several), found)
        case ((ConditionShape() | ExpressionShape()), Scalar()):
            return node if node.is_null or node.span.line < node.span.end_line else node._replace(text=spaced(node.text))
        case ConditionShape(), Mapping():
            return node._replace(entries=tuple((key, ordered(value, Items(shape), found)) for key, value in node.entries))
        case _:
            return node


def _fitting(node: Node, several: tuple[Shape, ...]) -> Shape:
    """Return the form whose keys a mapping has; the first shape where there is none."""
    written = {key.text for key, _ in node.entries} if isinstance(node, Mapping) else set()
    forms = (one for one in several if isinstance(one, Form) and written & {key.name for key in one.keys})
    return next(forms, several[0])
