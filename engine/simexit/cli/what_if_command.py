"""`simexit what-if`: the difference that a change makes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from simexit.cli.explaining import explained, with_facts
from simexit.cli.session import Session, write_json
from simexit.cli.show import heading, labelled, paragraph, title
from simexit.text.width import width

if TYPE_CHECKING:
    from simexit.api import Advisor
    from simexit.explain.advice import Advice
    from simexit.explain.what_if import Difference, WhatIf
    from simexit.model.rules import RuleSet, Situation
    from simexit.text.words import Word


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
    if not changes:
        facts, changes = (), facts
    if not changes:
        raise click.UsageError("say what would be different: -f FACT=VALUE, or --change FACT=VALUE")
    rules: list[RuleSet] = []

    def explain(advisor: Advisor, known: Situation, language: str) -> WhatIf:
        rules.append(advisor.rules)
        return advisor.what_if(known, _changes(advisor, changes), lang=language)

    found = explained(session, file, facts, today, explain)
    if as_json:
        write_json(found.to_dict())
    else:
        _show(found, rules[0])


def _changes(advisor: Advisor, options: tuple[str, ...]) -> dict[str, object]:
    """Return the changes, or raise `FactError` with everything that is wrong with them."""
    from simexit.api import FactError
    from simexit.check.situations import from_option, situation
    from simexit.text.diagnostics import Findings

    findings = Findings()
    names = advisor.rules.vocabulary.facts
    forgotten = [option.removesuffix("=") for option in options if option.endswith("=") and option.removesuffix("=") in names]
    given = [option for option in options if option.removesuffix("=") not in forgotten]
    told = [one for option in given if (one := from_option(option, advisor.rules, findings)) is not None]
    new = situation(told, findings)
    if len(findings):
        raise FactError(findings.in_order())
    return {**dict.fromkeys(forgotten), **new}


def _show(found: WhatIf, rules: RuleSet) -> None:
    from simexit.text.words import word

    language = found.before.language
    title(word("changes", language), "; ".join(change.text for change in found.changes), "green")
    heading(word("next", language))
    now, then = word("now", language), word("then", language)
    labelled(now, _next(found.before, rules), label_width=width(then))
    labelled(then, _next(found.after, rules), label_width=width(now))
    if found.same:
        paragraph(word("no_difference", language))
    _show_lists(found, rules)
    if found.after.ignored:
        heading(word("ignored", language))
        paragraph(", ".join(found.after.ignored))


def _next(advice: Advice, rules: RuleSet) -> str:
    from simexit.text.words import word

    if advice.status == "finished":
        return rules.vocabulary.settings.finished_title[advice.language]
    if advice.how is not None:
        return advice.how.title
    return word("unknown", advice.language) if advice.question is None else f"{word('question', advice.language)}: {advice.question.text}"


def _show_lists(found: WhatIf, rules: RuleSet) -> None:
    language = found.before.language
    actions = {name: action.title[language] for name, action in rules.vocabulary.actions.items()}
    cautions = {name: caution.title[language] for name, caution in rules.vocabulary.warnings.items()}
    _show_list("agenda_changes", found.agenda, actions, language)
    _show_list("warnings", found.certain_warnings, cautions, language)
    _show_list("possible_warnings", found.possible_warnings, cautions, language)


def _show_list(name: Word, difference: Difference, titles: dict[str, str], language: str) -> None:
    from simexit.text.words import word

    if not difference:
        return
    heading(word(name, language))
    added, removed = word("added", language), word("no_longer", language)
    label_width = max(width(added), width(removed))
    for label, names in ((added, difference.added), (removed, difference.removed)):
        for one in names:
            labelled(label, titles[one], label_width=label_width)
