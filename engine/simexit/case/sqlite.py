"""SQLite as the database of a store: one file; the only module that imports `sqlite3`."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import Lock
from weakref import WeakSet

from simexit.case.database import Run, TakenError
from simexit.case.held import Held
from simexit.case.sqlite_errors import meaning
from simexit.case.sqlite_file import APPLICATION, identity, is_begun, make, may_write, name_of
from simexit.case.store import StoreError

PATIENCE = 10.0
"""How many seconds to wait for another program."""

_SETTINGS = (
    "PRAGMA synchronous=FULL",
    "PRAGMA foreign_keys=ON",
    "PRAGMA secure_delete=ON",
    "PRAGMA temp_store=MEMORY",  # VACUUM would otherwise leave a copy elsewhere
    "PRAGMA wal_autocheckpoint=0",  # it is done after each transaction
    "PRAGMA trusted_schema=OFF",
    "PRAGMA cell_size_check=ON",
)

_connecting = Lock()
_all: WeakSet[SqliteFile] = WeakSet()


class SqliteFile:
    """A file with a write-ahead log, out of which everything is moved into the file after each transaction.

    So a copy of the file alone is a whole copy, a log that is damaged or left behind costs nothing that was acknowledged, and
    a folder that cannot be written can be read.
    """

    def __init__(self, path: Path) -> None:
        self.path = path.absolute()
        self.name = name_of(path)
        self._held = Held(sqlite3.Connection.close)
        self._identity: tuple[int, int] | None = None
        self._unchanging = False
        _all.add(self)

    @contextmanager
    def reading(self) -> Iterator[Run | None]:
        """Read a snapshot."""
        with self._session(writing=False) as connection:
            if connection is None:
                yield None
                return
            with _transaction(connection, "BEGIN"):
                yield _run(connection)

    @contextmanager
    def writing(self, *, traceless: bool = False) -> Iterator[Run | None]:
        """Write while nobody else does; `traceless` rewrites the file without what was removed."""
        with self._session(writing=True) as connection:
            if connection is None:
                yield None
                return
            with _transaction(connection, "BEGIN IMMEDIATE"):
                yield _run(connection)
                if traceless:
                    connection.execute("PRAGMA user_version=1")  # wiping is due, whatever happens to this process
            if traceless:
                self._wipe(connection)
            _settle(connection)

    @contextmanager
    def alone(self) -> Iterator[tuple[Run, bool]]:
        """Write while nobody else does; in a new file, say whose it is."""
        with self._session(writing=True, create=True) as connection:
            assert connection is not None, "the file was made"
            with _transaction(connection, "BEGIN EXCLUSIVE"):
                new = connection.execute("PRAGMA application_id").fetchone()[0] == 0
                connection.execute(f"PRAGMA application_id={APPLICATION}")
                yield _run(connection), new
            _settle(connection)

    def close(self) -> None:
        """Close the file."""
        self._held.close()

    @contextmanager
    def _session(self, *, writing: bool, create: bool = False) -> Iterator[sqlite3.Connection | None]:
        with self._held.lock:
            try:
                yield self._connection(create)
            except sqlite3.IntegrityError as error:
                raise TakenError(str(error)) from None
            except (sqlite3.Error, UnicodeDecodeError) as error:  # messages about a damaged schema quote it, as bytes that are no text
                self._held.let_go()
                raise meaning(getattr(error, "sqlite_errorname", None), str(error), self.name, writing=writing) from None
            finally:
                if self._unchanging:
                    self._held.let_go()

    def _connection(self, create: bool) -> sqlite3.Connection | None:
        """Return a connection to the file that is at the path at this moment."""
        if self._held.connection is not None and self._identity == identity(self.path):
            return self._held.connection
        self._held.let_go()
        with _connecting:
            if not self._open_elsewhere() and not is_begun(self.path):
                if not create:
                    return None
                make(self.path)
            self._identity = identity(self.path)
            connection = self._held.connection = self._opened()
        if not create and connection.execute("PRAGMA application_id").fetchone()[0] == 0:  # whoever was making it did not come to an end
            self._held.let_go()
            return None
        self._finish_wiping(connection)
        return connection

    def _open_elsewhere(self) -> bool:
        """Say whether this process has the file open already; then it was looked at, and must not be again."""
        here = identity(self.path)
        return any(other._held.connection is not None and other._identity == here for other in _all)

    def _opened(self) -> sqlite3.Connection:
        """Open for writing; what may not be written, and nobody has open, is read as what does not change, but looked at anew each time."""
        log = self.path.with_name(f"{self.path.name}-wal")
        self._unchanging = False
        if log.exists() or may_write(self.path):
            try:
                return self._connect("rw")
            except sqlite3.OperationalError as error:
                forbidden = str(getattr(error, "sqlite_errorname", "")).startswith(("SQLITE_CANTOPEN", "SQLITE_READONLY"))
                if not forbidden or (log.exists() and log.stat().st_size):
                    raise
        self._unchanging = True
        return self._connect("ro&immutable=1")

    def _connect(self, mode: str) -> sqlite3.Connection:
        uri = f"{self.path.as_uri()}?mode={mode}"
        connection = sqlite3.connect(uri, uri=True, timeout=PATIENCE, isolation_level=None, check_same_thread=False)
        try:
            for setting in _SETTINGS:
                connection.execute(setting)
            connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
        except BaseException:
            connection.close()
            raise
        return connection

    def _wipe(self, connection: sqlite3.Connection) -> None:
        """Rewrite the file and empty the log: even with `secure_delete` SQLite leaves copies of rows that it moved between pages."""
        try:
            connection.execute("VACUUM")
            if connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]:
                raise meaning("SQLITE_BUSY", "", self.name, writing=True)
            connection.execute("PRAGMA user_version=0")
        except (sqlite3.Error, StoreError) as error:
            why = error if isinstance(error, StoreError) else meaning(error.sqlite_errorname, str(error), self.name, writing=True)
            message = f"it is removed, but traces of it may still be in the files of {self.name}: {why.message}"
            raise StoreError(why.code, message, "the next use of the store wipes them out, once nothing stands in the way") from None

    def _finish_wiping(self, connection: sqlite3.Connection) -> None:
        """Do what a process that was killed left undone."""
        if connection.execute("PRAGMA user_version").fetchone()[0]:
            with suppress(StoreError):
                self._wipe(connection)


@contextmanager
def _transaction(connection: sqlite3.Connection, begin: str) -> Iterator[None]:
    connection.execute(begin)
    try:
        yield
        connection.execute("COMMIT")
    finally:
        if connection.in_transaction:
            with suppress(sqlite3.Error):
                connection.execute("ROLLBACK")


def _run(connection: sqlite3.Connection) -> Run:
    def run(sql: str, *values: object) -> sqlite3.Cursor:
        return connection.execute(sql, values)

    return run


def _settle(connection: sqlite3.Connection) -> None:
    """Move what was committed from the log into the file, as far as others let it; it is safe in the log until then."""
    with suppress(sqlite3.Error):
        connection.execute("PRAGMA busy_timeout=0")
        connection.execute("PRAGMA journal_mode=WAL")
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    with suppress(sqlite3.Error):
        connection.execute(f"PRAGMA busy_timeout={int(PATIENCE * 1000)}")
