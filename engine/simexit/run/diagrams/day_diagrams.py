"""The diagrams of a rule set for the days that are asked about, with the values that stand for each pattern on the day."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

from simexit.model.expressions import TODAY
from simexit.model.rules import RuleSet, Situation
from simexit.model.types import Value
from simexit.run.diagrams.comparisons import Comparisons, Row, Said
from simexit.run.diagrams.kept import Kept
from simexit.run.diagrams.literals import Literals
from simexit.run.diagrams.outcomes import Outcomes
from simexit.run.functions.compiled import Bits, Compiled

_REMEMBERED = 1_000


class Asked(NamedTuple):
    """A fact of the diagrams: its name, its comparisons by their place in what `conclude` returns, and its patterns as masks."""

    name: str
    places: tuple[int, ...]
    masks: Mapping[Row, int]
    all: int
    values: Mapping[Value, int]
    """The patterns of the values that stand for all; none where the comparisons speak of no unknown fact."""

    def may_say(self, situation: Situation, trues: Bits) -> int:
        """Return the patterns that the fact may say in a situation with these Kleene values."""
        if self.values and self.name not in situation:
            return self.all
        return self.masks[tuple([trues[place] for place in self.places])]


class DayDiagrams(NamedTuple):
    """The diagrams for one day, and the facts that they ask for, in their order."""

    outcomes: Outcomes
    facts: tuple[Asked, ...]

    def masks(self, situation: Situation, trues: Bits) -> list[int]:
        """Return the patterns that each fact may say in a situation with these Kleene values."""
        return [fact.may_say(situation, trues) for fact in self.facts]


class Days:
    """Makes the diagrams of one rule set for each day that is asked about; safe to use from several threads."""

    def __init__(self, rules: RuleSet, compiled: Compiled) -> None:
        self._rules = rules
        self._places = compiled.atoms
        self._first = len(compiled.conclusions)
        self._comparisons = Comparisons(rules, tuple(compiled.atoms))
        self._kept = Kept[Outcomes]()
        self._days: dict[date, DayDiagrams] = {}

    def on(self, day: date) -> DayDiagrams:
        """Return the diagrams for a day."""
        found = self._days.get(day)
        if found is None:
            if len(self._days) > _REMEMBERED:
                self._days = {}
            found = self._days[day] = self._made(day)
        return found

    def _made(self, day: date) -> DayDiagrams:
        beside = {TODAY: day}
        said = {fact: self._comparisons.said(fact, beside) for fact in self._comparisons.standing_alone(beside)}
        literals = Literals(self._rules, tuple(self._places), self._comparisons, said)
        key = tuple((fact, one.trues, one.mays) for fact, one in said.items())
        outcomes = self._kept.of(key, lambda: Outcomes(self._rules, self._places, literals))
        return DayDiagrams(outcomes, tuple(self._asked(name, literals, said.get(name)) for name in outcomes.facts))

    def _asked(self, name: str, literals: Literals, said: Said | None) -> Asked:
        places, rows = literals.columns[name], literals.rows[name]
        masks = {row: 1 << number for number, row in enumerate(rows)}
        values = {} if said is None else {value: masks[row] for value, row in zip(said.values, literals.of_values[name], strict=True)}
        return Asked(name, tuple(self._first + place for place in places), masks, (1 << len(rows)) - 1, values)
