"""L202: a rule that only restates another, with more conditions."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import permutations

from simexit.author.lint.lint import Lint, Note
from simexit.author.lint.lints.same_rule import conjuncts
from simexit.author.lint.normal import implies
from simexit.author.lint.subject import Subject
from simexit.author.pages.page import Page
from simexit.model.assembly import dated
from simexit.model.rules import Rule, RuleSet
from simexit.text.codes import Code
from simexit.text.diagnostics import Related


def check(subject: Subject) -> Iterator[Note]:
    """Yield rules that are true only where another one for the same conclusion is true anyway."""
    for rules in subject.rules.rules_for.values():
        for narrow, wide in permutations(rules, 2):
            if _restates(narrow, wide, subject.rules):
                message = f"wherever this rule is true, `{wide.name}` concludes the same"
                yield Note(narrow.span, message, related=(Related(wide.span, f"rule `{wide.name}`"),))


def _restates(narrow: Rule, wide: Rule, rules: RuleSet) -> bool:
    if narrow.overrides or wide.condition != dated(wide.when, wide.in_force) or not _within(narrow, wide):
        return False
    wanted, there = conjuncts(wide.when, rules), conjuncts(narrow.when, rules)
    return wanted != there and all(any(implies(part, needed, rules) for part in there) for needed in wanted)


def _within(narrow: Rule, wide: Rule) -> bool:
    starts_later = (narrow.in_force[0] or date.min) >= (wide.in_force[0] or date.min)
    return starts_later and (narrow.in_force[1] or date.max) <= (wide.in_force[1] or date.max)


LINT = Lint(
    code=Code.RESTATES,
    check=check,
    page=Page(
        summary=(
            "Several rules for one conclusion are joined by `or`, so a rule that asks for all that another asks for, and for more, "
            "changes nothing. `simexit prove` finds this through derived facts and figures too (P302)."
        ),
        avoid={
            "rules/desk/pay-fine-late.yaml": """\
when: fine.owed > 10 and late
then: {action: pay_fine}
why: {en: "A late book, and you owe {fine.owed}.", ru: "Книга просрочена, и за вами {fine.owed}."}
sources: [house-rules]
checked: 2026-11-21
"""
        },
        prefer={
            "rules/desk/pay-fine.yaml": """\
when: fine.owed > 0
then: {action: pay_fine}
why: {en: "You owe {fine.owed}.", ru: "За вами {fine.owed}."}
sources: [house-rules]
checked: 2026-11-21
"""
        },
        why="The author of the narrow rule believes that it limits something. The wide one concludes the same without it.",
        mend="Take the narrow rule out; or, where it is meant as a limit, put its condition into the wide one.",
    ),
)
