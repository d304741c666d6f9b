"""Findings as text for people: place, message, the line with its culprit underlined, hint."""

from __future__ import annotations

from typing import TYPE_CHECKING

from simexit.text.width import width

if TYPE_CHECKING:
    from collections.abc import Iterable

    from simexit.text.diagnostics import Diagnostic
    from simexit.text.source import Span

SHOWN = 100
LONGEST_LINE = 160


def render(diagnostics: Iterable[Diagnostic]) -> str:
    """Return all findings as one text, at most a hundred of them, the rest counted."""
    findings = list(diagnostics)
    blocks = [render_one(finding) for finding in findings[:SHOWN]]
    if len(findings) > SHOWN:
        blocks.append(f"… and {len(findings) - SHOWN} more")
    return "\n".join(blocks)


def render_one(finding: Diagnostic) -> str:
    """Return one finding as a block of lines."""
    head = f"{finding.code.level}[{finding.code.code}]: {finding.message}"
    lines = [head] if finding.span is None else [f"{finding.span.place}: {head}", *_excerpt(finding.span)]
    margin = "       "
    for related in finding.related:
        lines += [f"{margin}= {related.message}: {related.span.place}"]
    if finding.hint:
        lines.append(f"{margin}= hint: {finding.hint}")
    return "\n".join(lines)


def _excerpt(span: Span) -> list[str]:
    line = span.source.line(span.line)
    if not line.strip():
        return []
    start = span.column - 1
    end = span.end_column - 1 if span.end_line == span.line else len(line)
    first = max(0, start - LONGEST_LINE // 2)
    shown = line[first : first + LONGEST_LINE].replace("\t", " ")
    before, marked = line[first:start], line[start : min(end, first + LONGEST_LINE)]
    return [f"{span.line:>6} | {_printable(shown)}", f"       | {' ' * width(before)}{'^' * max(1, width(marked))}"]


def _printable(line: str) -> str:
    return "".join(character if character.isprintable() else "�" for character in line)
