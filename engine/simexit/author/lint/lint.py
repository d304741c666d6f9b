"""What a lint is: a code, its page with the examples that are its tests, and a check that yields notes."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import NamedTuple

from simexit.author.lint.subject import Subject
from simexit.author.pages.page import Page
from simexit.text.codes import Code
from simexit.text.diagnostics import Diagnostic, Related
from simexit.text.source import Span


class Edit(NamedTuple):
    """A stretch of a file, and what stands there instead."""

    span: Span
    text: str


class Note(NamedTuple):
    """What a lint sees at one place; `edits` mend it, and are there only where the mend is certain."""

    span: Span
    message: str
    hint: str | None = None
    related: tuple[Related, ...] = ()
    edits: tuple[Edit, ...] = ()


@dataclass(frozen=True, slots=True)
class Lint:
    """One lint."""

    code: Code
    page: Page
    check: Callable[[Subject], Iterable[Note]]


class Finding(NamedTuple):
    """A note as a finding, with the edits that mend it."""

    diagnostic: Diagnostic
    edits: tuple[Edit, ...]
