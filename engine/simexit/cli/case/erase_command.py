"""`simexit case erase`: removes a case for good."""

from __future__ import annotations

import click

from simexit.cli.case.desk import CaseSession, confirmed
from simexit.cli.show import paragraph
from simexit.text.words import sentence


@click.command("erase")
@click.argument("case", metavar="CASE")
@click.option("--yes", is_flag=True, help="Do not ask; for programs.")
@click.pass_obj
def command(session: CaseSession, case: str, yes: bool) -> None:
    """Remove a case with everything in it for good. Nothing brings it back, unless you kept an export.

    \b
    Examples:
      simexit case erase my-card
      simexit case export my-card -o my-card.json && simexit case erase my-card --yes
    """
    with session.desk() as desk, desk.cases() as cases:
        head = cases.head(case)
        confirmed(sentence("case_ask_erase", desk.language, case=head.name, id=head.id), yes=yes)
        cases.erase(head.id)
        paragraph(sentence("case_erased", desk.language, head.name))
