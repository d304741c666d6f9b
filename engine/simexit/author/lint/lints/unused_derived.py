"""L302: a derived fact that nothing uses."""

from __future__ import annotations

from collections.abc import Iterator

from simexit.author.lint.lint import Lint, Note
from simexit.author.lint.subject import Subject
from simexit.author.pages.page import Page
from simexit.text.codes import Code


def check(subject: Subject) -> Iterator[Note]:
    """Yield derived conditions and values that stand in no condition, value, day or text."""
    for derived in subject.rules.vocabulary.derived.values():
        if derived.name not in subject.words_used:
            yield Note(
                derived.span, f"nothing uses the derived fact `{derived.name}`", hint="use it, or take it out together with its rules"
            )


LINT = Lint(
    code=Code.UNUSED_DERIVED,
    check=check,
    page=Page(
        summary="No condition, value, deadline or text names this derived fact; only its own rules speak of it.",
        avoid={
            "kb/derived/more.yaml": "lent_long:\n  label: {en: the loan is a long one, ru: выдача долгая}\n",
            "rules/derived/lent-long.yaml": """\
when: loan.weeks > 4
then: {derived: lent_long}
why: {en: It is lent for more than four weeks., ru: Она выдана больше чем на четыре недели.}
sources: [house-rules]
checked: 2026-11-21
""",
        },
        prefer={
            "kb/derived/more.yaml": "lent_long:\n  label: {en: the loan is a long one, ru: выдача долгая}\n",
            "rules/derived/lent-long.yaml": """\
when: loan.weeks > 4
then: {derived: lent_long}
why: {en: It is lent for more than four weeks., ru: Она выдана больше чем на четыре недели.}
sources: [house-rules]
checked: 2026-11-21
""",
            "rules/warnings/fine-grows.yaml": """\
when: late and not lent_long
then: {warning: fine_grows}
why: {en: A short loan is late., ru: Короткая выдача просрочена.}
sources: [house-rules]
checked: 2026-11-21
""",
        },
        why="A name is there to be used. One that nothing uses is checked and read again for nothing.",
        mend="Use it, or take it out together with the rules that conclude it.",
    ),
)
