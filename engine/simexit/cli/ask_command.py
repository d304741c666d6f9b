"""`simexit ask`: an interview that asks only what matters, until the advice is certain."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import click

from simexit.cli.exits import Exit
from simexit.cli.session import Session, stop

if TYPE_CHECKING:
    from simexit.api import Advisor
    from simexit.ask.interview import Interview
    from simexit.cli.ask_dialogue import Dialogue
    from simexit.cli.ask_store import Keeps, Store
    from simexit.cli.keyboard import Keyboard


@click.command("ask")
@click.argument("file", required=False)
@click.option("-f", "facts", multiple=True, metavar="FACT=VALUE", help="Tell one fact beforehand; may be given many times.")
@click.option("--today", metavar="DATE", help="The day the advice is for, such as 2026-12-01; today if not given.")
@click.option("--save", metavar="PATH", help="Write the answers to this file after each of them; only there.")
@click.option("--report", metavar="PATH", help="If the two interpreters disagree, write both answers to this file.")
@click.pass_obj
def command(session: Session, file: str | None, facts: tuple[str, ...], today: str | None, save: str | None, report: str | None) -> None:
    """Ask one question at a time, only what matters, and end with the advice.

    FILE holds facts known before, as for `next`. While a question is shown: a number or value answers it, ? says how to
    find out, d means you do not know, b goes back, l lists and changes answers, s PATH saves, q quits. What you do not
    know stays open. Ends with 0 where the advice was reached, 1 where you stopped before.

    A saved file can be given to `next` too. To go on where you stopped, name it twice, as below; it is written anew, without
    comments you put in it.

    \b
    Examples:
      simexit ask
      simexit ask --save my-facts.yaml
      simexit ask my-facts.yaml --save my-facts.yaml
      simexit ask -f FACT=VALUE
    """
    from simexit.cli.keyboard import Keyboard

    advisor = session.advisor()
    with Keyboard() as keyboard:
        interview, store = _begin(session, advisor, file, facts, today, save)
        converse(advisor, interview, store, keyboard, session.language(advisor.rules), report)


def converse(advisor: Advisor, interview: Interview, store: Keeps, keyboard: Keyboard, language: str, report: str | None) -> None:
    """Ask until the advice is certain, and show it; whatever ends it, the answers are kept or shown."""
    from simexit.api import DisagreementError
    from simexit.cli.ask_dialogue import Dialogue, QuitError
    from simexit.cli.next_command import report_disagreement

    dialogue = Dialogue(interview, language, store, keyboard)
    try:
        dialogue.run()
        _finish(advisor, dialogue, keyboard, language)
    except (EOFError, KeyboardInterrupt, QuitError):
        _leave(dialogue, store)
    except DisagreementError as error:
        store.say_where(dialogue.interview)
        report_disagreement(error, report)
    store.say_if_lost(dialogue.interview)


def _begin(
    session: Session, advisor: Advisor, file: str | None, facts: tuple[str, ...], today: str | None, save: str | None
) -> tuple[Interview, Store]:
    """Return the interview that goes on from file and options, and where its answers are kept."""
    from simexit.api import FactError
    from simexit.cli.ask_store import Origin, Store
    from simexit.cli.next_command import read_facts
    from simexit.model.expressions import TODAY
    from simexit.text.diagnostics import Findings

    if file == "-":
        raise click.UsageError("standard input holds your answers, so FILE cannot be `-`; give the facts as a file or with `-f`")
    language = session.language(advisor.rules)
    findings = Findings()
    begins_anew = file is not None and file == save and not Path(file).exists()
    told = read_facts(advisor, None if begins_anew else file, facts, today, findings)
    known = {one.fact for one in told if one.value is not None}
    try:
        # what the file calls not known may be told now as an option
        interview = advisor.interview_told((one for one in told if one.value is not None or one.fact not in known), findings, lang=language)
    except FactError as error:
        stop(error.findings, Exit.WRONG_USAGE_OR_FACTS)
    day_in_file = any(one.fact == TODAY and one.span is not None and one.span.source.name == file for one in told)
    command_words = ("simexit", *(() if session.root is None else ("--from", session.root)))
    store = Store(language, Origin(command_words, None if file is None else Path(file), day_in_file, today is not None))
    if save is not None:
        _save_in(store, save, interview)
    return interview, store


def _save_in(store: Store, name: str, interview: Interview) -> None:
    error = store.why_not(Path(name))
    if error is not None:
        hint = f"; `simexit ask {name} --save {name}` goes on with it" if Path(name).is_file() else ""
        raise click.UsageError(f"cannot save in {name}: {error.strerror}{hint}")
    store.take(Path(name), interview)


def _finish(advisor: Advisor, dialogue: Dialogue, keyboard: Keyboard, language: str) -> None:
    """Show the advice; on a terminal, let the person go back from there."""
    from simexit.cli.ask_show import show_open_end
    from simexit.cli.next_command import say_if_alone
    from simexit.cli.show_advice import show

    while True:
        show_open_end(dialogue.interview, dialogue.words)
        advice = advisor.advise(dialogue.interview.situation, lang=language)
        click.echo()
        show(advice, advisor.rules)
        say_if_alone(advice, as_json=False)
        if not keyboard.is_terminal or not _goes_back(dialogue):
            return
        dialogue.run()


def _goes_back(dialogue: Dialogue) -> bool:
    """Return whether the person goes back from the advice; to stop here is no failure."""
    from simexit.cli.ask_dialogue import QuitError

    try:
        return dialogue.again()
    except (EOFError, KeyboardInterrupt, QuitError):
        return False


def _leave(dialogue: Dialogue, store: Keeps) -> NoReturn:
    """End before the advice, with everything answered kept or shown."""
    click.echo()
    store.say_where(dialogue.interview)
    raise click.exceptions.Exit(Exit.COULD_NOT_FINISH)
