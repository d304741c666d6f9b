"""Where names stand in an expression, and which of them are values of a fact on the other side."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping
from itertools import pairwise

from simexit.check.terms import dotted
from simexit.editor.symbols import CALLED, PARAMETER, Symbol
from simexit.parse.expressions import Expression, parse_expression
from simexit.parse.nodes import Scalar
from simexit.parse.shapes import to_boolean
from simexit.text.diagnostics import Findings
from simexit.text.source import Span


def named_in(scalar: Scalar, calls: tuple[str, ...], values: Mapping[str, tuple[str, ...]]) -> Iterator[tuple[Symbol, Span]]:
    """Yield the names in the text of a scalar; one that cannot be read has none. `values` are those of each fact."""
    expression = None if scalar.is_null else parse_expression(scalar, Findings())
    if expression is not None:
        yield from _Names(expression, calls, values).of(expression.tree)


class _Names:
    def __init__(self, expression: Expression, calls: tuple[str, ...], values: Mapping[str, tuple[str, ...]]) -> None:
        self._expression = expression
        self._calls = calls
        self._values = values

    def of(self, node: ast.AST, beside: str = "") -> Iterator[tuple[Symbol, Span]]:
        """Yield the names under a node; `beside` is the fact that it is compared with."""
        match node:
            case ast.Call(func=ast.Name(id=word), args=[argument]) if word in self._calls and word in CALLED:
                name = dotted(argument)
                if name is not None:
                    yield Symbol(CALLED[word], name), self._expression.span(argument)
            case ast.Call(args=arguments):
                for argument in arguments:
                    yield from self.of(argument)
            case ast.Compare(left=left, comparators=others):
                yield from self._sides([left, *others])
            case ast.List(elts=members) | ast.Tuple(elts=members) | ast.Set(elts=members):
                for member in members:
                    yield from self.of(member, beside)
            case ast.Name() | ast.Attribute():
                yield from self._name(node, beside)
            case ast.Constant(value=str() as word) if word in self._values.get(beside, ()):
                whole = self._expression.span(node)
                yield Symbol("value", word, beside), whole._replace(column=whole.column + 1, end_column=whole.end_column - 1)
            case _:
                for inner in ast.iter_child_nodes(node):
                    yield from self.of(inner)

    def _sides(self, sides: list[ast.expr]) -> Iterator[tuple[Symbol, Span]]:
        """Yield the names of a chain of comparisons; a word takes its meaning from the fact on its other side."""
        facts = [name if (name := dotted(side)) in self._values else "" for side in sides]
        beside = [""] * len(sides)
        for (left, first), (right, second) in pairwise(enumerate(facts)):
            beside[right] = beside[right] or first or ""
            beside[left] = beside[left] or second or ""
        for side, fact in zip(sides, beside, strict=True):
            yield from self.of(side, fact)

    def _name(self, node: ast.Name | ast.Attribute, beside: str) -> Iterator[tuple[Symbol, Span]]:
        name = dotted(node)
        if name is None:
            return
        span = self._expression.span(node)
        if name in self._values.get(beside, ()):
            yield Symbol("value", name, beside), span
        elif name.startswith(PARAMETER):
            yield Symbol("parameter", name.removeprefix(PARAMETER)), span._replace(column=span.column + len(PARAMETER))
        elif to_boolean(name) is None:
            yield Symbol("name", name), span
