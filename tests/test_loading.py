"""A library is checked once and kept: what is kept is used only where it is whole, this user's own, and made of the same files."""

from __future__ import annotations

import os
import pickle
import random
import subprocess
import sys
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings

from generators.shipped import shipped, with_gaps
from simexit import loading
from simexit.api import LibraryError, load
from simexit.check.situations import from_python, situation
from simexit.keeping import Entries
from simexit.libraries import library
from simexit.loading import loaded
from simexit.model.rules import Situation
from simexit.model.vocabulary import Vocabulary
from simexit.run.functions.compiled import Compiled
from simexit.run.rete import productions as productions_module
from simexit.run.rete.productions import productions
from simexit.text.diagnostics import Findings
from small_library import small_library

COMPILED = Compiled(shipped())


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where the platform keeps what can be made again."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.delenv("SIMEXIT_NO_CACHE", raising=False)
    return tmp_path / "cache" / "simexit"


def kept(folder: Path) -> list[Path]:
    return sorted(folder.glob("rules-*"))


def checked_again(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Count how often a library is checked."""
    from simexit.check import ruleset

    right, times = ruleset.check_texts, []

    def check(*given: object) -> object:
        times.append(1)
        return right(*given)  # type: ignore[arg-type]  # passed on as they come

    monkeypatch.setattr(ruleset, "check_texts", check)
    return times


@pytest.mark.usefixtures("folder")
def test_a_library_that_was_checked_is_not_checked_again_and_is_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    where, times = library(small_library(tmp_path / "library")), checked_again(monkeypatch)
    first, second = loaded(where)[0], loaded(where)[0]
    assert first is not None
    assert second is not None
    assert len(times) == 1
    assert first.rules is not second.rules
    assert first.rules.conditions == second.rules.conditions
    assert first.rules.vocabulary == second.rules.vocabulary
    assert first.rules.identity == second.rules.identity
    assert first.program == second.program
    assert first.rules.rules[0].span.text() == second.rules.rules[0].span.text() != ""


@pytest.mark.usefixtures("folder")
def test_what_stays_packed_is_a_mapping_like_any_other() -> None:
    checked, kept = (found for found, _ in (loaded(library()), loaded(library())))
    assert checked is not None
    assert kept is not None
    for whole, packed in zip(rarely(checked.rules.vocabulary), rarely(kept.rules.vocabulary), strict=True):
        assert isinstance(packed, Entries)
        key = next(iter(whole))
        assert key in packed
        assert 0 not in packed
        assert packed[key] is packed[key]
        assert list(packed) == list(whole)
        assert len(packed) == len(whole)
        assert packed == whole
        assert type(pickle.loads(pickle.dumps(packed))) is dict
        with pytest.raises(KeyError):
            packed[0]


def rarely(vocabulary: Vocabulary) -> list[Mapping[Any, object]]:
    return [vocabulary.works, vocabulary.profiles, vocabulary.actions, vocabulary.contradictions, vocabulary.letters]


@pytest.mark.usefixtures("folder")
def test_kept_productions_are_those_that_are_made(tmp_path: Path) -> None:
    where = library(small_library(tmp_path / "library"))
    found = [one for one, _ in (loaded(where), loaded(where)) if one is not None]
    assert [one.program.productions for one in found] == [productions(found[0].rules)] * 2


@pytest.mark.usefixtures("folder")
def test_a_rule_set_that_the_rete_cannot_hold_is_kept_without_productions(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(productions_module, "MOST_RULES", 1)
    root = small_library(tmp_path / "library")
    for _ in range(2):
        assert "the Rete holds" in str(load(root).second_opinion_missing)


@pytest.mark.parametrize("harm", ["cut", "flipped", "empty", "another", "not ours"])
def test_what_is_damaged_is_made_again(harm: str, tmp_path: Path, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    where = library(small_library(tmp_path / "library"))
    loaded(where)
    (path,) = kept(folder)
    content = bytearray(path.read_bytes())
    match harm:
        case "cut":
            path.write_bytes(content[: len(content) // 2])
        case "flipped":
            content[random.Random(1).randrange(32, len(content))] ^= 1
            path.write_bytes(content)
        case "empty":
            path.write_bytes(b"")
        case "another":
            path.write_bytes(b"\x80" + content)
        case _:
            path.chmod(0o666)
    times = checked_again(monkeypatch)
    found, _ = loaded(where)
    assert found is not None
    assert len(times) == 1


def test_a_changed_file_of_the_library_is_seen_at_once(tmp_path: Path, folder: Path) -> None:
    root = small_library(tmp_path / "library")
    before = load(root)
    path = next((root / "rules").rglob("*.yaml"))
    path.write_text(path.read_text(encoding="utf-8") + "\n# a note\n", encoding="utf-8")
    assert load(root).ruleset != before.ruleset
    assert len(kept(folder)) == 2


def test_what_is_wrong_is_never_kept(tmp_path: Path, folder: Path) -> None:
    root = small_library(tmp_path / "library")
    next((root / "rules").rglob("*.yaml")).write_text("nonsense", encoding="utf-8")
    for _ in range(2):
        with pytest.raises(LibraryError):
            load(root)
    assert kept(folder) == []


def test_nothing_is_kept_where_that_is_not_wanted(tmp_path: Path, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SIMEXIT_NO_CACHE", "1")
    load(small_library(tmp_path / "library"))
    assert not folder.exists()


def test_a_folder_that_cannot_be_written_changes_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "file"))
    assert load(small_library(tmp_path / "library")).advise({}, today=date(2026, 11, 21)).status


def test_only_the_last_few_are_kept(tmp_path: Path, folder: Path) -> None:
    root = small_library(tmp_path / "library")
    path = next((root / "rules").rglob("*.yaml"))
    text = path.read_text(encoding="utf-8")
    for number in range(loading._MOST_KEPT + 3):
        path.write_text(f"{text}\n# {number}\n", encoding="utf-8")
        load(root)
    assert len(kept(folder)) == loading._MOST_KEPT


def test_what_is_kept_can_be_read_by_its_owner_alone(tmp_path: Path, folder: Path) -> None:
    load(small_library(tmp_path / "library"))
    assert kept(folder)[0].stat().st_mode & 0o777 == 0o600


def test_two_processes_that_start_together_both_get_the_library(tmp_path: Path, folder: Path) -> None:
    root = small_library(tmp_path / "library")
    program = f"import simexit; print(simexit.load({str(root)!r}).ruleset)"
    started = [
        subprocess.Popen([sys.executable, "-c", program], stdout=subprocess.PIPE, env={**os.environ, "XDG_CACHE_HOME": str(folder.parent)})
        for _ in range(4)
    ]
    said = {process.communicate()[0] for process in started}
    assert len(said) == 1
    assert len(kept(folder)) == 1


@given(with_gaps())
@settings(max_examples=100)
def test_what_is_admitted_as_typed_is_what_reading_would_make_of_it(facts: Situation) -> None:
    findings = Findings()
    read = situation(from_python(facts, shipped(), findings), findings)
    assert COMPILED.admits(dict(facts))
    assert (read, len(findings)) == (facts, 0)


@pytest.mark.parametrize(
    "facts",
    [
        {"no.such.fact": True},
        {"today": "2026-11-21"},
        {"today": date(1991, 12, 31)},
        {"card.form": "paper"},
        {"card.form": ["esim"]},
        {"balance.owed": True},
        {"balance.owed": -1},
        {"balance.owed": 1.5},
        {"balance.owed": None},
        {"channels.known": ["office"]},
        {"records.saved": 1},
    ],
)
def test_what_has_to_be_read_or_is_wrong_is_not_admitted(facts: Mapping[str, object]) -> None:
    assert not COMPILED.admits(dict(facts))
