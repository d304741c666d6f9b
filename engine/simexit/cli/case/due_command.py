"""`simexit case due`: what is overdue, due today or to be done, over all cases."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from simexit.cli.case.desk import CaseSession, day_given, problem_of, with_day, with_json
from simexit.cli.exits import Exit
from simexit.cli.session import write_json
from simexit.cli.show import heading, paragraph, table
from simexit.text.words import Word, word

if TYPE_CHECKING:
    from simexit.case.due import Item, Urgency
    from simexit.case.events import Head

_GROUPS: dict[Urgency, Word] = {
    "overdue": "case_overdue",
    "today": "case_today",
    "now": "case_now",
    "later": "case_later",
    "never": "finished",
}
_DUE: tuple[Urgency, ...] = ("overdue", "today", "now")


@click.command("due")
@click.option("--all", "show_all", is_flag=True, help="Also the cases that wait, and those that are finished.")
@with_day
@with_json
@click.pass_obj
def command(session: CaseSession, show_all: bool, today: str | None, as_json: bool) -> None:
    """Show what is overdue, what is due today, and what can be done now, over all cases.

    A case that cannot be read is listed with what is wrong with it; the exit code is then 1.

    \b
    Examples:
      simexit case due
      simexit case due --all
      simexit case due --today 2026-12-01 --json
    """
    with session.desk() as desk, desk.cases(day_given(today)) as cases:
        found = list(cases.due())
        items = [one for one in found if not isinstance(one, tuple) and (show_all or one.urgency in _DUE)]
        problems = [one for one in found if isinstance(one, tuple)]
    if as_json:
        write_json([*(item.to_dict() for item in items), *map(_problem_plain, problems)])
    else:
        _show(items, problems, desk.language)
    if problems:
        raise click.exceptions.Exit(Exit.COULD_NOT_FINISH)


def _problem_plain(problem: tuple[Head, Exception]) -> dict[str, object]:
    head, error = problem
    return {"case": head.id, "name": head.name, "problem": problem_of(error)}


def _show(items: list[Item], problems: list[tuple[Head, Exception]], language: str) -> None:
    from simexit.cli.case.deadlines import deadlines_in_words

    if not items and not problems:
        paragraph(word("case_nothing_due", language))
    for urgency, name in _GROUPS.items():
        group = sorted((item for item in items if item.urgency == urgency), key=lambda item: item.by[0].by.toordinal() if item.by else 0)
        if group:
            heading(word(name, language))
            table([row for item in group for row in _rows(item, deadlines_in_words(item, language))])
    if problems:
        heading(word("case_problem", language))
        table([(f"  {head.name}", problem_of(error)) for head, error in problems])


def _rows(item: Item, deadlines: list[str]) -> list[tuple[str, ...]]:
    return [(f"  {item.head.name}", item.title), *(("", text) for text in deadlines)]
