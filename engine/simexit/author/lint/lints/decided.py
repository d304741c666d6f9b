"""L101: a part of a condition that is always true or always false."""

from __future__ import annotations

from collections.abc import Iterator

from simexit.author.lint.lint import Lint, Note
from simexit.author.lint.parts import Written
from simexit.author.lint.subject import Subject
from simexit.author.lint.values import holds, only_fact, points
from simexit.author.pages.page import Page
from simexit.model.expressions import All, Always, Compare, Condition, Not, Some
from simexit.model.rules import RuleSet
from simexit.model.types import Day, Integer, Money
from simexit.text.codes import Code


def check(subject: Subject) -> Iterator[Note]:
    """Yield the smallest parts that are decided by the types of their facts alone."""
    for condition in subject.conditions:
        yield from _decided(condition, subject.rules)


def _decided(written: Written, rules: RuleSet) -> Iterator[Note]:
    inner = [note for part in written.parts for note in _decided(part, rules)]
    if inner:
        yield from inner
        return
    value = verdict(written.condition, rules)
    if value is not None and not is_beyond_range(written.condition, rules):
        yield Note(written.span, f"this is always {'true' if value else 'false'}", hint=_reason(written.condition))


def verdict(condition: Condition, rules: RuleSet) -> bool | None:
    """Return whether a condition is always true or always false as far as is seen at a glance, or None."""
    if isinstance(condition, Always):
        return condition.value
    fact = only_fact(condition)
    if fact is None:
        return _of_group(condition, rules) if isinstance(condition, All | Some) else None
    truths = {holds(condition, point) for point in points(fact, (condition,), rules)}
    return truths.pop() if len(truths) == 1 else None


def _of_group(condition: All | Some, rules: RuleSet) -> bool | None:
    """Return the verdict on parts side by side: those about one fact together, and a part beside its opposite."""
    kind, parts = type(condition), condition.parts
    decided = kind is Some
    if any(Not(part) in parts for part in parts):
        return decided
    facts = dict.fromkeys(only_fact(part) for part in parts)
    for fact in facts:
        together = tuple(part for part in parts if only_fact(part) == fact)
        if fact is not None and len({holds(kind(together), point) for point in points(fact, together, rules)} | {decided}) == 1:
            return decided
    return None


def is_beyond_range(condition: Condition, rules: RuleSet) -> bool:
    """Return whether a condition is a comparison of a number or a day, which has a lint of its own."""
    fact = only_fact(condition)
    ordered = fact is not None and isinstance(rules.vocabulary.facts[fact].type, Integer | Money | Day)
    return ordered and isinstance(condition, Compare)


def _reason(condition: Condition) -> str | None:
    return "its parts leave no value of the fact, or no other one" if isinstance(condition, All | Some) else None


LINT = Lint(
    code=Code.DECIDED,
    check=check,
    page=Page(
        summary=(
            "The types of the facts decide this part of a condition, whatever a person tells: its parts exclude each other, leave nothing "
            "out, or are written `true` or `false`. What `simexit prove` says of whole rules, this says of any part, at once."
        ),
        avoid={
            "rules/warnings/fine-grows.yaml": """\
when: late and (loan.weeks < 2 or loan.weeks >= 2)
then: {warning: fine_grows}
why: {en: A short loan is late., ru: Короткая выдача просрочена.}
sources: [house-rules]
checked: 2026-11-21
"""
        },
        prefer={
            "rules/warnings/fine-grows.yaml": """\
when: late and loan.weeks < 2
then: {warning: fine_grows}
why: {en: A short loan is late., ru: Короткая выдача просрочена.}
sources: [house-rules]
checked: 2026-11-21
"""
        },
        why=(
            "A part that is always true looks like a limit and is none; one that is always false hides what its author wanted to catch. "
            "Most often a sign is turned round, or `and` stands for `or`."
        ),
        mend="Write what was meant, or take the part out.",
    ),
)
