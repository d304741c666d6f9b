"""JSON lines as a table of texts: one object in each line, its keys nested, dotted or both."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from itertools import combinations

import pyarrow as pa

from simexit.batch.database import connected, identifier, literal, one_file
from simexit.batch.layout import UNREADABLE
from simexit.text.codes import Code

Path = tuple[str, ...]
_SHOWN = 60


def open_json_lines(path: str, rows: int) -> tuple[int, pa.RecordBatchReader]:
    """Return how many lines hold something, and the lines as a stream: a column for each key in the file, null where a line lacks it.

    A line that is no JSON object is a row of nulls that says so in the column `layout.UNREADABLE`. Numbers and words become texts,
    lists texts with commas between.
    """
    connection = connected()
    seen = connection.sql(f"SELECT count(*), CAST(json_group_structure(object) AS VARCHAR) FROM ({_objects(path)})")
    count, structure = seen.fetchall()[0]
    paths = list(_paths(json.loads(structure or "null"), ()))
    texts = f"json_extract_string(object, [{', '.join(literal(_pointer(path)) for path in paths)}])" if paths else "[]::VARCHAR[]"
    ways: dict[str, list[str]] = {}
    for place, path_to in enumerate(paths, 1):
        ways.setdefault(".".join(path_to), []).append(f"texts[{place}]")
    columns = [f"{_joined('coalesce(' + ', '.join(same) + ')')} AS {identifier(name)}" for name, same in ways.items()]
    selected = ", ".join([*columns, f"{_unreadable(ways)} AS {identifier(UNREADABLE)}"])
    query = f"SELECT {selected} FROM (SELECT line, object, {texts} AS texts FROM ({_objects(path)}))"
    return count, connection.sql(query).to_arrow_reader(rows)


def _objects(path: str) -> str:
    """Return the query for the lines that hold something, each with its object, or null where it is none."""
    lines = (
        f"read_csv({one_file(path)}, delim='\x01', quote='', escape='', header=false, auto_detect=false,"
        " columns={'line': 'VARCHAR'}, max_line_size=16777216)"
    )
    return (
        "SELECT line, CASE WHEN valid THEN CASE WHEN json_type(line) = 'OBJECT' THEN line::JSON END END AS object"
        f" FROM (SELECT line, json_valid(line) AS valid FROM {lines} WHERE trim(line) <> '')"
    )


def _paths(structure: object, path: Path) -> Iterator[Path]:
    """Yield the ways to the values of an object."""
    if isinstance(structure, dict):
        for key, inner in structure.items():
            yield from _paths(inner, (*path, key))
    elif path:
        yield path


def _pointer(path: Path) -> str:
    """Return a way as a JSON pointer (RFC 6901)."""
    return "".join("/" + key.replace("~", "~0").replace("/", "~1") for key in path)


def _unreadable(ways: Mapping[str, list[str]]) -> str:
    """Return the SQL for why a line cannot be read: it is no object, or tells a fact twice with two values, nested and dotted."""
    shape = literal(f"{Code.WRONG_SHAPE.code}: a line is a JSON object with facts, but this is `")
    cases = [f"WHEN object IS NULL THEN concat({shape}, left(line, {_SHOWN}), '`')"]
    for name, same in ways.items():
        twice = literal(f"{Code.CONTRADICTION.code}: `{name}` is given twice in one line, with two values")
        cases += [f"WHEN {one} <> {other} THEN {twice}" for one, other in combinations(same, 2)]
    return f"CASE {' '.join(cases)} END"


def _joined(text: str) -> str:
    """Return the SQL for a text in which a list has become words with commas between."""
    words = f"array_to_string(TRY_CAST(TRY_CAST({text} AS JSON) AS VARCHAR[]), ',')"
    return f"CASE WHEN {text} LIKE '[%' THEN coalesce({words}, {text}) ELSE {text} END"
