"""One decision by generated functions."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import cached_property
from typing import Any

from simexit.model.expressions import TODAY, Compare, Conclusion, parameters_of
from simexit.model.judgement import FINISHED, Judgement, Verdicts
from simexit.model.rules import RuleSet, Situation
from simexit.run.functions.code import Program

Bits = tuple[bool, ...]
Conclude = Callable[[Callable[[str], Any], tuple[Any, ...]], tuple[Bits, Bits]]
Decide = Callable[[Callable[[str], Any], tuple[Any, ...]], tuple[list[str], list[str], list[str]] | None]
ConcludePlanes = Callable[[Sequence[int], Sequence[int], int, int], tuple[list[int], list[int]]]

_REMEMBERED = 10_000
"""The figures of so many days are kept."""


class Compiled:
    """A rule set as functions of the facts known so far."""

    def __init__(self, rules: RuleSet, made: Program | None = None) -> None:
        self._program = made or _program(rules)
        self.conclusions: tuple[Conclusion, ...] = tuple(rules.conditions)
        self._parameters = rules.vocabulary.parameters
        self._calendar = rules.vocabulary.settings.calendar
        self._figures: dict[date | None, tuple[Any, ...]] = {}
        self._days: dict[date, tuple[Any, ...] | None] = {}
        self._decide: Decide = self._program.decide.load(self._calendar)
        self.admits: Callable[[dict[str, Any]], bool] = self._program.admits.load(self._calendar)
        """Whether facts are typed values in range already, and none of them None."""

    @cached_property
    def place(self) -> Mapping[Conclusion, int]:
        """The place of each conclusion in what `conclude` returns."""
        return {conclusion: number for number, conclusion in enumerate(self.conclusions)}

    @cached_property
    def atoms(self) -> Mapping[Compare, int]:
        """The place of each comparison among those that `conclude` returns after the conclusions."""
        return {atom: number for number, atom in enumerate(self._program.atoms)}

    @cached_property
    def _conclude(self) -> Conclude:
        loaded: Conclude = self._program.conclude.load(self._calendar)
        return loaded

    @cached_property
    def conclude_planes(self) -> ConcludePlanes:
        """The function from planes of comparisons to planes of conclusions: `run.planes`."""
        loaded: ConcludePlanes = self._program.planes.load(self._calendar)
        return loaded

    def decide(self, situation: Situation) -> Judgement | None:
        """Return the judgement of a situation in which every fact that matters is known, or None where that is not so.

        None also where a parameter has no value on that day, or where a constraint forbids the situation.
        """
        today = situation.get(TODAY)
        if type(today) is not date:
            return None
        try:
            figures = self._days[today]
        except KeyError:
            if len(self._days) > _REMEMBERED:
                self._days.clear()
            figures = self._days[today] = self._complete(self._on(today))
        found = None if figures is None else self._decide(situation.get, figures)
        if found is None:
            return None
        due, warnings, deadlines = found
        return Judgement(tuple(due), (due[0] if due else FINISHED,), tuple(warnings), (), tuple(deadlines))

    def conclude(self, situation: Situation) -> tuple[Bits, Bits]:
        """Return for each conclusion, in the order of `conclusions`, whether it is true and whether it may be.

        After the conclusions the comparisons follow, in the order of `atoms`, without regard to whether their facts apply.
        """
        today = situation.get(TODAY)
        day = today if isinstance(today, date) else None
        return self._conclude(situation.get, self._on(day))

    def _complete(self, figures: tuple[Any, ...]) -> tuple[Any, ...] | None:
        """Return the figures of a day where none that a comparison needs is missing."""
        needed = {name for atom in self._program.atoms for side in (atom.left, atom.right) for name in parameters_of(side)}
        missing = {name for name, figure in zip(self._parameters, figures, strict=True) if figure is None}
        return None if needed & missing else figures

    def _on(self, day: date | None) -> tuple[Any, ...]:
        """Return the value of each parameter on a day, None where it has none or the day is not known."""
        figures = self._figures.get(day)
        if figures is None:
            if len(self._figures) > _REMEMBERED:
                self._figures.clear()
            figures = self._figures[day] = tuple(parameter.on(day) for parameter in self._parameters.values())
        return figures

    def verdicts(self, situation: Situation) -> Verdicts:
        """Return which conclusions are true and which are false with the known facts alone."""
        trues, mays = self.conclude(situation)
        return Verdicts(
            frozenset(conclusion for conclusion, is_true in zip(self.conclusions, trues, strict=False) if is_true),
            frozenset(conclusion for conclusion, may_be in zip(self.conclusions, mays, strict=False) if not may_be),
        )


def _program(rules: RuleSet) -> Program:
    """Return the functions of a rule set that was just checked; whoever has them already need not know how they are made."""
    from simexit.run.functions.program import program

    return program(rules)
