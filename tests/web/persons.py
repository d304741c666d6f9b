"""The persons of examples/*.yaml, and what each answers when asked."""

from __future__ import annotations

from pathlib import Path

from generators.shipped import TIDY
from simexit.ask.kept import on_one_line
from simexit.check.situations import from_node
from simexit.model.expressions import TODAY
from simexit.model.rules import RuleSet
from simexit.model.types import Boolean, Choice, Day, Integer, Money, SetOf, Type
from simexit.parse.nodes import parse
from simexit.text.diagnostics import Findings
from simexit.text.source import Source

EXAMPLES = Path(__file__).parents[2] / "examples"
PERSONS = tuple(path.stem for path in sorted(EXAMPLES.glob("*.yaml")))
LANGUAGES = ("zh", "en", "ru")


def day_and_answers(person: str, rules: RuleSet) -> tuple[str, dict[str, str]]:
    """Return the day of an example, and what its person knows, each as it stands in an address."""
    findings = Findings()
    node = parse(Source(person, (EXAMPLES / f"{person}.yaml").read_text(encoding="utf-8")), findings)
    assert node is not None
    told = {one.fact: on_one_line(one.value) for one in from_node(node, rules, findings) if one.value is not None}
    assert not len(findings)
    return told.pop(TODAY), told


def found_out(fact: str, day: str, rules: RuleSet) -> str:
    """Return what a person finds out about a fact of which nothing was known: all is in order, or else the first of the answers."""
    if fact in TIDY:
        return on_one_line(TIDY[fact])
    return _any(rules.vocabulary.facts[fact].type, day)


def _any(of: Type, day: str) -> str:
    match of:
        case Boolean():
            return "yes"
        case Choice(values):
            return values[0]
        case SetOf():
            return ""
        case Integer() | Money():
            return "0"
        case Day():
            return day
