"""`simexit plan`: every example in three languages, and each form of the answer."""

from __future__ import annotations

import builtins
from pathlib import Path
from typing import Any

import pytest
from icalendar import Calendar

from cli.program import answer, run
from document.examples import FOLDER, LANGUAGES, NAMES, advisor, plan_of


@pytest.fixture
def loaded_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("simexit.api.load", lambda _root: advisor())


@pytest.mark.usefixtures("loaded_once")
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", NAMES)
def test_every_example_has_a_plan_in_every_language(name: str, language: str) -> None:
    result = run("--lang", language, "plan", str(FOLDER / f"{name}.yaml"))
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout == plan_of(name, language).to_text()


@pytest.mark.usefixtures("loaded_once")
@pytest.mark.parametrize("name", NAMES)
def test_json_is_the_plan_of_the_api(name: str) -> None:
    plan = answer("plan", str(FOLDER / f"{name}.yaml"))
    assert plan == plan_of(name).to_dict()
    assert plan.keys() >= {"today", "starts_at", "steps", "main_line", "ends_at", "deadlines", "ruleset"}


def test_the_graph_goes_to_standard_output() -> None:
    result = run("plan", str(FOLDER / "esim-debt.yaml"), "--mermaid")
    assert (result.exit_code, result.stdout) == (0, plan_of("esim-debt").to_mermaid())


def test_the_calendar_is_written_to_a_file_or_to_standard_output(tmp_path: Path) -> None:
    path = tmp_path / "plan.ics"
    result = run("plan", str(FOLDER / "esim-debt.yaml"), "--ics", str(path))
    assert (result.exit_code, result.stdout) == (0, "")
    assert len(Calendar.from_ical(path.read_bytes()).walk("VEVENT")) == len(plan_of("esim-debt").main_line) + 2
    assert run("plan", str(FOLDER / "esim-debt.yaml"), "--ics", "-").stdout_bytes == path.read_bytes()


def test_a_calendar_that_cannot_be_written_is_a_clear_error(tmp_path: Path) -> None:
    result = run("plan", str(FOLDER / "esim-debt.yaml"), "--ics", str(tmp_path / "no" / "plan.ics"))
    assert result.exit_code == 1
    assert "No such file or directory" in result.stderr


def test_without_the_calendar_library_the_error_names_the_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    real = builtins.__import__

    def missing(name: str, *rest: Any) -> Any:
        if name == "icalendar":
            raise ImportError(name)
        return real(name, *rest)

    monkeypatch.setattr(builtins, "__import__", missing)
    result = run("plan", str(FOLDER / "esim-debt.yaml"), "--ics", "-")
    assert (result.exit_code, result.stdout) == (1, "")
    assert "simexit[calendar]" in result.stderr


def test_two_forms_at_once_are_refused() -> None:
    assert run("plan", "--json", "--mermaid").exit_code == 2


def test_facts_may_be_given_one_by_one_and_bad_ones_are_refused() -> None:
    plan = answer("plan", "-f", "balance.owed=5", "-f", "card.registered_to=other_person", "--today", "2026-11-20")
    assert plan["today"] == "2026-11-20"
    result = run("plan", "-f", "balance.owd=5")
    assert (result.exit_code, "K601" in result.stderr) == (2, True)
