"""The plan: every step from a situation to the end, in the reader's language."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from simexit.explain.parts import DueBy, Question

LeadKind = Literal["step", "again", "finished", "wait", "question", "cut"]


@dataclass(frozen=True, slots=True)
class Lead:
    """Where a branch leads: to a step not met before, to one met before, or to an end.

    A `wait` ends on no known day, and what comes then depends on it; at a `question` the next action is not certain, and
    `possible` has what it may be; `cut` is where a plan has as many steps as it may have.
    """

    kind: LeadKind
    step: int | None
    text: str
    question: Question | None
    possible_next: tuple[str, ...]
    possible: tuple[str, ...]

    def to_dict(self) -> dict[str, object]:
        """Return plain values for JSON."""
        return {
            "kind": self.kind,
            "step": self.step,
            "text": self.text,
            "question": None if self.question is None else self.question.to_dict(),
            "possible_next": list(self.possible_next),
        }


@dataclass(frozen=True, slots=True)
class Branch:
    """One way in which a step can end, on which day, and where it leads.

    `outcome` is None where a wait runs out; `title` is None where a step can end in one way only.
    """

    outcome: str | None
    title: str | None
    day: date | None
    lead: Lead

    def to_dict(self) -> dict[str, object]:
        """Return plain values for JSON."""
        return {"outcome": self.outcome, "title": self.title, "day": _iso(self.day), "leads_to": self.lead.to_dict()}


@dataclass(frozen=True, slots=True)
class Step:
    """One action on the day it is next; `until` is the day a wait ends, `asks` what must be known to carry it out."""

    number: int
    action: str
    kind: Literal["act", "wait"]
    title: str
    day: date | None
    until: DueBy | None
    waits_for: str | None
    bring: str | None
    takes: str
    asks: tuple[Question, ...]
    branches: tuple[Branch, ...]

    def to_dict(self) -> dict[str, object]:
        """Return plain values for JSON."""
        return {
            "number": self.number,
            "action": self.action,
            "kind": self.kind,
            "title": self.title,
            "day": _iso(self.day),
            "until": None if self.until is None else self.until.to_dict(),
            "waits_for": self.waits_for,
            "bring": self.bring,
            "takes": self.takes,
            "asks": [question.to_dict() for question in self.asks],
            "branches": [branch.to_dict() for branch in self.branches],
        }


@dataclass(frozen=True, slots=True)
class LastDay:
    """The last safe day for something, and whether the plan is too late for it.

    `event` is the day it is reckoned from, where that is still ahead; `first` are the steps of the main line that can be
    done up to then, in order, where it is too late.
    """

    due: DueBy
    missed: bool
    event: date | None
    first: tuple[int, ...]

    def to_dict(self) -> dict[str, object]:
        """Return plain values for JSON."""
        return {**self.due.to_dict(), "missed": self.missed, "event": _iso(self.event), "first": list(self.first)}


@dataclass(frozen=True, slots=True)
class Plan:
    """The way from a situation to the end: steps by number, from 1, those of the main line first.

    The main line follows the first outcome of each step. `key` tells the plans of different rule sets and situations apart.
    """

    today: date | None
    start: Lead
    steps: tuple[Step, ...]
    main_line: tuple[int, ...]
    deadlines: tuple[LastDay, ...]
    title: str
    time_zone: str
    key: str
    second_opinion: str
    ruleset: str
    language: str

    @property
    def end(self) -> Lead:
        """Where the main line ends."""
        return self.steps[self.main_line[-1] - 1].branches[0].lead if self.main_line else self.start

    @property
    def end_day(self) -> date | None:
        """The day on which the main line ends, or None where it is not known."""
        return self.steps[self.main_line[-1] - 1].branches[0].day if self.main_line else self.today

    def to_dict(self) -> dict[str, object]:
        """Return the plan as plain values: the JSON of `simexit plan --json`."""
        return {
            "today": _iso(self.today),
            "starts_at": self.start.to_dict(),
            "steps": [step.to_dict() for step in self.steps],
            "main_line": list(self.main_line),
            "ends_at": self.end.to_dict(),
            "deadlines": [one.to_dict() for one in self.deadlines],
            "second_opinion": self.second_opinion,
            "ruleset": self.ruleset,
        }

    def to_text(self, columns: int = 100) -> str:
        """Return the plan as text, its lines no wider than so many columns."""
        from simexit.document.plan_text import to_text

        return to_text(self, columns)

    def to_mermaid(self) -> str:
        """Return the plan as a Mermaid flowchart."""
        from simexit.document.mermaid import to_mermaid

        return to_mermaid(self)

    def to_ics(self) -> bytes:
        """Return the main line and the deadlines as a calendar file.

        Raises `MissingLibraryError` without the extra `calendar`, and `ValueError` where the day of the plan is not known.
        """
        from simexit.document.plan_calendar import to_ics

        return to_ics(self)


def _iso(day: date | None) -> str | None:
    return None if day is None else day.isoformat()
