"""What the solver says of working days is what counting them says."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from generators.shipped import shipped
from simexit.model.calendar import working_day_after, working_day_before, working_days_between
from simexit.model.expressions import All, Call, Compare, Condition, Constant, FactValue
from simexit.prove.solver import Never, Shown, Solver

RULES = shipped()
LEAVES = FactValue("person.leaves_on")
TODAY = FactValue("today")
starts = st.dates(date(2024, 1, 1), date(2027, 12, 31))


def possible(*parts: Condition) -> bool:
    """Whether the solver finds the parts possible, where the person is known to be leaving."""
    leaving = [Compare("==", FactValue(name), Constant(True)) for name in ("person.in_kazakhstan", "person.leaving")]
    solver = Solver()
    found = solver.ask([(solver.world(RULES), All((*leaving, *parts)))])
    assert isinstance(found, Shown | Never), found
    return isinstance(found, Shown)


@given(starts, st.integers(0, 30), st.integers(0, 24))
@settings(max_examples=40, deadline=None)
def test_so_many_working_days_lie_between_two_days_exactly_where_counting_says_so(start: date, length: int, count: int) -> None:
    days = [Compare("==", TODAY, Constant(start)), Compare("==", LEAVES, Constant(start + timedelta(length)))]
    counted = Compare("==", Call("working_days_until", (LEAVES,)), Constant(count))
    assert possible(*days, counted) == (working_days_between("KZ", start, start + timedelta(length)) == count)


@given(starts, st.integers(1, 12))
@settings(max_examples=25, deadline=None)
def test_a_number_of_working_days_is_found_in_a_stretch_of_days_exactly_where_one_start_has_it(first: date, count: int) -> None:
    """The start is any of twenty days, and the end ten days later."""
    inside: list[Condition] = [Compare(">=", TODAY, Constant(first)), Compare("<", TODAY, Constant(first + timedelta(20)))]
    later = Compare("==", Call("days_until", (LEAVES,)), Constant(10))
    counted = Compare("==", Call("working_days_until", (LEAVES,)), Constant(count))
    starts_in = [first + timedelta(days) for days in range(20)]
    assert possible(*inside, later, counted) == any(working_days_between("KZ", day, day + timedelta(10)) == count for day in starts_in)


@given(starts, st.integers(-1, 12), st.integers(-2, 2))
@settings(max_examples=40, deadline=None)
def test_the_working_day_before_or_after_is_the_one_that_counting_finds(day: date, count: int, off: int) -> None:
    known = Compare("==", LEAVES, Constant(day))
    for function, find in (("working_day_before", working_day_before), ("working_day_after", working_day_after)):
        claimed = find("KZ", day, count) + timedelta(off)
        same = Compare("==", Call(function, (LEAVES, Constant(count))), Constant(claimed))  # type: ignore[arg-type]  # both are functions of the language
        assert possible(Compare("<=", TODAY, Constant(day)), known, same) == (off == 0)


def test_no_stretch_of_eight_days_has_seven_working_days_and_one_of_nine_has() -> None:
    """A theorem about the whole calendar, which no list of days could show."""
    seven = Compare("==", Call("working_days_until", (LEAVES,)), Constant(7))
    assert not possible(seven, Compare("<=", Call("days_until", (LEAVES,)), Constant(8)))
    assert possible(seven, Compare("<=", Call("days_until", (LEAVES,)), Constant(9)))
