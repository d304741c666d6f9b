"""What is listed to be read again: by age and by end, at the boundaries of both."""

from __future__ import annotations

import json
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cli.program import run
from generators.shipped import shipped
from simexit.author.stale import SOON, stale
from small_library import small_library

FIGURE = """
fee:
  type: integer
  label: {{en: fee}}
  values: [{{{bounds}value: 5, confidence: {confidence}, checked: 2026-01-01, sources: [s]}}]
"""


def library(
    folder: Path, *, days: int | None = 100, bounds: str = "", confidence: str = "official", until: str = "", kind: str = "law"
) -> str:
    """Write a library whose work, rule and figure were all read on 2026-01-01."""
    small_library(folder)
    settings = folder / "kb/library.yaml"
    if days is not None:
        settings.write_text(settings.read_text("utf-8") + f"reread_after_days: {days}\n", "utf-8")
    figure = folder / "kb/parameters/p.yaml"
    figure.parent.mkdir()
    figure.write_text(FIGURE.format(bounds=bounds, confidence=confidence), "utf-8")
    work = f"s: {{title: S, kind: {kind}, publisher: us, read: 2026-01-01, confidence: official{until}}}\n"
    (folder / "kb/sources/s.yaml").write_text(work, "utf-8")
    return str(folder)


def listed(folder: str, day: str) -> list[tuple[str, str, str]]:
    result = run("--from", folder, "check", "--stale", "--today", day, "--json")
    found = json.loads(result.stdout)["stale"]
    assert result.exit_code == (4 if found else 0)
    return [(one["kind"], one["name"], one["reason"]) for one in found]


EVERYTHING = [("parameter", "fee", "checked"), ("rule", "do/act", "checked"), ("work", "s", "read")]


@pytest.mark.parametrize(("day", "found"), [("2026-04-11", []), ("2026-04-12", EVERYTHING), ("2025-01-01", [])])
def test_what_nobody_looked_at_for_longer_than_the_setting_is_listed(tmp_path: Path, day: str, found: list[object]) -> None:
    assert listed(library(tmp_path), day) == found


def test_without_the_setting_nothing_grows_old_and_it_is_said(tmp_path: Path) -> None:
    result = run("--from", library(tmp_path, days=None), "check", "--stale", "--today", "2099-01-01")
    assert result.exit_code == 0
    assert "library.yaml does not say `reread_after_days`, so nothing grows old" in result.stdout
    assert "nothing to look at on 2099-01-01" in result.stdout


@pytest.mark.parametrize(("day", "found"), [("2025-12-31", 0), ("2026-01-01", 1), ("2026-03-02", 1), ("2027-01-01", 1)])
def test_a_figure_without_a_successor_is_listed_from_sixty_days_before_its_end(tmp_path: Path, day: str, found: int) -> None:
    folder = library(tmp_path, days=None, bounds="until: 2026-03-02, ")
    assert listed(folder, day) == [("parameter", "fee", "ends")] * found


@pytest.mark.parametrize(("day", "found"), [("2025-12-31", 0), ("2026-01-01", 1), ("2026-03-02", 1), ("2026-03-03", 0)])
def test_a_work_is_listed_while_its_end_is_near(tmp_path: Path, day: str, found: int) -> None:
    assert listed(library(tmp_path, days=None, until=", until: 2026-03-02"), day) == [("work", "s", "ends")] * found


def test_what_the_authors_decided_themselves_does_not_grow_old(tmp_path: Path) -> None:
    assert listed(library(tmp_path, confidence="inference", kind="inference"), "2027-01-01") == [("rule", "do/act", "checked")]


def test_a_line_names_the_place_the_day_and_the_age(tmp_path: Path) -> None:
    shown = run("--from", library(tmp_path, bounds="until: 2026-04-13, "), "check", "--stale", "--today", "2026-04-12").stdout
    assert "kb/sources/s.yaml:1:1: work `s` was last read on 2026-01-01, 101 days ago" in shown
    assert "parameter `fee` has no value after 2026-04-13, 1 day from now" in shown
    assert shown.endswith("4 to look at on 2026-04-12\n")


def test_a_day_that_is_none_and_a_day_without_stale_are_wrong_usage() -> None:
    assert run("check", "--stale", "--today", "tomorrow").exit_code == 2
    assert run("check", "--today", "2026-12-01").exit_code == 2


def test_files_with_errors_end_with_3(tmp_path: Path) -> None:
    small_library(tmp_path, "y > 1")
    assert run("--from", str(tmp_path), "check", "--stale").exit_code == 3


@given(st.dates(date(2026, 1, 1), date(2030, 1, 1)))
def test_what_is_listed_is_old_or_ends_and_nothing_old_is_left_out(today: date) -> None:
    rules = shipped()
    found = stale(rules, today)
    limit = rules.vocabulary.settings.reread_after_days
    assert limit is not None
    for one in found:
        assert one.days <= SOON if one.reason == "ends" else one.on < today - timedelta(limit)
    read = {one.name for one in found if one.reason == "read"}
    assert read == {work.name for work in rules.vocabulary.works.values() if work.kind != "inference" and (today - work.read).days > limit}
