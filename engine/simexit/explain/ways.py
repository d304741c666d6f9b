"""The ways to give a condition a value: sets of comparisons that would have to be so, those first of which most are so already.

Comparisons of one fact that no value of the fact makes so together are no way; comparisons of several facts are not looked into.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import assert_never

from simexit.meaning.conditions import compare
from simexit.model.expressions import TODAY, All, Always, Compare, Conclusion, Condition, Holds, Not, Some, facts_compared
from simexit.model.rules import RuleSet, Situation
from simexit.model.types import Value

MOST_WAYS = 40
"""How many ways are kept at each point, the ones with the fewest failing comparisons first."""

Step = tuple[Compare, bool]
"""A comparison of values and the value it must have."""
Values = Callable[[str, Situation], tuple[Value, ...]]
"""Returns the values that stand for all values of an unknown fact."""


@dataclass(frozen=True, slots=True)
class Way:
    """The numbers of its steps as bits, and for each fact that a step has alone the places of the values that fit, as bits."""

    steps: int
    fitting: Mapping[str, int]


class Ways:
    """Finds ways in one situation."""

    def __init__(self, situation: Situation, rules: RuleSet, values: Values) -> None:
        self.situation = situation
        self._rules = rules
        self._values = values
        self._found: dict[tuple[Conclusion, bool], tuple[Way, ...]] = {}
        self._numbers: dict[Step, int] = {}
        self._single: dict[Step, Way] = {}
        self._failing = 0
        self._open = 0

    def to(self, condition: Condition, wanted: bool) -> tuple[Way, ...]:
        """Return the ways, none of which holds another, those with the fewest failing and then the fewest open steps first."""
        match condition:
            case Always(value):
                return (Way(0, {}),) if value is wanted else ()
            case Holds(conclusion):
                if (conclusion, wanted) not in self._found:
                    self._found[conclusion, wanted] = self.to(self._rules.conditions[conclusion], wanted)
                return self._found[conclusion, wanted]
            case Not(part):
                return self.to(part, not wanted)
            case All(parts) | Some(parts):
                ways = [self.to(part, wanted) for part in parts]
                return self._all(ways) if isinstance(condition, All) is wanted else self._best(way for some in ways for way in some)
            case Compare():
                guards = [Conclusion("applies", fact) for fact in facts_compared(condition)]
                ways = [self.to(Holds(guard), wanted) for guard in guards if guard in self._rules.conditions]
                by_value = (self._step((condition, wanted)),)
                return self._all([*ways, by_value]) if wanted else self._best(way for some in (*ways, by_value) for way in some)
            case _:
                assert_never(condition)

    def steps(self, way: Way) -> tuple[Step, ...]:
        """Return the steps of a way that are not so yet, in the order of the condition."""
        missing = way.steps & (self._failing | self._open)
        return tuple(step for step, number in self._numbers.items() if missing >> number & 1)

    def fitting(self, way: Way, fact: str) -> Iterator[Value]:
        """Yield the values of a fact that make all steps so that have it alone."""
        places = way.fitting.get(fact, -1)
        return (value for place, value in enumerate(self.values_of(fact)) if places >> place & 1)

    def values_of(self, fact: str) -> tuple[Value, ...]:
        """Return the values that stand for all values of a fact beside the facts that are known."""
        return self._values(fact, {name: value for name, value in self.situation.items() if name != fact})

    def _step(self, step: Step) -> Way:
        if step not in self._single:
            number = self._numbers[step] = len(self._numbers)
            now = compare(step[0], self.situation, self._rules)
            self._failing |= (now is not None and now is not step[1]) << number
            self._open |= (now is None) << number
            self._single[step] = Way(1 << number, self._fitting_alone(*step))
        return self._single[step]

    def _fitting_alone(self, atom: Compare, wanted: bool) -> Mapping[str, int]:
        """Return the one fact of a comparison with the places of the values that fit; nothing for other comparisons."""
        names = [fact for fact in facts_compared(atom) if fact != TODAY]
        if len(names) != 1:
            return {}
        truths = (compare(atom, {**self.situation, names[0]: value}, self._rules) for value in self.values_of(names[0]))
        return {names[0]: sum((found is wanted) << place for place, found in enumerate(truths))}

    def _all(self, ways: Iterable[tuple[Way, ...]]) -> tuple[Way, ...]:
        """Return the ways that go one way of each."""
        found: tuple[Way, ...] = (Way(0, {}),)
        for some in ways:
            found = self._best(joined for first in found for second in some if (joined := _join(first, second)) is not None)
        return found

    def _best(self, ways: Iterable[Way]) -> tuple[Way, ...]:
        chosen: list[Way] = []
        for way in sorted({way.steps: way for way in ways}.values(), key=self._cost):
            if not any(smaller.steps & way.steps == smaller.steps for smaller in chosen):
                chosen.append(way)
            if len(chosen) == MOST_WAYS:
                break
        return tuple(chosen)

    def _cost(self, way: Way) -> tuple[int, int]:
        return (way.steps & self._failing).bit_count(), (way.steps & self._open).bit_count()


def _join(first: Way, second: Way) -> Way | None:
    """Return the way that goes both, or None where no value of some fact fits."""
    fitting = dict(first.fitting)
    for fact, places in second.fitting.items():
        fitting[fact] = fitting.get(fact, -1) & places
    return Way(first.steps | second.steps, fitting) if all(fitting.values()) else None
