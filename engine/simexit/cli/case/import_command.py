"""`simexit case import`: an exported case as a new one."""

from __future__ import annotations

from typing import BinaryIO

import click

from simexit.cli.case.desk import CaseSession, day_given, with_day, with_json
from simexit.cli.show import paragraph
from simexit.text.words import sentence


@click.command("import")
@click.argument("file", type=click.File("rb"))
@click.option("--name", metavar="NAME", default="", help="Call it so; as in the export if not given.")
@with_day
@with_json
@click.pass_obj
def command(session: CaseSession, file: BinaryIO, name: str, today: str | None, as_json: bool) -> None:
    """Read a case that `simexit case export` wrote, as a new case with an id of its own, and show the advice; `-` reads standard input.

    Every entry is checked first; where one is not right, nothing is read. Past advice can be given again only where the rules of its
    time are kept here too.

    \b
    Examples:
      simexit case import my-card.json
      simexit case import my-card.json --name my-card-2
    """
    from simexit.case.exchange import imported
    from simexit.cli.case.show_step import show_step

    with session.desk() as desk, desk.cases(day_given(today)) as cases:
        called, entries = imported(file.read())
        case = cases.adopt(name or called, entries)
        assert case.head is not None, "a stored case has a name"
        if not as_json:
            paragraph(sentence("case_is_open", desk.language, case=case.head.name, id=case.head.id))
        show_step(case, desk, None, as_json=as_json)
