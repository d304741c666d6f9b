"""Working days of a country: no Saturdays, no Sundays, no public holidays, observed days included."""

from __future__ import annotations

import re
from datetime import date
from importlib.util import find_spec
from pathlib import Path

from simexit.model.types import FIRST_DAY, LAST_DAY

_FIRST = FIRST_DAY.toordinal()
_DAYS = LAST_DAY.toordinal() - _FIRST + 1
_known: dict[str, bytes] = {}


def working_days_between(country: str, start: date, end: date) -> int:
    """Count the working days in [start, end); 0 where `end` is not after `start`.

    Days before 1992 and after 2099 are outside the calendar and do not count.
    """
    return working_days(country).count(1, max(start.toordinal() - _FIRST, 0), min(max(end.toordinal() - _FIRST, 0), _DAYS - 1))


def working_day_before(country: str, day: date, count: int) -> date:
    """Return the last day e with at least `count` working days in [e, day)."""
    days, found, left = working_days(country), day.toordinal() - _FIRST, count
    while left > 0 and found > 0:
        found -= 1
        left -= days[found]
    return date.fromordinal(_FIRST + found)


def working_day_after(country: str, day: date, count: int) -> date:
    """Return the first day e with more than `count` working days in [day, e)."""
    days, found, passed = working_days(country), day.toordinal() - _FIRST, 0
    while passed <= count and found < _DAYS - 1:
        passed += days[found]
        found += 1
    return date.fromordinal(_FIRST + found)


def shifted(day: date, days: int) -> date:
    """Return the day `days` later, or earlier where negative; at most the ends of the calendar."""
    return date.fromordinal(min(max(day.toordinal() + days, _FIRST), _FIRST + _DAYS - 1))


def is_working_day(country: str, day: date) -> bool:
    """Return whether people work on a day of the calendar, as a rule."""
    return bool(working_days(country)[day.toordinal() - _FIRST])


def working_days(country: str) -> bytes:
    """Return for each day from 1992 to 2099 whether it is a working day: 1 or 0 (source: the `holidays` library)."""
    try:
        return _known[country]
    except KeyError:
        return _known.setdefault(country, _counted(country))


def remember_working_days(country: str, days: bytes) -> None:
    """Take over what `working_days` returned in another process, because importing the `holidays` library takes long."""
    _known.setdefault(country, days)


def _counted(country: str) -> bytes:
    from holidays import country_holidays

    free = country_holidays(country, years=range(FIRST_DAY.year, LAST_DAY.year + 1), observed=True)
    monday = FIRST_DAY.weekday()
    days = bytearray((monday + place) % 7 < 5 for place in range(_DAYS))
    for day in free:
        if FIRST_DAY <= day <= LAST_DAY:
            days[day.toordinal() - _FIRST] = 0
    return bytes(days)


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
