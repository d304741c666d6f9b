"""PostgreSQL as the database of a store, for services; the only module that imports `psycopg`."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import LiteralString

import psycopg
from psycopg.conninfo import conninfo_to_dict

from simexit.case.database import Run, TakenError, damaged
from simexit.case.held import Held
from simexit.case.store import StoreError
from simexit.text.codes import Code

PATIENCE = 10
"""How many seconds to wait for the server, and for who holds a row."""

_MAKING = 0x53494D58
"""The advisory lock of who makes the tables."""


class PostgresDatabase:
    """Tables in the schema that comes first in the search path.

    What was removed is out of reach at once; the server may keep its bytes in dead rows until it vacuums, in its write-ahead log
    and in backups, which is for its administrator to see to.
    """

    def __init__(self, url: str) -> None:
        try:
            known = conninfo_to_dict(url)
        except psycopg.Error:  # its message holds parts of the URL, with the password
            hint = "write `postgresql://user@host/database`"
            raise StoreError(Code.CANNOT_READ, "the URL of the PostgreSQL database cannot be understood", hint) from None
        self.name = f"the database `{known.get('dbname') or known.get('user') or ''}` at `{known.get('host') or 'localhost'}`"
        self._url = url
        self._secret = str(known.get("password") or "")
        self._held = Held(psycopg.Connection[tuple[object, ...]].close)
        self._begun = False

    @contextmanager
    def reading(self) -> Iterator[Run | None]:
        """Read a snapshot."""
        with self._session(writing=False) as connection:
            if not self._is_begun(connection):
                yield None
                return
            with _transaction(connection, "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"):
                yield _run(connection)

    @contextmanager
    def writing(self, *, traceless: bool = False) -> Iterator[Run | None]:
        """Write beside others, who are kept apart by the keys of the tables."""
        with self._session(writing=True) as connection:
            if not self._is_begun(connection):
                yield None
                return
            with _transaction(connection, "BEGIN ISOLATION LEVEL READ COMMITTED READ WRITE"):
                yield _run(connection)

    @contextmanager
    def alone(self) -> Iterator[tuple[Run, bool]]:
        """Write while nobody else reads or writes."""
        with self._session(writing=True) as connection:
            with _transaction(connection, "BEGIN ISOLATION LEVEL READ COMMITTED READ WRITE"):
                connection.execute("SELECT pg_advisory_xact_lock(%s)", (_MAKING,))
                begun = self._is_begun(connection)
                if begun:
                    connection.execute("LOCK TABLE simexit_format IN ACCESS EXCLUSIVE MODE")
                yield _run(connection), not begun
            self._begun = True

    def close(self) -> None:
        """Close the connection."""
        self._held.close()

    @contextmanager
    def _session(self, *, writing: bool) -> Iterator[psycopg.Connection]:
        with self._held.lock:
            try:
                if self._held.connection is None or self._held.connection.closed:
                    self._held.connection = self._connect()
                yield self._held.connection
            except psycopg.IntegrityError as error:
                raise TakenError(str(error)) from None
            except psycopg.Error as error:
                self._held.let_go()
                raise self._meaning(error, writing) from None

    def _connect(self) -> psycopg.Connection:
        # prepared statements would not survive a pool between here and the server
        connection = psycopg.connect(
            self._url, autocommit=True, connect_timeout=PATIENCE, prepare_threshold=None, application_name="simexit"
        )
        connection.execute(f"SET lock_timeout = '{PATIENCE}s'".encode())
        return connection

    def _is_begun(self, connection: psycopg.Connection) -> bool:
        if not self._begun:
            # reading a table makes the server see what others have made meanwhile; `to_regclass` alone remembers what was not there
            row = connection.execute("SELECT EXISTS (SELECT FROM pg_catalog.pg_class WHERE oid = to_regclass('simexit_format'))").fetchone()
            self._begun = row is not None and bool(row[0])
        return self._begun

    def _meaning(self, error: psycopg.Error, writing: bool) -> StoreError:
        """Return what an error of the server or of the way to it means, without its details, which may hold what is kept."""
        text = (error.diag.message_primary or str(error)).splitlines()[0].strip() if str(error) else "no answer"
        if self._secret and self._secret in text:
            text = "no connection"
        again = "do it again; nothing was changed"
        match error:
            case psycopg.errors.LockNotAvailable() | psycopg.errors.SerializationFailure() | psycopg.errors.DeadlockDetected():
                return StoreError(Code.BUSY, f"another program holds {self.name}", again)
            case psycopg.errors.DiskFull():
                return StoreError(Code.CANNOT_WRITE, f"there is no room left for {self.name}", "make room on the server, and do it again")
            case psycopg.errors.ReadOnlySqlTransaction() | psycopg.errors.InsufficientPrivilege():
                code = Code.CANNOT_WRITE if writing else Code.CANNOT_READ
                return StoreError(code, f"{self.name} refuses: {text}", "let its administrator give you the right to")
            case psycopg.ProgrammingError() | psycopg.InternalError() | psycopg.DataError():
                return damaged(self.name, text)
        hint = "see that the server runs and can be reached, and look whether it was done before you do it again"
        return StoreError(Code.CANNOT_WRITE if writing else Code.CANNOT_READ, f"{self.name} does not answer: {text}", hint)


@contextmanager
def _transaction(connection: psycopg.Connection, begin: LiteralString) -> Iterator[None]:
    connection.execute(begin)
    try:
        yield
        connection.execute("COMMIT")
    except BaseException:
        with suppress(psycopg.Error):
            connection.execute("ROLLBACK")
        raise


def _run(connection: psycopg.Connection) -> Run:
    def run(sql: str, *values: object) -> psycopg.Cursor:
        return connection.execute(sql.replace("?", "%s").encode(), values)

    return run
