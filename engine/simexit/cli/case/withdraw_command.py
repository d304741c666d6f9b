"""`simexit case withdraw`: takes back what was told of facts."""

from __future__ import annotations

import click

from simexit.cli.case.desk import CaseSession, day_given, with_day, with_json, with_source


@click.command("withdraw")
@click.argument("case", metavar="CASE")
@click.argument("facts", metavar="FACT...", nargs=-1, required=True)
@with_source
@with_day
@with_json
@click.pass_obj
def command(session: CaseSession, case: str, facts: tuple[str, ...], source: str, today: str | None, as_json: bool) -> None:
    """Take back what you told of facts: they are not known from then on. `simexit case show` has what was told.

    \b
    Examples:
      simexit case withdraw my-card FACT
      simexit case withdraw my-card FACT FACT --source "a mistake"
    """
    from simexit.cli.case.show_step import show_step

    with session.desk() as desk, desk.cases(day_given(today)) as cases:
        found = cases.open(case).withdraw(*facts, source=source)
        show_step(found, desk, found.change, as_json=as_json)
