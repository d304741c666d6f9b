"""One decision by one generated Python function."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from functools import partial
from typing import Any

from simexit.model.calendar import shifted, working_day_after, working_day_before, working_days_between
from simexit.model.expressions import TODAY, Conclusion
from simexit.model.judgement import Verdicts
from simexit.model.rules import RuleSet, Situation
from simexit.run.generate import FUNCTION, Generator

Bits = tuple[bool, ...]
Conclude = Callable[[Callable[[str], Any], tuple[Any, ...]], tuple[Bits, Bits]]


class Compiled:
    """A rule set as a function from facts to, for each conclusion, whether it is true and whether it may be."""

    def __init__(self, rules: RuleSet) -> None:
        generator = Generator(rules)
        self.source = generator.source()
        self.atoms = generator.atoms
        self.conclusions: tuple[Conclusion, ...] = tuple(rules.conditions)
        self.place: Mapping[Conclusion, int] = {conclusion: number for number, conclusion in enumerate(self.conclusions)}
        self._parameters = rules.vocabulary.parameters
        self._figures: dict[date | None, tuple[Any, ...]] = {}
        namespace: dict[str, Any] = {**generator.constants, **_functions(rules.vocabulary.settings.calendar)}
        exec(compile(self.source, "<rules>", "exec"), namespace)
        self._conclude: Conclude = namespace[FUNCTION]

    def conclude(self, situation: Situation) -> tuple[Bits, Bits]:
        """Return for each conclusion, in the order of `conclusions`, whether it is true and whether it may be.

        After the conclusions the comparisons follow, in the order of `atoms`, without regard to whether their facts apply.
        """
        today = situation.get(TODAY)
        day = today if isinstance(today, date) else None
        figures = self._figures.get(day)
        if figures is None:
            figures = self._figures[day] = tuple(parameter.on(day) for parameter in self._parameters.values())
        return self._conclude(situation.get, figures)

    def verdicts(self, situation: Situation) -> Verdicts:
        """Return which conclusions are true and which are false with the known facts alone."""
        trues, mays = self.conclude(situation)
        return Verdicts(
            frozenset(conclusion for conclusion, is_true in zip(self.conclusions, trues, strict=False) if is_true),
            frozenset(conclusion for conclusion, may_be in zip(self.conclusions, mays, strict=False) if not may_be),
        )


def _functions(country: str) -> dict[str, Any]:
    """Return the functions of the language; those that count from today take it last."""
    return {
        "shifted": shifted,
        "days_until": lambda day, today: (day - today).days,
        "days_since": lambda day, today: (today - day).days,
        "working_days_until": lambda day, today: working_days_between(country, today, day),
        "working_days_since": lambda day, today: working_days_between(country, day, today),
        "working_day_before": partial(working_day_before, country),
        "working_day_after": partial(working_day_after, country),
    }
