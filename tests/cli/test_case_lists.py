"""`simexit case list`, `due` and `remind`: over all cases."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from icalendar import Calendar

from cli.cases import case, open_example, plain, said, use_own_cases


@pytest.fixture(autouse=True)
def own_cases(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    use_own_cases(tmp_path, monkeypatch)


@pytest.fixture
def three(tmp_path: Path) -> Path:
    """Three cases: one to act in by a day, one that waits, one that is too late."""
    open_example("esim-in-country", "anna")
    open_example("internet-card-in-country", "wei")
    open_example("esim-debt", "ivan")
    return tmp_path / "cases.db"


def damage(path: Path, name: str) -> None:
    """Change one byte of what was told in a case, keeping the file readable."""
    content = path.read_bytes()
    assert content.count(name.encode()) == 1
    path.write_bytes(content.replace(name.encode(), b"x" * len(name)))


def test_no_cases_and_nothing_due_are_said_and_remind_is_silent() -> None:
    assert "no cases here yet" in case("list").stdout
    assert "Nothing is due today" in case("due").stdout
    assert case("remind").output == ""
    assert plain("list") == plain("due") == []


@pytest.mark.usefixtures("three")
def test_the_list_has_what_is_next_in_each_case() -> None:
    rows = plain("list")
    assert [(one["name"], one["status"], one["next"]) for one in rows] == [
        ("anna", "act", "apply_at_office"),
        ("wei", "wait", "wait_for_confirmation"),
        ("ivan", "act", "pay_debt"),
    ]
    lines = case("list").stdout.splitlines()
    starts = {line.index(title) for line, title in zip(lines, ("Next", "Apply", "Wait", "Pay"), strict=True)}
    assert len(starts) == 1, "the columns are not aligned"


@pytest.mark.usefixtures("three")
def test_due_is_grouped_by_urgency_and_waiting_is_left_out() -> None:
    assert {one["name"]: one["urgency"] for one in plain("due")} == {"anna": "now", "ivan": "overdue"}
    assert {one["name"]: one["urgency"] for one in plain("due", "--all")} == {"anna": "now", "wei": "later", "ivan": "overdue"}
    assert {one["name"]: one["urgency"] for one in plain("due", day="2026-11-25")}["anna"] == "today"
    shown = said("due")
    assert shown.index("Overdue") < shown.index("ivan") < shown.index("To do now") < shown.index("anna")
    assert "19 November 2026 (1 day ago): Hand in the request to close" in shown
    assert "25 November 2026 (in 5 days): Hand in the request to close" in shown


@pytest.mark.usefixtures("three")
def test_days_are_counted_in_the_forms_of_each_language() -> None:
    assert "（5 天后）" in said("due", language="zh")
    assert "(через 5 дней)" in said("due", language="ru")
    assert "(через 1 день)" in said("due", language="ru", day="2026-11-24")
    assert "(2 дня назад)" in said("due", language="ru", day="2026-11-21")


@pytest.mark.usefixtures("three")
def test_remind_has_one_line_for_each_thing() -> None:
    lines = case("remind").stdout.splitlines()
    assert [line.partition(":")[0] for line in lines] == ["anna", "ivan", "ivan"]
    assert len(case("remind", "--within", "7").stdout.splitlines()) == 5
    assert [line.partition(":")[0] for line in case("remind", "wei", "--within", "7").stdout.splitlines()] == ["wei"]
    assert case("remind", "wei").output == ""


def test_a_case_that_cannot_be_read_is_named_and_hides_no_other(three: Path) -> None:
    case("note", "wei", "Zweiundvierzig")
    damage(three, "Zweiundvierzig")
    for command in ("list", "due"):
        result = case(command, code=1)
        assert "anna" in result.stdout
        assert "ivan" in result.stdout
        assert "C101" in result.stdout
        (row,) = [one for one in plain(command, code=1) if one.get("problem")]
        assert row["name"] == "wei"
    reminded = case("remind", code=1)
    assert len(reminded.stdout.splitlines()) == 3
    assert "wei" in reminded.stderr


def test_a_damaged_case_is_exported_as_far_as_it_can_be_read(three: Path) -> None:
    case("note", "wei", "Zweiundvierzig")
    case("note", "wei", "after it")
    damage(three, "Zweiundvierzig")
    result = case("export", "wei", day=None, code=1)
    assert "internet_card" in result.stdout
    assert "after it" in result.stdout
    assert "Zweiundvierzig" not in result.stdout
    assert "C101" in result.stderr


def events(path: Path) -> dict[str, Any]:
    return {str(event["summary"]).partition(":")[0]: event for event in Calendar.from_ical(path.read_bytes()).walk("VEVENT")}


@pytest.mark.usefixtures("three")
def test_the_calendar_has_the_days_ahead_with_an_alarm_the_day_before(tmp_path: Path) -> None:
    case("remind", "--ics", str(tmp_path / "cases.ics"))
    found = events(tmp_path / "cases.ics")
    assert {name: event.decoded("dtstart") for name, event in found.items()} == {"anna": date(2026, 11, 25), "wei": date(2026, 11, 26)}
    for event in found.values():
        (alarm,) = event.walk("VALARM")
        assert alarm.decoded("trigger") == timedelta(hours=-15)
        assert alarm["action"] == "DISPLAY"
        assert alarm["description"] == event["summary"]
    assert (tmp_path / "cases.ics").stat().st_mode & 0o077 == 0


@pytest.mark.usefixtures("three")
def test_a_deadline_that_moved_replaces_what_a_calendar_had(tmp_path: Path) -> None:
    case("remind", "wei", "--ics", str(tmp_path / "first.ics"))
    case("did", "wei", "chase_operator", "asked_again", day="2026-11-30")
    case("remind", "wei", "--ics", str(tmp_path / "second.ics"), day="2026-11-30")
    first, second = events(tmp_path / "first.ics")["wei"], events(tmp_path / "second.ics")["wei"]
    assert first["uid"] == second["uid"]
    assert first.decoded("dtstart") < second.decoded("dtstart")
    assert second.get("sequence", 0) > first.get("sequence", 0)


@pytest.mark.usefixtures("three")
def test_the_calendar_of_named_cases_and_near_days_goes_to_standard_output() -> None:
    written = case("remind", "--within", "5", "--ics", "-").stdout
    assert written.count("BEGIN:VEVENT") == 1
    assert "anna" in written


@pytest.mark.usefixtures("three")
def test_a_calendar_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    assert "cannot write" in case("remind", "--ics", str(tmp_path / "nowhere" / "x.ics"), code=1).stderr
