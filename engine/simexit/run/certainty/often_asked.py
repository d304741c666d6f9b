"""The diagrams for days that are asked about often; what they are made with is loaded when they are."""

from __future__ import annotations

from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING

from simexit.model.expressions import TODAY
from simexit.model.rules import RuleSet, Situation
from simexit.run.functions.compiled import Compiled

if TYPE_CHECKING:
    from simexit.run.diagrams.day_diagrams import DayDiagrams, Days

OFTEN = 8
"""Diagrams pay for a day that was asked about more often than this: a few answers are there sooner without them."""
_REMEMBERED = 10_000


class OftenAsked:
    """Counts what is asked about the situations of one rule set; safe to use from several threads."""

    def __init__(self, rules: RuleSet, compiled: Compiled) -> None:
        self._rules, self._compiled = rules, compiled
        self._times: dict[date, int] = {}

    def note(self, situation: Situation) -> None:
        """Note that something is asked about a situation."""
        day = situation.get(TODAY)
        if isinstance(day, date):
            if len(self._times) > _REMEMBERED:
                self._times = {}
            self._times[day] = self._times.get(day, 0) + 1

    def diagrams(self, situation: Situation) -> DayDiagrams | None:
        """Return the diagrams for the day of a situation, where they pay and name all that may be next."""
        day = situation.get(TODAY)
        if not isinstance(day, date) or not self.pays(day):
            return None
        found = self._days.on(day)
        return found if found.outcomes.complete else None

    def pays(self, day: date) -> bool:
        """Return whether a day was asked about often."""
        return self._times.get(day, 0) > OFTEN

    @cached_property
    def _days(self) -> Days:
        from simexit.run.diagrams.day_diagrams import Days

        return Days(self._rules, self._compiled)
