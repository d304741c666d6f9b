"""Findings as workflow commands of GitHub, which shows them beside the lines of a change.

The form and its escapes: https://docs.github.com/actions/reference/workflow-commands-for-github-actions
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from simexit.text.diagnostics import Diagnostic
    from simexit.text.source import Span


def annotation_lines(findings: Iterable[Diagnostic]) -> Iterator[str]:
    """Yield a line for each finding; the hint is part of what it says."""
    for finding in findings:
        message = finding.message if finding.hint is None else f"{finding.message}\n{finding.hint}"
        yield annotation(finding.code.level, finding.span, finding.code.code, message)


def annotation(level: Literal["error", "warning"], span: Span | None, title: str, message: str) -> str:
    """Return one line."""
    place = {} if span is None else {"file": span.source.name, "line": str(span.line), "col": str(span.column)}
    properties = ",".join(f"{key}={_property(value)}" for key, value in {**place, "title": title}.items())
    return f"::{level} {properties}::{_data(message)}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
