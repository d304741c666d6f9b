"""A case as a file to hand over: the whole log as JSON, without what is sensitive where that is wanted; and read again."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Any, assert_never

from simexit.case.events import Advised, Did, Entry, Event, Head, Noted, Redacted, Told, Undid, Withdrew
from simexit.case.plain import Plain
from simexit.case.records import KINDS, content_of, kind_of
from simexit.case.store import CaseError
from simexit.model.rules import RuleSet

FORMAT = 1
_NAME = "simexit case"


def exported(head: Head, entries: Sequence[Entry], rules: RuleSet, *, redacted: bool = False) -> dict[str, object]:
    """Return a case as plain values.

    What is redacted has no name, notes, sources and hashes of advice, and only facts that the rules call of low sensitivity.
    """
    kept = [_without_what_is_sensitive(entry, rules) if redacted else entry for entry in entries]
    return {
        "what": _NAME,
        "format": FORMAT,
        "case": head.id,
        "name": "" if redacted else head.name,
        "opened": head.opened.isoformat(),
        "redacted": redacted,
        "entries": [entry_plain(entry) for entry in kept],
    }


def entry_plain(entry: Entry) -> dict[str, object]:
    """Return one entry as plain values."""
    return {
        "number": entry.number,
        "at": entry.at.isoformat(),
        "day": None if entry.day is None else entry.day.isoformat(),
        "source": entry.source,
        "ruleset": entry.ruleset,
        "program": entry.program,
        "kind": kind_of(entry.event),
        "content": content_of(entry.event),
    }


def imported(content: bytes) -> tuple[str, tuple[Entry, ...]]:
    """Return the name and the log of an exported case. Raises `CaseError` where it is none, or an entry is not right."""
    try:
        document = json.loads(content)
    except (ValueError, RecursionError):
        raise CaseError("this file is no exported case: it is not JSON") from None
    if not isinstance(document, dict) or document.get("what") != _NAME:
        raise CaseError("this file is no exported case")
    if document.get("format") != FORMAT:
        raise CaseError(f"this export has the format {document.get('format')!r}, and this version reads {FORMAT}; update simexit")
    name, rows = document.get("name"), document.get("entries")
    if not isinstance(name, str) or not isinstance(rows, list):
        raise CaseError("this export has no name or no entries")
    entries: list[Entry] = []
    for number, row in enumerate(rows, 1):
        try:
            entries.append(_entry(row, number))
        except KeyError as error:
            raise CaseError(f"entry {number} of this export has no {error}, so nothing was read") from None
        except (TypeError, ValueError) as error:
            raise CaseError(f"entry {number} of this export is not right, so nothing was read: {error}") from None
    return name, tuple(entries)


def _without_what_is_sensitive(entry: Entry, rules: RuleSet) -> Entry:
    facts = rules.vocabulary.facts
    low = {name for name, fact in facts.items() if fact.sensitivity == "low"}
    event = entry.event
    match event:
        case Told(told):
            event = Told({name: value for name, value in told.items() if name in low})
        case Did(action, outcome, changes):
            event = Did(action, outcome, {name: value for name, value in changes.items() if name in low})
        case Withdrew(names):
            event = Withdrew(tuple(name for name in names if name in low))
        case Noted():
            event = Redacted("noted")
        case Advised():
            event = replace(event, digest="")
        case Undid() | Redacted():
            pass
        case _:
            assert_never(event)
    return replace(entry, source="", event=event)


def _entry(row: Any, number: int) -> Entry:
    _require(isinstance(row, dict) and type(row["number"]) is int and row["number"] == number, "its number is out of order")
    texts = [row[name] for name in ("source", "ruleset", "program", "kind")]
    _require(all(isinstance(text, str) for text in texts), "a text is missing")
    at = datetime.fromisoformat(row["at"])
    _require(at.tzinfo is not None, "its time has no time zone")
    source, ruleset, program, kind = texts
    _require(kind in KINDS, f"there is no kind of entry `{kind}`")
    day = None if row["day"] is None else date.fromisoformat(row["day"])
    return Entry(number, at, day, source, ruleset, program, _event(kind, row["content"], number))


def _event(kind: str, content: Any, number: int) -> Event:
    _require(isinstance(content, dict) and content.keys() == _FIELDS[kind].keys(), "its content has other fields")
    for name, right in _FIELDS[kind].items():
        _require(right(content[name]), f"`{name}` is not right")
    if kind == "withdrew":
        return Withdrew(tuple(content["facts"]))
    _require(kind != "undid" or 1 <= content["entry"] < number, "it undoes an entry that does not come before it")
    return KINDS[kind](**content)


def _require(right: bool, problem: str) -> None:
    if not right:
        raise ValueError(problem)


def _is_text(value: Any) -> bool:
    return isinstance(value, str)


def _are_texts(value: Any) -> bool:
    return isinstance(value, list) and all(map(_is_text, value))


def _is_plain(value: Plain | None) -> bool:
    return value is None or isinstance(value, bool | int | str) or _are_texts(value)


def _are_facts(value: Any) -> bool:
    return isinstance(value, dict) and all(map(_is_plain, value.values()))


_FIELDS: Mapping[str, Mapping[str, Callable[[Any], bool]]] = {
    "told": {"facts": _are_facts},
    "withdrew": {"facts": _are_texts},
    "did": {"action": _is_text, "outcome": _is_text, "changes": _are_facts},
    "noted": {"text": _is_text},
    "undid": {"entry": lambda value: type(value) is int},
    "advised": {
        "language": _is_text,
        "digest": _is_text,
        "status": _is_text,
        "next": lambda value: value is None or _is_text(value),
    },
    "redacted": {"kind": _is_text},
}
