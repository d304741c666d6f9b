"""`simexit facts`: what a person can tell."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from simexit.cli.session import Session, write_json
from simexit.cli.show import labelled, paragraph, table, title

if TYPE_CHECKING:
    from simexit.explain.wording import Wording
    from simexit.model.rules import RuleSet
    from simexit.model.vocabulary import Fact


@click.command("facts")
@click.argument("name", required=False)
@click.option("--json", "as_json", is_flag=True, help="Answer as JSON for programs.")
@click.pass_obj
def command(session: Session, name: str | None, as_json: bool) -> None:
    """List what you can tell, or show one fact: its question, its values, how to find out, who uses it.

    \b
    Examples:
      simexit facts
      simexit facts FACT
      simexit facts --json
    """
    from simexit.explain.told_facts import fact_to_dict
    from simexit.explain.wording import Wording

    rules = session.rules()
    words = Wording(rules, {}, session.language(rules))
    chosen = list(rules.vocabulary.facts.values()) if name is None else [_fact(rules, name)]
    if as_json:
        described = [fact_to_dict(fact, rules, words) for fact in chosen]
        write_json(described if name is None else described[0])
    elif name is None:
        table([(fact.name, fact.label[words.language], words.kind(fact.type)) for fact in chosen])
    else:
        _show(chosen[0], rules, words)


def _fact(rules: RuleSet, name: str) -> Fact:
    from simexit.text.diagnostics import did_you_mean

    facts = rules.vocabulary.facts
    if name not in facts:
        hint = did_you_mean(name, facts) or "`simexit facts` lists them"
        raise click.UsageError(f"unknown fact `{name}`; {hint}")
    return facts[name]


def _show(fact: Fact, rules: RuleSet, words: Wording) -> None:
    from simexit.explain.compose import question
    from simexit.explain.told_facts import used_by

    asked = question(words, fact.name)
    title(fact.name, fact.label[words.language], "green")
    paragraph(words.kind(fact.type))
    paragraph(asked.text)
    for answer in asked.answers:
        labelled(answer.value, answer.text)
    paragraph(asked.find_out)
    for use in used_by(fact, rules):
        labelled("→", use)
