"""`simexit case did`: an action that was done, and how it ended."""

from __future__ import annotations

import shlex
from typing import TYPE_CHECKING, NoReturn

import click

from simexit.cli.case.desk import CaseSession, Desk, day_given, with_day, with_json, with_source
from simexit.cli.exits import Exit
from simexit.text.words import sentence

if TYPE_CHECKING:
    from simexit.case.live import Case
    from simexit.model.vocabulary import Action


@click.command("did")
@click.argument("case", metavar="CASE")
@click.argument("action", required=False)
@click.argument("outcome", required=False)
@with_source
@with_day
@with_json
@click.pass_obj
def command(
    session: CaseSession, case: str, action: str | None, outcome: str | None, source: str, today: str | None, as_json: bool
) -> None:
    """Say that an action was done and how it ended; show what that changes, and the advice.

    Without ACTION it is the one that is next. Where it can end in several ways, say which; without OUTCOME they are listed.
    A wait has outcomes too: that is how you say what came of it.

    \b
    Examples:
      simexit case did my-card
      simexit case did my-card OUTCOME
      simexit case did my-card ACTION OUTCOME
      simexit case did my-card ACTION --today 2026-12-01 --source receipt
    """
    from simexit.cli.case.show_step import show_step

    with session.desk() as desk, desk.cases(day_given(today)) as cases:
        found = cases.open(case)
        done, ended = _meant(found, desk, action, outcome)
        found.did(done.name, ended, source=source)
        show_step(found, desk, found.change, as_json=as_json)


def _meant(case: Case, desk: Desk, name: str | None, outcome: str | None) -> tuple[Action, str]:
    """Return the action and the outcome that are meant: one name alone may be an outcome of the next action."""
    from simexit.explain.names import conclusion_named

    actions, following = desk.rules.vocabulary.actions, case.advice.next
    if name is None and following is None:
        raise click.UsageError("no action is certainly next in this case, so say which one was done")
    if following is not None and outcome is None and (name is None or _has(actions[following], name)):
        name, outcome = following, name
    assert name is not None, "there is a name, or a next action"
    action = actions[conclusion_named(desk.rules, name, ("action",)).name]
    if outcome is None and len(action.outcomes) == 1:
        outcome = action.outcomes[0].name
    if outcome is None or not _has(action, outcome):
        _ask_how_it_ended(case, desk, action, outcome)
    return action, outcome


def _has(action: Action, outcome: str) -> bool:
    return any(one.name == outcome for one in action.outcomes)


def _ask_how_it_ended(case: Case, desk: Desk, action: Action, wrong: str | None) -> NoReturn:
    """List the ways in which an action can end, each as a command, and end."""
    from simexit.cli.case.history import done_in_words

    assert case.head is not None, "a stored case has a name"
    if wrong is not None:
        click.echo(f"error: `{action.name}` has no outcome `{wrong}`", err=True)
    click.echo(sentence("case_how_ended", desk.language, action.title[desk.language]), err=True)
    for one in action.outcomes:
        title = done_in_words(action.name, one.name, desk.rules, desk.language) if one.title is None else one.title[desk.language]
        click.echo(f"  {shlex.join([*desk.words, 'did', case.head.name, action.name, one.name])}  # {title}", err=True)
    raise click.exceptions.Exit(Exit.WRONG_USAGE_OR_FACTS)
