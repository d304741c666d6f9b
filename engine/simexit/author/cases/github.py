"""Results of cases as workflow commands of GitHub, which shows them beside the lines of a change.

The form and its escapes: https://docs.github.com/actions/reference/workflow-commands-for-github-actions
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from simexit.author.cases.run import Result
    from simexit.text.diagnostics import Diagnostic
    from simexit.text.source import Span


def error_lines(results: Iterable[Result], findings: Iterable[Diagnostic]) -> Iterator[str]:
    """Yield a line for each finding and for each expectation that did not come true."""
    for finding in findings:
        yield _error(finding.span, finding.code.code, finding.message)
    for result in results:
        for difference in result.differences:
            yield _error(difference.span, f"{result.outcome}: {result.case.name}", difference.message)


def _error(span: Span | None, title: str, message: str) -> str:
    place = {} if span is None else {"file": span.source.name, "line": str(span.line), "col": str(span.column)}
    properties = ",".join(f"{key}={_property(value)}" for key, value in {**place, "title": title}.items())
    return f"::error {properties}::{_data(message)}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
