"""Some situations out of many, few enough to stay near the processor, and what is known in them as planes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from simexit.model.expressions import TODAY
from simexit.run.planes.columns import Column
from simexit.run.planes.day_tables import UNKNOWN_DAY

Plane = NDArray[np.uint64]
"""A bit for each situation of a block, in the order of `np.packbits`; the bits after the last situation are zero."""


class Block:
    """The rows from `start` to `end` of columns."""

    def __init__(self, columns: Mapping[str, Column], start: int, end: int) -> None:
        self.count = end - start
        self.columns = {name: Column(column.values[start:end], column.known[start:end]) for name, column in columns.items()}
        self.none: Plane = np.zeros(-(-self.count // 64), dtype=np.uint64)
        self.ones = pack(np.ones(self.count, dtype=np.bool_))
        self._unknown: dict[frozenset[str], Plane | None] = {}
        self.values: dict[str, Any] = {name: column.values for name, column in self.columns.items()}
        self.values[TODAY] = self._today()

    def _today(self) -> Any:
        """Return the days, or one number where they are all the same."""
        if TODAY not in self.columns:
            return UNKNOWN_DAY
        column = self.columns[TODAY]
        days = np.where(column.known, column.values, np.int32(UNKNOWN_DAY))
        return int(days[0]) if days.min() == days.max() else days

    def unknown(self, facts: Iterable[str]) -> Plane | None:
        """Return where at least one of the facts is unknown: None where all are known everywhere, `ones` where one has no column."""
        names = frozenset(facts)
        if names not in self._unknown:
            self._unknown[names] = self._unknown_one(*names) if len(names) == 1 else self._unknown_any(names)
        return self._unknown[names]

    def _unknown_one(self, fact: str) -> Plane | None:
        if fact not in self.columns:
            return self.ones
        known = self.columns[fact].known
        return None if known.all() else self.ones ^ pack(known)

    def _unknown_any(self, facts: frozenset[str]) -> Plane | None:
        found: Plane | None = None
        for fact in sorted(facts):
            unknown = self.unknown((fact,))
            if unknown is self.ones or found is self.ones:
                found = self.ones
            elif unknown is not None:
                found = unknown if found is None else found | unknown
        return found


def nothing(count: int) -> tuple[Plane, Plane]:
    """Return the planes of none and of every one of so many situations."""
    ones = pack(np.ones(count, dtype=np.bool_))
    return np.zeros_like(ones), ones


def pack(bits: NDArray[np.bool_]) -> Plane:
    """Return truths as a plane."""
    return pack_rows(bits)


def pack_rows(bits: NDArray[np.bool_]) -> Plane:
    """Return truths as planes along the last axis."""
    found = np.packbits(bits, axis=-1)
    if missing := -found.shape[-1] % 8:
        found = np.concatenate([found, np.zeros((*found.shape[:-1], missing), dtype=np.uint8)], axis=-1)
    return np.ascontiguousarray(found).view(np.uint64)


def unpack(plane: Plane, count: int) -> NDArray[np.bool_]:
    """Return a plane as truths, one for each situation."""
    return np.unpackbits(plane.view(np.uint8), axis=-1, count=count).view(np.bool_)
