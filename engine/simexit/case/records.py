"""Entries and heads as they are kept: events as JSON, times and days as ISO 8601, and a checksum over all of it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from datetime import date, datetime
from typing import Any, TypeVar

from simexit.case.events import Advised, Did, Entry, Event, Head, Noted, Redacted, Told, Undid, Withdrew

KINDS: Mapping[str, type[Event]] = {
    "told": Told,
    "withdrew": Withdrew,
    "did": Did,
    "noted": Noted,
    "undid": Undid,
    "advised": Advised,
    "redacted": Redacted,
}
_NAMES = {of: name for name, of in KINDS.items()}


class RecordError(ValueError):
    """A record is not what was written, or cannot be written."""


@dataclass(frozen=True, slots=True)
class Record:
    """An entry of a case as it is kept."""

    case: str
    number: int
    at: str
    day: str | None
    source: str
    ruleset: str
    program: str
    kind: str
    content: str
    checksum: str


_WHOLE = [field.name for field in fields(Record)][:-1]
"""What the checksum is over."""


def kind_of(event: Event) -> str:
    """Return the name of the kind of an event."""
    return _NAMES[type(event)]


def content_of(event: Event) -> dict[str, Any]:
    """Return the content of an event as plain values."""
    return asdict(event)


def record_of(case: str, entry: Entry) -> Record:
    """Return an entry as it is kept; raise `RecordError` where a text in it is none."""
    content = json.dumps(content_of(entry.event), ensure_ascii=False, separators=(",", ":"))
    parts = (case, entry.number, entry.at.isoformat(), None if entry.day is None else entry.day.isoformat())
    whole = (*parts, entry.source, entry.ruleset, entry.program, kind_of(entry.event), content)
    return Record(*_writable(whole), _checksum(whole))


def entry_of(record: Record) -> Entry:
    """Return the entry that was kept; raise `RecordError` where the record is not what was written."""
    whole = tuple(getattr(record, name) for name in _WHOLE)
    if _checksum(whole) != record.checksum:
        raise RecordError(f"entry {record.number} of the case {record.case} is not as it was written")
    if record.kind not in KINDS:
        raise RecordError(f"entry {record.number} of the case {record.case} is of a kind that this version does not know, `{record.kind}`")
    day = None if record.day is None else date.fromisoformat(record.day)
    event = _event(record.kind, json.loads(record.content))
    return Entry(record.number, datetime.fromisoformat(record.at), day, record.source, record.ruleset, record.program, event)


HeadRow = tuple[str, str, str, int, str]
"""Id, name, when it was opened, how many entries there are, checksum."""


def head_row(head: Head, length: int) -> HeadRow:
    """Return the head of a case with so many entries as it is kept; raise `RecordError` where its name is no text."""
    whole = (head.id, head.name, head.opened.isoformat(), length)
    return (*_writable(whole), _checksum(whole))


def head_of(row: HeadRow) -> tuple[Head, int]:
    """Return the head that was kept and how many entries there are; raise `RecordError` where it is not what was written."""
    id_, name, opened, length, checksum = row
    if _checksum((id_, name, opened, length)) != checksum:
        raise RecordError(f"the head of the case {id_} is not as it was written")
    return Head(id_, name, datetime.fromisoformat(opened)), length


def digest_of(identity: str, content: bytes) -> str:
    """Return the checksum of the files of a rule set."""
    return hashlib.sha256(identity.encode() + b"\n" + content).hexdigest()


def _event(kind: str, content: dict[str, Any]) -> Event:
    if kind == "withdrew":
        content["facts"] = tuple(content["facts"])
    return KINDS[kind](**content)


Whole = TypeVar("Whole", bound=tuple[object, ...])


def _writable(whole: Whole) -> Whole:
    """Return texts as they are; PostgreSQL has no NUL in them, and UTF-8 no half characters."""
    for text in whole:
        if isinstance(text, str) and ("\0" in text or any("\ud800" <= character <= "\udfff" for character in text)):
            raise RecordError(f"{text!r} holds what is no character")
    return whole


def _checksum(whole: tuple[object, ...]) -> str:
    """Return the checksum of what is kept; of values of other kinds, which only damage brings, any that does not fit."""
    return hashlib.sha256(json.dumps(whole, ensure_ascii=False, default=repr).encode(errors="surrogatepass")).hexdigest()
