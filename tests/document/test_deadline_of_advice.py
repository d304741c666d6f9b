"""The deadline that `next` gives: on the right day, at its boundaries, in every example."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from holidays import country_holidays

from document.examples import LANGUAGES, NAMES, advice_of, advisor
from document.test_plan import READY
from simexit.text import forms

EXPECTED = {
    "esim-in-country": ("before_departure", date(2026, 11, 25)),
    "internet-card-in-country": ("ask_again", date(2026, 11, 26)),
    "travel-esim-in-country": ("before_departure", date(2026, 11, 27)),
}
WAIT = 7


def is_working_day(day: date) -> bool:
    return day.weekday() < 5 and day not in country_holidays("KZ", years=day.year, observed=True)


def working_days(start: date, end: date) -> int:
    """Count by hand the working days in [start, end)."""
    return sum(is_working_day(start + timedelta(day)) for day in range((end - start).days))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", NAMES)
def test_an_example_has_the_deadline_counted_by_hand_and_says_why(name: str, language: str) -> None:
    deadline = advice_of(name, language).deadline
    assert (None if deadline is None else (deadline.id, deadline.by)) == EXPECTED.get(name)
    if deadline is not None:
        assert deadline.purpose
        assert forms.day(deadline.by, language) in deadline.why


# over the New Year, over Nauryz, over a plain week, over Republic Day
LEAVING = [date(2027, 1, 11), date(2026, 3, 30), date(2026, 12, 4), date(2026, 11, 2), date(2026, 5, 12)]


@pytest.mark.parametrize("leaves_on", LEAVING)
def test_the_last_safe_day_leaves_just_enough_working_days_and_the_day_after_does_not(leaves_on: date) -> None:
    facts = {**READY, "person.leaves_on": leaves_on}
    last = max(leaves_on - timedelta(days) for days in range(60) if working_days(leaves_on - timedelta(days), leaves_on) >= WAIT)
    for today in (last - timedelta(30), last - timedelta(1), last):
        deadline = advisor().advise(facts, today=today).deadline
        assert deadline is not None
        assert (deadline.id, deadline.by) == ("before_departure", last)
    for today in (last + timedelta(1), leaves_on):
        assert advisor().advise(facts, today=today).deadline is None


@pytest.mark.parametrize("applied_on", LEAVING)
def test_asking_again_is_due_from_the_first_day_after_enough_working_days(applied_on: date) -> None:
    facts = {**READY, "person.leaving": False, "application.status": "submitted", "application.submitted_on": applied_on}
    first = min(applied_on + timedelta(days) for days in range(60) if working_days(applied_on, applied_on + timedelta(days)) > WAIT)
    for today in (applied_on, first - timedelta(1)):
        advice = advisor().advise(facts, today=today)
        assert advice.next == "wait_for_confirmation"
        assert advice.deadline is not None
        assert (advice.deadline.id, advice.deadline.by) == ("ask_again", first)
    advice = advisor().advise(facts, today=first)
    assert (advice.next, advice.deadline) == ("chase_operator", None)
