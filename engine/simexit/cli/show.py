"""Text on a terminal: headings, labelled paragraphs, numbered steps, wrapped by the width that characters really have."""

from __future__ import annotations

import sys

import click

from simexit.text.width import pad, width, wrap

COLOURS = {"critical": "bright_red", "high": "red", "medium": "yellow", "low": "cyan"}
_INDENT = "  "


def columns() -> int:
    """Return how wide to write: the terminal's width, but never so wide that lines are hard to read."""
    if not sys.stdout.isatty():
        return 100
    from shutil import get_terminal_size

    return min(100, get_terminal_size((100, 24)).columns)


def title(label: str, text: str, colour: str) -> None:
    """Write the one line that matters most."""
    lines = wrap(f"{label}: {text}", columns())
    for line in lines:
        click.secho(line, bold=True, fg=colour)


def heading(text: str) -> None:
    """Write a heading with an empty line before it."""
    click.echo()
    click.secho(text, bold=True)


def labelled(label: str, text: str, *, colour: str | None = None, label_width: int | None = None) -> None:
    """Write a paragraph behind a label, later lines under the first."""
    column = max(width(label), label_width or 0) + 2
    lines = wrap(text, max(20, columns() - len(_INDENT) - column))
    click.echo(_INDENT + click.style(pad(label, column), fg=colour, bold=colour is not None) + lines[0])
    for line in lines[1:]:
        click.echo(_INDENT + " " * column + line)


def paragraph(text: str) -> None:
    """Write a text, indented."""
    for line in wrap(text, max(20, columns() - len(_INDENT))):
        click.echo(_INDENT + line)


def steps(texts: tuple[str, ...]) -> None:
    """Write numbered steps."""
    for number, text in enumerate(texts, 1):
        labelled(f"{number}.", text)


def table(rows: list[tuple[str, ...]]) -> None:
    """Write rows in columns; the last column is wrapped."""
    if not rows:
        return
    widths = [max(width(row[place]) for row in rows) for place in range(len(rows[0]) - 1)]
    for row in rows:
        start = "".join(pad(cell, cell_width + 2) for cell, cell_width in zip(row, widths, strict=False))
        lines = wrap(row[-1], max(20, columns() - width(start)))
        click.echo(start + lines[0])
        for line in lines[1:]:
            click.echo(" " * width(start) + line)


def indented(depth: int, text: str) -> None:
    """Write one line of a tree, later lines under the text after its mark."""
    lines = wrap(text, max(20, columns() - len(_INDENT) * (depth + 1)))
    for number, line in enumerate(lines):
        click.echo(_INDENT * (depth + 1 + (number > 0)) + line)
