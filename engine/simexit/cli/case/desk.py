"""What the case commands share: which cases, which day, and how each way to fail ends."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

import click

from simexit.cli.exits import Exit
from simexit.cli.next_command import report_disagreement
from simexit.cli.session import Session, stop
from simexit.model.clock import day_in

if TYPE_CHECKING:
    from simexit.api import Advisor
    from simexit.case.cases import Cases
    from simexit.case.store import StoreError
    from simexit.model.rules import RuleSet


@dataclass(frozen=True, slots=True)
class Desk:
    """Who advises, in which language, where the cases are, and how a command begins that does something more to them."""

    advisor: Advisor
    language: str
    where: str
    words: tuple[str, ...]

    @property
    def rules(self) -> RuleSet:
        """The rule set of today."""
        return self.advisor.rules

    def cases(self, today: date | None = None) -> Cases:
        """Open the cases; their day is that of the clock unless `today` says another."""
        return self.advisor.cases(self.where, today=today, lang=self.language)

    def clock_day(self) -> date:
        """Return the day that it is where the library is at home."""
        return day_in(self.rules.vocabulary.settings.time_zone)


@dataclass(frozen=True, slots=True)
class CaseSession:
    """The options that stand before the command."""

    session: Session
    where: str | None
    is_named: bool
    """Whether the cases were named on the command line, so that another command must name them too."""

    @contextmanager
    def desk(self) -> Iterator[Desk]:
        """Load the library; what cannot be done ends with its message, its hint and the right exit code."""
        from simexit.api import DisagreementError, FactError, UnknownNameError
        from simexit.case.store import CaseError, StoreError

        advisor = self.session.advisor()
        try:
            yield Desk(advisor, self.session.language(advisor.rules), self.where or _own_file(), self._words())
        except FactError as error:
            stop(error.findings, Exit.WRONG_USAGE_OR_FACTS)
        except StoreError as error:
            _stop_at_store(error)
        except DisagreementError as error:
            report_disagreement(error, None)
        except (CaseError, UnknownNameError) as error:
            raise click.UsageError(str(error)) from None

    def _words(self) -> tuple[str, ...]:
        library = () if self.session.root is None else ("--from", self.session.root)
        return ("simexit", *library, "case", *(("--file", self.where) if self.is_named and self.where is not None else ()))


def day_given(text: str | None) -> date | None:
    """Return the day of an option."""
    from simexit.parse.shapes import to_day

    day = None if text is None else to_day(text)
    if text is not None and day is None:
        raise click.UsageError(f"`{text}` is not a day; write it as 2026-12-01")
    return day


def with_day(command: Callable[..., None]) -> Callable[..., None]:
    """Add the option for the day."""
    return click.option("--today", metavar="DATE", help="The day it is about, such as 2026-12-01; today if not given.")(command)


def with_json(command: Callable[..., None]) -> Callable[..., None]:
    """Add the option for programs."""
    return click.option("--json", "as_json", is_flag=True, help="Answer as JSON for programs.")(command)


def with_source(command: Callable[..., None]) -> Callable[..., None]:
    """Add the option for where it comes from."""
    return click.option("--source", metavar="TEXT", default="", help="Who says so: a person, a letter, a receipt.")(command)


def confirmed(question: str, *, yes: bool) -> None:
    """Ask before something is lost for good; end where the answer is no, or where nobody is there to answer."""
    import sys

    if yes:
        return
    if not sys.stdin.isatty():
        raise click.UsageError("this cannot be taken back; confirm it with --yes")
    if not click.confirm(question):
        raise click.exceptions.Exit(Exit.COULD_NOT_FINISH)


def problem_of(error: Exception) -> str:
    """Return in one line what is wrong with a case."""
    from simexit.api import FactError
    from simexit.case.store import StoreError

    match error:
        case StoreError():
            return f"{error.code.code}: {error.message} ({error.hint})"
        case FactError():
            return "; ".join(f"{finding.code.code}: {finding.message}" for finding in error.findings)
        case _:
            return f"{type(error).__name__}: {error}"


def _own_file() -> str:
    from simexit.disk import data_folder

    folder = data_folder()
    if folder is None:
        raise click.UsageError("this account has no folder for data; name a file with --file")
    return str(folder / "cases.db")


def _stop_at_store(error: StoreError) -> None:
    from simexit.text.codes import Code
    from simexit.text.diagnostics import Diagnostic

    wrong_name = error.code is Code.NO_CASE
    stop([Diagnostic(error.code, error.message, None, error.hint)], Exit.WRONG_USAGE_OR_FACTS if wrong_name else Exit.COULD_NOT_FINISH)
