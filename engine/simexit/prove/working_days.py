"""Working days for the solver: a function of which it learns what it needs, until its answer fits the calendar.

Lazy lemmas: what is learned holds in the whole calendar, so an answer of "no" is a proof; an answer of "yes" is checked.
"""

from __future__ import annotations

from datetime import date
from functools import cache
from itertools import combinations
from operator import itemgetter, sub

from simexit.model.calendar import working_days_between
from simexit.model.types import FIRST_DAY, LAST_DAY
from simexit.prove.smt import Checker, Formula, Model, Number, either, every, function, implied, integer, number

_FIRST, _LAST = FIRST_DAY.toordinal(), LAST_DAY.toordinal()


@cache
def _counts(country: str) -> list[int]:
    """Return for each day of the calendar the working days before it."""
    return [working_days_between(country, FIRST_DAY, date.fromordinal(day)) for day in range(_FIRST, _LAST + 1)]


@cache
def _fewest_and_most(country: str, days: int) -> tuple[int, int]:
    """Return the fewest and the most working days in a stretch of so many days, anywhere in the calendar."""
    counts = _counts(country)
    found = list(map(sub, counts[days:], counts))
    return min(found), max(found)


class WorkingDays:
    """The working days before each day that a question speaks of, in one country."""

    def __init__(self, country: str, checker: Checker) -> None:
        self._country = country
        self._checker = checker
        self._count_of = function(f"working days in {country} before")
        self._days: list[Number] = []
        self._found: dict[tuple[str, str, str], Number] = {}

    def before(self, day: Number) -> Number:
        """Return how many working days there are before a day of the calendar."""
        if not any(day.eq(known) for known in self._days):
            counts = _counts(self._country)
            self._checker.add(implied(self._inside(day), every([self._count_of(day) >= 0, self._count_of(day) <= counts[-1]])))
            self._days.append(day)
            for known in self._days[:-1]:
                self._checker.add(*(self._in_order(*pair) for pair in ((known, day), (day, known))))
        return self._count_of(day)

    def day_before(self, day: Number, count: Number) -> Number:
        """Return the last day with at least `count` working days between it and a day of the calendar."""
        found, known = self._named("before", day, count)
        if not known:
            exact = [found < day, self.before(found) == self.before(day) - count, self.before(found + 1) == self.before(found) + 1]
            enough = either(self.before(day) >= count, every(exact), found == _FIRST)
            self._checker.add(self._inside(found), either(count <= 0, found == day, enough))
        return found

    def day_after(self, day: Number, count: Number) -> Number:
        """Return the first day with more than `count` working days between it and a day of the calendar."""
        found, known = self._named("after", day, count)
        if not known:
            exact = [found > day, self.before(found) == self.before(day) + count + 1, self.before(found - 1) == self.before(found) - 1]
            enough = either(self.before(number(_LAST)) - self.before(day) > count, every(exact), found == _LAST)
            self._checker.add(self._inside(found), either(count < 0, found == day, enough))
        return found

    def _named(self, what: str, day: Number, count: Number) -> tuple[Number, bool]:
        """Return the day that was asked for in these words, and whether it was asked for before."""
        key = (what, day.sexpr(), count.sexpr())
        known = key in self._found
        return self._found.setdefault(key, integer(f"working day {len(self._found)} in {self._country}")), known

    def learn(self, model: Model) -> list[Formula]:
        """Return what is true in the calendar and contradicts a model; nothing where the model fits."""
        days = [(day, model.value(day)) for day in self._days]
        said = [(at, day, model.value(self._count_of(day))) for day, at in days if _FIRST <= at <= _LAST]
        wrong = {at for at, _, count in said if count != self._count(at)}
        found = [lemma for at in sorted(wrong) for _, day, _ in said for lemma in self._at(day, at)]
        for (start, earlier, before), (end, later, after) in combinations(sorted(said, key=itemgetter(0)), 2):
            fewest, most = _fewest_and_most(self._country, end - start)
            if not fewest <= after - before <= most:
                found += self._between(earlier, later, end - start)
        return found

    def _count(self, at: int) -> int:
        return _counts(self._country)[at - _FIRST]

    def _inside(self, day: Number) -> Formula:
        return every([day >= _FIRST, day <= _LAST])

    def _in_order(self, earlier: Number, later: Number) -> Formula:
        passed = self._count_of(later) - self._count_of(earlier)
        inside = every([self._inside(earlier), self._inside(later), earlier <= later])
        return implied(inside, every([passed >= 0, passed <= later - earlier]))

    def _at(self, day: Number, at: int) -> list[Formula]:
        """Return what the count at one day says of the count at any day."""
        count = self._count(at)
        return [
            implied(
                every([self._inside(day), day <= at]), every([self._count_of(day) <= count, self._count_of(day) >= count - (at - day)])
            ),
            implied(
                every([self._inside(day), day >= at]), every([self._count_of(day) >= count, self._count_of(day) <= count + (day - at)])
            ),
        ]

    def _between(self, earlier: Number, later: Number, length: int) -> list[Formula]:
        """Return what holds between two days that are at most, or at least, so far apart."""
        fewest, most = _fewest_and_most(self._country, length)
        passed, apart = self._count_of(later) - self._count_of(earlier), later - earlier
        inside = every([self._inside(earlier), self._inside(later), apart >= 0])
        return [implied(every([inside, apart <= length]), passed <= most), implied(every([inside, apart >= length]), passed >= fewest)]
