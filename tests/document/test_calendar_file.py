"""The calendar file of a plan: read back by the library and by hand, it has the right days and texts."""

from __future__ import annotations

import builtins
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from icalendar import Calendar

from document.examples import LANGUAGES, NAMES, advisor, plan_of
from document.test_plan import AFTER, DAY, READY
from simexit.document.calendar_file import MissingLibraryError
from simexit.document.plan import Plan

LEAVING: dict[str, object] = {**READY, **AFTER, "person.leaves_on": date(2026, 12, 4)}


def events(plan: Plan) -> list[Any]:
    return list(Calendar.from_ical(plan.to_ics()).walk("VEVENT"))


def days(plan: Plan) -> list[tuple[date, date, str]]:
    """Return first and last day and headline of each event."""
    return [(one["DTSTART"].dt, one["DTEND"].dt - timedelta(1), str(one["SUMMARY"])) for one in events(plan)]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", NAMES)
def test_the_calendar_of_an_example_is_well_formed(name: str, language: str) -> None:
    plan = plan_of(name, language)
    written = plan.to_ics()
    assert written.startswith(b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\n")
    assert written.endswith(b"END:VCALENDAR\r\n")
    assert written.count(b"\n") == written.count(b"\r\n")
    assert max(len(line) for line in written.split(b"\r\n")) <= 75
    found = events(plan)
    assert found
    assert len({str(one["UID"]) for one in found}) == len(found)
    for one in found:
        # midnight of 20 November in Almaty, five hours ahead of UTC
        assert one["DTSTAMP"].dt == datetime(2026, 11, 19, 19, tzinfo=UTC)
        assert type(one["DTSTART"].dt) is date
        assert one["DTEND"].dt > one["DTSTART"].dt
        assert one["SUMMARY"]
    assert str(Calendar.from_ical(written)["X-WR-TIMEZONE"]) == "Asia/Almaty"


@pytest.mark.parametrize("name", NAMES)
def test_texts_come_back_as_they_were_whatever_signs_they_hold(name: str) -> None:
    plan = plan_of(name, "zh")
    found = {str(one["SUMMARY"]): str(one.get("DESCRIPTION", "")) for one in events(plan)}
    for number in plan.main_line:
        step = plan.steps[number - 1]
        assert step.takes in found[f"{number}. {step.title}"]
        assert step.bring is None or step.bring in found[f"{number}. {step.title}"]
    for last in plan.deadlines:
        assert any(last.due.purpose in summary and last.due.why in said for summary, said in found.items())


def test_signs_with_a_meaning_are_escaped_in_the_file() -> None:
    plan = advisor().plan({**LEAVING, "balance.owed": 5}, today=DAY, lang="en")
    unfolded = plan.to_ics().decode("utf-8").replace("\r\n ", "")
    [line] = [line for line in unfolded.split("\r\n") if line.startswith("DESCRIPTION") and "ask when the payment" in line]
    assert "Passport\\, phone number\\, bills" in line
    assert "\\nHow long: Paying takes minutes\\; ask" in line


def test_steps_waits_and_deadlines_are_on_their_days() -> None:
    plan = advisor().plan(LEAVING, today=DAY, lang="en")
    last, asked, again = date(2026, 11, 25), DAY, date(2026, 12, 2)
    purpose = "Hand in the request to close, so that there is time for an answer before you leave"
    assert days(plan) == [
        (last, last, f"Last safe day 25\u00a0November\u00a02026: {purpose}"),
        (asked, asked, "1. Apply at the operator's office"),
        (asked, again - timedelta(1), "2. Wait for the confirmation"),
        (again, again, "The wait ends: Wait for the confirmation"),
        (again, again, "3. Check that the service has stopped"),
        (again, again, "4. Keep the records"),
        (again, again, "5. Destroy the SIM card"),
        (again, again, "Finished: Nothing is left to do"),
    ]


def test_a_deadline_that_has_passed_is_on_the_first_day_with_what_to_do_first() -> None:
    plan = advisor().plan({**LEAVING, "person.leaves_on": date(2026, 11, 27)}, today=DAY, lang="en")
    first = events(plan)[0]
    assert first["DTSTART"].dt == DAY
    assert str(first["SUMMARY"]).startswith("Too late; the last safe day was 18\u00a0November\u00a02026: ")
    assert str(first["DESCRIPTION"]).endswith("Do first, until 27\u00a0November\u00a02026:\n1. Apply at the operator's office")


def test_the_same_plan_gives_the_same_bytes_and_another_situation_other_names() -> None:
    plan = advisor().plan(LEAVING, today=DAY, lang="en")
    assert advisor().plan(LEAVING, today=DAY, lang="en").to_ics() == plan.to_ics()
    other = advisor().plan({**LEAVING, "person.documents_ready": None}, today=DAY, lang="en")
    assert not {str(one["UID"]) for one in events(plan)} & {str(one["UID"]) for one in events(other)}


def test_in_another_language_the_events_have_the_same_names() -> None:
    names = {tuple(str(one["UID"]) for one in events(plan_of("esim-in-country", language))) for language in LANGUAGES}
    assert len(names) == 1


def test_without_the_library_the_error_names_the_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    real = builtins.__import__

    def missing(name: str, *rest: Any) -> Any:
        if name == "icalendar":
            raise ImportError(name)
        return real(name, *rest)

    plan = plan_of("esim-in-country")
    monkeypatch.setattr(builtins, "__import__", missing)
    with pytest.raises(MissingLibraryError, match=r"simexit\[calendar\]"):
        plan.to_ics()
