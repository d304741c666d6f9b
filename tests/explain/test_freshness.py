"""How well a source is known and how old it is: in the words of the advice, in its JSON, on the terminal."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

import simexit
from cli.program import answer, run
from document.test_plan import READY
from generators.shipped import shipped
from simexit.explain.standing import standing
from simexit.text.words import LANGUAGES
from small_library import small_library

READ = date(2026, 1, 1)
"""The day on which the small library was read and checked."""


def library(folder: Path, days: int | None) -> Path:
    small_library(folder)
    settings = folder / "kb/library.yaml"
    if days is not None:
        settings.write_text(settings.read_text("utf-8") + f"reread_after_days: {days}\n", encoding="utf-8")
    work = folder / "kb/sources/s.yaml"
    work.write_text(
        "s: {title: S, kind: official, publisher: Acme, read: 2026-01-01, confidence: official_old, url: 'https://a.example'}\n", "utf-8"
    )
    return folder


@pytest.mark.parametrize(("day", "old"), [("2026-04-11", False), ("2026-04-12", True), ("2025-06-01", False)])
def test_what_was_read_more_days_ago_than_the_library_allows_is_old(tmp_path: Path, day: str, old: bool) -> None:
    advice = simexit.load(library(tmp_path, 100)).advise({"x": 5}, today=date.fromisoformat(day))
    [cited], [reason] = advice.sources, advice.because
    assert (cited.old, reason.old) == (old, old)
    assert cited.standing == "Acme: own page, old" + "; last checked 1\u00a0January\u00a02026" * old


def test_without_the_setting_nothing_is_old(tmp_path: Path) -> None:
    advice = simexit.load(library(tmp_path, None)).advise({"x": 5}, today=date(2099, 1, 1))
    assert not advice.sources[0].old
    assert not advice.because[0].old


def test_json_has_how_well_and_since_when_each_source_is_known(tmp_path: Path) -> None:
    advice = answer("--from", str(library(tmp_path, 100)), "next", "-f", "x=5", "--today", "2026-06-01")
    assert advice["sources"] == [
        {
            "work": "s",
            "title": "S",
            "kind": "official",
            "publisher": "Acme",
            "confidence": "official_old",
            "standing": "Acme: own page, old; last checked 1\u00a0January\u00a02026",
            "old": True,
            "url": "https://a.example",
            "read": "2026-01-01",
        }
    ]
    assert (advice["because"][0]["checked"], advice["because"][0]["old"]) == ("2026-01-01", True)


def test_the_terminal_says_when_an_old_reason_and_an_old_source_were_last_checked(tmp_path: Path) -> None:
    folder = str(library(tmp_path, 100))
    late = run("--from", folder, "next", "-f", "x=5", "--today", "2026-06-01").stdout.replace("\u00a0", " ")
    assert late.count("last checked 1 January 2026") == 2
    assert "(Acme: own page, old; last checked 1 January 2026) https://a.example" in late
    assert "last checked" not in run("--from", folder, "next", "-f", "x=5", "--today", "2026-02-01").stdout


def test_a_known_item_is_as_old_as_the_latest_reading_of_its_works() -> None:
    recent, late = (simexit.load().advise(READY, today=day, lang="en").how for day in (date(2026, 11, 20), date(2027, 11, 20)))
    assert recent is not None
    assert late is not None
    assert recent.known
    assert not any(item.old or "last checked" in item.standing for item in recent.known)
    assert all(item.old for item in late.known)
    dated = {item.confidence for item in late.known if item.standing.endswith("; last checked 20\u00a0November\u00a02026")}
    assert dated == {item.confidence for item in late.known} - {"article", "unverified", "inference"}
    assert {"official", "unverified"} <= {item.confidence for item in late.known}


@pytest.mark.parametrize(
    ("work", "en"),
    [
        ("S20", "Kcell: own page"),
        ("S22", "activ: own page, old"),
        ("S61", "Airalo: own page"),
        ("S03", "BAQ.KZ: news"),
        ("S54", "Adilet: law"),
        ("S17", "zakonpravo.kz: law, second-hand"),
        ("article-000", "article only, not verified"),
        ("S31", "article only, not verified"),
        ("inference", "our own reasoning"),
    ],
)
def test_the_standing_of_a_work_says_whose_it_is_and_how_well_it_is_known(work: str, en: str) -> None:
    assert standing("en", shipped().vocabulary.works[work]) == en


def test_every_work_has_a_standing_in_every_language_that_tells_old_from_new() -> None:
    for work in shipped().vocabulary.works.values():
        for language in LANGUAGES:
            said = standing(language, work)
            assert said
            assert "{" not in said
            if work.confidence in {"official", "official_old"}:
                other = {"official": "official_old", "official_old": "official"}[work.confidence]
                assert said != standing(language, replace(work, confidence=other))


def test_what_is_said_at_the_counter_has_days_in_the_language_of_the_counter() -> None:
    waiting = {**READY, "application.status": "submitted", "application.submitted_on": "2026-10-01", "person.leaving": False}
    how = simexit.load().advise(waiting, today=date(2026, 11, 20), lang="en").how
    assert how is not None
    assert how.say is not None
    assert how.say_spoken is not None
    assert "1\u00a0October\u00a02026" in how.say
    assert "1\u00a0октября\u00a02026\u00a0г." in how.say_spoken
    assert "October" not in how.say_spoken
