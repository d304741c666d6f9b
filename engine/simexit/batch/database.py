"""DuckDB: a connection that keeps quiet and within its memory, and names and texts as its SQL writes them."""

from __future__ import annotations

import duckdb

_MEMORY = "512MB"


def connected(path: str = ":memory:", *, read_only: bool = False) -> duckdb.DuckDBPyConnection:
    """Return a connection to a file, or to nothing but memory."""
    connection = duckdb.connect(path, read_only=read_only)
    connection.execute(f"SET memory_limit = {literal(_MEMORY)}")
    # it would write its progress to standard output
    connection.execute("SET enable_progress_bar = false")
    return connection


def quoted(name: str) -> str:
    """Return the name of a table, or of a schema and a table with a dot between, for SQL."""
    return ".".join('"' + part.replace('"', '""') + '"' for part in name.split("."))


def identifier(name: str) -> str:
    """Return the name of a column for SQL."""
    return '"' + name.replace('"', '""') + '"'


def literal(text: str) -> str:
    """Return a text for SQL."""
    return "'" + text.replace("'", "''") + "'"


def one_file(path: str) -> str:
    """Return the path of one file as a text for SQL, where DuckDB would read stars and brackets as a pattern."""
    return literal("".join(f"[{character}]" if character in "*?[" else character for character in path))
