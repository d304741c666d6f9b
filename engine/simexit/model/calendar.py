"""Working days of a country: no Saturdays, no Sundays, no public holidays, observed days included."""

from __future__ import annotations

import re
from datetime import date, timedelta
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from simexit.model.types import FIRST_DAY, LAST_DAY


def working_days_between(country: str, start: date, end: date) -> int:
    """Count the working days in [start, end); 0 where `end` is not after `start`.

    Days before 1992 and after 2099 are outside the calendar and do not count.
    """
    return max(0, _working_days_before(country, end) - _working_days_before(country, start))


def working_day_before(country: str, day: date, count: int) -> date:
    """Return the last day e with at least `count` working days in [e, day)."""
    found = day
    left = count
    while left > 0 and found > FIRST_DAY:
        found -= timedelta(1)
        left -= is_working_day(country, found)
    return found


def working_day_after(country: str, day: date, count: int) -> date:
    """Return the first day e with more than `count` working days in [day, e)."""
    found = day
    passed = 0
    while passed <= count and found < LAST_DAY:
        passed += is_working_day(country, found)
        found += timedelta(1)
    return found


def shifted(day: date, days: int) -> date:
    """Return the day `days` later, or earlier where negative; at most the ends of the calendar."""
    ordinal = day.toordinal() + days
    return date.fromordinal(min(max(ordinal, FIRST_DAY.toordinal()), LAST_DAY.toordinal()))


def is_working_day(country: str, day: date) -> bool:
    """Return whether people work on that day, as a rule."""
    return day.weekday() < 5 and day not in holidays_of(country, day.year)


@cache
def holidays_of(country: str, year: int) -> frozenset[date]:
    """Return the public holidays of a year, observed days included (source: the `holidays` library)."""
    from holidays import country_holidays

    return frozenset(country_holidays(country, years=year, observed=True))


def is_known_country(country: str) -> bool:
    """Return whether the `holidays` library has a calendar for a country code.

    Its registry is read as text first, because importing the library takes longer than all else a rule set needs.
    """
    if not re.fullmatch("[A-Z]{2}", country):
        return False
    spec = find_spec("holidays")
    registry = Path(spec.origin).with_name("registry.py") if spec and spec.origin else None
    if registry is not None and registry.is_file() and f'"{country}"' in registry.read_text(encoding="utf-8"):
        return True
    from holidays import list_supported_countries

    return country in list_supported_countries()


def _working_days_before(country: str, day: date) -> int:
    """Count the working days from 1992 up to but not including `day`."""
    day = min(max(day, FIRST_DAY), LAST_DAY)
    return _before_year(country, day.year) + _before_months(country, day.year)[day.timetuple().tm_yday - 1]


@cache
def _before_year(country: str, year: int) -> int:
    if year <= FIRST_DAY.year:
        return 0
    return _before_year(country, year - 1) + _before_months(country, year - 1)[-1]


@cache
def _before_months(country: str, year: int) -> tuple[int, ...]:
    """Return for each day of the year, and the day after it, the working days before it in that year."""
    counts = [0]
    day = date(year, 1, 1)
    while day.year == year:
        counts.append(counts[-1] + is_working_day(country, day))
        day += timedelta(1)
    return tuple(counts)
