"""`simexit rules`: what follows from what, why, and on what source."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from simexit.cli.session import Session, write_json
from simexit.cli.show import labelled, paragraph, table, title

if TYPE_CHECKING:
    from simexit.model.rules import Rule, RuleSet


@click.command("rules")
@click.argument("name", required=False)
@click.option("--json", "as_json", is_flag=True, help="Answer as JSON for programs.")
@click.pass_obj
def command(session: Session, name: str | None, as_json: bool) -> None:
    """List the rules, or show one: when it holds, what follows, why, on what source, when last checked.

    NAME is the name of a rule, or of an action or warning that rules conclude.

    \b
    Examples:
      simexit rules
      simexit rules NAME
      simexit rules --json
    """
    rules = session.rules()
    language = session.language(rules)
    chosen = list(rules.rules) if name is None else _named(rules, name)
    if as_json:
        write_json([_described(rule, language) for rule in chosen])
    elif name is None:
        table([(rule.name, f"{rule.then.kind} {rule.then.name}", rule.when_text) for rule in chosen])
    else:
        for rule in chosen:
            _show(rule, rules, language)


def _named(rules: RuleSet, name: str) -> list[Rule]:
    from simexit.text.diagnostics import did_you_mean

    found = [rule for rule in rules.rules if name in {rule.name, rule.then.name}]
    if not found:
        known = {known for rule in rules.rules for known in (rule.name, rule.then.name)}
        hint = did_you_mean(name, known) or "`simexit rules` lists them"
        raise click.UsageError(f"there is no rule `{name}` and none that concludes it; {hint}")
    return found


def _show(rule: Rule, rules: RuleSet, language: str) -> None:
    title(rule.name, f"{rule.then.kind} {rule.then.name}", "green")
    labelled("when", rule.when_text, label_width=7)
    labelled("why", rule.why[language], label_width=7)
    labelled("checked", rule.checked.isoformat(), label_width=7)
    for source in rule.sources:
        work, _, claim = source.partition("/")
        cited = rules.vocabulary.works[work]
        says = cited.claims[claim].says[language] if claim else cited.title
        labelled(source, says, label_width=7)
    paragraph(rule.span.place)
    click.echo()


def _described(rule: Rule, language: str) -> dict[str, object]:
    start, end = rule.in_force
    return {
        "rule": rule.name,
        "when": rule.when_text,
        "then": {rule.then.kind: rule.then.name},
        "why": rule.why[language],
        "sources": list(rule.sources),
        "checked": rule.checked.isoformat(),
        "in_force": {"from": start.isoformat() if start else None, "until": end.isoformat() if end else None},
        "overrides": list(rule.overrides),
    }
