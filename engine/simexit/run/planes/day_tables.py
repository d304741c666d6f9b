"""What depends on a day, looked up by its number: working days, and figures by date in force."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from simexit.model import calendar
from simexit.model.types import FIRST_DAY, LAST_DAY
from simexit.model.vocabulary import Parameter, Period
from simexit.run.planes.scales import LIMIT, most_decimals, scaled

UNKNOWN_DAY = LAST_DAY.toordinal() + 1
FIRST, LAST = FIRST_DAY.toordinal(), LAST_DAY.toordinal()
Numbers = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class WorkingDays:
    """The working days of a country: their ordinals, and for each day of the calendar how many are before it."""

    ordinals: Numbers
    before: Numbers

    def between(self, start: Numbers, end: Numbers) -> Numbers:
        """Return the number of working days in [start, end), 0 where `end` is not after `start`."""
        found: Numbers = np.maximum(self._before(end) - self._before(start), 0)
        return found

    def day_before(self, day: Numbers, count: Numbers) -> Numbers:
        """Return the last day e with at least `count` working days in [e, day)."""
        place = self._before(day) - count
        found = np.where(place < 0, FIRST, np.take(self.ordinals, place, mode="clip"))
        return np.where(count <= 0, day, found)

    def day_after(self, day: Numbers, count: Numbers) -> Numbers:
        """Return the first day e with more than `count` working days in [day, e)."""
        place = self._before(day) + count
        found = np.where(place >= len(self.ordinals), LAST, np.take(self.ordinals, place, mode="clip") + 1)
        return np.where(count < 0, day, np.minimum(found, LAST))

    def _before(self, day: Numbers) -> Numbers:
        return np.take(self.before, day - FIRST, mode="clip")


@cache
def working_days(country: str) -> WorkingDays:
    """Return the working days of a country from 1992 to 2099."""
    works = np.frombuffer(calendar.working_days(country), dtype=np.uint8)
    return WorkingDays(np.flatnonzero(works) + FIRST, np.cumsum(works, dtype=np.int64) - works)


@dataclass(frozen=True, slots=True)
class Figure:
    """The value of a parameter on each day of the calendar and, in the last place, where the day is not known.

    There is one place only where it is the same on every day. Where `known` is False it has no value.
    """

    values: Numbers
    known: NDArray[np.bool_]
    decimals: int

    @property
    def is_constant(self) -> bool:
        """Return whether the day makes no difference."""
        return len(self.known) == 1

    def places(self, today: Any) -> Any:
        """Return where to look for days; a day that is not known is the one after the calendar."""
        return 0 if self.is_constant else today - FIRST


def figure_of(parameter: Parameter) -> Figure | None:
    """Return a parameter as a table, or None where its values are neither numbers nor days."""
    numbers = [number for period in parameter.periods if (number := scaled(period.value)) is not None]
    decimals = most_decimals(numbers)
    if len(numbers) < len(parameter.periods) or any(abs(number.at(decimals)) > LIMIT for number in numbers):
        return None
    always = all(period.start is None and period.end is None for period in parameter.periods)
    values = np.zeros(1 if always else UNKNOWN_DAY + 1 - FIRST, dtype=np.int64)
    known = np.zeros(len(values), dtype=np.bool_)
    # the first period that a day is in counts
    for period, number in reversed([*zip(parameter.periods, numbers, strict=True)]):
        places = _places_of(period)
        values[places], known[places] = number.at(decimals), True
    return Figure(values, known, decimals)


def _places_of(period: Period) -> slice:
    """Return the places of the days of a period, with the day that is not known if it has no bounds."""
    if period.start is None and period.end is None:
        return slice(None)
    start = 0 if period.start is None else max(period.start.toordinal() - FIRST, 0)
    end = LAST if period.end is None else min(period.end.toordinal(), LAST)
    return slice(start, max(end + 1 - FIRST, 0))
