"""One rule says which library a command reads: the one that is named, else the one stood in, else the program's own."""

from __future__ import annotations

import json
import os
import shutil
from pathlib import Path

import pytest

from cli.program import run
from simexit.libraries import library
from small_library import small_library

OWN = "library: the one that comes with the program\n"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Stand in a library of one's own."""
    monkeypatch.chdir(small_library(tmp_path))
    return tmp_path


def identity(*arguments: str) -> str:
    return str(json.loads(run(*arguments, "check", "--json").stdout)["ruleset"])


def test_who_stands_in_the_folder_of_a_library_means_that_one(folder: Path) -> None:
    named, stood_in = run("--from", str(folder), "check"), run("check")
    assert (stood_in.stdout, stood_in.stderr) == (named.stdout, "")


@pytest.mark.parametrize(
    "command", [["check"], ["lint"], ["test"], ["schema"], ["coverage", "--json"], ["facts"], ["rules"], ["next", "-f", "x=2"]]
)
def test_every_command_takes_the_same_library(folder: Path, command: list[str]) -> None:
    (folder / "rules" / "deep").mkdir()
    named = run("--from", str(folder), *command)
    os.chdir(folder / "rules" / "deep")
    above = run(*command)
    assert (above.stdout.replace("../../rules/", "rules/"), above.exit_code) == (named.stdout, named.exit_code)
    assert above.stderr.startswith("library: the one in ../..\n")


def test_the_library_in_a_folder_above_is_named_in_the_language_of_the_reader(folder: Path) -> None:
    os.chdir(folder / "kb")
    assert run("--lang", "ru", "check").stderr == "библиотека: та, что в ..\n"
    assert run("check", language="zh").stderr == "知识库：.. 里的\n"


@pytest.mark.usefixtures("folder")
def test_a_library_that_is_named_is_read_wherever_one_stands() -> None:
    assert identity("--from", str(library().root)) != identity()


def test_an_author_outside_of_any_library_is_told_that_the_programs_own_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    result = run("check", "--json")
    assert result.stderr == OWN
    assert json.loads(result.stdout)["findings"] == []
    assert run("facts").stderr == ""


def test_in_the_checkout_of_the_program_its_own_library_is_the_one_around(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(library().rules)
    assert run("check").stderr == ""
    assert run("fmt", "--check").exit_code == 0


@pytest.mark.parametrize("command", [["fmt"], ["lint", "--fix"], ["new", "source", "handbook"]])
def test_what_writes_never_takes_the_programs_own_library_unasked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: list[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    result = run(*command)
    assert result.exit_code == 2
    assert "there is no library here" in result.stderr


def test_a_folder_that_was_taken_away_is_in_no_library(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    gone = small_library(tmp_path) / "rules" / "gone"
    gone.mkdir()
    monkeypatch.chdir(gone)
    shutil.rmtree(gone)
    assert run("check").stderr == OWN
