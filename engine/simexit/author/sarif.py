"""Findings as SARIF 2.1.0, which code hosts and editors read.

The standard: https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

from simexit.author.pages.all import page_of
from simexit.author.pages.markdown import page_text
from simexit.version import __version__

if TYPE_CHECKING:
    from collections.abc import Iterable

    from simexit.author.lint.lint import Edit, Finding
    from simexit.text.codes import Code
    from simexit.text.diagnostics import Diagnostic, Related
    from simexit.text.source import Span

Plain = dict[str, object]
SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"


def sarif(findings: Iterable[Finding]) -> Plain:
    """Return a log of one run as plain values for JSON."""
    found = tuple(findings)
    codes = sorted({finding.diagnostic.code for finding in found}, key=lambda code: code.code)
    driver = {"name": "simexit", "version": __version__, "rules": [_rule(code) for code in codes]}
    results = [_result(finding, codes.index(finding.diagnostic.code)) for finding in found]
    run = {"tool": {"driver": driver}, "columnKind": "unicodeCodePoints", "results": results}
    return {"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}


def _rule(code: Code) -> Plain:
    return {
        "id": code.code,
        "shortDescription": {"text": code.summary},
        "fullDescription": {"text": page_of(code).summary},
        "help": {"text": page_of(code).mend, "markdown": page_text(code)},
        "defaultConfiguration": {"level": code.level},
    }


def _result(finding: Finding, index: int) -> Plain:
    diagnostic = finding.diagnostic
    result: Plain = {
        "ruleId": diagnostic.code.code,
        "ruleIndex": index,
        "level": diagnostic.code.level,
        "message": {"text": _said(diagnostic)},
    }
    if diagnostic.span is not None:
        result["locations"] = [{"physicalLocation": _place(diagnostic.span)}]
    if diagnostic.related:
        result["relatedLocations"] = [_related(one) for one in diagnostic.related]
    if finding.edits:
        result["fixes"] = [{"artifactChanges": [_change(edit) for edit in finding.edits]}]
    return result


def _said(diagnostic: Diagnostic) -> str:
    return diagnostic.message if diagnostic.hint is None else f"{diagnostic.message}; {diagnostic.hint}"


def _related(related: Related) -> Plain:
    return {"physicalLocation": _place(related.span), "message": {"text": related.message}}


def _change(edit: Edit) -> Plain:
    replacement = {"deletedRegion": _region(edit.span), "insertedContent": {"text": edit.text}}
    return {"artifactLocation": {"uri": _uri(edit.span.source.name)}, "replacements": [replacement]}


def _place(span: Span) -> Plain:
    return {"artifactLocation": {"uri": _uri(span.source.name)}, "region": _region(span)}


def _region(span: Span) -> Plain:
    return {"startLine": span.line, "startColumn": span.column, "endLine": span.end_line, "endColumn": span.end_column}


def _uri(name: str) -> str:
    """Return the name of a file as a reference: relative ones stay relative, to the folder in which the program ran."""
    return Path(name).as_uri() if Path(name).is_absolute() else quote(name)
