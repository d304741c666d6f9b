"""L201: two rules that say the same, or could be one."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import combinations

from simexit.author.lint.lint import Lint, Note
from simexit.author.lint.normal import normal
from simexit.author.lint.subject import Subject
from simexit.author.lint.values import only_fact
from simexit.author.pages.page import Page
from simexit.model.expressions import All, Condition
from simexit.model.rules import Rule, RuleSet
from simexit.model.types import Choice
from simexit.text.codes import Code
from simexit.text.diagnostics import Related


def check(subject: Subject) -> Iterator[Note]:
    """Yield the later of two rules for the same conclusion that hold in the same situations, or differ in one value alone."""
    for rules in subject.rules.rules_for.values():
        for first, second in combinations(rules, 2):
            message = _alike(first, second, subject.rules)
            if message is not None:
                yield Note(second.span, message, related=(Related(first.span, f"rule `{first.name}`"),))


def _alike(first: Rule, second: Rule, rules: RuleSet) -> str | None:
    if (first.overrides, first.condition == first.when) != (second.overrides, second.condition == second.when):
        return None
    one, other = conjuncts(first.when, rules), conjuncts(second.when, rules)
    if one == other:
        return f"this is the same rule as `{first.name}`" if _on_one_day(first, second) else None
    if first.why == second.why and first.in_force == second.in_force and _differ_in_a_choice(one - other, other - one, rules):
        return f"this rule differs from `{first.name}` in one value alone; one rule with `in [...]` says both"
    return None


def conjuncts(condition: Condition, rules: RuleSet) -> frozenset[Condition]:
    """Return what must all be true, each in one form."""
    simple = normal(condition, rules)
    return frozenset(simple.parts if isinstance(simple, All) else (simple,))


def _on_one_day(first: Rule, second: Rule) -> bool:
    start = max(first.in_force[0] or date.min, second.in_force[0] or date.min)
    end = min(first.in_force[1] or date.max, second.in_force[1] or date.max)
    return start <= end


def _differ_in_a_choice(one: frozenset[Condition], other: frozenset[Condition], rules: RuleSet) -> bool:
    if len(one) != 1 or len(other) != 1:
        return False
    fact = only_fact(next(iter(one)))
    return fact is not None and fact == only_fact(next(iter(other))) and isinstance(rules.vocabulary.facts[fact].type, Choice)


_RULE = """\
when: not book.returned{}
then: {{action: bring_book}}
why: {{en: The book is not back yet., ru: Книга ещё не возвращена.}}
sources: [house-rules]
checked: 2026-11-21
"""

LINT = Lint(
    code=Code.SAME_RULE,
    check=check,
    page=Page(
        summary=(
            "Two rules conclude the same thing in the same situations, or with the same reason in situations that differ in the value of "
            "one fact."
        ),
        avoid={
            "rules/home/bring-book.yaml": _RULE.format(" and branch == main"),
            "rules/home/bring-book-north.yaml": _RULE.format(" and branch == north"),
        },
        prefer={"rules/home/bring-book.yaml": _RULE.format("")},
        why="When the law or the practice changes, one of them will be forgotten, and nothing shows that they belong together.",
        mend="Keep one rule. Where the reasons differ, give each rule its own `why`: then they are two rules, and may stay.",
    ),
)
