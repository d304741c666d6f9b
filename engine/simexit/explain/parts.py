"""The parts of advice, in the reader's language, and their JSON."""

from __future__ import annotations

from datetime import date
from typing import Literal

from simexit.record import record

Status = Literal["act", "wait", "ask", "finished"]


@record
class Answer:
    """One answer to choose from: how it is written in a file, and in words."""

    value: str
    text: str


@record
class Question:
    """The one question worth asking; `answers` is empty for numbers, amounts and dates, `kind` says which."""

    fact: str
    text: str
    kind: str
    answers: tuple[Answer, ...]
    find_out: str

    def to_dict(self) -> dict[str, object]:
        """Return plain values for JSON."""
        answers = [{"value": answer.value, "text": answer.text} for answer in self.answers]
        return {"fact": self.fact, "text": self.text, "kind": self.kind, "answers": answers, "find_out": self.find_out}


@record
class Warned:
    """A warning that holds in every completion of the facts."""

    id: str
    severity: str
    title: str
    text: str

    def to_dict(self) -> dict[str, object]:
        """Return plain values for JSON."""
        return {"id": self.id, "severity": self.severity, "title": self.title, "text": self.text}


@record
class Warnings:
    """The certain warnings, gravest first, and the ids of the possible ones."""

    certain: tuple[Warned, ...]
    possible: tuple[str, ...]

    def to_dict(self) -> dict[str, object]:
        """Return plain values for JSON."""
        return {"certain": [warned.to_dict() for warned in self.certain], "possible": list(self.possible)}


@record
class Reason:
    """A rule that holds, why in words, and the works and claims it rests on."""

    rule: str
    text: str
    sources: tuple[str, ...]
    checked: date
    old: bool

    def to_dict(self) -> dict[str, object]:
        """Return plain values for JSON."""
        checked = self.checked.isoformat()
        return {"rule": self.rule, "text": self.text, "sources": list(self.sources), "checked": checked, "old": self.old}


@record
class CitedWork:
    """A work that the reasons rest on; `standing` says in words whose it is and how well it is known, and since when where that is old."""

    work: str
    title: str
    kind: str
    publisher: str
    confidence: str
    standing: str
    read: date
    old: bool
    url: str | None

    def to_dict(self) -> dict[str, object]:
        """Return plain values for JSON."""
        return {**{name: getattr(self, name) for name in _CITED}, "read": self.read.isoformat()}


_CITED = ("work", "title", "kind", "publisher", "confidence", "standing", "old", "url")


@record
class DueBy:
    """The earliest day by which something must be done, and why."""

    id: str
    by: date
    purpose: str
    why: str

    def to_dict(self) -> dict[str, object]:
        """Return plain values for JSON."""
        return {"id": self.id, "by": self.by.isoformat(), "for": self.purpose, "why": self.why}


@record
class KnownItem:
    """Something known about the person's provider that helps with the action, how well, and when its works were last read."""

    text: str
    confidence: str
    sources: tuple[str, ...]
    standing: str
    read: date | None
    old: bool

    def to_dict(self) -> dict[str, object]:
        """Return plain values for JSON."""
        read = None if self.read is None else self.read.isoformat()
        plain = {"text": self.text, "confidence": self.confidence, "sources": list(self.sources)}
        return {**plain, "standing": self.standing, "read": read, "old": self.old}


@record
class HowTo:
    """How to carry out the next action; a part that does not exist is None. `say_spoken` is in the language of the counter."""

    title: str
    steps: tuple[str, ...]
    where: str | None
    bring: str | None
    say: str | None
    say_spoken: str | None
    takes: str | None
    unverified: str | None
    waits_for: str | None
    about: str | None
    known: tuple[KnownItem, ...]

    def to_dict(self) -> dict[str, object]:
        """Return plain values for JSON."""
        plain = {name: getattr(self, name) for name in _HOW_TO}
        return {**plain, "steps": list(self.steps), "known": [item.to_dict() for item in self.known]}


_HOW_TO = ("title", "where", "bring", "say", "say_spoken", "takes", "unverified", "waits_for", "about")
