"""L601: a name that does not say what the thing is in the style of the others."""

from __future__ import annotations

import re
from collections.abc import Iterator

from simexit.author.lint.lint import Lint, Note
from simexit.author.lint.subject import Subject
from simexit.author.pages.page import Page
from simexit.model.rules import Rule, RuleSet
from simexit.text.codes import Code
from simexit.text.source import Span

_PATH = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*(/[a-z0-9]+(-[a-z0-9]+)*)*")
_FOLDERS = {"warning": "warnings", "derived": "derived", "deadline": "deadlines"}


def check(subject: Subject) -> Iterator[Note]:
    """Yield rules whose path is not in small letters and hyphens or not that of its conclusion, and ids with dots that are no facts."""
    for rule in subject.rules.rules:
        message = _of_path(rule, subject.rules)
        if message is not None:
            yield Note(rule.span, message)
    for kind, name, span in _plain_names(subject.rules):
        if "." in name:
            yield Note(span, f"{kind} `{name}` has a dot in its name, as facts have", hint=f"call it `{name.replace('.', '_')}`")


def _of_path(rule: Rule, rules: RuleSet) -> str | None:
    if not _PATH.fullmatch(rule.name):
        return f"the path of rule `{rule.name}` is not in small letters with hyphens, such as `{_kebab(rule.name)}`"
    actions = rules.vocabulary.actions
    wanted = _FOLDERS.get(rule.then.kind) or _kebab(actions[rule.then.name].stage)
    if rule.name.partition("/")[0] != wanted:
        return f"rule `{rule.name}` concludes the {rule.then.kind} `{rule.then.name}`, so its folder is `rules/{wanted}`"
    name = _kebab(rule.then.name)
    if len(rules.rules_for[rule.then]) == 1 and rule.name.rpartition("/")[2] != name:
        return f"the only rule for the {rule.then.kind} `{rule.then.name}` is named like it: `{wanted}/{name}`"
    return None


def _kebab(name: str) -> str:
    return re.sub(r"[^a-z0-9/]+", "-", name.lower()).strip("-")


def _plain_names(rules: RuleSet) -> Iterator[tuple[str, str, Span]]:
    vocabulary = rules.vocabulary
    yield from (("action", one.name, one.span) for one in vocabulary.actions.values())
    yield from (("warning", one.name, one.span) for one in vocabulary.warnings.values())
    yield from (("deadline", one.name, one.span) for one in vocabulary.deadlines.values())
    yield from (("constraint", one.name, one.span) for one in vocabulary.constraints.values())
    yield from (("parameter", one.name, one.span) for one in vocabulary.parameters.values())
    yield from (("letter", one.name, one.span) for one in vocabulary.letters.values())


_RULE = """\
when: late and loan.weeks <= 2
then: {warning: fine_grows}
why: {en: A short loan is late., ru: Короткая выдача просрочена.}
sources: [house-rules]
checked: 2026-11-21
"""

LINT = Lint(
    code=Code.NAME_STYLE,
    check=check,
    page=Page(
        summary=(
            "A rule stands in the folder of the stage of its action, or in `warnings`, `derived` or `deadlines`; its path has small"
            " letters and hyphens; the one rule for a conclusion is named like it. Names with a dot are those of facts and derived values."
        ),
        avoid={"rules/desk/short_loans.yaml": _RULE},
        prefer={"rules/warnings/fine-grows.yaml": _RULE},
        why="The path of a rule is its name: it is shown beside advice, named in `overrides`, and looked for by everybody else.",
        mend="Rename the file, and the rule where `overrides` name it. Cases of the rule (`.cases.yaml`) move with it.",
    ),
)
