"""The lints over a library: each is asked, and what the library switches off is left out."""

from __future__ import annotations

from datetime import date
from fnmatch import fnmatchcase
from functools import cache
from importlib import import_module
from pkgutil import iter_modules

from simexit.author.lint import lints as folder
from simexit.author.lint.lint import Finding, Lint
from simexit.author.lint.subject import Subject
from simexit.check.files import Text, parsed, read_texts
from simexit.check.ruleset import check_texts
from simexit.libraries import Library
from simexit.model.clock import day_in
from simexit.model.rules import RuleSet
from simexit.model.vocabulary import SwitchedOff
from simexit.text.diagnostics import Diagnostic, Findings
from simexit.text.source import Source


@cache
def lints() -> tuple[Lint, ...]:
    """Return every lint, in the order of the codes."""
    modules = (import_module(f"{folder.__name__}.{module.name}") for module in iter_modules(folder.__path__))
    return tuple(sorted((module.LINT for module in modules), key=lambda lint: lint.code.code))


def lint(library: Library, today: date | None = None) -> tuple[RuleSet | None, tuple[Finding, ...]]:
    """Check a library and ask every lint; where there are errors, these alone are found, and there is no rule set.

    `today` is the day by which age is judged, the day where the library is at home if not given.
    """
    findings = Findings()
    return lint_texts(read_texts(library, findings), library, findings, today)


def lint_texts(
    texts: tuple[Text, ...], library: Library, findings: Findings, today: date | None
) -> tuple[RuleSet | None, tuple[Finding, ...]]:
    """Do the same with a library whose files were read; `findings` are the problems found in reading them."""
    rules, findings = check_texts(texts, library, findings)
    if rules is None:
        return None, tuple(Finding(diagnostic, ()) for diagnostic in findings.in_order())
    settings = rules.vocabulary.settings
    subject = Subject(rules, parsed(texts, library, Findings()), today or day_in(settings.time_zone))
    paths = {text.source: f"{text.folder}/{text.path}.yaml" for text in texts}
    return rules, tuple(sorted(_found(subject, settings.lints, paths), key=_place))


def _found(subject: Subject, off: tuple[SwitchedOff, ...], paths: dict[Source, str]) -> set[Finding]:
    found: set[Finding] = set()
    for one in lints():
        exceptions = [exception for exception in off if exception.code == one.code.code]
        for note in one.check(subject):
            if not any(_covers(exception, paths[note.span.source]) for exception in exceptions):
                found.add(Finding(Diagnostic(one.code, note.message, note.span, note.hint, note.related), note.edits))
    return found


def _covers(exception: SwitchedOff, path: str) -> bool:
    return not exception.files or any(fnmatchcase(path, pattern) for pattern in exception.files)


def _place(finding: Finding) -> tuple[str, int, int, str, str]:
    diagnostic = finding.diagnostic
    assert diagnostic.span is not None, "a lint names a place"
    return (diagnostic.span.source.name, diagnostic.span.line, diagnostic.span.column, diagnostic.code.code, diagnostic.message)
