"""`simexit case new`: opens a case."""

from __future__ import annotations

import click

from simexit.cli.case.desk import CaseSession, day_given, with_day, with_json, with_source
from simexit.cli.show import paragraph
from simexit.text.words import sentence


@click.command("new")
@click.argument("name", required=False, default="")
@click.argument("file", required=False)
@click.option("-f", "facts", multiple=True, metavar="FACT=VALUE", help="Tell one fact; may be given many times.")
@with_source
@with_day
@with_json
@click.pass_obj
def command(
    session: CaseSession, name: str, file: str | None, facts: tuple[str, ...], source: str, today: str | None, as_json: bool
) -> None:
    """Open a case, print its id and the advice.

    NAME is how you will call it; without one it has its id alone. FILE holds facts as for `simexit next`, also one that
    `simexit ask` saved; `-` reads standard input. A day in FILE is the day on which the case is opened, as with --today.

    \b
    Examples:
      simexit case new
      simexit case new my-card my-facts.yaml
      simexit case new my-card -f FACT=VALUE -f FACT=VALUE
    """
    from simexit.cli.case.show_step import show_step
    from simexit.cli.case.telling import told_by

    with session.desk() as desk:
        told, day = told_by(desk, file, facts, day_given(today))
        known = {fact: value for fact, value in told.items() if value is not None}
        with desk.cases(day) as cases:
            case = cases.new(name, known, source=source)
            assert case.head is not None, "a stored case has a name"
            if not as_json:
                paragraph(sentence("case_is_open", desk.language, case=case.head.name, id=case.head.id))
            show_step(case, desk, None, as_json=as_json)
