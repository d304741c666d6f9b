"""`simexit test`."""

from __future__ import annotations

import io
import json
from pathlib import Path
from xml.etree import ElementTree

import pytest

from cli.program import run
from simexit.cli import progress
from simexit.cli.progress import with_progress
from simexit.run.rete import network
from small_library import small_library

PASSING = "- {name: two is enough, facts: {x: 2}, expect: {next: act}}\n"
FAILING = "- {name: one is enough, facts: {x: 1}, expect: {next: act}}\n"
NOTHING = "- {name: nothing is said, facts: {}, expect: {not_due: [act]}}\n"
WRONG = "- {name: wrong, facts: {y: 1}, expect: {next: acts}}\n"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a library with no cases yet, which is the current folder."""
    monkeypatch.chdir(tmp_path)
    return small_library(tmp_path)


def put(folder: Path, text: str, name: str = "rules/do/act.cases.yaml") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def test_where_every_case_passes_only_their_number_is_said(folder: Path) -> None:
    put(folder, PASSING)
    result = run("--from", ".", "test")
    assert (result.exit_code, result.stdout, result.stderr) == (0, "1 passed, 0 matched nothing, 0 failed\n", "")


def test_with_v_every_case_is_named(folder: Path) -> None:
    put(folder, PASSING)
    assert run("--from", ".", "test", "-v").stdout.startswith("passed rules/do/act.cases.yaml:1: two is enough\n")


def test_a_failing_case_ends_with_4_and_what_matched_nothing_is_listed_apart(folder: Path) -> None:
    put(folder, FAILING + PASSING + NOTHING)
    result = run("--from", ".", "test")
    assert result.exit_code == 4
    assert result.stdout.splitlines() == [
        "matched nothing rules/do/act.cases.yaml:3: nothing is said",
        "    rules/do/act.cases.yaml:3:57: only absence is expected, no rule is true in this situation, "
        "and no fact of it rules out what is not expected",
        "failed rules/do/act.cases.yaml:1: one is enough",
        "    rules/do/act.cases.yaml:1:55: `next` is none, expected act",
        "1 passed, 1 matched nothing, 1 failed",
    ]


def test_a_case_that_matched_nothing_did_not_pass(folder: Path) -> None:
    put(folder, PASSING + NOTHING)
    assert run("--from", ".", "test").exit_code == 4


def test_a_wrong_file_ends_with_3_and_no_case_is_run_without_a_word(folder: Path) -> None:
    put(folder, PASSING)
    put(folder, WRONG, "rules/do/wrong.cases.yaml")
    result = run("--from", ".", "test")
    assert (result.exit_code, result.stdout) == (3, "")
    assert "rules/do/wrong.cases.yaml:1:25: error[K601]: unknown fact `y`" in result.stderr
    assert "rules/do/wrong.cases.yaml:1:47: error[K301]: unknown action `acts`" in result.stderr


def test_a_wrong_library_ends_with_3(folder: Path) -> None:
    put(folder, PASSING)
    small_library(folder, "y > 1")
    assert run("--from", ".", "test").exit_code == 3


def test_a_library_without_cases_and_a_choice_of_none_are_no_success(folder: Path) -> None:
    result = run("--from", ".", "test")
    assert (result.exit_code, result.stdout) == (4, "")
    assert result.stderr == "error: there are no cases: files of cases end in .cases.yaml and stand under rules/\n"
    put(folder, PASSING + FAILING)
    result = run("--from", ".", "test", "-k", "three")
    assert (result.exit_code, result.stderr) == (4, "error: none of the 2 cases has `three` in its file or name\n")
    assert run("--from", ".", "test", "kb").exit_code == 4


def test_cases_are_chosen_by_a_text_in_their_name_or_file(folder: Path) -> None:
    put(folder, PASSING + FAILING)
    put(folder, NOTHING, "rules/do/other.cases.yaml")
    assert run("--from", ".", "test", "-k", "TWO").exit_code == 0
    assert "1 matched nothing, 0 failed" in run("--from", ".", "test", "-k", "other").stdout


def test_files_and_folders_outside_of_the_library_can_be_named(folder: Path) -> None:
    (folder / "more").mkdir()
    put(folder, PASSING, "more/mine.cases.yaml")
    assert run("--from", ".", "test", "more").stdout.startswith("1 passed")
    assert run("--from", ".", "test", "more/mine.cases.yaml", "more").stdout.startswith("1 passed")
    assert run("--from", ".", "test", "less").exit_code == 2


def test_results_are_json_for_programs_without_any_time_in_them(folder: Path) -> None:
    put(folder, FAILING + PASSING)
    result = run("--from", ".", "test", "--json")
    found = json.loads(result.stdout)
    assert result.exit_code == 4
    assert found["findings"] == []
    assert found["counts"] == {"passed": 1, "matched nothing": 0, "failed": 1}
    assert found["cases"][1] == {
        "name": "two is enough",
        "file": "rules/do/act.cases.yaml",
        "line": 2,
        "outcome": "passed",
        "differences": [],
    }
    assert found["cases"][0]["differences"][0]["message"] == "`next` is none, expected act"
    assert found["ruleset"].startswith("sha256:")
    assert run("--from", ".", "test", "--json").stdout == result.stdout


def test_findings_are_json_too(folder: Path) -> None:
    put(folder, WRONG)
    result = run("--from", ".", "test", "--json")
    assert result.exit_code == 3
    assert [finding["code"] for finding in json.loads(result.stdout)["findings"]] == ["K601", "K301"]


def test_junit_is_written_beside_the_usual_output(folder: Path) -> None:
    put(folder, FAILING + PASSING)
    result = run("--from", ".", "test", "--junit", "results.xml")
    assert result.stdout.endswith("1 passed, 0 matched nothing, 1 failed\n")
    (suite,) = ElementTree.parse(folder / "results.xml").getroot()
    assert (suite.get("tests"), suite.get("failures")) == ("2", "1")


def test_junit_has_the_findings_of_files_that_cannot_be_read(folder: Path) -> None:
    put(folder, WRONG)
    assert run("--from", ".", "test", "--junit", "results.xml").exit_code == 3
    assert ElementTree.parse(folder / "results.xml").getroot().get("errors") == "2"


def test_junit_that_cannot_be_written_ends_with_1(folder: Path) -> None:
    put(folder, PASSING)
    result = run("--from", ".", "test", "--junit", "nowhere/results.xml")
    assert result.exit_code == 1
    assert "cannot write nowhere/results.xml" in result.stderr


def test_github_gets_annotations_and_nothing_else(folder: Path) -> None:
    put(folder, FAILING + PASSING)
    result = run("--from", ".", "test", "--github")
    assert result.exit_code == 4
    place = "file=rules/do/act.cases.yaml,line=1,col=55"
    assert result.stdout == f"::error {place},title=failed%3A one is enough::`next` is none, expected act\n"
    assert run("--from", ".", "test", "--github", "--json").exit_code == 2


def test_it_is_said_where_there_is_no_second_opinion(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    put(folder, PASSING)
    monkeypatch.setattr(network, "extension", lambda: (None, "it is not built"))
    result = run("--from", ".", "test")
    assert result.exit_code == 0
    assert "it is not built" in result.stderr
    assert "it is not built" in json.loads(run("--from", ".", "test", "--json").stdout)["second_opinion_missing"]


def test_cases_of_the_shipped_library_are_found_without_naming_it() -> None:
    assert run("test", "-k", "pay-debt").exit_code == 0


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(
    ("seconds", "stream", "shown"), [(-1.0, Terminal(), True), (3600.0, Terminal(), False), (-1.0, io.StringIO(), False)]
)
def test_a_bar_is_shown_on_a_terminal_after_a_while(
    monkeypatch: pytest.MonkeyPatch, seconds: float, stream: io.StringIO, shown: bool
) -> None:
    monkeypatch.setattr(progress, "SECONDS", seconds)
    monkeypatch.setattr("sys.stderr", stream)
    assert list(with_progress(range(5), "cases")) == [0, 1, 2, 3, 4]
    assert ("cases" in stream.getvalue()) is shown
    assert ("100%" in stream.getvalue()) is shown
