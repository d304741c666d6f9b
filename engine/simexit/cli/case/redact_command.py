"""`simexit case redact`: removes the content of entries for good."""

from __future__ import annotations

import click

from simexit.cli.case.desk import CaseSession, confirmed
from simexit.cli.show import paragraph
from simexit.text.words import sentence, word


@click.command("redact")
@click.argument("case", metavar="CASE")
@click.argument("entries", metavar="ENTRY...", nargs=-1, required=True, type=click.IntRange(min=1))
@click.option("--yes", is_flag=True, help="Do not ask; for programs.")
@click.pass_obj
def command(session: CaseSession, case: str, entries: tuple[int, ...], yes: bool) -> None:
    """Remove the content of entries for good; that there was an entry, and when, stays. `simexit case show` has the numbers.

    What was told in it is not known from then on, and advice that rested on it cannot be given again to the letter.

    \b
    Examples:
      simexit case redact my-card 4
      simexit case redact my-card 4 7 --yes
    """
    from simexit.cli.case.history import entry_in_words

    with session.desk() as desk, desk.cases() as cases:
        head = cases.head(case)
        log = {entry.number: entry for entry in cases.store.read(head.id)}
        missing = [str(number) for number in entries if number not in log]
        if missing:
            raise click.UsageError(f"the case {head.name} has no entry {', '.join(missing)}; `simexit case show` has the numbers")
        if not yes:
            for number in dict.fromkeys(entries):
                paragraph(f"{number}  {entry_in_words(log[number].event, desk.rules, desk.language)}")
        confirmed(word("case_ask_redact", desk.language), yes=yes)
        for number in dict.fromkeys(entries):
            cases.redact(head.id, number)
            paragraph(sentence("case_redacted", desk.language, str(number)))
