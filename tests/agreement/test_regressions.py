"""Disagreements that were once found stay mended; a new one is found, made small, saved, and judged again from its file."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings

from agreement.cases import LIBRARIES, generated
from agreement.exploration import explore
from agreement.faults import compiled as faults
from agreement.interpreters import COMPILED, INTERPRETERS, Case, Disagreement, disagreement
from agreement.night import Night, run
from agreement.regressions import FOLDER, load, save

BY_NAME = {interpreter.name: interpreter for interpreter in INTERPRETERS}
SAVED = sorted(FOLDER.glob("*.yaml"))
SEED = 4


@pytest.mark.parametrize("path", SAVED, ids=lambda path: path.stem)
def test_a_disagreement_that_was_once_found_stays_mended(path: Path) -> None:
    regression = load(path)
    assert disagreement(BY_NAME[regression.interpreter], regression.case) is None


@settings(max_examples=60)
@given(generated((0, 11), 8))
def test_what_is_saved_is_what_is_loaded(tmp_path_factory: pytest.TempPathFactory, case: Case) -> None:
    path = save(COMPILED, Disagreement(case, (), ()), "a test", tmp_path_factory.getbasetemp() / "saved")
    loaded = load(path).case
    assert loaded.rules.conditions == case.rules.conditions
    assert list(loaded.rules.conditions) == list(case.rules.conditions)
    assert loaded.situations == case.situations
    assert list(loaded.rules.vocabulary.actions) == list(case.rules.vocabulary.actions)
    for name, parameter in case.rules.vocabulary.parameters.items():
        assert loaded.rules.vocabulary.parameters[name].periods == parameter.periods
    assert {name: fact.type for name, fact in loaded.rules.vocabulary.facts.items()} == {
        name: fact.type for name, fact in case.rules.vocabulary.facts.items()
    }


@pytest.mark.parametrize("library", LIBRARIES)
def test_a_fault_is_found_made_small_and_still_fails_from_its_file(library: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    with monkeypatch.context() as patched:
        faults.any_is_all(patched)
        explored = explore(COMPILED, LIBRARIES[library](COMPILED), SEED, 100)
        assert explored.found is not None
        small = explored.found.case
        assert len(small.situations) == 1
        assert len(small.rules.conditions) == 1
        path = save(COMPILED, explored.found, "a seeded fault", tmp_path)
        assert disagreement(COMPILED, load(path).case) is not None
    assert disagreement(COMPILED, load(path).case) is None


def test_a_night_with_a_fault_saves_what_it_finds_and_says_so(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    nights = (Night(seconds, SEED, tmp_path, fault="any_is_all") for seconds in (6, 30, 120))
    assert any(not run(night, processes=1) for night in nights), "a slow machine takes a longer night"
    (path,) = tmp_path.glob("*.yaml")
    assert f"saved: {path}" in capfd.readouterr().out
