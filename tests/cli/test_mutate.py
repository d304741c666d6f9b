"""`simexit mutate`: what it says, what it writes, how it ends."""

from __future__ import annotations

from pathlib import Path

import pytest

from cli.program import answer, run
from small_library import small_library

CASES = "- {name: five are many, facts: {x: 5}, expect: {next: act}}\n- {name: one is few, facts: {x: 1}, expect: {next: null}}\n"


@pytest.fixture
def library(tmp_path: Path) -> Path:
    """A library whose two cases notice some mistakes."""
    small_library(tmp_path, "x > 1")
    (tmp_path / "rules/do/act.cases.yaml").write_text(CASES, encoding="utf-8")
    return tmp_path


def test_a_mistake_that_no_case_notices_is_shown_with_its_place_and_a_situation_in_words(library: Path) -> None:
    result = run("--from", str(library), "mutate")
    assert result.exit_code == 0
    assert f"{library}/rules/do/act.yaml:1:7: not noticed: do/act: `x > 1` becomes `x > 2`\n  where         x: 2\n" in result.stdout
    assert "  a case        status: act; next: act; due: [act]\n" in result.stdout


def test_what_only_shows_after_a_step_is_shown_with_the_step(library: Path) -> None:
    said = run("--from", str(library), "mutate", "act").stdout
    assert "outcome `done`: `x == 0` is left out\n  where         x: 5\n  after         act: done\n" in said


def test_the_score_is_exact_and_what_changes_nothing_is_counted_apart(library: Path) -> None:
    last = run("--from", str(library), "mutate").stdout.splitlines()[-2:]
    assert last == ["cases: 2, mutants: 10", "noticed: 5 of 8 (62.5 %); proved to change nothing: 2 more"]


@pytest.mark.parametrize(("threshold", "code"), [("62.5", 0), ("62.5001", 4), ("0", 0), ("100", 4)])
def test_the_answer_is_no_below_the_threshold_and_only_there(library: Path, threshold: str, code: int) -> None:
    assert run("--from", str(library), "mutate", "--threshold", threshold).exit_code == code


def test_a_threshold_that_is_no_percentage_is_refused(library: Path) -> None:
    assert run("--from", str(library), "mutate", "--threshold", "much").exit_code == 2


def test_the_suggested_cases_pass_and_notice_every_mistake(library: Path) -> None:
    suggested = run("--from", str(library), "mutate", "--suggest").stdout
    assert suggested.splitlines()[0] == f"# noticed by no case: mistakes in {library}/rules/do/act.yaml"
    file = library / "rules/do/act.cases.yaml"
    file.write_text(file.read_text("utf-8") + suggested, encoding="utf-8")
    assert run("--from", str(library), "test").exit_code == 0
    assert run("--from", str(library), "mutate", "--threshold", "100").exit_code == 0
    assert run("--from", str(library), "mutate", "--suggest").stdout == "# no case can be suggested\n"


def test_json_has_every_mutant_with_what_became_of_it(library: Path) -> None:
    report = answer("--from", str(library), "mutate", "do/act")
    assert {key: report[key] for key in ("cases", "mutants", "killed", "equivalent", "percent")} == {
        "cases": 2,
        "mutants": 7,
        "killed": 5,
        "equivalent": 0,
        "percent": "71.4",
    }
    assert {one["fate"] for one in report["tried"]} == {"killed", "survived"}
    survivors = {one["sentence"]: one for one in report["tried"] if one["fate"] == "survived"}
    assert survivors.keys() == {"`x > 1` becomes `x > 2`", "`x > 1` becomes `x != 1`"}
    assert survivors["`x > 1` becomes `x > 2`"] == {
        "kind": "bound",
        "name": "do/act",
        "sentence": "`x > 1` becomes `x > 2`",
        "file": f"{library}/rules/do/act.yaml",
        "line": 1,
        "column": 7,
        "fate": "survived",
        "situation": {"x": "2"},
        "step": None,
        "told": {},
        "expected": ["status: act", "next: act", "due: [act]"],
    }


def test_a_name_that_nothing_has_is_refused_with_the_nearest_one(library: Path) -> None:
    result = run("--from", str(library), "mutate", "do/art")
    assert result.exit_code == 2
    assert "nothing in this library is called `do/art`; did you mean `do/act`?" in result.stderr


def test_a_case_that_fails_without_any_mistake_comes_first(library: Path) -> None:
    (library / "rules/do/act.cases.yaml").write_text("- {name: two, facts: {x: 2}, expect: {next: null}}\n", encoding="utf-8")
    result = run("--from", str(library), "mutate")
    assert result.exit_code == 1
    assert "1 of 1 cases do not pass without any mistake" in result.stderr


def test_a_case_file_that_is_wrong_is_shown_with_its_place(library: Path) -> None:
    file = library / "rules/do/act.cases.yaml"
    file.write_text("- {name: a, facts: {y: 3}, expect: {next: act}}\n", encoding="utf-8")
    result = run("--from", str(library), "mutate")
    assert result.exit_code == 3
    assert f"{file}:1:21" in result.stderr


def test_json_and_suggested_cases_are_not_written_at_once(library: Path) -> None:
    assert run("--from", str(library), "mutate", "--json", "--suggest").exit_code == 2
