"""What a store of cases can do, and what can be wrong with one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Protocol, Self

from simexit.case.events import Entry, Head
from simexit.text.codes import Code


class StoreError(Exception):
    """A store cannot do what it is asked for; nothing was changed. `code`, the message and `hint` say what is wrong and what to do."""

    def __init__(self, code: Code, message: str, hint: str) -> None:
        super().__init__(message)
        self.code = code
        self.message = message
        self.hint = hint


class CaseError(ValueError):
    """What is asked of a case or of an export cannot be done; nothing was changed. The message says why."""


class MovedOnError(Exception):
    """Somebody else has written to the case since it was read."""


class Store(Protocol):
    """Keeps the logs of cases; safe to use from several threads, and while other processes write.

    Every method raises `StoreError`; what it wrote before it returned is kept, even where the process is killed right after.
    """

    def open(self, head: Head, entries: Sequence[Entry]) -> None:
        """Keep a new case with its first entries; raise `MovedOnError` where one has its id or its name."""

    def heads(self) -> tuple[Head, ...]:
        """Return all cases in the order in which they were opened."""
        ...

    def read(self, case: str) -> tuple[Entry, ...]:
        """Return the log of a case."""
        ...

    def append(self, case: str, entries: Sequence[Entry]) -> None:
        """Add all of these entries or none; raise `MovedOnError` where one with such a number is there already."""

    def redact(self, case: str, entry: Entry) -> None:
        """Put an entry in the place of the one with its number, and leave no trace of that in the store."""

    def erase(self, case: str) -> None:
        """Remove a case, and leave no trace of it in the store."""

    def keep(self, ruleset: str, content: bytes) -> None:
        """Keep the files of a rule set, once."""

    def kept(self, ruleset: str) -> bytes | None:
        """Return the files of a rule set, or None where they were not kept."""
        ...

    def whole(self, case: str) -> Iterator[Entry | StoreError]:
        """Yield what can be read of a case, entry by entry, and what is wrong with the rest."""
        ...

    def close(self) -> None:
        """Let go of the store."""

    def __enter__(self) -> Self: ...

    def __exit__(self, *raised: object) -> None: ...
