"""`simexit new`: what is written is found wrong where it says so, its case fails, and both are right once the steps are followed."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from shutil import copyfile, copytree, ignore_patterns

import pytest

from cli.program import run
from simexit.author.scaffold.drafts import KINDS
from simexit.cli.exits import Exit

ROOT = Path(__file__).parents[3]


@pytest.fixture
def here(tmp_path: Path) -> Path:
    assert run("new", "library", str(tmp_path / "library")).exit_code == Exit.DONE
    return tmp_path / "library"


def codes(here: Path) -> list[tuple[str, str]]:
    """Return the findings of `check`: code and file."""
    found = json.loads(run("--from", str(here), "check", "--json").stdout)["findings"]
    return [(finding["code"], Path(finding["file"]).name) for finding in found]


def new(here: Path, *arguments: str) -> None:
    result = run("--from", str(here), "new", *arguments)
    assert result.exit_code == Exit.DONE, result.stderr
    assert run("--from", str(here), "fmt", "--check").exit_code == Exit.DONE


def edit(file: Path, before: str, after: str) -> None:
    text = file.read_text(encoding="utf-8")
    assert text.count(before) == 1, (before, text)
    file.write_text(text.replace(before, after), encoding="utf-8")


def run_cases(here: Path, of: str = "") -> int:
    """Run the cases of a library, or those of one of its rules."""
    return run("--from", str(here), "test", *([str(here / "rules" / f"{of}.cases.yaml")] if of else [])).exit_code


def test_a_new_library_is_right_and_its_cases_pass_and_it_is_in_canonical_form(here: Path) -> None:
    assert codes(here) == []
    assert run_cases(here) == Exit.DONE
    assert run("--from", str(here), "fmt", "--check").exit_code == Exit.DONE
    assert (here / ".github" / "workflows" / "check.yml").is_file()
    assert (here / ".pre-commit-config.yaml").is_file()


def test_whoever_reads_no_line_of_what_was_written_has_a_whole_library_nevertheless(tmp_path: Path) -> None:
    given = [sys.executable, "-m", "simexit.cli.main", "new", "library", str(tmp_path / "library")]
    with subprocess.Popen(given, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None
        process.stdout.close()
    assert codes(tmp_path / "library") == []
    assert run_cases(tmp_path / "library") == Exit.DONE


def test_a_new_library_is_proved(here: Path) -> None:
    pytest.importorskip("z3")
    assert run("--from", str(here), "prove").exit_code == Exit.DONE


def test_a_new_library_is_not_written_over_another(here: Path) -> None:
    assert run("new", "library", str(here)).exit_code == Exit.WRONG_USAGE_OR_FACTS


@pytest.mark.parametrize(
    ("arguments", "rule"),
    [(("action", "care/move_plant"), "care/move-plant"), (("rule", "more/may-wither"), "more/may-wither")],
)
def test_a_new_rule_wants_a_source_and_then_a_condition(here: Path, arguments: tuple[str, ...], rule: str) -> None:
    new(here, *arguments)
    file = here / "rules" / f"{rule}.yaml"
    assert codes(here) == [("K301", file.name)]
    edit(file, "[write-the-source]", "[experience/c01]")
    assert codes(here) == []
    assert run_cases(here, rule) == Exit.ANSWER_IS_NO
    edit(file, "when: False", "when: True")
    assert run_cases(here, rule) == Exit.DONE


def test_a_new_rule_concludes_what_it_is_told_to(here: Path) -> None:
    new(here, "rule", "care/in-summer", "--then", "action:water_plant")
    assert "then: {action: water_plant}" in (here / "rules" / "care" / "in-summer.yaml").read_text(encoding="utf-8")
    assert run("--from", str(here), "new", "rule", "care/nothing").exit_code == Exit.WRONG_USAGE_OR_FACTS


def test_a_new_fact_wants_a_use_and_is_then_asked_for(here: Path) -> None:
    new(here, "fact", "plant.in_the_sun")
    assert codes(here) == [("K502", "plant-in-the-sun.yaml")]
    edit(here / "rules" / "care" / "water-plant.yaml", "when: plant.dry", "when: plant.dry and plant.in_the_sun")
    assert codes(here) == []
    cases = here / "rules" / "plant-in-the-sun.cases.yaml"
    assert run("--from", str(here), "test", str(cases)).exit_code == Exit.ANSWER_IS_NO
    edit(cases, "facts: {}", "facts: {plant.dry: yes}")
    assert run("--from", str(here), "test", str(cases)).exit_code == Exit.DONE


def test_a_new_source_wants_to_be_named(here: Path) -> None:
    new(here, "source", "handbook")
    assert codes(here) == [("K505", "handbook.yaml")]
    edit(here / "rules" / "care" / "water-plant.yaml", "sources: [experience/c01]", "sources: [experience/c01, handbook/c01]")
    assert codes(here) == []


@pytest.mark.parametrize("word", ["room", "rooms"])
def test_a_library_says_what_its_profiles_are_called(here: Path, word: str) -> None:
    assert run("--from", str(here), "new", word, "kitchen").exit_code == Exit.WRONG_USAGE_OR_FACTS
    edit(here / "kb" / "library.yaml", "stages:\n", "profiles: {rooms: room}\nstages:\n")
    run("--from", str(here), "new", "fact", "room")
    edit(here / "kb" / "facts" / "room.yaml", "type: boolean", "type: choice\n  values:\n    cellar: {en: The cellar}")
    new(here, word, "kitchen")
    assert codes(here) == [("K405", "kitchen.yaml")]
    edit(here / "kb" / "facts" / "room.yaml", "cellar: {en: The cellar}", "cellar: {en: The cellar}\n    kitchen: {en: The kitchen}")
    assert codes(here) == [("K301", "kitchen.yaml")]
    edit(here / "kb" / "rooms" / "kitchen.yaml", "[write-the-source]", "[experience/c01]")
    assert codes(here) == []
    assert run("--from", str(here), "test", str(here / "rules" / "rooms")).exit_code == Exit.DONE


@pytest.mark.parametrize(
    "arguments", [("fact", "plant.dry"), ("action", "care/water_plant"), ("rule", "care/water-plant"), ("source", "experience")], ids=KINDS
)
def test_what_is_there_is_never_written_over(here: Path, arguments: tuple[str, str]) -> None:
    before = {file: file.read_bytes() for file in here.rglob("*") if file.is_file()}
    if arguments[0] == "rule":
        arguments = (*arguments, "--then", "action:water_plant")  # type: ignore[assignment]  # more of the same
    assert run("--from", str(here), "new", *arguments).exit_code == Exit.WRONG_USAGE_OR_FACTS
    assert {file: file.read_bytes() for file in here.rglob("*") if file.is_file()} == before


@pytest.mark.parametrize(
    "arguments",
    [("fact", "Dry"), ("fact", "../x"), ("action", "move_plant"), ("source", "a/b"), ("rule", "../x"), ("thing", "x")],
)
def test_a_name_of_another_form_is_refused(here: Path, arguments: tuple[str, str]) -> None:
    result = run("--from", str(here), "new", *arguments)
    assert result.exit_code == Exit.WRONG_USAGE_OR_FACTS
    assert "Error: " in result.stderr


def test_nothing_is_written_where_no_library_is(tmp_path: Path) -> None:
    assert run("--from", str(tmp_path), "new", "fact", "a").exit_code == Exit.WRONG_USAGE_OR_FACTS
    assert list(tmp_path.iterdir()) == []


RULE = """\
when: late and loan.weeks <= 2
then: {warning: fine_grows}
why: {en: A short loan is late., ru: Короткая выдача просрочена.}
sources: [house-rules]
checked: 2026-11-21
"""


@pytest.fixture
def checkout(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """As much of this project as the tests of lints need."""
    for path in ("engine", "kb", "rules", "examples/gym", "tests/author/lint", "tests/wrong/base"):
        copytree(ROOT / path, tmp_path / path, ignore=ignore_patterns("__pycache__"))
    copyfile(ROOT / "tests" / "conftest.py", tmp_path / "tests" / "conftest.py")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def lint_tests(checkout: Path) -> str:
    """Run the tests of the new lint in a checkout and return what they end with."""
    command = [
        sys.executable,
        "-m",
        "pytest",
        "-q",
        "-p",
        "no:cacheprovider",
        "tests/author/lint/test_lints.py",
        "-k",
        "L204 or every_code",
    ]
    paths = os.pathsep.join(str(checkout / name) for name in ("engine", "tests"))
    done = subprocess.run(command, cwd=checkout, env={**os.environ, "PYTHONPATH": paths}, capture_output=True, text=True, check=False)
    return done.stdout.strip().splitlines()[-1]


def test_a_new_lint_fails_until_its_example_is_found_and_then_passes(checkout: Path) -> None:
    assert run("new", "lint", "L204/said-again").exit_code == Exit.DONE
    assert "failed" in lint_tests(checkout)
    file = checkout / "engine/simexit/author/lint/lints/said_again.py"
    edit(file, '"write the file that is found\\n"', repr(RULE.replace("is late.", "is late again.")))
    edit(file, '"write the same file as it should be\\n"', repr(RULE))
    edit(file, "if False:", 'if "again" in rule.why["en"]:')
    ended = lint_tests(checkout)
    assert ended.startswith("3 passed"), ended


@pytest.mark.parametrize("name", ["L101/two-reasons", "L204/decided", "L204/name-style", "X204/two-reasons", "L204/Two", "two-reasons"])
def test_a_lint_whose_code_or_name_is_taken_or_ill_formed_is_not_begun(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    refused = run("new", "lint", name)
    assert refused.exit_code == Exit.WRONG_USAGE_OR_FACTS
    assert refused.stderr


def test_a_lint_is_begun_only_in_a_checkout_of_the_program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert "no checkout" in run("new", "lint", "L204/two-reasons").stderr
