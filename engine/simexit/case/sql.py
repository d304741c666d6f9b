"""The store of cases in a database: the same SQL for every one."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any, Self, TypeVar

from simexit.case import schema
from simexit.case.database import Database, Run, TakenError, damaged
from simexit.case.events import Entry, Head
from simexit.case.records import Record, RecordError, digest_of, head_row, record_of
from simexit.case.store import MovedOnError, StoreError
from simexit.case.tables import ENTRY, HEAD, Tables, no_case
from simexit.text.codes import Code

T = TypeVar("T")


class SqlStore:
    """Keeps the logs of cases in tables; heads and entries have checksums, logs and tables a length."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._name = database.name

    def open(self, head: Head, entries: Sequence[Entry]) -> None:
        """Keep a new case with its first entries; raise `MovedOnError` where one with its id or name is there already."""
        rows = _rows(head.id, entries, 1)
        start = _written(head_row, head, len(rows))

        def work(tables: Tables) -> None:
            tables.run(f"INSERT INTO simexit_cases ({HEAD}) VALUES (?, ?, ?, ?, ?)", *start)
            _insert(tables.run, rows)
            tables.run("UPDATE simexit_format SET cases = cases + 1")

        try:
            self._write(work)
        except TakenError:
            raise MovedOnError(f"there is a case {head.id} or one of its name already") from None

    def heads(self) -> tuple[Head, ...]:
        """Return all cases by the time at which they were opened."""
        return self._read(Tables.heads, ())

    def read(self, case: str) -> tuple[Entry, ...]:
        """Return the log of a case."""
        entries = self._read(lambda tables: tables.log(case), None)
        if entries is None:
            raise no_case(case, self._name)
        return entries

    def append(self, case: str, entries: Sequence[Entry]) -> None:
        """Add all of these entries or none; raise `MovedOnError` where one with such a number is there already."""
        if not entries:
            return
        first = entries[0].number
        rows = _rows(case, entries, first)

        def work(tables: Tables) -> None:
            head, length = tables.head(case)
            if length + 1 != first:
                raise MovedOnError(f"the case {case} has {length} entries")
            _insert(tables.run, rows)
            *_, longer, checksum = head_row(head, length + len(rows))
            tables.run("UPDATE simexit_cases SET length = ?, checksum = ? WHERE id = ?", longer, checksum, case)

        try:
            self._write(work, case)
        except TakenError:
            if self._read(lambda tables: tables.head(case)[1], 0) < first:
                raise damaged(self._name, f"the case {case} has more entries than it should") from None
            raise MovedOnError(f"the case {case} has entry {first} already") from None

    def redact(self, case: str, entry: Entry) -> None:
        """Put an entry in the place of the one with its number, and leave no trace of that in the store."""
        row = _written(record_of, case, entry)
        columns = ", ".join(f"{name} = ?" for name in ENTRY.split(", "))

        def work(tables: Tables) -> None:
            tables.head(case)
            tables.entry(case, entry.number)
            tables.run(f"UPDATE simexit_entries SET {columns} WHERE case_id = ? AND number = ?", *_values(row), case, entry.number)

        self._write(work, case, traceless=True)

    def erase(self, case: str) -> None:
        """Remove a case, and leave no trace of it in the store."""

        def work(tables: Tables) -> None:
            tables.head(case)
            if tables.run("DELETE FROM simexit_cases WHERE id = ?", case).rowcount != 1:  # another was quicker
                raise no_case(case, self._name)
            tables.run("UPDATE simexit_format SET cases = cases - 1")

        self._write(work, case, traceless=True)

    def keep(self, ruleset: str, content: bytes) -> None:
        """Keep the files of a rule set, once."""

        def work(tables: Tables) -> None:
            values = (ruleset, content, digest_of(ruleset, content))
            if tables.run("INSERT INTO simexit_rulesets VALUES (?, ?, ?) ON CONFLICT DO NOTHING", *values).rowcount == 1:
                tables.run("UPDATE simexit_format SET rulesets = rulesets + 1")

        self._write(work)

    def kept(self, ruleset: str) -> bytes | None:
        """Return the files of a rule set, or None where they were not kept."""
        return self._read(lambda tables: tables.ruleset(ruleset), None)

    def whole(self, case: str) -> Iterator[Entry | StoreError]:
        """Yield what can be read of a case, entry by entry, and what is wrong with the rest."""
        try:
            length = self._read(lambda tables: tables.head(case)[1], None)
        except StoreError as error:
            if error.code is not Code.DAMAGED:
                raise
            yield error
            numbers: Iterable[int] = self._numbers(case)
        else:
            if length is None:
                raise no_case(case, self._name)
            numbers = range(1, length + 1)
        for number in numbers:
            yield self._one(case, number)

    def close(self) -> None:
        """Let go of the store."""
        self._database.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *raised: object) -> None:
        self.close()

    def _read(self, work: Callable[[Tables], T], nothing: T) -> T:
        while True:
            with self._database.reading() as run:
                if run is None:
                    return nothing
                if schema.is_current(run, self._name):
                    return work(Tables(run, self._name))
            self._prepare()

    def _write(self, work: Callable[[Tables], None], case: str | None = None, *, traceless: bool = False) -> None:
        """Do something in one transaction; with a case, it is about one that must be there already."""
        while True:
            with self._database.writing(traceless=traceless) as run:
                if run is None and case is not None:
                    raise no_case(case, self._name)
                if run is not None and schema.is_current(run, self._name):
                    return work(Tables(run, self._name))
            self._prepare()

    def _prepare(self) -> None:
        with self._database.alone() as (run, new):
            schema.bring_up_to_date(run, self._name, new=new)

    def _one(self, case: str, number: int) -> Entry | StoreError:
        try:
            return self._read(lambda tables: tables.entry(case, number), None) or no_case(case, self._name)
        except StoreError as error:
            return error

    def _numbers(self, case: str) -> list[int]:
        """Return the numbers of entries that can still be found where the head of a case is damaged."""
        sql = "SELECT number FROM simexit_entries WHERE case_id = ? ORDER BY number"
        try:
            found: list[Any] = self._read(lambda tables: tables.run(sql, case).fetchall(), [])
        except StoreError:
            return []
        return [number for (number,) in found if isinstance(number, int)]


def _rows(case: str, entries: Sequence[Entry], first: int) -> list[Record]:
    if [entry.number for entry in entries] != [*range(first, first + len(entries))]:
        raise ValueError(f"the numbers of entries count from {first} without gaps")
    return [_written(record_of, case, entry) for entry in entries]


def _written(form: Callable[..., T], *what: Any) -> T:
    try:
        return form(*what)
    except RecordError as error:
        raise StoreError(Code.CANNOT_WRITE, str(error), "write it in other characters") from None


def _insert(run: Run, rows: Sequence[Record]) -> None:
    for row in rows:
        run(f"INSERT INTO simexit_entries ({ENTRY}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", *_values(row))


def _values(row: Record) -> tuple[object, ...]:
    return tuple(getattr(row, name) for name in Record.__slots__)
