"""L401: a text that writes out the value of a parameter its rule uses."""

from __future__ import annotations

import re
from collections.abc import Iterator

from simexit.author.lint.lint import Lint, Note
from simexit.author.lint.subject import Subject, get, texts_in
from simexit.author.pages.page import Page
from simexit.model.expressions import Conclusion, comparisons, parameters_of
from simexit.model.rules import RuleSet
from simexit.model.vocabulary import Parameter
from simexit.parse.nodes import Node, Scalar
from simexit.text.codes import Code
from simexit.text.diagnostics import Related
from simexit.text.forms import PLACEHOLDER

_NUMBER = re.compile(r"(?<![\w.,:/-])\d{1,3}(?:[ ,.\u00a0\u202f]\d{3})+(?![\w:/])|(?<![\w.,:/-])\d+(?![\w:/]|[.,-]\d)", re.ASCII)
_FOLDERS = {"action": "actions", "warning": "warnings", "deadline": "deadlines"}


def check(subject: Subject) -> Iterator[Note]:
    """Yield numbers in the texts of rules, and of what they conclude, that are values of a parameter of their conditions."""
    rules = subject.rules
    entries = {(kind, name): node for kind, folder in _FOLDERS.items() for name, node in subject.entries(folder)}
    for file, rule in subject.rule_files:
        used = _parameters(rule.then, rules)
        nodes = [get(file.node, "why"), entries.get((rule.then.kind, rule.then.name))]
        for node in nodes:
            yield from () if node is None else _written(node, used, rules)


def _parameters(conclusion: Conclusion, rules: RuleSet) -> tuple[Parameter, ...]:
    """Return the parameters in the conditions that a conclusion builds on."""
    conditions = (rules.conditions[behind] for behind in rules.conclusions_behind[conclusion])
    atoms = (atom for condition in conditions for atom in comparisons(condition))
    names = {name for atom in atoms for side in (atom.left, atom.right) for name in parameters_of(side)}
    return tuple(rules.vocabulary.parameters[name] for name in sorted(names))


def _written(node: Node, used: tuple[Parameter, ...], rules: RuleSet) -> Iterator[Note]:
    for text in texts_in(node, set(rules.vocabulary.settings.languages)):
        for wording in text.values():
            for place, number in _numbers(wording):
                for parameter in used:
                    if number > 1 and any(period.value == number for period in parameter.periods):
                        hint = f"write `{{parameter.{parameter.name}}}`, in every language"
                        related = (Related(parameter.span, f"the parameter `{parameter.name}`"),)
                        message = f"{number} is the value of `{parameter.name}`, which changes, while this text does not"
                        yield Note(wording.part(*place), message, hint=hint, related=related)


def _numbers(wording: Scalar) -> Iterator[tuple[tuple[int, int], int]]:
    """Yield the whole numbers in a wording that stand alone, outside placeholders, with their places in it."""
    text = PLACEHOLDER.sub(lambda found: "_" * len(found[0]), wording.text)
    for found in _NUMBER.finditer(text):
        yield found.span(), int(re.sub(r"\D", "", found[0]))


LINT = Lint(
    code=Code.FIGURE_IN_TEXT,
    check=check,
    page=Page(
        summary=(
            "A text of a rule, or of the action, warning or deadline that it concludes, holds a number that is the value of a parameter "
            "in the condition."
        ),
        avoid={
            "kb/warnings/warnings.yaml": """\
fine_grows:
  severity: medium
  title: {en: The fine grows, ru: Штраф растёт}
  text: {en: "After 3 days every day costs more.", ru: "Через 3 дня каждый день дороже."}
"""
        },
        prefer={
            "kb/warnings/warnings.yaml": """\
fine_grows:
  severity: medium
  title: {en: The fine grows, ru: Штраф растёт}
  text:
    en: "After {parameter.grace_days|day|days} every day costs more."
    ru: "Через {parameter.grace_days|день|дня|дней} каждый день дороже."
"""
        },
        why="When the figure changes, the advice goes by the new one and the text still says the old one.",
        mend="Write the placeholder in every language, with the forms of what is counted.",
    ),
)
