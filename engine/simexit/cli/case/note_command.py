"""`simexit case note`: something to remember."""

from __future__ import annotations

import click

from simexit.cli.case.desk import CaseSession, day_given, with_day, with_json, with_source
from simexit.cli.session import write_json
from simexit.cli.show import paragraph


@click.command("note")
@click.argument("case", metavar="CASE")
@click.argument("text", metavar="TEXT")
@with_source
@with_day
@with_json
@click.pass_obj
def command(session: CaseSession, case: str, text: str, source: str, today: str | None, as_json: bool) -> None:
    """Write down something to remember; no rule reads it, and the advice stays the same.

    \b
    Examples:
      simexit case note my-card "The contract is in the blue folder"
      simexit case note my-card "Reference number 12345" --source "e-mail of 3 December"
    """
    from simexit.case.events import Noted
    from simexit.case.exchange import entry_plain
    from simexit.cli.case.history import entry_in_words

    if not text.strip():
        raise click.UsageError("the note is empty")
    with session.desk() as desk, desk.cases(day_given(today)) as cases:
        found = cases.open(case).note(text, source=source)
        kept = next(entry for entry in reversed(found.entries) if isinstance(entry.event, Noted))
        if as_json:
            write_json(entry_plain(kept))
        else:
            paragraph(f"{kept.number}  {entry_in_words(kept.event, desk.rules, desk.language)}")
