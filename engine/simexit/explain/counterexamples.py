"""Completions that show that an action is not certainly next: found cheaply, and remembered for the situations that follow."""

from __future__ import annotations

from simexit.model.expressions import Conclusion
from simexit.model.judgement import Verdicts
from simexit.model.rules import RuleSet, Situation
from simexit.run.decider import Decider

_REMEMBERED = 20
"""Completions that are remembered, the one that was of use last first."""


class Counterexamples:
    """Completions of the situations of one search, in each of which the action is not next."""

    def __init__(self, rules: RuleSet, decider: Decider, action: str) -> None:
        self._rules = rules
        self._decider = decider
        order = [conclusion for conclusion, _ in rules.of_kind("action")]
        self._target = Conclusion("action", action)
        self._earlier = order[: order.index(self._target)]
        self._impossible = [conclusion for conclusion, _ in rules.of_kind("impossible")]
        self._found: list[Situation] = []

    def against(self, situation: Situation) -> list[Conclusion]:
        """Return what alone rules out that the action is next: that it is not due, that an earlier one is, or a broken constraint."""
        verdicts = self._decider.verdicts(situation)
        return [*self._out(verdicts), *(conclusion for conclusion in self._impossible if conclusion in verdicts.true)]

    def refute(self, situation: Situation) -> bool:
        """Return whether some completion that the constraints allow was found in which the action is not next.

        One that was found before is tried again with what is known now put over it; where none is, nothing follows.
        """
        for place, found in enumerate(self._found):
            if self._is_one({**found, **situation}):
                self._found.insert(0, self._found.pop(place))
                return True
        filled = self._filled(situation)
        if filled is None or not self._is_one(filled):
            return False
        self._found = [filled, *self._found[: _REMEMBERED - 1]]
        return True

    def _is_one(self, complete: Situation) -> bool:
        verdicts = self._decider.verdicts(complete)
        return verdicts.false.issuperset(self._impossible) and bool(self._out(verdicts))

    def _out(self, verdicts: Verdicts) -> list[Conclusion]:
        out = [self._target] if self._target in verdicts.false else []
        return [*out, *(conclusion for conclusion in self._earlier if conclusion in verdicts.true)]

    def _filled(self, situation: Situation) -> Situation | None:
        """Return a situation with a value for each unknown fact, which rules the action out where it can; None where none fits any more."""
        filled = dict(situation)
        for fact in self._rules.vocabulary.facts:
            if fact not in filled:
                tried = [{**filled, fact: value} for value in self._decider.representatives(fact, filled)]
                verdicts = [self._decider.verdicts(one) for one in tried]
                fitting = [(one, seen) for one, seen in zip(tried, verdicts, strict=True) if seen.true.isdisjoint(self._impossible)]
                if not fitting:
                    return None
                filled = next((one for one, seen in fitting if self._out(seen)), fitting[0][0])
        return filled
