"""`simexit case remind`: what is due, one line each and nothing where nothing is; or the days ahead as a calendar."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from simexit.cli.case.desk import CaseSession, Desk, day_given, problem_of, with_day
from simexit.cli.case.output import write_out
from simexit.cli.exits import Exit
from simexit.text.words import sentence, word

if TYPE_CHECKING:
    from datetime import date

    from simexit.case.cases import Cases
    from simexit.case.due import Item
    from simexit.case.events import Head


@click.command("remind")
@click.argument("names", metavar="[CASE]...", nargs=-1)
@click.option("--within", type=click.IntRange(min=0), metavar="DAYS", help="Also what must be done within so many days.")
@click.option("--ics", "calendar", metavar="PATH", help="Write the days ahead to a calendar file instead; `-` is standard output.")
@with_day
@click.pass_obj
def command(session: CaseSession, names: tuple[str, ...], within: int | None, calendar: str | None, today: str | None) -> None:
    """Print one line for each thing that is due or overdue, of all cases or of those named, and nothing where nothing is.

    Made for cron, which sends what is printed as mail and sends none where nothing is. The calendar has an alarm in the morning of
    the day before; imported again it replaces what it had. In a crontab, every morning at eight:

    \b
      0 8 * * *  simexit case remind --within 3

    \b
    Examples:
      simexit case remind
      simexit case remind my-card --within 7
      simexit case remind --ics cases.ics
    """
    with session.desk() as desk, desk.cases(day_given(today)) as cases:
        day = day_given(today) or desk.clock_day()
        found = _of(names, cases)
    items = [one for one in found if not isinstance(one, tuple)]
    if calendar is None:
        _print(items, day, within or 0, desk)
    else:
        _write_calendar(calendar, items, day, within, desk)
    problems = [one for one in found if isinstance(one, tuple)]
    for head, error in problems:
        label = sentence("said", desk.language, head.name, word("case_problem", desk.language))
        click.echo(f"{label}: {problem_of(error)}", err=True)
    if problems:
        raise click.exceptions.Exit(Exit.COULD_NOT_FINISH)


def _of(names: tuple[str, ...], cases: Cases) -> list[Item | tuple[Head, Exception]]:
    wanted = {cases.head(name).id for name in names}
    found = list(cases.due())
    return [one for one in found if not wanted or (one[0] if isinstance(one, tuple) else one.head).id in wanted]


def _print(items: list[Item], day: date, within: int, desk: Desk) -> None:
    from simexit.case.reminders import reminders
    from simexit.cli.case.deadlines import reminder_in_words

    for one in reminders(items, day, within):
        click.echo(reminder_in_words(one, day, desk.language))


def _write_calendar(path: str, items: list[Item], day: date, within: int | None, desk: Desk) -> None:
    from simexit.case.reminders import to_ics
    from simexit.document.calendar_file import MissingLibraryError

    try:
        content = to_ics(items, day, desk.language, desk.rules.vocabulary.settings.time_zone, within)
    except MissingLibraryError as error:
        click.echo(f"error: {error}", err=True)
        raise click.exceptions.Exit(Exit.COULD_NOT_FINISH) from None
    write_out(None if path == "-" else Path(path), content)
