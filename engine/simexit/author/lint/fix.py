"""Mends what lints found where the mend is certain: by place, one after the other, each checked before the next.

A mend is kept only where the library is still right afterwards, says the same in every entry, and has one finding less and no new one.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import NamedTuple

from simexit.author.lint.lint import Edit, Finding
from simexit.author.lint.run import lint_texts
from simexit.author.lint.same import essence
from simexit.check.files import decoded
from simexit.check.reading import Unread, read_files
from simexit.libraries import Library
from simexit.model.rules import RuleSet
from simexit.text.diagnostics import Diagnostic, Findings
from simexit.text.source import Source, Span

_LINE = re.compile("[^\r\n\x85\u2028\u2029]*(?:\r\n|[\n\r\x85\u2028\u2029]|$)")
_MARK = "\ufeff"


class Mended(NamedTuple):
    """The files that change, by path, with their new content; what was mended, and what is still found."""

    files: dict[Path, bytes]
    mended: tuple[Diagnostic, ...]
    findings: tuple[Finding, ...]


class _State(NamedTuple):
    """A library on the way: its files, and what is found in them."""

    files: tuple[Unread, ...]
    rules: RuleSet
    findings: tuple[Finding, ...]


def fixed(library: Library, today: date | None, wanted: Callable[[Path], bool]) -> Mended | None:
    """Return a library with the certain mends made in the files that are wanted; None where it has errors."""
    findings = Findings()
    files = read_files(library, findings)
    state = None if len(findings) else _look(files, library, today)
    if state is None:
        return None
    mended: list[Diagnostic] = []
    refused: set[tuple[str, str]] = set()
    while (finding := next(_open(state, refused, wanted), None)) is not None:
        after = _after(state, finding, library, today)
        if after is None:
            refused.add(_key(finding))
        else:
            mended.append(finding.diagnostic)
            state = after
    changed = (file for file, before in zip(state.files, files, strict=True) if file.content != before.content)
    return Mended({_path(file, library): file.content for file in changed}, tuple(mended), state.findings)


def edited(content: bytes, edits: tuple[Edit, ...]) -> bytes:
    """Return a file with some stretches of it replaced; everything else stays byte for byte."""
    text = content.decode()
    start = len(_MARK) if text.startswith(_MARK) else 0
    lines = [found.start() for found in _LINE.finditer(text, start)]
    for edit in sorted(edits, key=lambda one: (one.span.line, one.span.column), reverse=True):
        first, last = (lines[line - 1] + column - 1 for line, column in _ends(edit.span))
        text = text[:first] + edit.text + text[last:]
    return text.encode()


def _ends(span: Span) -> tuple[tuple[int, int], tuple[int, int]]:
    return (span.line, span.column), (span.end_line, span.end_column)


def _look(files: tuple[Unread, ...], library: Library, today: date | None) -> _State | None:
    findings = Findings()
    rules, found = lint_texts(decoded(files, findings), library, findings, today)
    return None if rules is None else _State(files, rules, found)


def _open(state: _State, refused: set[tuple[str, str]], wanted: Callable[[Path], bool]) -> Iterator[Finding]:
    """Yield what can be mended and was not refused."""
    for finding in state.findings:
        if finding.edits and _key(finding) not in refused and wanted(Path(_source(finding).name)):
            yield finding


def _after(state: _State, finding: Finding, library: Library, today: date | None) -> _State | None:
    """Return the library after one mend, or None where the mend is not certain after all."""
    name = _source(finding).name
    files = tuple(replace(file, content=edited(file.content, finding.edits)) if file.name == name else file for file in state.files)
    after = _look(files, library, today)
    if after is None or essence(after.rules) != essence(state.rules):
        return None
    before, left = Counter(map(_kind, state.findings)), Counter(map(_kind, after.findings))
    return after if left < before else None


def _kind(finding: Finding) -> tuple[str, str]:
    """Return what is counted: a mend may move a finding to another place of its file."""
    return _source(finding).name, finding.diagnostic.code.code


def _key(finding: Finding) -> tuple[str, str]:
    span = finding.diagnostic.span
    return (span.place if span is not None else ""), finding.diagnostic.message


def _source(finding: Finding) -> Source:
    assert finding.diagnostic.span is not None, "a lint names a place"
    return finding.diagnostic.span.source


def _path(file: Unread, library: Library) -> Path:
    return library.root / file.folder / f"{file.path}.yaml"
