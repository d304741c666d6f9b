"""`simexit case list`: all cases, and what is next in each."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

import click

from simexit.cli.case.desk import CaseSession, Desk, day_given, problem_of, with_day, with_json
from simexit.cli.exits import Exit
from simexit.cli.session import write_json
from simexit.cli.show import paragraph, table
from simexit.model.clock import day_in
from simexit.text.forms import day
from simexit.text.words import Word, sentence, word

if TYPE_CHECKING:
    from simexit.case.cases import Cases
    from simexit.case.due import Item
    from simexit.case.events import Head

_COLUMNS: tuple[Word, ...] = ("case_name", "case_id", "case_opened", "case_last", "next")


@dataclass(frozen=True, slots=True)
class _Row:
    """One case: when it was opened and last written to, and what is next, or what is wrong with it."""

    head: Head
    opened: date
    last: date | None
    found: Item | Exception

    def to_dict(self) -> dict[str, object]:
        """Return plain values for JSON."""
        problem = problem_of(self.found) if isinstance(self.found, Exception) else None
        status, following, title = (None, None, "") if isinstance(self.found, Exception) else (
            self.found.status, self.found.next, self.found.title
        )  # fmt: skip
        return {
            "case": self.head.id,
            "name": self.head.name,
            "opened": self.head.opened.isoformat(),
            "last_entry": None if self.last is None else self.last.isoformat(),
            "status": status,
            "next": following,
            "title": title,
            "problem": problem,
        }

    def cells(self, language: str) -> tuple[str, ...]:
        """Return the row of the table."""
        last = "" if self.last is None else day(self.last, language)
        return (self.head.name, self.head.id, day(self.opened, language), last, self._next(language))

    def _next(self, language: str) -> str:
        if isinstance(self.found, Exception):
            return sentence("said", language, word("case_problem", language), problem_of(self.found))
        asks = self.found.status == "ask"
        return sentence("said", language, word("question", language), self.found.title) if asks else self.found.title


@click.command("list")
@with_day
@with_json
@click.pass_obj
def command(session: CaseSession, today: str | None, as_json: bool) -> None:
    """List all cases: name, id, when opened, last entry, and what is next.

    A case that cannot be read is listed with what is wrong with it, and the exit code is then 1.

    \b
    Examples:
      simexit case list
      simexit --lang zh case list
      simexit case list --json
    """
    with session.desk() as desk, desk.cases(day_given(today)) as cases:
        rows = list(_rows(cases, desk))
    if as_json:
        write_json([row.to_dict() for row in rows])
    elif rows:
        table([tuple(word(name, desk.language) for name in _COLUMNS), *(row.cells(desk.language) for row in rows)])
    else:
        paragraph(word("case_none", desk.language))
    if any(isinstance(row.found, Exception) for row in rows):
        raise click.exceptions.Exit(Exit.COULD_NOT_FINISH)


def _rows(cases: Cases, desk: Desk) -> Iterator[_Row]:
    from simexit.cli.case.history import day_of

    zone = desk.rules.vocabulary.settings.time_zone
    for one in cases.due():
        head, found = one if isinstance(one, tuple) else (one.head, one)
        entries = () if isinstance(found, Exception) else cases.store.read(head.id)
        last = max((day_of(entry, desk.rules) for entry in entries), default=None)
        yield _Row(head, day_in(zone, head.opened), last, found)
