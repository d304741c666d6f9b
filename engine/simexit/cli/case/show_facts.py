"""The facts of a case in words: those that are known, and those that were told but are not used."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from simexit.case.plain import Plain, typed
from simexit.cli.show import heading, paragraph, table
from simexit.explain.wording import Wording
from simexit.model.expressions import TODAY
from simexit.model.types import Value
from simexit.text.words import sentence, word

if TYPE_CHECKING:
    from simexit.case.state import State
    from simexit.model.rules import RuleSet


def show_known(state: State, rules: RuleSet, language: str) -> None:
    """Write each fact that is known."""
    rows = _rows({name: value for name, value in state.known.items() if name != TODAY}, rules, language)
    heading(word("case_facts", language))
    table(rows)
    if not rows:
        paragraph(word("case_nothing_told", language))


def show_unused(state: State, rules: RuleSet, language: str) -> None:
    """Write what must be told anew: what cannot be so any more, and what the rules do not have."""
    if state.set_aside:
        heading(word("case_set_aside", language))
        table(_rows(state.set_aside, rules, language))
    if state.outgrown:
        heading(word("case_outgrown", language))
        table([(f"  {name}", str(value)) for name, value in state.outgrown.items()])


def kept_in_words(name: str, value: Plain | None, rules: RuleSet, language: str) -> str:
    """Return a fact and its value as they were kept; as they are where the rules do not have them."""
    fact = rules.vocabulary.facts.get(name)
    known = None if value is None or fact is None else typed(value, fact.type)
    if fact is None or (known is None and value is not None):
        return sentence("said", language, name, word("unknown", language) if value is None else str(value))
    return sentence("said", language, fact.label[language], _said(name, known, rules, language))


def _rows(facts: Mapping[str, Value], rules: RuleSet, language: str) -> list[tuple[str, ...]]:
    labels = {name: rules.vocabulary.facts[name].label[language] for name in facts}
    return [(f"  {labels[name]}", _said(name, value, rules, language)) for name, value in facts.items()]


def _said(name: str, value: Value | None, rules: RuleSet, language: str) -> str:
    fact = rules.vocabulary.facts[name]
    return Wording(rules, {}, language).say(value, fact.type, name) or word("nothing", language)
