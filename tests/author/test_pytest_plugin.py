"""The plugin: files of cases are tests of whoever has a library."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from small_library import small_library

pytest_plugins = ["pytester"]

CASES = """
- name: two is enough
  facts: {x: 2}
  expect: {next: act}
- name: one is not
  facts: {x: 1}
  expect: {status: finished, not_due: [act]}
"""


@pytest.fixture
def cases(pytester: pytest.Pytester) -> Path:
    """Return a file of cases in a library."""
    path = small_library(pytester.path) / "rules" / "do" / "act.cases.yaml"
    path.write_text(CASES, encoding="utf-8")
    return path


@pytest.mark.usefixtures("cases")
def test_every_case_of_a_library_is_a_test_named_by_its_sentence(pytester: pytest.Pytester) -> None:
    result = pytester.runpytest("-v", "rules")
    result.assert_outcomes(passed=2)
    result.stdout.fnmatch_lines(["rules/do/act.cases.yaml::two is enough PASSED*", "rules/do/act.cases.yaml::one is not PASSED*"])


@pytest.mark.usefixtures("cases")
def test_a_case_can_be_chosen_by_its_words(pytester: pytest.Pytester) -> None:
    pytester.runpytest("-k", "enough").assert_outcomes(passed=1, deselected=1)


def test_a_case_that_fails_says_what_differs_and_where_without_a_traceback(pytester: pytest.Pytester, cases: Path) -> None:
    cases.write_text(CASES.replace("x: 2", "x: 0"), encoding="utf-8")
    result = pytester.runpytest()
    result.assert_outcomes(passed=1, failed=1)
    result.stdout.fnmatch_lines(["failed: two is enough", "rules/do/act.cases.yaml:4:18: `next` is none, expected act"])
    result.stdout.no_fnmatch_line("*pytest_plugin.py*")
    result.stdout.no_fnmatch_line("*Traceback*")


def test_a_case_that_matches_nothing_does_not_pass(pytester: pytest.Pytester, cases: Path) -> None:
    cases.write_text("- {name: says nothing, facts: {}, expect: {not_due: [act]}}", encoding="utf-8")
    result = pytester.runpytest()
    result.assert_outcomes(failed=1)
    result.stdout.fnmatch_lines(["matched nothing: says nothing"])


def test_a_wrong_file_is_an_error_of_the_collection_with_its_finding(pytester: pytest.Pytester, cases: Path) -> None:
    cases.write_text(CASES.replace("next: act", "next: acts"), encoding="utf-8")
    result = pytester.runpytest()
    result.assert_outcomes(errors=1)
    result.stdout.fnmatch_lines(["rules/do/act.cases.yaml:4:18: error*K301*: unknown action `acts`", "*hint: did you mean `act`?"])
    result.stdout.no_fnmatch_line("*Traceback*")


@pytest.mark.usefixtures("cases")
def test_a_wrong_library_is_an_error_of_the_collection_with_its_finding(pytester: pytest.Pytester) -> None:
    small_library(pytester.path, "y > 1")
    result = pytester.runpytest()
    result.assert_outcomes(errors=1)
    result.stdout.fnmatch_lines(["rules/do/act.yaml:1:7: error*K301*: unknown name `y`"])


def test_cases_outside_of_a_library_belong_to_the_one_that_the_ini_file_names(pytester: pytest.Pytester) -> None:
    small_library(pytester.path / "library")
    pytester.makefile(".cases.yaml", mine=CASES)
    pytester.runpytest("mine.cases.yaml").assert_outcomes()
    pytester.makeini("[pytest]\nsimexit_library = library\n")
    pytester.runpytest("mine.cases.yaml").assert_outcomes(passed=2)


def test_nothing_heavy_is_imported_unless_there_is_a_file_of_cases() -> None:
    program = "import sys, simexit.pytest_plugin; print(*sorted(name for name in sys.modules if name.partition('.')[0] in {HEAVY}))"
    heavy = "{'simexit', 'yaml', 'holidays', 'durable_rules_engine', 'click'}"
    done = subprocess.run([sys.executable, "-c", program.replace("{HEAVY}", heavy)], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["simexit", "simexit.pytest_plugin", "simexit.version"]
