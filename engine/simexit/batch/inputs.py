"""Tables to read, each as a stream of record batches: Parquet, CSV, JSON lines, a table of a DuckDB file or of PostgreSQL."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.csv as csv
import pyarrow.parquet as parquet

from simexit.batch.database import connected, quoted
from simexit.batch.errors import BatchError, need
from simexit.batch.json_lines import open_json_lines
from simexit.batch.places import Place

_BLOCK = 16 * 1024 * 1024
_POSTGRES_BATCH = 4 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Input:
    """A table: how many rows it has, near enough for a progress bar, and its rows as a stream that can be read once."""

    rows: int
    reader: pa.RecordBatchReader


def open_input(place: Place, rows: int, words: Collection[str] = ()) -> Input:
    """Open a table to be read so many rows at a time; the columns in `words` have few distinct texts, and may come as dictionaries.

    Raises `BatchError` where there is no such table, or it cannot be read.
    """
    openers: dict[str, Callable[[Place, int, Collection[str]], Input]] = {
        "parquet": _parquet,
        "csv": _csv,
        "json": _json_lines,
        "duckdb": _duckdb,
        "postgres": _postgres,
    }
    if place.form != "postgres" and not Path(place.path).is_file():
        raise BatchError(f"there is no file {place.path}")
    try:
        return openers[place.form](place, rows, words)
    except (pa.ArrowException, duckdb.Error, OSError) as error:
        raise BatchError(f"cannot read {place}: {error}") from error


def _parquet(place: Place, rows: int, words: Collection[str]) -> Input:
    given = parquet.read_schema(place.path)
    texts = [field.name for field in given if field.name in words and pa.types.is_string(field.type)]
    file = parquet.ParquetFile(place.path, read_dictionary=texts)
    batches = file.iter_batches(batch_size=rows)
    return Input(file.metadata.num_rows, pa.RecordBatchReader.from_batches(file.schema_arrow, batches))


def _csv(place: Place, _rows: int, words: Collection[str]) -> Input:
    """Every cell is a text; an empty cell is unknown, an empty one in quotes is an empty text."""
    parse = csv.ParseOptions(delimiter="\t" if place.path.lower().endswith(".tsv") else ",", newlines_in_values=True)
    with csv.open_csv(place.path, read_options=csv.ReadOptions(block_size=_BLOCK), parse_options=parse) as opened:
        names = opened.schema.names
    types = {name: pa.dictionary(pa.int32(), pa.string()) if name in words else pa.string() for name in names}
    convert = csv.ConvertOptions(column_types=types, strings_can_be_null=True, quoted_strings_can_be_null=False, null_values=[""])
    reader = csv.open_csv(place.path, read_options=csv.ReadOptions(block_size=_BLOCK), parse_options=parse, convert_options=convert)
    return Input(_lines(place.path) - 1, reader)


def _lines(path: str) -> int:
    with open(path, "rb") as file:
        return sum(block.count(b"\n") for block in iter(lambda: file.read(_BLOCK), b""))


def _json_lines(place: Place, rows: int, _words: Collection[str]) -> Input:
    return Input(*open_json_lines(place.path, rows))


def _duckdb(place: Place, rows: int, _words: Collection[str]) -> Input:
    connection = connected(place.path, read_only=True)
    table = quoted(place.table)
    count = connection.sql(f"SELECT count(*) FROM {table}").fetchall()[0][0]
    return Input(count, connection.sql(f"SELECT * FROM {table}").to_arrow_reader(rows))


def _postgres(place: Place, _rows: int, _words: Collection[str]) -> Input:
    """The database is read in one transaction, so that nothing changes meanwhile."""
    need("batch-postgres", "adbc_driver_postgresql")
    from adbc_driver_postgresql import dbapi

    try:
        connection = dbapi.connect(place.path)
        cursor = connection.cursor()
        table = quoted(place.table)
        cursor.execute(f"SELECT count(*) FROM {table}")
        count = cursor.fetchall()[0][0]
        cursor.adbc_statement.set_options(**{"adbc.postgresql.batch_size_hint_bytes": str(_POSTGRES_BATCH)})
        cursor.execute(f"SELECT * FROM {table}")
    except dbapi.Error as error:
        raise BatchError(f"cannot read {place}: {error}") from error
    reader = cursor.fetch_record_batch()

    def batches() -> Iterator[pa.RecordBatch]:
        # the stream ends when the connection is let go of
        with connection, cursor:
            yield from map(_as_stored, reader)

    empty = pa.RecordBatch.from_arrays([pa.array([], field.type) for field in reader.schema], schema=reader.schema)
    return Input(count, pa.RecordBatchReader.from_batches(_as_stored(empty).schema, batches()))


def _as_stored(batch: pa.RecordBatch) -> pa.RecordBatch:
    """Return rows with types that Arrow has no kind for, such as `numeric`, as the texts that they came as."""
    columns = [column.storage if isinstance(column, pa.ExtensionArray) else column for column in batch.columns]
    return pa.RecordBatch.from_arrays(columns, batch.schema.names)
