"""`simexit letter`: letters to hand over, filled from facts and from what only their writer knows."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from simexit.cli.exits import Exit
from simexit.cli.next_command import read_facts, report_disagreement
from simexit.cli.session import Session, stop, write_json

if TYPE_CHECKING:
    from simexit.api import Advisor
    from simexit.cli.letter_output import Form
    from simexit.document.letter import FilledLetter
    from simexit.model.rules import Situation


@click.command("letter")
@click.argument("name", required=False)
@click.argument("file", required=False)
@click.option("-f", "facts", multiple=True, metavar="FACT=VALUE", help="Tell one fact; may be given many times.")
@click.option("--today", metavar="DATE", help="The day of the letter, such as 2026-12-01; today if not given.")
@click.option("--fill", "fills", multiple=True, metavar="FIELD=VALUE", help="Fill in one field; may be given many times.")
@click.option("--ask", "asks", is_flag=True, help="Ask for the fields that were not given; an empty answer leaves a blank.")
@click.option("--to", "form", type=click.Choice(["text", "html", "pdf"]), help="The form; by the name of the file if not given, else text.")
@click.option("-o", "--output", metavar="PATH", help="Write to a file that only you can read; `-` is standard output.")
@click.option("--json", "as_json", is_flag=True, help="Describe the letters as JSON for programs, without anything you fill in.")
@click.pass_obj
def command(
    session: Session,
    name: str | None,
    file: str | None,
    facts: tuple[str, ...],
    today: str | None,
    fills: tuple[str, ...],
    asks: bool,
    form: Form | None,
    output: str | None,
    as_json: bool,
) -> None:
    """Write a letter in the language of the other side, with yours beside it; without NAME, list the letters.

    FILE holds facts, as for `next`; where facts are given, the list says which letters fit your next step. What you fill in stands
    in the letter and nowhere else: it is not kept, and not asked for unless you say so. What is not given is left as a marked blank.

    \b
    Examples:
      simexit letter
      simexit letter my-facts.yaml
      simexit letter NAME my-facts.yaml --fill FIELD=VALUE
      simexit letter NAME my-facts.yaml --ask -o letter.pdf
    """
    from simexit.cli.letter_output import form_of, write_letter
    from simexit.cli.letter_show import show_reminder

    advisor = session.advisor()
    language = session.language(advisor.rules)
    if name is not None and file is None and name not in advisor.rules.vocabulary.letters and (name == "-" or Path(name).is_file()):
        name, file = None, name
    situation = _situation(advisor, file, facts, today, language)
    if name is None or as_json:
        if name is None and (fills or asks or form is not None or output is not None):
            raise click.UsageError("say which letter; `simexit letter` lists them")
        _describe(advisor, name, situation if file is not None or facts else None, language, as_json)
        return
    if asks and file == "-":
        raise click.UsageError("standard input holds the facts, so it cannot be asked for fields as well")
    letter = _filled(advisor, name, situation, fills, asks, language)
    write_letter(letter, form or form_of(output), output)
    show_reminder(letter, advisor.rules)


def _situation(advisor: Advisor, file: str | None, facts: tuple[str, ...], today: str | None, language: str) -> Situation:
    from simexit.api import FactError
    from simexit.text.diagnostics import Findings

    findings = Findings()
    told = read_facts(advisor, file, facts, today, findings)
    try:
        return advisor.facts_told(told, findings, lang=language)[0]
    except FactError as error:
        stop(error.findings, Exit.WRONG_USAGE_OR_FACTS)


def _describe(advisor: Advisor, name: str | None, situation: Situation | None, language: str, as_json: bool) -> None:
    from simexit.api import DisagreementError
    from simexit.cli.letter_show import described, show_letters
    from simexit.document.letter_compose import UnknownLetterError, named

    try:
        next_action = None if situation is None else advisor.advise(situation, lang=language).next
        letters = advisor.rules.vocabulary.letters.values() if name is None else [named(name, advisor.rules)]
    except UnknownLetterError as error:
        raise click.UsageError(f"{error}") from error
    except DisagreementError as error:
        report_disagreement(error, None)
    if not as_json:
        show_letters(letters, next_action, language)
    else:
        all_of_them = [described(letter, next_action, language) for letter in letters]
        write_json(all_of_them if name is None else all_of_them[0])


def _filled(advisor: Advisor, name: str, situation: Situation, fills: tuple[str, ...], asks: bool, language: str) -> FilledLetter:
    from simexit.document.letter_compose import FieldError, UnknownLetterError, named

    given = dict(_split(fill) for fill in fills)
    try:
        letter = named(name, advisor.rules)
        if asks:
            for field, label in letter.fields.items():
                if field not in given:
                    given[field] = click.prompt(label[language], default="", show_default=False, err=True)
        return advisor.letter(name, situation, given, lang=language)
    except (UnknownLetterError, FieldError) as error:
        raise click.UsageError(f"{error}") from error


def _split(fill: str) -> tuple[str, str]:
    field, sign, value = fill.partition("=")
    if not sign:
        raise click.UsageError("write --fill as FIELD=VALUE")
    return field.strip(), value
