"""What a store asks of a database: short transactions, with statements and cursors as in PEP 249."""

from __future__ import annotations

from contextlib import AbstractContextManager
from typing import Any, Protocol

from simexit.case.store import StoreError
from simexit.text.codes import Code


class Cursor(Protocol):
    """The result of a statement."""

    @property
    def rowcount(self) -> int:
        """How many rows were written."""
        ...

    def fetchall(self) -> list[Any]:
        """Return all rows, each a tuple."""
        ...


class Run(Protocol):
    """Runs statements of the transaction at hand."""

    def __call__(self, sql: str, *values: object) -> Cursor:
        """Run one; values stand where it has `?`."""
        ...


class TakenError(Exception):
    """A row with such a key is there already, or the row that it belongs to is not there."""


class Database(Protocol):
    """A database in which a store may be; safe to use from several threads. Everything raises `StoreError`, and `TakenError` in writing.

    A transaction is undone where its block raises. Reading and writing give None where there is no store yet, and make nothing.
    """

    name: str
    """How it is called in messages, without anything secret."""

    def reading(self) -> AbstractContextManager[Run | None]:
        """Read; nothing that others write meanwhile is seen."""
        ...

    def writing(self, *, traceless: bool = False) -> AbstractContextManager[Run | None]:
        """Read and write; afterwards nothing is left of what a `traceless` transaction removed or replaced."""
        ...

    def alone(self) -> AbstractContextManager[tuple[Run, bool]]:
        """Read and write while nobody else does either, and say whether the database is new; makes it where it is not there."""
        ...

    def close(self) -> None:
        """Let go of it."""


def damaged(name: str, what: str) -> StoreError:
    """Return the error that says what of a store is not as it was written."""
    hint = "put back a copy of the store; `simexit case export` writes what can still be read of a case"
    return StoreError(Code.DAMAGED, f"{name} is damaged: {what}", hint)
