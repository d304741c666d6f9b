"""Many random situations of any rule set at once, as rows and as columns: values on both sides of every bound, with gaps."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from random import Random

from simexit.meaning.representatives import representatives
from simexit.model.expressions import TODAY
from simexit.model.rules import RuleSet, Situation
from simexit.model.types import Value
from simexit.run.planes.columns import Column, column_of

USUAL = date(2026, 3, 18)


class Rows:
    """Draws situations of one rule set; the same ones for the same number."""

    def __init__(self, rules: RuleSet, number: int, usual: date = USUAL) -> None:
        self._chance = Random(number)
        self._days = [usual + timedelta(days) for days in (-30, -9, -1, 0, 0, 0, 1, 6, 40)]
        self._values: dict[str, tuple[Value, ...]] = {TODAY: tuple(self._days)}
        for fact in rules.vocabulary.facts:
            if fact != TODAY:
                self._values[fact] = tuple({value for day in self._days for value in representatives(fact, {TODAY: day}, rules)})
        # a set has another order in each process
        self._values = {fact: tuple(sorted(values, key=repr)) for fact, values in self._values.items()}
        self._facts = list(rules.vocabulary.facts)

    def situations(self, count: int, gaps: float, undated: float = 0.02) -> list[Situation]:
        """Return situations in which that share of the facts is unknown, and the day in few."""
        return [self._situation(gaps, undated) for _ in range(count)]

    def _situation(self, gaps: float, undated: float) -> Situation:
        share = {TODAY: undated}
        return {fact: self._chance.choice(self._values[fact]) for fact in self._facts if self._chance.random() >= share.get(fact, gaps)}


def columns_of(situations: Sequence[Situation], rules: RuleSet, without: Iterable[str] = ()) -> Mapping[str, Column]:
    """Return situations as columns; facts that are unknown in all of them have none where they are in `without`."""
    empty = {fact for fact in without if not any(fact in situation for situation in situations)}
    facts = {name: fact.type for name, fact in rules.vocabulary.facts.items() if name not in empty}
    return {name: column_of([situation.get(name) for situation in situations], of) for name, of in facts.items()}
