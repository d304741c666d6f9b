"""`simexit how-to`: the smallest changes that make an action the next step."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from simexit.cli.explaining import explained, with_facts
from simexit.cli.session import Session, write_json
from simexit.cli.show import heading, paragraph, title

if TYPE_CHECKING:
    from simexit.api import Advisor
    from simexit.explain.how_to_reach import HowTo
    from simexit.model.rules import RuleSet, Situation


@click.command("how-to")
@click.argument("action")
@with_facts
def command(session: Session, action: str, file: str | None, facts: tuple[str, ...], today: str | None, as_json: bool) -> None:
    """Show the smallest sets of changes that make ACTION the next step.

    Only facts are changed that a person can change: those that some action sets when it is done.

    \b
    Examples:
      simexit how-to ACTION my-facts.yaml
      simexit how-to ACTION my-facts.yaml -f FACT=VALUE --json
    """
    rules: list[RuleSet] = []

    def explain(advisor: Advisor, known: Situation, language: str) -> HowTo:
        rules.append(advisor.rules)
        return advisor.how_to(known, action, lang=language)

    found = explained(session, file, facts, today, explain)
    if as_json:
        write_json(found.to_dict())
    else:
        _show(found, rules[0])


def _show(found: HowTo, rules: RuleSet) -> None:
    from simexit.text.words import sentence, word

    language = found.language
    title(found.action, found.text, "yellow" if found.status == "none" else "green")
    for number, way in enumerate(found.ways, 1):
        heading(word("way", language).format(number))
        for step in way:
            titles = ", ".join(rules.vocabulary.actions[name].title[language] for name in step.through)
            paragraph(f"· {step.change.text} ({word('through', language).format(titles)})")
    if found.in_the_way:
        heading(word("in_the_way", language))
        for text in found.in_the_way:
            paragraph(f"· {text}")
    if found.tell:
        heading(word("tell", language))
        paragraph(" ".join(f"-f {fact}=…" for fact in found.tell))
    if not found.complete:
        paragraph(sentence("search_stopped", language, found.judged))
