"""`simexit batch` for people: what it writes, what it says, and what it refuses."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from cli.program import run
from simexit.batch import errors

CARDS = """card,today,card.registered_to,balance.owed,plan.status,person.considers
A-1,2026-11-20,me,3500,active,
A-2,2026-11-20,me,-5,actve,""
"A,3",2026-11-20,,,,"agent,transfer"
"""


@pytest.fixture
def cards(tmp_path: Path) -> Path:
    path = tmp_path / "cards.csv"
    path.write_text(CARDS, encoding="utf-8")
    return path


def test_rows_are_counted_by_status_and_errors_are_reported(cards: Path, tmp_path: Path) -> None:
    output = tmp_path / "advice.jsonl"
    done = run("batch", str(cards), "-o", str(output), "--id", "card")
    assert done.exit_code == 0
    assert done.stdout.splitlines()[0] == f"3 rows in, 3 rows out: {output}"
    assert [line.split() for line in done.stdout.splitlines()[1:]] == [["ask", "2"], ["error", "1"]]
    assert "1 × K603: `balance.owed` is -5, but it must be at least 0, first in row 2" in done.stderr
    rows = [json.loads(line) for line in output.read_text(encoding="utf-8").splitlines()]
    assert [row["card"] for row in rows] == ["A-1", "A-2", "A,3"]
    assert len(rows[1]["errors"]) == 2
    assert not (tmp_path / "advice.jsonl.parts").exists()


def test_a_row_has_the_answer_of_next(cards: Path, tmp_path: Path) -> None:
    output = tmp_path / "advice.jsonl"
    run("batch", str(cards), "-o", str(output), "--id", "card")
    row = json.loads(output.read_text(encoding="utf-8").splitlines()[0])
    facts = ["-f", "card.registered_to=me", "-f", "balance.owed=3500", "-f", "plan.status=active"]
    advice = json.loads(run("next", "--today", "2026-11-20", *facts, "--json").stdout)
    assert {name: row[name] for name in ("status", "next", "possible_next", "agenda", "ruleset")} == {
        name: advice[name] for name in ("status", "next", "possible_next", "agenda", "ruleset")
    }
    assert row["question"] == advice["question"]["fact"]
    assert row["warnings"] == [warned["id"] for warned in advice["warnings"]["certain"]]


def test_with_strict_the_first_wrong_row_stops_it_and_nothing_is_written(cards: Path, tmp_path: Path) -> None:
    done = run("batch", str(cards), "-o", str(tmp_path / "advice.csv"), "--id", "card", "--strict")
    assert (done.exit_code, done.stdout) == (2, "")
    assert done.stderr.startswith("error: row 2: K602: `plan.status`")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["cards.csv"]


def test_an_output_that_was_there_is_replaced_only_by_a_whole_one(cards: Path, tmp_path: Path) -> None:
    output = tmp_path / "advice.csv"
    output.write_text("before", encoding="utf-8")
    assert run("batch", str(cards), "-o", str(output), "--id", "card", "--strict").exit_code == 2
    assert output.read_text(encoding="utf-8") == "before"
    assert run("batch", str(cards), "-o", str(output), "--id", "card").exit_code == 0
    assert output.read_text(encoding="utf-8").startswith("card,status,next,")


@pytest.mark.usefixtures("cards")
@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        (["cards.csv", "-o", "advice.csv"], 2, "unknown fact `card`: `--id card` carries it through"),
        (["cards.csv", "-o", "advice.xlsx", "--id", "card"], 2, "advice.xlsx: the name of a table ends in .parquet"),
        (["nowhere.csv", "-o", "advice.csv"], 1, "there is no file nowhere.csv"),
        (["cards.csv", "-o", "nowhere/advice.csv", "--id", "card"], 1, "there is no folder"),
        (["cards.csv", "-o", "advice.csv", "--id", "card", "--today", "2026-11-20"], 2, "there is a column `today`"),
        (["cards.csv", "-o", "advice.csv", "--today", "tomorrow"], 2, "K602"),
        (["cards.csv", "-o", "postgresql://host/crm::advice", "--id", "card"], 1, "can be read but not written"),
        (["cards.csv", "-o", "advice.csv", "--engine", "spark", "--strict"], 2, "Spark has settings of its own"),
    ],
)
def test_what_cannot_be_done_is_said_without_a_traceback(
    arguments: list[str], code: int, message: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    done = run("batch", *arguments)
    assert (done.exit_code, done.stdout) == (code, "")
    assert message in done.stderr
    assert not (tmp_path / "advice.csv").exists()


def test_a_file_that_is_no_table_is_said_to_be_none(tmp_path: Path) -> None:
    (tmp_path / "cards.parquet").write_bytes(b"no parquet")
    done = run("batch", str(tmp_path / "cards.parquet"), "-o", str(tmp_path / "advice.csv"))
    assert (done.exit_code, done.stderr.startswith(f"error: cannot read {tmp_path / 'cards.parquet'}: ")) == (1, True)


def test_a_csv_row_with_too_few_cells_stops_it_because_its_facts_would_be_guessed(cards: Path, tmp_path: Path) -> None:
    cards.write_text(CARDS + "A-4,2026-11-20\n", encoding="utf-8")
    done = run("batch", str(cards), "-o", str(tmp_path / "advice.csv"), "--id", "card")
    assert done.exit_code == 1
    assert "Expected 6 columns, got 2" in done.stderr


def test_without_the_extra_it_is_named(cards: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(errors, "find_spec", lambda name: None if name == "pyarrow" else object())
    done = run("batch", str(cards), "-o", str(tmp_path / "advice.csv"))
    assert (done.exit_code, done.stderr) == (1, "error: this needs pyarrow; install it with `pip install 'simexit[batch]'`\n")


def test_a_json_line_may_tell_a_fact_nested_and_dotted_but_not_with_two_values(tmp_path: Path) -> None:
    lines = [
        {"balance": {"owed": 5}, "person.considers": ["agent"]},
        {"balance.owed": 5, "person": {"considers": []}},
        {"balance.owed": 5, "balance": {"owed": 6}},
        {"balance.owed": 5, "balance": {"owed": 5}},
    ]
    given, output = tmp_path / "cards.jsonl", tmp_path / "advice.jsonl"
    given.write_text("".join(f"{json.dumps(line)}\n" for line in lines) + "\n[1]\n{no", encoding="utf-8")
    run("batch", str(given), "-o", str(output), "--with-facts")
    rows = [json.loads(line) for line in output.read_text(encoding="utf-8").splitlines()]
    assert [row["balance.owed"] for row in rows[:2]] == ["5", "5"]
    assert [row["person.considers"] for row in rows[:2]] == ["agent", ""]
    assert [row["errors"] for row in rows] == [
        [],
        [],
        ["K605: `balance.owed` is given twice in one line, with two values"],
        [],
        ["K203: a line is a JSON object with facts, but this is `[1]`"],
        ["K203: a line is a JSON object with facts, but this is `{no`"],
    ]
