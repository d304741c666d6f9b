"""`simexit case undo`: lets the last entry count as never made."""

from __future__ import annotations

import click

from simexit.cli.case.desk import CaseSession, day_given, with_day, with_json, with_source
from simexit.cli.show import paragraph
from simexit.text.words import sentence


@click.command("undo")
@click.argument("case", metavar="CASE")
@with_source
@with_day
@with_json
@click.pass_obj
def command(session: CaseSession, case: str, source: str, today: str | None, as_json: bool) -> None:
    """Let the last thing that you told, did, took back or noted count as never made; again for the one before it.

    The entry stays in the log, marked as undone. Advice is not undone: it was given.

    \b
    Examples:
      simexit case undo my-card
    """
    from simexit.case.events import Undid
    from simexit.cli.case.history import entry_in_words
    from simexit.cli.case.show_step import show_step

    with session.desk() as desk, desk.cases(day_given(today)) as cases:
        found = cases.open(case).undo(source=source)
        if not as_json:
            undone = next(entry.event.entry for entry in reversed(found.entries) if isinstance(entry.event, Undid))
            what = entry_in_words(found.entries[undone - 1].event, desk.rules, desk.language)
            paragraph(sentence("case_was_undone", desk.language, str(undone), what))
        show_step(found, desk, found.change, as_json=as_json)
