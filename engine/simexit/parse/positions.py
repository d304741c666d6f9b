"""Where a character of a scalar's value stands in the file, whatever the style the scalar is written in."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from simexit.parse.nodes import Scalar


def position_of(scalar: Scalar, offset: int) -> tuple[int, int] | None:
    """Return line and column (from 1) of the character `offset` of the scalar's text.

    Folding and indentation change only white space, so the other characters are found one after the other. Where an
    escape makes that impossible, there is no answer.
    """
    if not scalar.style and scalar.span.line == scalar.span.end_line:
        return scalar.span.line, scalar.span.column + max(0, min(offset, len(scalar.text) - 1))
    lines = scalar.span.source.lines()
    line, column = scalar.span.line - 1, scalar.span.column - 1
    if scalar.style in {"|", ">"}:
        line, column = line + 1, 0
    elif scalar.quoted:
        column += 1
    for wanted in scalar.text[: offset + 1]:
        if wanted.isspace():
            continue
        while line < len(lines) and (column >= len(lines[line]) or lines[line][column].isspace()):
            line, column = (line + 1, 0) if column >= len(lines[line]) else (line, column + 1)
        if line >= len(lines) or lines[line][column] != wanted:
            return None
        column += 1
    blanks = len(scalar.text[: offset + 1]) - len(scalar.text[: offset + 1].rstrip())
    return line + 1, column + blanks
