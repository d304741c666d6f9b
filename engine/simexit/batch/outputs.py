"""The parts of a batch put together: into a Parquet, CSV or JSON lines file, or into a table of a DuckDB file; and counted."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute
import pyarrow.parquet as parquet

from simexit.batch.database import connected, identifier, literal, quoted
from simexit.batch.errors import BatchError
from simexit.batch.layout import plain, plain_schema
from simexit.batch.parts import Parts
from simexit.batch.places import Place

pc: Any = pyarrow.compute
"""Its functions are made when it is imported, so that no checker of types knows them."""

LISTS_JOINED_BY = ";"
"""What stands between the words of a list in CSV, which has no lists."""
MOST_KINDS = 5
_WRONG = pa.schema([("error", pa.string()), ("row", pa.int64())])


@dataclass(frozen=True, slots=True)
class Summary:
    """How many rows went in and came out, how many have each status, and the most frequent errors: how often, and
    in which row first, from 1, where rows have an order."""

    rows_in: int
    rows_out: int
    statuses: dict[str, int]
    errors: tuple[tuple[str, int, int | None], ...]


def summary_of(parts: Parts, count: int, rows_in: int) -> Summary:
    """Return what the first parts hold."""
    statuses: Counter[str] = Counter()

    def wrong() -> Iterator[pa.RecordBatch]:
        before = 0
        for number in range(count):
            batch = parts.read(number, ("status", "errors"))
            statuses.update({one["values"]: one["counts"] for one in batch.column("status").value_counts().to_pylist()})
            errors = batch.column("errors")
            rows = pc.add(pc.list_parent_indices(errors), before + 1)
            yield pa.RecordBatch.from_arrays([pc.list_flatten(errors), rows], schema=_WRONG)
            before += batch.num_rows

    connection = connected()
    connection.register("wrong", pa.RecordBatchReader.from_batches(_WRONG, wrong()))
    query = f"SELECT error, count(*), min(row) FROM wrong GROUP BY error ORDER BY count(*) DESC, min(row), error LIMIT {MOST_KINDS}"
    errors = tuple(connection.sql(query).fetchall())
    return Summary(rows_in, statuses.total(), dict(sorted(statuses.items())), errors)


class Output:
    """An output that is put in its place by one step. Parquet is written while answers come, other forms from the parts at the end."""

    def __init__(self, parts: Parts, schema: pa.Schema, place: Place) -> None:
        self._parts, self._schema, self._place = parts, schema, place
        self._unfinished = str(parts.folder / "output.unfinished")
        self._file: parquet.ParquetWriter | None = None

    def __enter__(self) -> Output:
        if self._place.form == "parquet":
            # bounds of lists of words are of use to nobody and take as long to find as all the rest
            single = [field.name for field in self._schema if not pa.types.is_nested(field.type)]
            options: dict[str, Any] = {"compression": "zstd", "store_schema": False, "write_statistics": single}
            self._file = parquet.ParquetWriter(self._unfinished, self._schema, **options)
        return self

    def __exit__(self, *_error: object) -> None:
        if self._file is not None:
            self._file.close()
        Path(self._unfinished).unlink(missing_ok=True)

    def add(self, part: pa.RecordBatch) -> None:
        """Write the next part, in their order."""
        if self._file is not None:
            self._file.write_batch(part)

    def put_in_place(self, count: int) -> None:
        """Finish the output, of so many parts."""
        if self._place.form == "duckdb":
            _into_duckdb(self._parts, count, self._schema, self._place)
            return
        if self._file is not None:
            self._file.close()
        else:
            _copy(self._parts, count, self._schema, self._place, self._unfinished)
        with open(self._unfinished, "rb") as written:
            os.fsync(written.fileno())
        os.replace(self._unfinished, self._place.path)


def check_writable(place: Place) -> None:
    """Raise `BatchError` where an output of this form cannot be written there."""
    if place.form == "postgres":
        raise BatchError("a table of PostgreSQL can be read but not written; write a file and load it, so that nothing is written half")
    folder = Path(place.path).absolute().parent
    if not folder.is_dir():
        raise BatchError(f"there is no folder {folder} to write to")


def _into_duckdb(parts: Parts, count: int, schema: pa.Schema, place: Place) -> None:
    with connected(place.path) as connection:
        connection.register("answer", _plain_batches(parts, count, schema))
        connection.execute("BEGIN")
        connection.execute(f"CREATE OR REPLACE TABLE {quoted(place.table)} AS SELECT * FROM answer")
        connection.execute("COMMIT")


def _copy(parts: Parts, count: int, schema: pa.Schema, place: Place, path: str) -> None:
    """Write CSV, in which lists become words with a sign between, or JSON lines."""
    delimiter = "\t" if place.path.lower().endswith(".tsv") else ","
    how = "FORMAT json" if place.form == "json" else f"FORMAT csv, HEADER true, DELIMITER {literal(delimiter)}"
    columns = ", ".join(_column(field, joined=place.form == "csv") for field in schema)
    with connected() as connection:
        connection.register("answer", _plain_batches(parts, count, schema))
        connection.execute(f"COPY (SELECT {columns} FROM answer) TO {literal(path)} ({how})")


def _plain_batches(parts: Parts, count: int, schema: pa.Schema) -> pa.RecordBatchReader:
    return pa.RecordBatchReader.from_batches(plain_schema(schema), (plain(parts.read(number)) for number in range(count)))


def _column(field: pa.Field, *, joined: bool) -> str:
    name = identifier(field.name)
    return f"array_to_string({name}, {literal(LISTS_JOINED_BY)}) AS {name}" if joined and pa.types.is_list(field.type) else name
