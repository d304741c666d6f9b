"""L102: a comparison beyond the range of its fact."""

from __future__ import annotations

from collections.abc import Iterator

from simexit.author.lint.lint import Lint, Note
from simexit.author.lint.lints.decided import is_beyond_range, verdict
from simexit.author.lint.subject import Subject
from simexit.author.lint.values import only_fact
from simexit.author.pages.page import Page
from simexit.model.rules import RuleSet
from simexit.model.types import FIRST_DAY, LARGEST_NUMBER, LAST_DAY, Integer, Money
from simexit.text.codes import Code
from simexit.text.diagnostics import Related


def check(subject: Subject) -> Iterator[Note]:
    """Yield comparisons of numbers and days that no value of the fact can make true, or false."""
    for condition in subject.conditions:
        for part in condition.everything():
            fact = only_fact(part.condition)
            value = verdict(part.condition, subject.rules)
            if fact is not None and value is not None and is_beyond_range(part.condition, subject.rules):
                message = f"this is always {'true' if value else 'false'}: `{fact}` is {_range(fact, subject.rules)}"
                related = (Related(subject.rules.vocabulary.facts[fact].span, "the fact"),)
                yield Note(part.span, message, related=related)


def _range(fact: str, rules: RuleSet) -> str:
    match rules.vocabulary.facts[fact].type:
        case Integer(_, low, high) | Money(_, low, high):
            lowest = [f"at least {low}"] if low > -LARGEST_NUMBER else []
            highest = [f"at most {high}"] if high < LARGEST_NUMBER else []
            return " and ".join(lowest + highest) or f"between {-LARGEST_NUMBER} and {LARGEST_NUMBER}"
        case _:
            return f"between {FIRST_DAY} and {LAST_DAY}"


LINT = Lint(
    code=Code.BEYOND_RANGE,
    check=check,
    page=Page(
        summary="The `range` of the fact decides this comparison, whatever a person tells.",
        avoid={
            "rules/warnings/fine-grows.yaml": """\
when: late and loan.weeks < 10      # a loan is for 8 weeks at most
then: {warning: fine_grows}
why: {en: A short loan is late., ru: Короткая выдача просрочена.}
sources: [house-rules]
checked: 2026-11-21
"""
        },
        prefer={
            "rules/warnings/fine-grows.yaml": """\
when: late and loan.weeks < 8
then: {warning: fine_grows}
why: {en: A short loan is late., ru: Короткая выдача просрочена.}
sources: [house-rules]
checked: 2026-11-21
"""
        },
        why=(
            "Either the comparison is wrong, or the range is: both come from a source, and one of them was not followed. "
            "Where the range is too narrow, a person cannot tell what is so."
        ),
        mend="Compare with a value inside the range, take the comparison out, or correct `range` in the fact.",
    ),
)
