"""Which columns are facts: what is none has to be named, so that a misspelt fact is never passed over."""

from __future__ import annotations

from datetime import date

import pyarrow as pa
import pytest

from generators.shipped import shipped
from simexit.batch import BatchError, decide_table
from simexit.batch.layout import layout
from simexit.batch.places import Place, place_of
from simexit.batch.table import in_batches


def test_a_column_that_is_neither_a_fact_nor_carried_through_is_refused_with_a_hint() -> None:
    with pytest.raises(BatchError) as raised:
        layout(["balance.owd", "customer", "plan.status"], shipped())
    assert str(raised.value).splitlines() == [
        "unknown fact `balance.owd`: did you mean `balance.owed`?",
        "unknown fact `customer`: `--id customer` carries it through",
    ]


def test_ids_keep_their_place_and_facts_are_carried_only_on_demand() -> None:
    names = ["plan.status", "customer", "balance.owed"]
    assert layout(names, shipped(), ["customer"]).carried == ("customer",)
    assert layout(names, shipped(), ["customer"], with_facts=True).carried == ("plan.status", "customer", "balance.owed")
    assert layout(names, shipped(), ["customer"]).facts == ("plan.status", "balance.owed")


@pytest.mark.parametrize(
    ("names", "ids", "message"),
    [
        (["plan.status"], ["custmer"], "there is no column `custmer` to carry through"),
        (["plan.status", "plan.status"], [], "two columns are called `plan.status`"),
        (["plan.status", "status"], ["status"], "the column `status` cannot be carried through"),
        (["customer"], ["customer"], "no column is a fact"),
    ],
)
def test_columns_that_cannot_be_used_are_refused(names: list[str], ids: list[str], message: str) -> None:
    with pytest.raises(BatchError, match=message):
        layout(names, shipped(), ids)


def test_a_day_for_all_rows_beside_a_column_of_days_is_refused() -> None:
    table = pa.table({"today": ["2026-11-20"], "plan.status": ["active"]})
    with pytest.raises(BatchError, match="there is a column `today` and also one day for all rows"):
        decide_table(shipped(), table, today=date(2026, 11, 20))


def test_one_day_for_all_rows_is_the_same_as_a_column_of_it() -> None:
    facts = {"balance.owed": [0, 12], "card.registered_to": ["me", "me"]}
    of_all = decide_table(shipped(), pa.table(facts), today=date(2026, 11, 20)).read_all()
    assert of_all.equals(decide_table(shipped(), pa.table({**facts, "today": ["2026-11-20"] * 2})).read_all())


def test_nested_columns_are_dotted_ones() -> None:
    nested = pa.table({"balance": [{"owed": 5, "credit": None}, None], "card": [{"registered_to": "me"}] * 2})
    dotted = pa.table({"balance.owed": [5, None], "balance.credit": pa.nulls(2), "card.registered_to": ["me", "me"]})
    assert decide_table(shipped(), nested).read_all().equals(decide_table(shipped(), dotted).read_all())


def test_a_fact_that_has_no_column_is_unknown_like_one_whose_cells_are_empty() -> None:
    with_it = pa.table({"balance.owed": [5], "plan.status": pa.nulls(1)})
    assert decide_table(shipped(), with_it).read_all().equals(decide_table(shipped(), pa.table({"balance.owed": [5]})).read_all())


@pytest.mark.parametrize("rows", [1, 3, 7, 10, 11])
def test_batches_are_cut_to_one_length_and_lose_nothing(rows: int) -> None:
    table = pa.table({"n": range(10)})
    given = pa.RecordBatchReader.from_batches(table.schema, [*table.slice(0, 4).to_batches(), *table.slice(4).to_batches(2)])
    cut = [batch.column("n").to_pylist() for batch in in_batches(given, rows)]
    assert [number for batch in cut for number in batch] == list(range(10))
    assert all(len(batch) == rows for batch in cut[:-1])


def test_an_empty_table_has_an_empty_answer() -> None:
    answer = decide_table(shipped(), pa.table({"balance.owed": pa.array([], pa.int64())})).read_all()
    assert (answer.num_rows, answer.schema.names[0]) == (0, "status")


def test_the_name_of_a_table_says_its_form() -> None:
    assert place_of("a/cards.PARQUET") == Place("parquet", "a/cards.PARQUET")
    assert place_of("crm.duckdb::main.cards") == Place("duckdb", "crm.duckdb", "main.cards")
    assert place_of("postgresql://host/crm::cards") == Place("postgres", "postgresql://host/crm", "cards")


@pytest.mark.parametrize("name", ["cards.xlsx", "cards", "crm.duckdb", "cards.csv::cards", "postgresql://host/crm"])
def test_a_name_that_does_not_say_its_form_is_refused(name: str) -> None:
    with pytest.raises(BatchError):
        place_of(name)
