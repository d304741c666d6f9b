"""A file in canonical form, as `simexit fmt` writes it."""

from __future__ import annotations

from simexit.author.format.canonical import ValueWouldChangeError, canonical
from simexit.editor.layout import layout_of
from simexit.text.diagnostics import Findings
from simexit.text.source import Source


def formatted(source: Source, path: str, profiles: tuple[str, ...]) -> str | None:
    """Return the text of a file, by its path in a library, in canonical form; None where it cannot be read."""
    layout = layout_of(path, profiles)
    try:
        return canonical(source, None if layout is None else layout.shape, Findings())
    except ValueWouldChangeError:
        return None
