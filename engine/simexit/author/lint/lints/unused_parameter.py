"""L301: a parameter that nothing uses."""

from __future__ import annotations

from collections.abc import Iterator

from simexit.author.lint.lint import Lint, Note
from simexit.author.lint.subject import Subject
from simexit.author.pages.page import Page
from simexit.text.codes import Code


def check(subject: Subject) -> Iterator[Note]:
    """Yield parameters that stand in no condition, value, day or text."""
    for parameter in subject.rules.vocabulary.parameters.values():
        if f"parameter.{parameter.name}" not in subject.words_used:
            yield Note(
                parameter.span, f"nothing uses the parameter `{parameter.name}`", hint="use it in a rule or in a text, or take it out"
            )


LINT = Lint(
    code=Code.UNUSED_PARAMETER,
    check=check,
    page=Page(
        summary="No condition, derived value, deadline, outcome or text names this parameter.",
        avoid={
            "kb/parameters/weeks.yaml": """\
longest_loan:
  type: integer
  unit: weeks
  label: {en: weeks of the longest loan, ru: самый долгий срок}
  values:
    - {value: 8, confidence: official, checked: 2026-11-20, sources: [house-rules]}
"""
        },
        prefer={
            "kb/parameters/weeks.yaml": """\
longest_loan:
  type: integer
  unit: weeks
  label: {en: weeks of the longest loan, ru: самый долгий срок}
  values:
    - {value: 8, confidence: official, checked: 2026-11-20, sources: [house-rules]}
""",
            "rules/warnings/fine-grows.yaml": """\
when: late and loan.weeks == parameter.longest_loan
then: {warning: fine_grows}
why: {en: A long loan is late., ru: Долгая выдача просрочена.}
sources: [house-rules]
checked: 2026-11-21
""",
        },
        why=(
            "A figure must be read again every so often, and a new year needs a new value. For a figure that nothing uses this is work "
            "for nothing; often it was forgotten in a rule, where the number is written out."
        ),
        mend="Use it, or take the entry out. Facts that nothing uses are K502, derived facts L302.",
    ),
)
