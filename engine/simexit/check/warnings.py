"""kb/warnings and kb/deadlines: what can go wrong, and by when something must be done."""

from __future__ import annotations

from typing import TYPE_CHECKING

from simexit.check.entry_forms import DEADLINE, WARNING
from simexit.check.terms import typed_term
from simexit.check.texts import is_name, sources, text
from simexit.model.types import Day
from simexit.model.vocabulary import SEVERITIES, Caution, Deadline
from simexit.parse.expressions import parse_expression
from simexit.parse.shapes import fields, one_of, scalar

if TYPE_CHECKING:
    from simexit.check.context import Context
    from simexit.check.files import Files


def warnings(files: Files, context: Context) -> dict[str, Caution]:
    """Read the warnings, the gravest first."""
    found: list[Caution] = []
    for _, key, node in files.entries("warnings", "warnings", context.findings):
        what = f"warning `{key.text}`"
        if not is_name(key, "a warning", context) or not context.define("warning", key.text, key.span):
            continue
        entry = fields(node, what, context.findings, needs=WARNING.needs, may=WARNING.may)
        if entry is None:
            continue
        severity = one_of(entry["severity"], f"severity of {what}", SEVERITIES, context.findings)
        if severity is not None:
            headline, wording = text(entry["title"], f"title of {what}", context), text(entry["text"], f"text of {what}", context)
            found.append(Caution(key.text, severity, headline, wording, sources(entry, what, context), key.span))
    return {caution.name: caution for caution in sorted(found, key=lambda caution: SEVERITIES.index(caution.severity))}


def deadlines(files: Files, context: Context) -> dict[str, Deadline]:
    """Read the deadlines."""
    found: dict[str, Deadline] = {}
    for _, key, node in files.entries("deadlines", "deadlines", context.findings):
        what = f"deadline `{key.text}`"
        if not is_name(key, "a deadline", context) or not context.define("deadline", key.text, key.span):
            continue
        entry = fields(node, what, context.findings, needs=DEADLINE.needs)
        if entry is None:
            continue
        word = scalar(entry["by"], f"by of {what}", context.findings)
        expression = None if word is None else parse_expression(word, context.findings)
        by = None if expression is None else typed_term(expression, Day(), f"by of {what}", context)
        label = text(entry["label"], f"label of {what}", context)
        if by is not None:
            found[key.text] = Deadline(key.text, by, label, key.span)
    return found
