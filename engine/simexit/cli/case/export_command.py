"""`simexit case export`: a case as a file."""

from __future__ import annotations

import json
from pathlib import Path

import click

from simexit.cli.case.desk import CaseSession
from simexit.cli.case.output import write_out
from simexit.cli.exits import Exit


@click.command("export")
@click.argument("case", metavar="CASE")
@click.option("-o", "path", metavar="FILE", type=click.Path(path_type=Path), help="Write to this file, which only you may read.")
@click.option("--redacted", is_flag=True, help="Leave out name, notes, sources, and what is sensitive.")
@click.pass_obj
def command(session: CaseSession, case: str, path: Path | None, redacted: bool) -> None:
    """Write the whole log of a case as JSON, to standard output or to FILE.

    With --redacted it leaves out the name, the notes, who said what, and every fact that the library calls more than slightly sensitive;
    which actions were done stays. From a damaged file it saves what can be read, says what is missing, and ends with 1.

    \b
    Examples:
      simexit case export my-card -o my-card.json
      simexit case export my-card --redacted | less
    """
    from simexit.case.exchange import exported
    from simexit.case.store import StoreError
    from simexit.cli.case.desk import problem_of

    with session.desk() as desk, desk.cases() as cases:
        head = cases.head(case)
        found = list(cases.store.whole(head.id))
        entries = [one for one in found if not isinstance(one, StoreError)]
        problems = [one for one in found if isinstance(one, StoreError)]
        document = exported(head, entries, desk.rules, redacted=redacted)
    write_out(path, (json.dumps(document, ensure_ascii=False, indent=2) + "\n").encode())
    for problem in problems:
        click.echo(f"error: {problem_of(problem)}", err=True)
    if problems:
        raise click.exceptions.Exit(Exit.COULD_NOT_FINISH)
