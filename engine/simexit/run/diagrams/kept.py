"""Things that take long to make and are needed again: the last few are kept."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock
from typing import Generic, TypeVar

MOST_KEPT = 16
_T = TypeVar("_T")


class Kept(Generic[_T]):
    """What was made last, each under its key; safe to use from several threads."""

    def __init__(self) -> None:
        self._made: OrderedDict[Hashable, _T] = OrderedDict()
        self._lock = Lock()

    def of(self, key: Hashable, make: Callable[[], _T]) -> _T:
        """Return what was made under a key, or make it now."""
        with self._lock:
            if key not in self._made:
                self._made[key] = make()
                if len(self._made) > MOST_KEPT:
                    self._made.popitem(last=False)
            self._made.move_to_end(key)
            return self._made[key]
