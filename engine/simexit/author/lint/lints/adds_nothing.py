"""L103: a part of a condition that adds nothing to the part beside it."""

from __future__ import annotations

from collections.abc import Iterator

from simexit.author.lint.lint import Edit, Lint, Note
from simexit.author.lint.lints.decided import verdict
from simexit.author.lint.normal import needless, normal
from simexit.author.lint.parts import Written
from simexit.author.lint.subject import Subject
from simexit.author.pages.page import Page
from simexit.model.expressions import All, Some
from simexit.model.rules import RuleSet
from simexit.text.codes import Code
from simexit.text.diagnostics import Related
from simexit.text.source import Span


def check(subject: Subject) -> Iterator[Note]:
    """Yield parts that the part beside them implies, or says already."""
    for condition in subject.conditions:
        for group in condition.everything():
            if isinstance(group.condition, All | Some) and group.parts and verdict(group.condition, subject.rules) is None:
                yield from _needless(group, type(group.condition), subject.rules)


def _needless(group: Written, kind: type[All | Some], rules: RuleSet) -> Iterator[Note]:
    parts = [normal(part.condition, rules) for part in group.parts]
    if any(verdict(part, rules) is not None for part in parts):
        return  # what is always true or false is another lint's
    joined = "and" if kind is All else "or"
    for place, other in needless(parts, kind, rules).items():
        part, beside = group.parts[place], group.parts[other]
        said = "says the same" if parts[place] == parts[other] else "says this already" if kind is All else "is true wherever this is"
        edits = _without(group, place, joined)
        related = (Related(beside.span, f"what {said}"),)
        yield Note(part.span, "this adds nothing to the part beside it", related=related, edits=edits)


def _without(group: Written, place: int, joined: str) -> tuple[Edit, ...]:
    """Return the edit that takes out one part of an expression with the word that joins it, where only that word stands between."""
    parts = group.parts
    first, second = (parts[place - 1], parts[place]) if place else (parts[0], parts[1])
    if not (first.is_as_written and second.is_as_written) or _between(first.span, second.span).split() != [joined]:
        return ()
    whole = parts[place].span
    if place:
        return (Edit(whole._replace(line=first.span.end_line, column=first.span.end_column), ""),)
    return (Edit(whole._replace(end_line=second.span.line, end_column=second.span.column), ""),)


def _between(first: Span, second: Span) -> str:
    """Return the text between two places of one line; empty where they are on different ones."""
    line = first.source.line(first.end_line)
    return line[first.end_column - 1 : second.column - 1] if first.end_line == second.line else ""


LINT = Lint(
    code=Code.ADDS_NOTHING,
    check=check,
    page=Page(
        summary="Beside another part, this part of a condition changes nothing: the other one says the same, or more.",
        avoid={
            "rules/warnings/fine-grows.yaml": """\
when: late and loan.weeks <= 2 and loan.weeks < 6
then: {warning: fine_grows}
why: {en: A short loan is late., ru: Короткая выдача просрочена.}
sources: [house-rules]
checked: 2026-11-21
"""
        },
        prefer={
            "rules/warnings/fine-grows.yaml": """\
when: late and loan.weeks <= 2
then: {warning: fine_grows}
why: {en: A short loan is late., ru: Короткая выдача просрочена.}
sources: [house-rules]
checked: 2026-11-21
"""
        },
        why="Who reads the rule looks for what the part is for. When one of the two is changed later, the other one is forgotten.",
        mend="Take the part out; `simexit lint --fix` does so where it stands in one expression on one line.",
    ),
)
