"""What of a library should be read again, and what ends soon."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from simexit.model.rules import RuleSet
from simexit.model.sources import Work
from simexit.model.vocabulary import Parameter, Period, Settings
from simexit.text.source import Span

SOON = 60
"""Within how many days an end is near."""


@dataclass(frozen=True, slots=True)
class Stale:
    """An entry that was read or checked long ago, or that ends soon or has ended without a successor; `on` is that day."""

    kind: Literal["work", "rule", "parameter"]
    name: str
    reason: Literal["read", "checked", "ends"]
    on: date
    days: int
    span: Span

    @property
    def message(self) -> str:
        """What is so, in one clause."""
        if self.reason != "ends":
            return f"{self.kind} `{self.name}` was last {self.reason} on {self.on}, {self.days} days ago"
        end = "has no value after" if self.kind == "parameter" else "ends on"
        return f"{self.kind} `{self.name}` {end} {self.on}, {self._left()}"

    def _left(self) -> str:
        days = abs(self.days)
        counted = f"{days} day{'s' * (days != 1)}"
        return f"{counted} ago" if self.days < 0 else f"{counted} from now"

    def to_dict(self) -> dict[str, object]:
        """Return plain values for JSON."""
        place = {"file": self.span.source.name, "line": self.span.line, "column": self.span.column}
        return {"kind": self.kind, "name": self.name, "reason": self.reason, "day": self.on.isoformat(), "days": self.days, **place}


def stale(rules: RuleSet, today: date) -> tuple[Stale, ...]:
    """Return what should be looked at on a day: first what ends, the soonest first, then the oldest first."""
    settings, vocabulary = rules.vocabulary.settings, rules.vocabulary
    found = [one for work in vocabulary.works.values() for one in _work(work, settings, today)]
    found += [one for parameter in vocabulary.parameters.values() for one in _parameter(parameter, settings, today)]
    for rule in rules.rules:
        if not _is_over(rule.in_force[1], today) and settings.is_old(rule.checked, today):
            found.append(Stale("rule", rule.name, "checked", rule.checked, (today - rule.checked).days, rule.span))
    return tuple(sorted(found, key=lambda one: (one.reason != "ends", one.on, one.kind, one.name)))


def _work(work: Work, settings: Settings, today: date) -> Iterator[Stale]:
    if _is_over(work.until, today):
        return
    if work.until is not None and work.until <= today + timedelta(SOON):
        yield Stale("work", work.name, "ends", work.until, (work.until - today).days, work.span)
    if work.kind != "inference" and settings.is_old(work.read, today):
        yield Stale("work", work.name, "read", work.read, (today - work.read).days, work.span)


def _parameter(parameter: Parameter, settings: Settings, today: date) -> Iterator[Stale]:
    current = [period for period in parameter.periods if not _is_over(period.end, today)]
    oldest = min((period.checked for period in current if not _is_own(period)), default=None)
    if oldest is not None and settings.is_old(oldest, today):
        yield Stale("parameter", parameter.name, "checked", oldest, (today - oldest).days, parameter.span)
    ends = max((period.end or date.max for period in parameter.periods), default=None)
    if ends is not None and ends <= today + timedelta(SOON):
        yield Stale("parameter", parameter.name, "ends", ends, (ends - today).days, parameter.span)


def _is_over(end: date | None, today: date) -> bool:
    return end is not None and end < today


def _is_own(period: Period) -> bool:
    """Return whether a figure is the authors' own choice, which no text can change."""
    return period.confidence == "inference"
