"""Situations with gaps as rows of tables, in every form in which a table can come, and what `advise` says of each row."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path
from random import Random
from typing import Any

import duckdb
import pyarrow as pa
import pyarrow.parquet as parquet
from hypothesis import HealthCheck, Phase, given, seed, settings

from generators.shipped import shipped, with_gaps
from simexit.api import Advisor, FactError
from simexit.batch.cells import each_in_words
from simexit.batch.job import Job, run
from simexit.batch.outputs import Summary
from simexit.batch.places import place_of
from simexit.check.situations import Told, from_option, from_python
from simexit.model.rules import RuleSet, Situation
from simexit.model.types import Boolean, Choice, Day, Integer, Money, SetOf, Type, written
from simexit.text.diagnostics import Findings

Row = Mapping[str, Any]
"""The cells of a row by fact; None where it is unknown."""
ANSWER = ("status", "next", "possible_next", "question", "agenda", "warnings", "possible_warnings", "errors")


def situations(count: int, number: int) -> list[Situation]:
    """Situations of the shipped library with gaps, which follow from the number."""
    found: list[Situation] = []

    @seed(number)
    @given(with_gaps())
    @settings(max_examples=count, phases=[Phase.generate], database=None, suppress_health_check=list(HealthCheck), deadline=None)
    def collect(situation: Situation) -> None:
        found.append(situation)

    collect()
    return found[:count]


def typed_rows(known: Sequence[Situation], chance: Random) -> list[Row]:
    """Rows for tables that have types; one in eight has a number out of bounds, an unknown word or facts that clash."""
    rows = [{fact: situation.get(fact) for fact in shipped().vocabulary.facts} for situation in known]
    for row in chance.sample(rows, len(rows) // 8):
        row.update(chance.choice(_WRONG))
    return [{fact: sorted(cell) if isinstance(cell, frozenset) else cell for fact, cell in row.items()} for row in rows]


_WRONG: Sequence[dict[str, Any]] = (
    {"balance.owed": Decimal("-0.010")},
    {"contract.months_left": -3},
    {"plan.status": "actve", "person.leaves_on": date(2150, 1, 1)},
    {"person.considers": frozenset({"agent", "nobody"})},
    {"card.issuer": "reseller", "operator": "kcell"},
    {"bank.unexpected_charge": True, "bank.checked": False},
    {"need.duration": "temporary", "application.status": "submitted", "balance.owed": Decimal("0.125")},
)


def text_rows(rows: Sequence[Row], chance: Random) -> list[Row]:
    """The same rows as texts; one in eight has a text in it that is no value of its fact."""
    texts = [{fact: None if value is None else text_of(value) for fact, value in row.items()} for row in rows]
    for row in chance.sample(texts, len(texts) // 8):
        row[chance.choice(list(row))] = chance.choice(["yess", "2026-02-30", "1e3", "12 500", " 7 ", "é", "a,b", "nan", "+3"])
    return list(texts)


def text_of(cell: Any) -> str:
    return ",".join(cell) if isinstance(cell, list) else written(cell)


def answer_to(advisor: Advisor, told: Sequence[Told], findings: Findings) -> dict[str, Any]:
    """What `advise` says, as a row of the answer."""
    try:
        advice = advisor.advise_told(told, findings)
    except FactError as error:
        return {**dict.fromkeys(ANSWER), "status": "error", "errors": sorted(set(each_in_words(error.findings)))}
    return {
        "status": advice.status,
        "next": advice.next,
        "possible_next": list(advice.possible_next),
        "question": None if advice.question is None else advice.question.fact,
        "agenda": list(advice.agenda),
        "warnings": [warned.id for warned in advice.warnings.certain],
        "possible_warnings": list(advice.warnings.possible),
        "errors": [],
    }


def answer_to_cells(advisor: Advisor, row: Row) -> dict[str, Any]:
    """What `advise` says where a text stands after `-f` and any other value comes from Python."""
    findings = Findings()
    told: list[Told] = []
    for fact, cell in row.items():
        if isinstance(cell, str):
            one = from_option(f"{fact}={cell}", advisor.rules, findings)
            told += [] if one is None else [one]
        else:
            told += from_python({fact: cell}, advisor.rules, findings)
    return answer_to(advisor, told, findings)


def arrow_type(of: Type) -> pa.DataType:
    match of:
        case Boolean():
            return pa.bool_()
        case Choice():
            return pa.string()
        case SetOf():
            return pa.list_(pa.string())
        case Integer():
            return pa.int32()
        case Money():
            return pa.decimal128(18, 3)
        case Day():
            return pa.date32()


def table_of(rows: Sequence[Row]) -> pa.Table:
    """Rows as a table with types, numbered in the column `id`."""
    facts = shipped().vocabulary.facts
    schema = pa.schema([("id", pa.int64()), *((name, arrow_type(fact.type)) for name, fact in facts.items())])
    return pa.Table.from_pylist([{"id": number, **row} for number, row in enumerate(rows)], schema)


def write_parquet(path: Path, rows: Sequence[Row]) -> str:
    parquet.write_table(table_of(rows), path, row_group_size=300)
    return str(path)


def write_duckdb(path: Path, rows: Sequence[Row]) -> str:
    with duckdb.connect(str(path)) as connection:
        given = table_of(rows)
        connection.register("given", given)
        connection.execute("CREATE TABLE cards AS SELECT * FROM given")
    return f"{path}::cards"


def write_csv(path: Path, rows: Sequence[Row]) -> str:
    """An empty cell is unknown; a set without members is an empty text in quotes."""
    with open(path, "w", encoding="utf-8", newline="") as file:
        file.write(",".join(["id", *rows[0]]) + "\n")
        for number, row in enumerate(rows):
            cells = ["" if text is None else '"' + text.replace('"', '""') + '"' for text in row.values()]
            file.write(",".join([str(number), *cells]) + "\n")
    return str(path)


def write_json_lines(path: Path, rows: Sequence[Row], *, mixed: bool = True) -> str:
    """Where it is mixed, every second row is nested and the others are dotted; else all are dotted."""
    with open(path, "w", encoding="utf-8") as file:
        for number, row in enumerate(rows):
            given: dict[str, Any] = {"id": number}
            for fact, text in row.items():
                topic, dot, name = fact.partition(".")
                if mixed and number % 2 and dot:
                    given.setdefault(topic, {})[name] = text
                else:
                    given[fact] = text
            file.write(json.dumps(given, ensure_ascii=False) + "\n")
    return str(path)


def answered(given: str, output: str, rules: RuleSet, **options: Any) -> tuple[Summary, list[dict[str, Any]]]:
    """Run a batch and return its summary and the rows of its output, those of a CSV as texts."""
    options = {"ids": ("id",), "rows_in_part": 256, "threads": 2, **options}
    summary = run(Job(place_of(given), place_of(output), **options), rules, lambda _done, _of: None)
    return summary, read_back(output)


def read_back(output: str) -> list[dict[str, Any]]:
    path, _, table = output.partition("::")
    readers: dict[str, Callable[[], list[dict[str, Any]]]] = {
        ".parquet": lambda: parquet.read_table(path).to_pylist(),
        ".csv": lambda: list(csv.DictReader(Path(path).read_text(encoding="utf-8").splitlines())),
        ".jsonl": lambda: [json.loads(line) for line in Path(path).read_text(encoding="utf-8").splitlines()],
        ".duckdb": lambda: duckdb.connect(path, read_only=True).sql(f"SELECT * FROM {table}").to_arrow_table().to_pylist(),
    }
    return readers[Path(path).suffix]()


def without(row: Mapping[str, Any], *names: str) -> dict[str, Any]:
    return {name: cell for name, cell in row.items() if name not in names}
