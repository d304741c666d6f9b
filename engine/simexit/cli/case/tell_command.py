"""`simexit case tell`: facts that were learned, corrected or forgotten."""

from __future__ import annotations

import click

from simexit.cli.case.desk import CaseSession, day_given, with_day, with_json, with_source


@click.command("tell")
@click.argument("case", metavar="CASE")
@click.argument("file", required=False)
@click.option("-f", "facts", multiple=True, metavar="FACT=VALUE", help="Tell one fact; FACT= makes it not known. May be given many times.")
@with_source
@with_day
@with_json
@click.pass_obj
def command(
    session: CaseSession, case: str, file: str | None, facts: tuple[str, ...], source: str, today: str | None, as_json: bool
) -> None:
    """Tell what you have learned, or correct it; show what that changes, and the advice.

    What you told before stays unless you tell it anew. FILE holds facts as for `simexit next`; `-` reads standard input.

    \b
    Examples:
      simexit case tell my-card -f FACT=VALUE
      simexit case tell my-card -f FACT=VALUE -f FACT= --source "letter of 3 December"
      simexit case tell my-card more-facts.yaml
    """
    from simexit.cli.case.show_step import show_step
    from simexit.cli.case.telling import told_by

    if file is None and not facts:
        raise click.UsageError("say what to tell: -f FACT=VALUE, or a FILE; `simexit facts` lists what can be told")
    with session.desk() as desk:
        told, day = told_by(desk, file, facts, day_given(today))
        with desk.cases(day) as cases:
            found = cases.open(case).tell(told, source=source)
            show_step(found, desk, found.change, as_json=as_json)
