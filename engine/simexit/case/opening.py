"""Which store is meant by a file or a URL."""

from __future__ import annotations

from pathlib import Path

from simexit.case.sql import SqlStore
from simexit.case.store import StoreError
from simexit.text.codes import Code

_SCHEMES = ("postgresql://", "postgres://")


def open_store(where: str | Path) -> SqlStore:
    """Return the store in a file, or in the PostgreSQL database of a URL `postgresql://…`; it is opened when it is first used."""
    if isinstance(where, str) and where.startswith(_SCHEMES):
        try:
            from simexit.case.postgres import PostgresDatabase
        except ImportError:
            hint = "pip install 'simexit[postgres]'"
            raise StoreError(Code.CANNOT_READ, "cases in PostgreSQL need the extra `postgres`, which is not installed", hint) from None
        return SqlStore(PostgresDatabase(where))
    from simexit.case.sqlite import SqliteFile

    return SqlStore(SqliteFile(Path(where)))
