"""Answers that were found before, by the hash of what they depend on, in one file."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from pathlib import Path

from simexit.disk import write_whole
from simexit.model.types import Value
from simexit.prove.questions import Held

_MOST = 20_000


class Cache:
    """Proofs only: what failed or stayed open is asked again. A file that cannot be read or written is as good as none."""

    def __init__(self, folder: Path | None) -> None:
        self._path = None if folder is None else folder / "proofs.json"
        self._known: dict[str, object] = {}
        self._changed = False
        if self._path is not None:
            try:
                read = json.loads(self._path.read_text(encoding="utf-8"))
                self._known = read if isinstance(read, dict) else {}
            except (OSError, ValueError):
                self._known = {}

    def get(self, key: str) -> Held | None:
        """Return the proof that was found before, or None."""
        found = self._known.get(key)
        try:
            return None if found is None else _decoded(found)
        except (TypeError, KeyError, ValueError, AttributeError, ArithmeticError):
            return None

    def put(self, key: str, held: Held) -> None:
        """Remember a proof; it is written by `save`."""
        self._known.pop(key, None)
        self._known[key] = {
            "next": held.next,
            "steps": held.steps,
            "situation": None if held.situation is None else {name: _encoded(value) for name, value in held.situation.items()},
        }
        self._changed = True

    def save(self) -> None:
        """Write the file whole or not at all, where anything is new; the oldest proofs give way to new ones."""
        if self._path is None or not self._changed:
            return
        kept = dict(list(self._known.items())[-_MOST:])
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            write_whole(self._path, json.dumps(kept).encode(), "owner", lasting=False)
        except OSError:
            return


def _encoded(value: Value) -> object:
    match value:
        case date():
            return {"date": value.isoformat()}
        case Decimal():
            return {"decimal": str(value)}
        case frozenset():
            return {"set": sorted(value)}
        case _:
            return value


def _decoded(found: object) -> Held:
    if not isinstance(found, Mapping):
        raise TypeError(found)
    situation = found["situation"]
    known = None if situation is None else {name: _value(value) for name, value in situation.items()}
    return Held(tuple(found["next"]), known, tuple((action, outcome) for action, outcome in found["steps"]))


def _value(found: object) -> Value:
    match found:
        case {"date": str(day)}:
            return date.fromisoformat(day)
        case {"decimal": str(number)}:
            return Decimal(number)
        case {"set": list(members)}:
            return frozenset(members)
        case bool() | int() | str():
            return found
        case _:
            raise ValueError(found)
