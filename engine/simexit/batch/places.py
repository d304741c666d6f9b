"""What a user writes for a table: a file, whose name says its form, or a table of a database after `::`."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from simexit.batch.errors import WrongTableError

Form = Literal["parquet", "csv", "json", "duckdb", "postgres"]
_FORMS: dict[str, Form] = {
    ".parquet": "parquet",
    ".pq": "parquet",
    ".csv": "csv",
    ".tsv": "csv",
    ".jsonl": "json",
    ".ndjson": "json",
    ".duckdb": "duckdb",
    ".ddb": "duckdb",
}


@dataclass(frozen=True, slots=True)
class Place:
    """A table: its form, the path of the file or the address of the database, and the table in a database."""

    form: Form
    path: str
    table: str = ""

    def __str__(self) -> str:
        return f"{self.path}::{self.table}" if self.table else self.path


def place_of(text: str) -> Place:
    """Return the table that a user names. Raises `WrongTableError` where the form cannot be told."""
    path, sign, table = text.partition("::")
    form = "postgres" if path.startswith(("postgresql://", "postgres://")) else _FORMS.get(Path(path).suffix.lower())
    if form is None:
        raise WrongTableError(f"{text}: the name of a table ends in {', '.join(_FORMS)}, or is FILE.duckdb::TABLE or postgresql://…::TABLE")
    if form in {"duckdb", "postgres"} and not table:
        raise WrongTableError(f"{text}: say which table, as in {path}::TABLE")
    if sign and form not in {"duckdb", "postgres"}:
        raise WrongTableError(f"{text}: only a database has tables; {path} is a table itself")
    return Place(form, path, table)
