"""What is due in a case on a day: what to do, what to wait for and until when, and what should have been done."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from simexit.case.events import Head
from simexit.case.state import Adviser
from simexit.document.dues import Due as Deadline
from simexit.document.dues import dues
from simexit.document.last_days import due_by
from simexit.explain.advice import Advice
from simexit.explain.parts import DueBy, Status
from simexit.explain.wording import Wording

Urgency = Literal["overdue", "today", "now", "later", "never"]
"""`now` is what can be done at once and has no day; `later` what waits for a day or for somebody; `never` what is finished."""


@dataclass(frozen=True, slots=True)
class Item:
    """What is due in one case; `by` are the days that matter, the earliest first, `days` how far away the first is."""

    head: Head
    status: Status
    next: str | None
    title: str
    urgency: Urgency
    by: tuple[DueBy, ...]
    days: int | None

    def to_dict(self) -> dict[str, object]:
        """Return plain values for JSON."""
        return {
            "case": self.head.id,
            "name": self.head.name,
            "status": self.status,
            "next": self.next,
            "title": self.title,
            "urgency": self.urgency,
            "by": [one.to_dict() for one in self.by],
            "days": self.days,
        }


def due(head: Head, advice: Advice, day: date, adviser: Adviser) -> Item:
    """Return what is due by advice that was given for a day."""
    found = sorted(dues(advice.situation, advice.judgement, adviser.rules, adviser.decider), key=lambda one: (one.by, one.deadline))
    by = tuple(_in_words(one, adviser, advice.language) for one in found)
    days = (found[0].by - day).days if found else None
    return Item(head, advice.status, advice.next, _title(advice, adviser), _urgency(advice.status, days), by, days)


def _in_words(one: Deadline, adviser: Adviser, language: str) -> DueBy:
    return due_by(Wording(adviser.rules, one.situation, language), one.deadline, one.by)


def _title(advice: Advice, adviser: Adviser) -> str:
    if advice.how is not None:
        return advice.how.title
    if advice.question is not None:
        return advice.question.text
    return adviser.rules.vocabulary.settings.finished_title[advice.language] if advice.status == "finished" else ""


def _urgency(status: Status, days: int | None) -> Urgency:
    if status == "finished":
        return "never"
    if days is not None and days <= 0:
        return "today" if days == 0 else "overdue"
    return "later" if status == "wait" else "now"
