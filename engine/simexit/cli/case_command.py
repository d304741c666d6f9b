"""`simexit case`: a case over weeks; its commands are in the folder `case`."""

from __future__ import annotations

import click
from click.core import ParameterSource

from simexit.cli.case.desk import CaseSession
from simexit.cli.lazy_group import LazyGroup

COMMANDS = {
    "new": "Open a case from what you know.",
    "list": "All cases, and what is next in each.",
    "show": "One case: facts, what happened, and what to do next.",
    "ask": "Go on in a case as an interview, one question at a time.",
    "tell": "Tell what you have learned, or correct it.",
    "did": "Say what you have done, and how it ended.",
    "withdraw": "Take back what you told of a fact.",
    "undo": "Let the last entry count as never made.",
    "note": "Write down something to remember.",
    "due": "What is overdue, due today or to be done, in all cases.",
    "remind": "The same for cron, silent where nothing is due; or as a calendar.",
    "export": "A case as a file, for another program or another person.",
    "import": "Read an exported case as a new one.",
    "redact": "Remove the content of an entry for good.",
    "erase": "Remove a case for good.",
    "replay": "Give past advice again, by the rules of its time.",
    "review": "Which cases get different advice by other rules.",
}


@click.group("case", cls=LazyGroup, package="simexit.cli.case", summaries=COMMANDS)
@click.option(
    "--file",
    "where",
    metavar="FILE_OR_URL",
    envvar="SIMEXIT_CASES",
    help="Where the cases are: a file, or the URL of a PostgreSQL database. Else what SIMEXIT_CASES says, or a file of your own.",
)
@click.pass_context
def command(ctx: click.Context, where: str | None) -> None:
    """Follow a case over weeks: tell what happened, see what is due, get the advice that fits.

    Everything you tell is kept at once as an entry of a log, on this computer alone. Nothing is overwritten: a correction,
    and even `undo`, is one more entry. CASE is the name you gave, the id that `new` printed, or the beginning of either.

    \b
    Examples:
      simexit case new my-card my-facts.yaml
      simexit case did my-card
      simexit case tell my-card -f FACT=VALUE
      simexit case show my-card
      simexit case due
    """
    ctx.obj = CaseSession(ctx.obj, where, ctx.get_parameter_source("where") is ParameterSource.COMMANDLINE)
