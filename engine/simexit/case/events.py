"""What can happen in a case, and the entries of its log."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from simexit.case.plain import Plain


@dataclass(frozen=True, slots=True)
class Told:
    """Facts were told; one told again has the new value from then on, one told as None is not known from then on."""

    facts: Mapping[str, Plain | None]


@dataclass(frozen=True, slots=True)
class Withdrew:
    """Facts were taken back: what was told of them does not hold, and they are not known from then on."""

    facts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Did:
    """An action was done and ended so; `changes` is what it made of the facts, None where a fact is not known from then on.

    The changes are kept, not computed anew, so that another version of the rules does not rewrite what has happened.
    """

    action: str
    outcome: str
    changes: Mapping[str, Plain | None]


@dataclass(frozen=True, slots=True)
class Noted:
    """Something to remember that no rule reads."""

    text: str


@dataclass(frozen=True, slots=True)
class Undid:
    """An earlier entry was a mistake: it counts as if it had never been made."""

    entry: int


@dataclass(frozen=True, slots=True)
class Advised:
    """Advice was given on all that was known then; `digest` is the hash of everything it said."""

    language: str
    digest: str
    status: str
    next: str | None


@dataclass(frozen=True, slots=True)
class Redacted:
    """An entry whose content was blotted out for good; `kind` is what it was."""

    kind: str


Event = Told | Withdrew | Did | Noted | Undid | Advised | Redacted


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of a log: what happened, and where it comes from.

    `number` counts from 1 without gaps; `at` is the time of the clock in UTC, `day` the day it holds for, None where none was
    said; `source` says who told it, `ruleset` and `program` by which rules and which version of the program it was taken.
    """

    number: int
    at: datetime
    day: date | None
    source: str
    ruleset: str
    program: str
    event: Event


@dataclass(frozen=True, slots=True)
class Head:
    """What a case is called and when it was opened."""

    id: str
    name: str
    opened: datetime
