"""The search for one completion of a situation that reaches a goal, pruned by the compiled function.

A fact that keeps the goal open is given each of its representative values in turn; a branch ends as soon as Kleene's values decide it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cached_property
from typing import NamedTuple

from simexit.model.expressions import TODAY
from simexit.model.rules import RuleSet, Situation
from simexit.model.types import Value
from simexit.run.functions.compiled import Bits, Compiled
from simexit.run.functions.openness import Openness

Representatives = Callable[[str, Situation], tuple[Value, ...]]


class Goal(NamedTuple):
    """Conclusions, by place, that must be true, and others that must be false."""

    true: tuple[int, ...]
    false: tuple[int, ...]


class Witness(NamedTuple):
    """A situation, completed as far as needed, and the Kleene values of all conclusions in it."""

    situation: Situation
    trues: Bits
    mays: Bits

    def misses(self, goal: Goal) -> int | None:
        """Return a conclusion that is not as the goal wants it, whatever is still unknown; or None."""
        for place in goal.true:
            if not self.mays[place]:
                return place
        for place in goal.false:
            if self.trues[place]:
                return place
        return None

    def left(self, goal: Goal) -> Goal:
        """Return what of a goal is still open."""
        return Goal(
            tuple(place for place in goal.true if not self.trues[place]),
            tuple(place for place in goal.false if self.mays[place]),
        )


class CompletionSearch:
    """Searches the completions of the situations of one rule set."""

    def __init__(self, rules: RuleSet, compiled: Compiled, representatives: Representatives) -> None:
        self._compiled = compiled
        self._openness = Openness(rules, compiled)
        self._representatives = representatives
        self._rules = rules

    @cached_property
    def _behind(self) -> list[frozenset[str]]:
        """The facts behind each conclusion, the day among them: a figure may have another value on another day."""
        return [self._rules.facts_behind[conclusion] | {TODAY} for conclusion in self._compiled.conclusions]

    def at(self, situation: Situation) -> Witness:
        """Return a situation with the Kleene values of all conclusions in it."""
        return Witness(situation, *self._compiled.conclude(situation))

    def completion(self, at: Witness, goal: Goal, unsplit: frozenset[str]) -> Witness | frozenset[str]:
        """Return a completion that reaches the goal, or the facts because of which there is none; facts in `unsplit` get no values.

        Where the value of a fact has no part in a failure, its other values fail as well and are not tried
        (conflict-directed backjumping: P. Prosser, Hybrid algorithms for the constraint satisfaction problem, 1993).
        """
        failed = at.misses(goal)
        if failed is not None:
            return self._behind[failed]
        left = at.left(goal)
        fact = next(iter(self.keeping_open(at, left, unsplit)), None)
        if fact is None:
            return at
        blamed: frozenset[str] = frozenset()
        for value in self._representatives(fact, at.situation):
            found = self.completion(self.at({**at.situation, fact: value}), left, unsplit)
            if isinstance(found, Witness) or fact not in found:
                return found
            blamed |= found
        return blamed - {fact}

    def keeping_open(self, at: Witness, goal: Goal, unsplit: frozenset[str] = frozenset()) -> dict[str, None]:
        """Return the facts that keep one of the conclusions of a goal open and may be given values, in the order of its condition."""
        for place in (*goal.true, *goal.false):
            facts = self.open_facts(place, at)
            found = {fact: None for fact in facts if fact not in unsplit}
            if found:
                return found
        return {}

    def open_facts(self, place: int, at: Witness) -> Sequence[str]:
        """Return the unknown facts that keep a conclusion open, in the order of its condition."""
        return list(self._openness.facts(place, at.trues, at.mays, at.situation))
