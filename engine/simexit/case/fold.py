"""What holds after a log: the fold over its entries, without those that were undone."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import assert_never

from simexit.case.events import Advised, Did, Entry, Noted, Redacted, Told, Undid, Withdrew
from simexit.case.plain import Plain


def in_force(entries: Sequence[Entry]) -> Iterator[Entry]:
    """Yield the entries that count, in order: neither undone, nor what undid them."""
    undone = {entry.event.entry for entry in entries if isinstance(entry.event, Undid)}
    return (entry for entry in entries if entry.number not in undone and not isinstance(entry.event, Undid))


def facts_after(entries: Sequence[Entry]) -> dict[str, Plain]:
    """Return the facts known after a log."""
    facts: dict[str, Plain] = {}
    for entry in in_force(entries):
        match entry.event:
            case Told(changes) | Did(_, _, changes):
                _forget(facts, changes)
                facts |= {fact: value for fact, value in changes.items() if value is not None}
            case Withdrew(names):
                _forget(facts, names)
            case Noted() | Undid() | Advised() | Redacted():
                pass
            case _:
                assert_never(entry.event)
    return facts


def last_to_undo(entries: Sequence[Entry]) -> Entry | None:
    """Return the last entry of a person that counts, or None."""
    return next((entry for entry in reversed([*in_force(entries)]) if isinstance(entry.event, Told | Withdrew | Did | Noted)), None)


def last_advised(entries: Sequence[Entry]) -> Entry | None:
    """Return the entry of the advice given last, or None."""
    return next((entry for entry in reversed(entries) if isinstance(entry.event, Advised)), None)


def _forget(facts: dict[str, Plain], names: Iterable[str]) -> None:
    for name in names:
        facts.pop(name, None)
