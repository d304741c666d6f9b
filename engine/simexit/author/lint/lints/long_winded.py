"""L104: a condition that can be said in a shorter way."""

from __future__ import annotations

from collections.abc import Iterator

from simexit.author.lint.lint import Edit, Lint, Note
from simexit.author.lint.parts import Written
from simexit.author.lint.subject import Subject
from simexit.author.pages.page import Page
from simexit.explain.formula import formula
from simexit.model.expressions import Compare, Constant, FactValue, Not
from simexit.text.codes import Code


def check(subject: Subject) -> Iterator[Note]:
    """Yield comparisons with `true`, lists of one value, and double negations."""
    for condition in subject.conditions:
        for part in condition.everything():
            shorter = _shorter(part)
            if shorter is not None and part.text is not None and shorter != " ".join(part.text.split()):
                edits = (Edit(part.span, shorter),) if part.is_as_written else ()
                yield Note(part.span, f"this can be written `{shorter}`", edits=edits)


def _shorter(part: Written) -> str | None:
    match part.condition:
        case Compare("==", FactValue(name), Constant(True)):
            return name
        case Compare("in", FactValue() as left, Constant(frozenset() as members)) if len(members) == 1:
            return formula(Compare("==", left, Constant(next(iter(members)))))
        case Not(Not()) if part.parts and part.parts[0].parts:
            return part.parts[0].parts[0].text
        case _:
            return None


LINT = Lint(
    code=Code.LONG_WINDED,
    check=check,
    page=Page(
        summary="A comparison with `true`, a list of one value, or `not not`: the same can be said in fewer words.",
        avoid={
            "rules/home/bring-book.yaml": """\
when: not book.returned and branch in [north]
then: {action: bring_book}
why: {en: The book is not back yet., ru: Книга ещё не возвращена.}
sources: [house-rules]
checked: 2026-11-21
"""
        },
        prefer={
            "rules/home/bring-book.yaml": """\
when: not book.returned and branch == north
then: {action: bring_book}
why: {en: The book is not back yet., ru: Книга ещё не возвращена.}
sources: [house-rules]
checked: 2026-11-21
"""
        },
        why="Rules are read by people who are not programmers, and read much more often than written.",
        mend=(
            "`simexit lint --fix` writes it in the shorter way. A comparison with `false` stays: where the fact does not apply it is not "
            "the same as `not`."
        ),
    ),
)
