"""`simexit what-if`: the difference that a change makes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from simexit.cli.changes import read_changes
from simexit.cli.explaining import explained, with_facts
from simexit.cli.session import Session, write_json
from simexit.cli.show import heading, paragraph, title

if TYPE_CHECKING:
    from simexit.api import Advisor
    from simexit.explain.what_if import WhatIf
    from simexit.model.rules import RuleSet, Situation


@click.command("what-if")
@with_facts
@click.option("--change", "-c", "changes", multiple=True, metavar="FACT=VALUE", help="Change one fact; FACT= makes it not known.")
def command(session: Session, file: str | None, facts: tuple[str, ...], today: str | None, as_json: bool, changes: tuple[str, ...]) -> None:
    """Show what would change in the advice if some facts were different.

    FILE tells the facts as they are, -f says what would be different. With --change, that says what would be different, and
    FILE and -f tell the facts as they are.

    \b
    Examples:
      simexit what-if my-facts.yaml -f FACT=VALUE
      simexit what-if -f FACT=VALUE --change FACT=VALUE
      simexit what-if my-facts.yaml -c FACT=VALUE -c FACT=VALUE --json
      simexit what-if my-facts.yaml -c today=2026-12-01
    """
    changing = "--change" if changes else "-f"
    if not changes:
        facts, changes = (), facts
    if not changes:
        raise click.UsageError("say what would be different: -f FACT=VALUE, or --change FACT=VALUE")
    rules: list[RuleSet] = []

    def explain(advisor: Advisor, known: Situation, language: str) -> WhatIf:
        rules.append(advisor.rules)
        return advisor.what_if(known, read_changes(advisor, changes, name_of_option=changing), lang=language)

    found = explained(session, file, facts, today, explain)
    if as_json:
        write_json(found.to_dict())
    else:
        _show(found, rules[0])


def _show(found: WhatIf, rules: RuleSet) -> None:
    from simexit.cli.show_difference import SUPPOSED, show_difference, show_titles
    from simexit.text.words import word

    language = found.before.language
    title(word("changes", language), "; ".join(change.text for change in found.changes), "green")
    show_difference(found, rules, SUPPOSED)
    show_titles("possible_warnings", found.possible_warnings, rules.vocabulary.warnings, SUPPOSED, language)
    if found.after.ignored:
        heading(word("ignored", language))
        paragraph(", ".join(found.after.ignored))
