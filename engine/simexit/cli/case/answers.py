"""Where the answers of an interview go that goes on in a case: each at once into its log."""

from __future__ import annotations

import shlex
from typing import TYPE_CHECKING

import click

from simexit.ask.interview import Interview, Reply
from simexit.ask.kept import as_options
from simexit.cli.show import paragraph
from simexit.model.expressions import TODAY
from simexit.text.words import sentence

if TYPE_CHECKING:
    from simexit.case.live import Case
    from simexit.model.rules import Situation
    from simexit.model.types import Value

SOURCE = "interview"


class CaseAnswers:
    """Tells the case what an answer, a step back or a change makes of the facts; what could not be kept is told with the next one."""

    def __init__(self, case: Case, known: Situation, language: str, command: tuple[str, ...]) -> None:
        self._case = case
        self._kept = known
        self._language = language
        self._command = command

    def keep(self, interview: Interview) -> bool:
        """Tell the case what differs from what it was told; say so where that fails. Return whether it is kept."""
        from simexit.api import FactError
        from simexit.case.store import StoreError
        from simexit.cli.case.desk import problem_of

        changes = self._changes(interview)
        try:
            if changes:
                self._case.tell(changes, source=SOURCE)
        except (FactError, StoreError) as error:
            paragraph(sentence("case_cannot_keep", self._language, problem_of(error)))
            return False
        self._kept = interview.situation
        return True

    def save_as(self, name: str, interview: Interview) -> None:
        """Say that the answers are in the case; a file is not needed."""
        if self.keep(interview):
            self._say_kept()

    def say_where(self, interview: Interview) -> None:
        """Say where the answers are and how to go on."""
        if self.keep(interview):
            self._say_kept()
            click.echo(shlex.join([*self._command, "ask", self._name]))
        else:
            self._say_lost(interview)

    def say_if_lost(self, interview: Interview) -> None:
        """Show the answers that are not kept as a command that tells them."""
        if self._changes(interview) and not self.keep(interview):
            self._say_lost(interview)

    @property
    def _name(self) -> str:
        assert self._case.head is not None, "a stored case has a name"
        return self._case.head.name

    def _changes(self, interview: Interview) -> dict[str, Value | None]:
        """Return what differs from what was kept; the day is that of the case."""
        names = dict.fromkeys((*self._kept, *interview.situation))
        new = {name: interview.situation.get(name) for name in names if name != TODAY}
        return {
            name: value for name, value in new.items() if value != self._kept.get(name) or type(value) is not type(self._kept.get(name))
        }

    def _say_kept(self) -> None:
        paragraph(sentence("case_answers_kept", self._language, self._name))

    def _say_lost(self, interview: Interview) -> None:
        told = [Reply(name, value) for name, value in self._changes(interview).items()]
        forgotten = [option for reply in told if reply.value is None for option in ("-f", f"{reply.fact}=")]
        click.echo(" ".join([shlex.join([*self._command, "tell", self._name]), *as_options(told), *forgotten]))
