"""A connection that the threads of a process share, and that no fork takes along."""

from __future__ import annotations

import os
from collections.abc import Callable
from threading import Lock
from typing import Any, Generic, TypeVar
from weakref import WeakSet

C = TypeVar("C")


class Held(Generic[C]):
    """Keeps one connection; whoever uses it holds the lock.

    Neither SQLite nor PostgreSQL can have two processes use one connection: it is closed before a fork, and opened again by who needs it.
    """

    def __init__(self, close: Callable[[C], None]) -> None:
        self.lock = Lock()
        self.connection: C | None = None
        self._close = close
        _ALL.add(self)

    def let_go(self) -> None:
        """Close the connection; the lock is held by the caller."""
        connection, self.connection = self.connection, None
        if connection is not None:
            self._close(connection)

    def close(self) -> None:
        """Wait for who uses it, and close it."""
        with self.lock:
            self.let_go()


_ALL: WeakSet[Held[Any]] = WeakSet()
_forking: list[Held[Any]] = []


def _before_fork() -> None:
    for held in [*_ALL]:
        held.lock.acquire()
        held.let_go()
        _forking.append(held)


def _after_fork() -> None:
    while _forking:
        _forking.pop().lock.release()


if hasattr(os, "register_at_fork"):  # not on Windows, which does not fork
    os.register_at_fork(before=_before_fork, after_in_parent=_after_fork, after_in_child=_after_fork)
