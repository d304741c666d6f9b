"""The advisor that serves: one at a time, and another one only after its files were checked and its cases passed."""

from __future__ import annotations

import asyncio
import logging
import signal
import threading
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, suppress
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Literal, NamedTuple

from simexit.api import LibraryError, load
from simexit.author.cases.files import read_cases
from simexit.author.cases.run import run_case
from simexit.web.logs import LOGGER

if TYPE_CHECKING:
    from simexit.api import Advisor
    from simexit.libraries import Library
    from simexit.run.decider import SecondOpinion
    from simexit.text.diagnostics import Diagnostic

_MOST_SHOWN = 20


class Serving(NamedTuple):
    """An advisor, and since when it serves; a request takes it once and keeps it to its end."""

    advisor: Advisor
    since: datetime


class Reload(NamedTuple):
    """What became of an attempt to serve the library as it is on disk, and what was found where it was refused."""

    at: datetime
    outcome: Literal["taken", "same", "refused"]
    ruleset: str
    findings: tuple[str, ...] = ()

    def to_dict(self) -> dict[str, object]:
        """Return plain values for JSON."""
        shown = list(self.findings[:_MOST_SHOWN])
        return {"at": self.at.isoformat(), "outcome": self.outcome, "ruleset": self.ruleset, "findings": shown}


class Current:
    """Holds the advisor that serves; safe to use from several threads."""

    def __init__(self, advisor: Advisor, *, second_opinion: SecondOpinion = "always") -> None:
        self.serving = Serving(advisor, datetime.now(UTC))
        self.last_reload: Reload | None = None
        self._second_opinion: SecondOpinion = second_opinion
        self._one_at_a_time = threading.Lock()

    @property
    def advisor(self) -> Advisor:
        """The advisor that serves."""
        return self.serving.advisor

    def reload(self) -> Reload:
        """Serve the library as it is on disk, if nothing is wrong with it; until that is known, and otherwise, the old one serves."""
        with self._one_at_a_time:
            try:
                done = self._reload()
            except Exception as error:  # whatever it is, the old one serves on, and that is seen
                LOGGER.exception("reload failed")
                done = Reload(
                    datetime.now(UTC), "refused", self.advisor.ruleset, (f"something went wrong inside simexit: {type(error).__name__}",)
                )
            self.last_reload = done
        level = logging.ERROR if done.outcome == "refused" else logging.INFO
        LOGGER.log(level, "reload", extra={"fields": done.to_dict()})
        return done

    def _reload(self) -> Reload:
        old, now = self.advisor, datetime.now(UTC)
        if old.origin is None:
            return Reload(now, "refused", old.ruleset, ("the rule set that serves was not read from a folder",))
        try:
            new = load(old.origin.root, second_opinion=self._second_opinion, lang=old.language)
        except LibraryError as error:
            return Reload(now, "refused", old.ruleset, tuple(map(_line, error.findings)))
        except ValueError as error:
            return Reload(now, "refused", old.ruleset, (str(error),))
        if new.ruleset == old.ruleset:
            return Reload(now, "same", old.ruleset)
        wrong = tuple(_failures(new, old.origin))
        if wrong:
            return Reload(now, "refused", old.ruleset, wrong)
        self.serving = Serving(new, now)
        return Reload(now, "taken", new.ruleset)


def _failures(advisor: Advisor, library: Library) -> Iterator[str]:
    """Yield what is wrong with the cases of a library, and where the advice is not what they expect."""
    cases, findings = read_cases(advisor.rules, (library.rules,))
    yield from map(_line, findings.in_order())
    for case in cases:
        for difference in run_case(case, advisor.rules, advisor.decider).differences:
            yield f"{case.name}: {difference}"


def _line(finding: Diagnostic) -> str:
    place = "" if finding.span is None else f"{finding.span.place}: "
    return f"{place}{finding.code.code} {finding.message}"


@asynccontextmanager
async def reloading(current: Current) -> AsyncIterator[None]:
    """Reload at each SIGHUP, where the platform has it and this is the main thread."""
    loop = asyncio.get_running_loop()
    tasks: set[asyncio.Future[Reload]] = set()

    def reload() -> None:
        task = asyncio.ensure_future(asyncio.to_thread(current.reload))
        tasks.add(task)
        task.add_done_callback(tasks.discard)

    with suppress(NotImplementedError, ValueError, RuntimeError, AttributeError):
        loop.add_signal_handler(signal.SIGHUP, reload)
    try:
        yield
    finally:
        with suppress(NotImplementedError, ValueError, RuntimeError, AttributeError):
            loop.remove_signal_handler(signal.SIGHUP)
