"""`simexit case show`: one case, with what happened and what to do next."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from simexit.cli.case.desk import CaseSession, Desk, day_given, with_day, with_json
from simexit.cli.session import write_json
from simexit.cli.show import heading
from simexit.model.clock import day_in
from simexit.text.forms import day
from simexit.text.words import sentence, word

if TYPE_CHECKING:
    from simexit.case.live import Case
    from simexit.explain.what_if import WhatIf


@click.command("show")
@click.argument("case", metavar="CASE")
@with_day
@with_json
@click.pass_obj
def command(session: CaseSession, case: str, today: str | None, as_json: bool) -> None:
    """Show the facts of a case, what happened in it, and the advice.

    Where the advice differs from the one that was given last, for example because days have passed, it says how. The advice is
    kept as an entry of its own, so that it can be given again by `simexit case replay`.

    \b
    Examples:
      simexit case show my-card
      simexit case show my-card --today 2026-12-01
      simexit case show my-card --json
    """
    with session.desk() as desk, desk.cases(day_given(today)) as cases:
        found = cases.open(case)
        from simexit.case.since import since_last_advice

        change = since_last_advice(found, cases, desk.advisor)
        problem = _record(found)
        if as_json:
            _write_plain(found, change, recorded=problem is None)
        else:
            _show(found, change, desk)
        if problem is not None:
            click.echo(sentence("case_not_recorded", desk.language, problem), err=True)


def _record(case: Case) -> str | None:
    """Keep the advice as an entry; return why that cannot be, or None where it is kept."""
    from simexit.case.store import StoreError

    try:
        case.refresh()
    except StoreError as error:
        return f"{error.code.code}: {error.message}"
    return None


def _show(case: Case, change: WhatIf | None, desk: Desk) -> None:
    from simexit.cli.case.history import show_history
    from simexit.cli.case.show_facts import show_known
    from simexit.cli.case.show_step import show_advice, show_change

    assert case.head is not None, "a stored case has a name"
    opened = day(day_in(desk.rules.vocabulary.settings.time_zone, case.head.opened), desk.language)
    click.secho(sentence("case_head", desk.language, case=case.head.name, id=case.head.id, day=opened), bold=True)
    show_known(case.state, desk.rules, desk.language)
    heading(word("case_history", desk.language))
    show_history(case.entries, desk.rules, desk.language)
    if change is not None and not change.same:
        show_change(change, desk, word("case_since", desk.language))
    show_advice(case, desk)


def _write_plain(case: Case, change: WhatIf | None, *, recorded: bool) -> None:
    from simexit.cli.case.history import history_plain
    from simexit.cli.case.show_step import case_plain

    write_json({**case_plain(case, change), "recorded": recorded, "history": history_plain(case.entries)})
