"""`simexit case replay`: past advice, given again by the rules of its time."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from simexit.cli.case.desk import CaseSession, Desk, with_json
from simexit.cli.exits import Exit
from simexit.cli.session import write_json
from simexit.cli.show import paragraph, table
from simexit.text.forms import day
from simexit.text.words import sentence, word

if TYPE_CHECKING:
    from collections.abc import Sequence

    from simexit.case.cases import Cases
    from simexit.case.events import Entry
    from simexit.case.past import Replayed


@click.command("replay")
@click.argument("case", metavar="CASE")
@click.argument("entry", required=False, type=click.IntRange(min=1))
@with_json
@click.pass_obj
def command(session: CaseSession, case: str, entry: int | None, as_json: bool) -> None:
    """Give past advice again, by the rules of its time, and say whether it is the same to the letter.

    ENTRY is the number of one advice, as `simexit case show` has it; without it, all of them are given again. Ends with 4 where one
    differs, which should only be where what it rested on was removed by `simexit case redact`.

    \b
    Examples:
      simexit case replay my-card
      simexit case replay my-card 3
    """
    from simexit.case.events import Advised

    with session.desk() as desk, desk.cases() as cases:
        head = cases.head(case)
        log = cases.store.read(head.id)
        numbers = [one.number for one in log if isinstance(one.event, Advised)] if entry is None else [entry]
        found = [cases.replay(head.id, number) for number in numbers]
        if as_json:
            write_json([_plain(one) for one in found])
        else:
            _show(found, entry, log, desk, cases)
    if not all(one.same for one in found):
        raise click.exceptions.Exit(Exit.ANSWER_IS_NO)


def _plain(one: Replayed) -> dict[str, object]:
    from simexit.case.exchange import entry_plain

    return {"entry": entry_plain(one.entry), "same": one.same, "advice": one.advice.to_dict()}


def _show(found: list[Replayed], entry: int | None, log: Sequence[Entry], desk: Desk, cases: Cases) -> None:
    from simexit.case.events import Redacted
    from simexit.cli.case.history import advised_in_words, day_of
    from simexit.version import __version__

    if entry is not None:
        from simexit.cli.show_advice import show

        show(found[0].advice, cases.adviser(found[0].entry.ruleset).rules)
        click.echo()
    rows: list[tuple[str, ...]] = []
    for one in found:
        said = advised_in_words(one.advice.status, one.advice.next, desk.rules, desk.language)
        same = word("case_same" if one.same else "case_differs", desk.language)
        rows.append((f"  {one.entry.number}", day(day_of(one.entry, desk.rules), desk.language), same, said))
    table(rows)
    for one in found:
        if not one.same and one.entry.program != __version__:
            paragraph(sentence("case_other_version", desk.language, str(one.entry.number), one.entry.program))
    if not all(one.same for one in found) and any(isinstance(one.event, Redacted) for one in log):
        paragraph(word("case_differs_because_redacted", desk.language))
    if not found:
        paragraph(word("case_no_advice", desk.language))
