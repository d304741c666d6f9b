"""`simexit coverage`: what it says, what it writes, how it ends."""

from __future__ import annotations

from pathlib import Path

import pytest

from cli.program import answer, run
from small_library import small_library

CASE = "- {name: NAME, facts: {x: VALUE}, expect: {next: EXPECTED}}\n"


@pytest.fixture
def library(tmp_path: Path) -> Path:
    """A library whose one case covers three of the four sides that can be."""
    small_library(tmp_path, "x > 1 and x < 4 and x < 9")
    cases = (
        "- {name: three are few enough, facts: {x: 3}, expect: {next: act}}\n- {name: one is none, facts: {x: 1}, expect: {next: null}}\n"
    )
    (tmp_path / "rules/do/act.cases.yaml").write_text(cases, encoding="utf-8")
    return tmp_path


def test_what_no_case_covers_is_named_with_its_place_and_a_situation_that_would_cover_it(library: Path) -> None:
    result = run("--from", str(library), "coverage")
    place = f"{library}/rules/do/act.yaml:1:17"
    assert result.exit_code == 0
    assert result.stdout.splitlines()[:2] == [
        f"{place}: not covered: `x < 4` does not decide as false; it is never false; it is never open",
        "    it would with x: 4",
    ]


def test_what_is_proved_impossible_is_counted_apart(library: Path) -> None:
    last = run("--from", str(library), "coverage").stdout.splitlines()[-4:]
    assert last == [
        "Proved impossible, so that no case is needed:",
        f"    {library}/rules/do/act.yaml:1:27: `x < 9` never decides as false",
        "cases: 2, rules: 1, leaves: 3; in some case true: 3, false: 1, open: 0",
        "covered: 4 of 5 (80.0 %); proved impossible: 1 more",
    ]


def test_a_leaf_that_never_decides_is_said_to_be_idle(tmp_path: Path) -> None:
    small_library(tmp_path, "x > 1 or (x > 2 and x < 2)")
    said = run("--from", str(tmp_path), "coverage").stdout
    assert "`x < 2` never decides: the rule says the same without it" in said
    assert "`x > 2` never decides as true\n" in said


def test_json_has_the_numbers_of_every_leaf(library: Path) -> None:
    report = answer("--from", str(library), "coverage")
    assert {key: report[key] for key in ("cases", "sides", "covered", "impossible", "percent", "seen_true", "seen_false", "seen_open")} == {
        "cases": 2,
        "sides": 6,
        "covered": 4,
        "impossible": 1,
        "percent": "80.0",
        "seen_true": 3,
        "seen_false": 1,
        "seen_open": 0,
    }
    (rule,) = report["rules"]
    assert rule["rule"] == "do/act"
    assert rule["leaves"][1] == {
        "text": "x < 4",
        "line": 1,
        "column": 17,
        "true": 2,
        "false": 0,
        "open": 0,
        "decided": {"true": 1, "false": 0},
        "gaps": {"false": {"covered_by": {"x": "4"}}},
    }
    assert rule["leaves"][2]["gaps"] == {"false": {"impossible": True}}


@pytest.mark.parametrize(("threshold", "code"), [("80", 0), ("80.0001", 4), ("100", 4), ("0", 0)])
def test_the_answer_is_no_below_the_threshold_and_only_there(library: Path, threshold: str, code: int) -> None:
    assert run("--from", str(library), "coverage", "--threshold", threshold).exit_code == code


@pytest.mark.parametrize("threshold", ["much", "101", "-1", "1/0", "nan", ""])
def test_a_threshold_that_is_no_percentage_is_refused(library: Path, threshold: str) -> None:
    result = run("--from", str(library), "coverage", "--threshold", threshold)
    assert result.exit_code == 2
    assert "is not a number between 0 and 100" in result.stderr


def test_a_suggested_case_completes_the_coverage(library: Path) -> None:
    suggested = run("--from", str(library), "coverage", "--suggest").stdout
    assert suggested.splitlines()[0] == f"# {library}/rules/do/act.cases.yaml"
    file = library / "rules/do/act.cases.yaml"
    file.write_text(file.read_text("utf-8") + suggested, encoding="utf-8")
    assert run("--from", str(library), "test").exit_code == 0
    assert run("--from", str(library), "coverage", "--threshold", "100").exit_code == 0
    assert run("--from", str(library), "coverage", "--suggest").stdout == "# no case can be suggested\n"


def test_only_the_cases_of_the_named_files_count(library: Path) -> None:
    other = library / "other.cases.yaml"
    other.write_text("- {name: four are too many, facts: {x: 4}, expect: {next: null}}\n", encoding="utf-8")
    assert answer("--from", str(library), "coverage", str(other))["covered"] == 1


def test_without_a_case_nothing_is_covered(tmp_path: Path) -> None:
    result = run("--from", str(small_library(tmp_path)), "coverage", "--threshold", "1")
    assert result.exit_code == 4
    assert "0 of 2 (0.0 %)" in result.stdout


def test_a_case_file_that_is_wrong_is_shown_with_its_place(library: Path) -> None:
    file = library / "rules/do/act.cases.yaml"
    file.write_text("- {name: a, facts: {y: 3}, expect: {next: act}}\n", encoding="utf-8")
    result = run("--from", str(library), "coverage")
    assert result.exit_code == 3
    assert f"{file}:1:21" in result.stderr


def test_json_and_suggested_cases_are_not_written_at_once(library: Path) -> None:
    assert run("--from", str(library), "coverage", "--json", "--suggest").exit_code == 2


def test_the_page_is_written_beside_the_report(library: Path) -> None:
    page = library / "coverage.html"
    result = run("--from", str(library), "coverage", "--html", str(page))
    assert "4 of 5 (80.0 %)" in result.stdout
    assert "4 of 5 (80.0 %)" in page.read_text("utf-8")


def test_a_page_that_cannot_be_written_is_an_error(library: Path) -> None:
    result = run("--from", str(library), "coverage", "--html", str(library / "missing" / "coverage.html"))
    assert result.exit_code == 1
    assert "cannot write" in result.stderr
