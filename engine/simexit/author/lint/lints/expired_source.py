"""L502: an entry that rests only on sources that have ended."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from simexit.author.lint.lint import Lint, Note
from simexit.author.lint.subject import Subject
from simexit.author.pages.page import Page
from simexit.model.rules import RuleSet
from simexit.text.codes import Code
from simexit.text.diagnostics import Related
from simexit.text.source import Span


def check(subject: Subject) -> Iterator[Note]:
    """Yield what still holds on the day while none of its sources does."""
    works = subject.rules.vocabulary.works
    for what, sources, span in _entries(subject.rules, subject.today):
        cited = [works[name] for name in dict.fromkeys(source.partition("/")[0] for source in sources)]
        ends = [work.until for work in cited if work.until is not None and work.until < subject.today]
        if cited and len(ends) == len(cited):
            related = tuple(Related(work.span, f"`{work.name}` ended on {work.until}") for work in cited)
            yield Note(span, f"{what} rests on nothing that still holds: the last of its sources ended on {max(ends)}", related=related)


def _entries(rules: RuleSet, today: date) -> Iterator[tuple[str, Iterable[str], Span]]:
    """Yield what rests on sources: rules and figures in force, and all that has no end of its own."""
    vocabulary = rules.vocabulary
    for rule in rules.rules:
        start, end = rule.in_force
        if (start or today) <= today <= (end or today):
            yield f"rule `{rule.name}`", rule.sources, rule.span
    for parameter in vocabulary.parameters.values():
        period = parameter.period_on(today)
        if period is not None:
            yield f"the value of parameter `{parameter.name}`", period.sources, parameter.span
    for kind, entries in (("action", vocabulary.actions), ("warning", vocabulary.warnings), ("fact", vocabulary.facts)):
        yield from ((f"{kind} `{one.name}`", one.sources, one.span) for one in entries.values())
    for profile in vocabulary.profiles.values():
        yield from ((f"item `{item.name}` of `{profile.value}`", item.sources, item.span) for item in profile.items)


LINT = Lint(
    code=Code.EXPIRED_SOURCE,
    check=check,
    page=Page(
        summary=(
            "Every source of this rule, figure, action, warning, fact or item has an `until` that has passed. Of rules, `simexit prove` "
            "says so before the day comes (P901)."
        ),
        avoid={
            "kb/sources/summer.yaml": """\
summer-rules:
  title: Rules for the summer
  kind: official
  publisher: the library
  read: 2026-11-20
  until: 2026-08-31
  confidence: official
""",
            "kb/branches/north.yaml": """\
name: {en: North, ru: Север}
items:
  hours:
    text: {en: It opens at noon., ru: Открывается в полдень.}
    for: [pay_fine]
    confidence: official
    sources: [summer-rules]
""",
        },
        prefer={
            "kb/branches/north.yaml": """\
name: {en: North, ru: Север}
items:
  hours:
    text: {en: It opens at noon., ru: Открывается в полдень.}
    for: [pay_fine]
    confidence: official
    sources: [house-rules]
"""
        },
        why="What a law said until last year is told to people as if it still held.",
        mend="Find what holds now and name it as the source; end the rule or the figure with the day; or take the entry out.",
    ),
)
