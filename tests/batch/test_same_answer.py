"""A batch answers every row as `advise` answers the same facts, whatever the table; a row that does not fit says what `advise` says."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

import pyarrow as pa
import pytest

from batch.rows import (
    ANSWER,
    Row,
    answer_to_cells,
    answered,
    situations,
    table_of,
    text_rows,
    typed_rows,
    without,
    write_csv,
    write_duckdb,
    write_json_lines,
    write_parquet,
)
from generators.shipped import shipped
from simexit.api import Advisor
from simexit.batch import decide_table

ROWS, SOME = 2_000, 500
"""The rows of the main test, and of those that vary the form of the table."""


@cache
def rows_with_types() -> list[Row]:
    return typed_rows(situations(ROWS, 6), Random(6))


@cache
def rows_of_texts() -> list[Row]:
    return text_rows(rows_with_types()[:SOME], Random(7))


@cache
def advisor() -> Advisor:
    return Advisor(shipped(), second_opinion="off")


@cache
def expected(*, texts: bool) -> list[dict[str, Any]]:
    return [answer_to_cells(advisor(), row) for row in (rows_of_texts() if texts else rows_with_types())]


def test_the_rows_of_these_tests_have_every_status_and_several_kinds_of_error() -> None:
    for wanted in (expected(texts=False), expected(texts=True)):
        assert set(Counter(row["status"] for row in wanted)) == {"act", "wait", "ask", "finished", "error"}
        assert {text[:4] for row in wanted for text in row["errors"]} == {"K602", "K603", "K604"}


def test_two_thousand_rows_are_answered_as_advise_answers_them(tmp_path: Path) -> None:
    given = write_parquet(tmp_path / "cards.parquet", rows_with_types())
    summary, rows = answered(given, f"{tmp_path / 'advice.parquet'}", shipped())
    assert [row["id"] for row in rows] == list(range(ROWS))
    assert {row["ruleset"] for row in rows} == {shipped().identity}
    assert [_answer(row) for row in rows] == expected(texts=False)
    assert (summary.rows_in, summary.rows_out) == (ROWS, ROWS)
    assert summary.statuses == Counter(row["status"] for row in rows)
    assert {text for text, _, _ in summary.errors} <= {text for row in rows for text in row["errors"]}
    assert all(text in rows[first - 1]["errors"] for text, _, first in summary.errors if first is not None)


def test_the_table_of_a_database_is_answered_alike(tmp_path: Path) -> None:
    _, rows = answered(write_duckdb(tmp_path / "cards.duckdb", rows_with_types()[:SOME]), f"{tmp_path / 'advice.parquet'}", shipped())
    assert [_answer(row) for row in rows] == expected(texts=False)[:SOME]


@pytest.mark.parametrize(("name", "write"), [("cards.csv", write_csv), ("cards.jsonl", write_json_lines)], ids=["csv", "json-lines"])
def test_a_table_of_texts_is_answered_as_advise_answers_what_stands_after_f(
    name: str, write: Callable[[Path, Sequence[Row]], str], tmp_path: Path
) -> None:
    _, rows = answered(write(tmp_path / name, rows_of_texts()), f"{tmp_path / 'advice.jsonl'}", shipped())
    assert [row["id"] for row in rows] == [str(number) for number in range(SOME)]
    assert [_answer(row) for row in rows] == expected(texts=True)


@pytest.mark.parametrize("form", ["parquet", "csv", "jsonl", "duckdb"])
def test_every_form_of_output_says_the_same(form: str, tmp_path: Path) -> None:
    given = write_parquet(tmp_path / "cards.parquet", rows_with_types()[:SOME])
    output = f"{tmp_path / f'advice.{form}'}" + ("::advice" if form == "duckdb" else "")
    _, rows = answered(given, output, shipped())
    if form == "csv":
        wanted = [{name: _joined(cell) for name, cell in row.items()} for row in expected(texts=False)[:SOME]]
        assert [without(row, "id", "ruleset") for row in rows] == wanted
    else:
        assert [_answer(row) for row in rows] == expected(texts=False)[:SOME]


def test_a_table_in_memory_and_a_stream_of_batches_give_the_same() -> None:
    table = table_of(rows_with_types()[:SOME])
    of_table = decide_table(advisor(), table, ids=["id"]).read_all()
    of_stream = decide_table(shipped(), pa.RecordBatchReader.from_batches(table.schema, table.to_batches(77)), ids=["id"]).read_all()
    assert of_table.equals(of_stream)
    assert [_answer(row) for row in of_table.to_pylist()] == expected(texts=False)[:SOME]


def test_without_questions_all_but_the_question_is_the_same() -> None:
    rows = decide_table(shipped(), table_of(rows_with_types()[:SOME]), ids=["id"], questions=False).read_all().to_pylist()
    assert [without(_answer(row), "question") for row in rows] == [without(row, "question") for row in expected(texts=False)[:SOME]]
    assert {row["question"] for row in rows} == {None}


def _answer(row: dict[str, Any]) -> dict[str, Any]:
    return {name: row[name] for name in ANSWER}


def _joined(cell: Any) -> str:
    return "" if cell is None else ";".join(cell) if isinstance(cell, list) else str(cell)
