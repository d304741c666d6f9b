"""A cell is read as `advise` reads the same value, in whatever form Arrow keeps it; shortcuts change nothing."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Any

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from batch.rows import answer_to_cells
from generators.shipped import shipped
from simexit.api import Advisor, FactError
from simexit.batch.cells import Cells
from simexit.check.situations import from_option, from_python
from simexit.run.planes.columns import situation_at
from simexit.text.diagnostics import Findings

MONEY, WHOLE, DAY, WORD, WORDS, YES = (
    "balance.owed",
    "contract.months_left",
    "person.leaves_on",
    "plan.status",
    "person.considers",
    "data.backed_up",
)
FACTS = (MONEY, WHOLE, DAY, WORD, WORDS, YES)

# Arrow takes -0.0 for 0.0, so it is made that
amounts = st.one_of(
    st.integers(-300, 300).map(lambda parts: parts / 100),
    st.floats().map(lambda number: number + 0.0),
    st.sampled_from([1e12, 1e12 + 1, 0.125, 1e15]),
)
COLUMNS: dict[str, st.SearchStrategy[pa.Array]] = {
    "float64": st.lists(st.none() | amounts).map(lambda cells: pa.array(cells, pa.float64())),
    "float32": st.lists(st.none() | st.floats(width=32).map(lambda number: number + 0.0)).map(lambda cells: pa.array(cells, pa.float32())),
    "int64": st.lists(st.none() | st.integers(-5, 40) | st.integers(-(2**63), 2**63 - 1)).map(lambda cells: pa.array(cells, pa.int64())),
    "uint64": st.lists(st.none() | st.integers(0, 2**64 - 1)).map(lambda cells: pa.array(cells, pa.uint64())),
    "int8": st.lists(st.none() | st.integers(-128, 127)).map(lambda cells: pa.array(cells, pa.int8())),
    "decimal, 4 places": st.lists(st.none() | st.decimals(-(10**13), 10**13, places=4)).map(
        lambda cells: pa.array(cells, pa.decimal128(38, 4))
    ),
    "decimal, whole": st.lists(st.none() | st.integers(-(10**13), 10**13).map(Decimal)).map(
        lambda cells: pa.array(cells, pa.decimal128(20, 0))
    ),
    "bool": st.lists(st.none() | st.booleans()).map(lambda cells: pa.array(cells, pa.bool_())),
    "date32": st.lists(st.none() | st.dates()).map(lambda cells: pa.array(cells, pa.date32())),
    "timestamp": st.lists(st.none() | st.datetimes(datetime(1990, 1, 1), datetime(2100, 1, 1))).map(
        lambda cells: pa.array(cells, pa.timestamp("us"))
    ),
    "text": st.lists(
        st.none()
        | st.text(max_size=5)
        | st.from_regex(r"[+-]?\d{1,14}(\.\d{1,3})?", fullmatch=True)
        | st.sampled_from(["yes", "No", "ON", "active", "agent", " active ", "agent, agent", "2026-11-20", "2026-02-30", "1e3", "", "٣"])
    ).map(lambda cells: pa.array(cells, pa.string())),
    "list": st.lists(st.none() | st.lists(st.none() | st.sampled_from(["agent", "nobody", "sell_card"]), max_size=3)).map(
        lambda cells: pa.array(cells, pa.list_(pa.string()))
    ),
    "null": st.integers(0, 3).map(pa.nulls),
}
FORMS = {
    "plain": lambda array: array,
    "slice": lambda array: pa.concat_arrays([array, array]).slice(len(array) // 2, len(array)),
    "dictionary": lambda array: array if pa.types.is_list(array.type) or pa.types.is_null(array.type) else array.dictionary_encode(),
    "large": lambda array: array.cast(pa.large_string()) if pa.types.is_string(array.type) else array,
}


def read_slowly(fact: str, array: pa.Array) -> tuple[list[Any], dict[int, str]]:
    """Each cell on its own: a text as after `-f`, a floating number as it is written, and anything else as from Python."""
    values: list[Any] = []
    wrong: dict[int, str] = {}
    for row, cell in enumerate(array.to_pylist()):
        findings = Findings()
        text = repr(cell) if isinstance(cell, float) else cell
        told = from_option(f"{fact}={text}", shipped(), findings) if isinstance(text, str) else None
        if not isinstance(text, str):
            told = next(iter(from_python({fact: text}, shipped(), findings)), None)
        values.append(None if told is None else told.value)
        if len(findings):
            wrong[row] = findings.in_order()[0].message
    return values, wrong


@pytest.mark.parametrize("kind", COLUMNS)
@given(st.data())
@settings(max_examples=60)
def test_a_column_is_read_as_its_cells_are_one_by_one(kind: str, data: st.DataObject) -> None:
    array = FORMS[data.draw(st.sampled_from(sorted(FORMS)))](data.draw(COLUMNS[kind]))
    fact = data.draw(st.sampled_from(FACTS))
    read = Cells(fact, shipped()).read(array)
    values, wrong = read_slowly(fact, array)
    columns = {fact: read.column}
    assert [situation_at(columns, row, shipped()).get(fact) for row in range(len(array))] == values
    assert {row: text.partition(": ")[2].partition(" (hint")[0] for row, text in read.wrong} == wrong


@pytest.mark.parametrize(
    ("fact", "array", "known"),
    [
        (MONEY, pa.array([0, 10**12, -1, 10**12 + 1]), [True, True, False, False]),
        (MONEY, pa.array([0.01, 999_999_999_999.99, 0.005, float("nan"), float("inf")]), [True, True, False, False, False]),
        (MONEY, pa.array([Decimal("0.010"), Decimal("0.001")], pa.decimal128(10, 3)), [True, False]),
        (WHOLE, pa.array([3.0, 3.5]), [True, False]),
        (DAY, pa.array([date(1991, 12, 31), date(1992, 1, 1), date(2099, 12, 31), date(2100, 1, 1)]), [False, True, True, False]),
        (WORDS, pa.array([[], ["agent"], None, ["agent", None]], pa.list_(pa.string())), [True, True, False, False]),
        (YES, pa.array([1, 0]), [False, False]),
        (YES, pa.array(["YES", "off", "1"]), [True, True, False]),
    ],
)
def test_both_sides_of_each_bound(fact: str, array: pa.Array, known: list[bool]) -> None:
    assert Cells(fact, shipped()).read(array).column.known.tolist() == known


def test_a_value_that_does_not_fit_is_never_a_known_one() -> None:
    read = Cells(WORD, shipped()).read(pa.array(["active", "actve", None, "actve"]))
    assert read.column.known.tolist() == [True, False, False, False]
    assert [row for row, _ in read.wrong] == [1, 3]
    assert read.wrong[0][1].startswith("K602: `plan.status` is one of active,")
    assert read.wrong[0][1].endswith("but this is `actve` (hint: did you mean `active`?)")


def test_what_is_wrong_with_a_cell_is_what_advise_says() -> None:
    with pytest.raises(FactError) as raised:
        Advisor(shipped(), second_opinion="off").advise({MONEY: -1})
    ((_, text),) = Cells(MONEY, shipped()).read(pa.array([-1])).wrong
    assert text == f"K603: {raised.value.findings[0].message}"
    assert answer_to_cells(Advisor(shipped(), second_opinion="off"), {MONEY: -1})["errors"] == [text]


def test_a_column_keeps_the_type_that_the_planes_need() -> None:
    for fact, dtype in zip(FACTS, (np.int64, np.int64, np.int32, np.int16, np.int64, np.bool_), strict=True):
        assert Cells(fact, shipped()).read(pa.array(["1", None])).column.values.dtype == dtype
