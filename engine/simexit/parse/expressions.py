"""The text of an expression to Python's own syntax tree, with places in the YAML file.

The tree comes from the standard `ast` module and is only ever read; nothing is evaluated by Python.
"""

from __future__ import annotations

import ast
import warnings
from functools import lru_cache
from typing import TYPE_CHECKING

from simexit.record import record
from simexit.text.codes import Code

if TYPE_CHECKING:
    from simexit.parse.nodes import Scalar
    from simexit.text.diagnostics import Findings
    from simexit.text.source import Span

LONGEST = 4000
DEEPEST = 160


@record
class Expression:
    """A syntax tree and the scalar it was written in."""

    tree: ast.expr
    scalar: Scalar

    def span(self, node: ast.expr) -> Span:
        """Return the place of a part of the tree in the file."""
        # the tree was read from one line without the blanks before it; its columns are byte offsets
        text = _one_line(self.scalar.text)
        before = len(text) - len(text.lstrip())
        if text.isascii() and node.end_col_offset is not None:
            return self.scalar.part(before + node.col_offset, before + node.end_col_offset)
        data = text.lstrip().encode()
        start = len(data[: node.col_offset].decode(errors="replace"))
        end = len(data[: node.end_col_offset].decode(errors="replace"))
        return self.scalar.part(before + start, before + end)

    def source_of(self, node: ast.expr) -> str:
        """Return the text of a part of the tree."""
        return ast.get_source_segment(_one_line(self.scalar.text).lstrip(), node) or ""


def parse_expression(scalar: Scalar, findings: Findings) -> Expression | None:
    """Parse the text of a scalar, or note where it cannot be read."""
    text = _one_line(scalar.text)
    if not text.strip():
        findings.add(Code.SYNTAX, scalar.span, "an expression is expected here")
        return None
    if len(text) > LONGEST:
        findings.add(Code.SYNTAX, scalar.span, f"the expression is longer than {LONGEST} characters", hint="split it with `all:` or `any:`")
        return None
    if "#" in text:
        place = text.index("#")
        findings.add(Code.SYNTAX, scalar.part(place, place + 1), "a comment has no place inside an expression")
        return None
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", SyntaxWarning)
            # the line end makes Python name the place where an end is missing
            tree, is_deep = _tree(text.lstrip() + "\n")
    except SyntaxError as error:
        before = len(text) - len(text.lstrip())
        offset = max(0, min(before + (error.offset or 1) - 1, len(text.rstrip()) - 1))
        findings.add(Code.SYNTAX, scalar.part(offset, offset + 1), _message(error, text))
        return None
    except (RecursionError, MemoryError, ValueError):
        findings.add(Code.SYNTAX, scalar.span, "the expression is nested too deeply or holds characters that cannot be read")
        return None
    if is_deep:
        findings.add(Code.SYNTAX, scalar.span, f"the expression is nested more than {DEEPEST} levels deep")
        return None
    return Expression(tree, scalar)


@lru_cache(maxsize=4096)  # a library is checked again and again while it is written, and little of it changes
def _tree(text: str) -> tuple[ast.expr, bool]:
    """Return the tree of an expression, which nobody changes, and whether it is too deep."""
    tree = ast.parse(text, mode="eval").body
    return tree, _deeper_than(DEEPEST, tree)


def _deeper_than(most: int, tree: ast.expr) -> bool:
    """Return whether a tree has more levels than that; looked at level by level, so that no depth can hurt."""
    level: list[ast.AST] = [tree]
    for _ in range(most):
        level = [child for node in level for child in ast.iter_child_nodes(node)]
        if not level:
            return False
    return True


def _one_line(text: str) -> str:
    return text.replace("\n", " ")


def _message(error: SyntaxError, text: str) -> str:
    said = error.msg or ""
    if "leading zeros" in said:
        return "a number has no zero before it, and a date must stand in quotes, such as '2026-01-03'"
    if text.count("(") != text.count(")"):
        return "a parenthesis is not closed, or one too many"
    if "=" in text and "==" not in text and ("Maybe you meant" in said or "cannot assign" in said or "invalid syntax" in said):
        return "the expression cannot be read; to compare, write `==`"
    return "the expression cannot be read from here on"
