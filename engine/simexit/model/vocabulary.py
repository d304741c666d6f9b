"""What the rules speak of: facts, parameters, actions, warnings, deadlines, letters, settings."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from simexit.model.expressions import Condition, Term
from simexit.model.types import Text, Type, Value
from simexit.record import record, uncompared
from simexit.text.source import Span

if TYPE_CHECKING:
    from simexit.model.sources import Claim, Contradiction, Profile, Work

_NOTHING: Mapping[str, Any] = {}
SEVERITIES = ("critical", "high", "medium", "low")


@record
class Fact:
    """Something a person can tell, with its question."""

    name: str
    type: Type
    label: Text
    question: Text
    answers: Mapping[str, Text]
    find_out: Text
    effort: int
    sensitivity: str
    applies: Condition | None
    sources: tuple[str, ...]
    span: Span = uncompared()


@record
class Constraint:
    """A combination of facts that cannot be."""

    name: str
    why: Text
    span: Span


@record
class DerivedFact:
    """A name for a condition that rules conclude, or for a value."""

    name: str
    label: Text
    value: Term | None
    type: Type
    span: Span


@record
class Period:
    """The value of a parameter from one day to another, both included; None means no known start or end."""

    start: date | None
    end: date | None
    value: Value
    confidence: str
    checked: date
    sources: tuple[str, ...]


@record
class Parameter:
    """A figure that law or practice sets, by date in force."""

    name: str
    type: Type
    label: Text
    note: Text | None
    periods: tuple[Period, ...]
    span: Span = uncompared()

    def on(self, day: date | None) -> Value | None:
        """Return the value in force on a day; None where there is none, or the day is not known."""
        period = self.period_on(day)
        return None if period is None else period.value

    def period_on(self, day: date | None) -> Period | None:
        """Return the period that a day is in, or None; without a day, the period only if it has no bounds."""
        for period in self.periods:
            if day is None:
                inside = period.start is None and period.end is None
            else:
                inside = (period.start is None or period.start <= day) and (period.end is None or day <= period.end)
            if inside:
                return period
        return None


@record
class Outcome:
    """One way an action can end: the facts that are so afterwards."""

    name: str
    title: Text | None
    changes: Mapping[str, Term]


@record
class Action:
    """Something a person can do, or wait for."""

    name: str
    stage: str
    title: Text
    do: tuple[Text, ...]
    where: Text | None
    bring: Text | None
    say: Text | None
    takes: Text
    unverified: Text | None
    needs: tuple[str, ...]
    requires: Condition | None
    waits_for: Text | None
    excludes: tuple[str, ...]
    outcomes: tuple[Outcome, ...]
    sources: tuple[str, ...]
    span: Span = uncompared()


@record
class Caution:
    """A warning: what can go wrong and what to do about it."""

    name: str
    severity: str
    title: Text
    text: Text
    sources: tuple[str, ...]
    span: Span = uncompared()


@record
class Deadline:
    """A day by which something must be done."""

    name: str
    by: Term
    label: Text
    span: Span = uncompared()


@record
class Paragraph:
    """A paragraph of a letter: `text`, or where `when` is not certain `otherwise`, which may be nothing."""

    text: Text
    when: Condition | None
    otherwise: Text | None


@record
class Letter:
    """A letter to hand over, and the actions it helps with; `fields` are the labels of what only the writer can fill in."""

    name: str
    title: Text
    purpose: Text
    actions: tuple[str, ...]
    to: tuple[Paragraph, ...]
    sender: tuple[Paragraph, ...]
    body: tuple[Paragraph, ...]
    note: Text
    fields: Mapping[str, Text]
    confidence: str
    sources: tuple[str, ...]
    span: Span


@record
class Invariant:
    """What must hold in every situation, as its author wants it; `forbidden` is what must never be true.

    `written` is how its author wrote it, where that is one expression.
    """

    name: str
    forbidden: Condition
    why: Text
    sources: tuple[str, ...]
    span: Span = uncompared()
    written: str | None = uncompared()


@record
class Picture:
    """A drawing that helps with facts and actions: SVG of shapes alone, and in words what it shows."""

    name: str
    shows: Text
    drawing: str
    facts: tuple[str, ...]
    actions: tuple[str, ...]
    span: Span


@record
class SwitchedOff:
    """A lint that a library does without, and why; `files` are patterns of the paths in which it is off, none means all."""

    code: str
    reason: str
    files: tuple[str, ...]


@record
class Checklist:
    """Facts that are asked for together: booleans, and figures from 0; `lines` say what is ticked where they are true, or not 0."""

    question: Text
    lines: Mapping[str, Text]


@record
class Settings:
    """What holds for the whole library."""

    language: int
    title: Text
    languages: tuple[str, ...]
    spoken: str | None
    calendar: str
    time_zone: str
    stages: Mapping[str, Text]
    finished_title: Text
    finished_text: Text
    profiles: Mapping[str, str]
    informative: tuple[str, ...]
    reread_after_days: int | None = None
    """After how many days what was read or checked is old; None where nothing grows old."""
    lints: tuple[SwitchedOff, ...] = ()
    checklists: Mapping[str, Checklist] = _NOTHING

    def is_old(self, checked: date, today: date | None) -> bool:
        """Return whether what was read or checked on one day is old on another."""
        return self.reread_after_days is not None and today is not None and (today - checked).days > self.reread_after_days


@record
class Vocabulary:
    """Everything of kb/, by name; actions in the order in which they are due."""

    settings: Settings
    facts: Mapping[str, Fact]
    constraints: Mapping[str, Constraint]
    derived: Mapping[str, DerivedFact]
    parameters: Mapping[str, Parameter]
    actions: Mapping[str, Action]
    warnings: Mapping[str, Caution]
    deadlines: Mapping[str, Deadline]
    works: Mapping[str, Work]
    profiles: Mapping[tuple[str, str], Profile]
    contradictions: Mapping[str, Contradiction] = _NOTHING
    letters: Mapping[str, Letter] = _NOTHING
    pictures: Mapping[str, Picture] = _NOTHING

    def claim(self, name: str) -> Claim:
        """Return the claim of a work by its whole name, such as `work/c01`."""
        work, _, claim = name.partition("/")
        return self.works[work].claims[claim]
