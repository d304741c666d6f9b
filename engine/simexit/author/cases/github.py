"""Results of cases as workflow commands of GitHub, which shows them beside the lines of a change."""

from __future__ import annotations

from typing import TYPE_CHECKING

from simexit.author.annotations import annotation

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from simexit.author.cases.run import Result
    from simexit.text.diagnostics import Diagnostic


def error_lines(results: Iterable[Result], findings: Iterable[Diagnostic]) -> Iterator[str]:
    """Yield a line for each finding and for each expectation that did not come true."""
    for finding in findings:
        yield annotation("error", finding.span, finding.code.code, finding.message)
    for result in results:
        for difference in result.differences:
            yield annotation("error", difference.span, f"{result.outcome}: {result.case.name}", difference.message)
