"""A condition together with where each of its parts is written."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from typing import NamedTuple

from simexit.model.expressions import All, Condition, Not, Some
from simexit.parse.expressions import Expression, parse_expression
from simexit.parse.nodes import Mapping, Node, Scalar, Sequence
from simexit.text.diagnostics import Findings
from simexit.text.source import Span


class Written(NamedTuple):
    """A condition or a part of one; `parts` stand in the order of the file."""

    condition: Condition
    span: Span
    parts: tuple[Written, ...] = ()
    text: str | None = None
    """As it is written, where it is an expression or part of one."""

    @property
    def is_as_written(self) -> bool:
        """Whether its place holds its text character for character, so that it can be replaced there."""
        return self.text is not None and self.span.text() == self.text

    def everything(self) -> Iterator[Written]:
        """Yield it and all its parts, the outer ones first."""
        yield self
        for part in self.parts:
            yield from part.everything()


def written_condition(node: Node, condition: Condition) -> Written:
    """Return a condition that was read from a node, with the places of its parts."""
    match node:
        case Scalar():
            expression = parse_expression(node, Findings())
            assert expression is not None, "a condition of a library without errors can be read"
            return _of_tree(expression, expression.tree, condition)
        case Mapping(entries=((key, value),)):
            return _of_list(key, value, condition)
        case Mapping(entries=entries):
            parts = condition.parts if isinstance(condition, All) else ()
            lists = tuple(_of_list(key, value, part) for (key, value), part in zip(entries, parts, strict=True))
            return Written(condition, entries[0][0].span, lists)
        case Sequence():
            raise AssertionError("a condition of a library without errors is no bare list")


def _of_list(key: Scalar, node: Node, condition: Condition) -> Written:
    """Return what stands under `all`, `any` or `none`."""
    if isinstance(condition, Not):
        return Written(condition, key.span, (_of_list(key, node, condition.part),))
    assert isinstance(condition, All | Some)
    assert isinstance(node, Sequence)
    parts = (written_condition(item, part) for item, part in zip(node.items, condition.parts, strict=True))
    return Written(condition, key.span, tuple(parts))


def _of_tree(expression: Expression, node: ast.expr, condition: Condition) -> Written:
    span, text = expression.span(node), expression.source_of(node)
    match node, condition:
        case ast.BoolOp(values=values), All(parts) | Some(parts):
            found = tuple(_of_tree(expression, value, part) for value, part in zip(values, parts, strict=True))
            return Written(condition, span, found, text)
        case ast.UnaryOp(operand=operand), Not(part):
            return Written(condition, span, (_of_tree(expression, operand, part),), text)
        case ast.Compare(left=left, comparators=comparators), All(parts):
            sides = [left, *comparators]
            links = zip(sides, sides[1:], parts, strict=False)
            return Written(condition, span, tuple(_link(expression, first, last, part) for first, last, part in links), text)
        case _:
            return Written(condition, span, (), text)


def _link(expression: Expression, first: ast.expr, last: ast.expr, condition: Condition) -> Written:
    """Return one comparison of a chain such as `0 < x <= 12`; it is no text that could stand alone."""
    start, end = expression.span(first), expression.span(last)
    return Written(condition, start._replace(end_line=end.end_line, end_column=end.end_column))
