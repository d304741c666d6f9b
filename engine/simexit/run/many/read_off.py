"""Which goals the situations of a block reach, as far as the diagrams say it."""

from __future__ import annotations

from collections.abc import Hashable, Mapping

from simexit.model.expressions import Conclusion
from simexit.model.rules import RuleSet
from simexit.run.diagrams.kept import Kept
from simexit.run.diagrams.literals import Literals, Values
from simexit.run.diagrams.outcomes import LATER, Outcomes
from simexit.run.functions.planes import Planes
from simexit.run.many.domains import Domains, Patterns
from simexit.run.many.goals import Goals
from simexit.run.many.outcome_planes import OutcomePlanes
from simexit.run.planes.blocks import Block, Plane


class ReadOff:
    """The diagrams of one rule set, for the patterns that facts can say."""

    def __init__(self, rules: RuleSet, planes: Planes, goals: Goals, domains: Domains) -> None:
        self._rules, self._planes, self._goals, self._domains = rules, planes, goals, domains
        self._places = {atom: place for place, atom in enumerate(planes.atoms)}
        self._conclusions = list(planes.place)
        self._outcomes = Kept[Outcomes]()

    def outcomes(self, alone: Mapping[str, Patterns]) -> Outcomes:
        """Return the diagrams for situations in which these facts stand alone and can say these patterns."""

        def made() -> Outcomes:
            said = {fact: patterns.said for fact, patterns in alone.items()}
            return Outcomes(self._rules, self._places, Literals(self._rules, self._planes.atoms, self._domains, said))

        return self._outcomes.of(key_of(alone), made)

    def settle(self, outcomes: Outcomes, block: Block, atoms: Values, reached: list[Plane], asked: dict[int, Plane]) -> None:
        """Settle what the diagrams say; what is settled is asked no more."""
        planes, count = OutcomePlanes(outcomes, atoms, block.none, block.ones), len(self._goals.nexts)
        nexts = [one for one in asked if one < count]
        if nexts:
            found = planes.next()
            for goal in nexts:
                if goal < len(outcomes.ends):
                    reached[goal] = reached[goal] | asked.pop(goal) & found.get(outcomes.ends[goal], block.none)
                else:
                    asked[goal] = asked[goal] & found.get(LATER, block.none)
        for goal in [one for one in asked if one >= count]:
            diagram = outcomes.can_be(*self._about(goal))
            if diagram is not None:
                reached[goal] = reached[goal] | asked.pop(goal) & planes.possible(diagram)

    def _about(self, goal: int) -> tuple[Conclusion, bool]:
        """Return the conclusion that a goal wants to be true, or false."""
        wanted = self._goals.all[goal]
        return (self._conclusions[wanted.false[0]], True) if wanted.true is None else (self._conclusions[wanted.true], False)


def key_of(alone: Mapping[str, Patterns]) -> Hashable:
    """Return what is the same where the patterns of these facts are."""
    return tuple((fact, patterns.said.trues, patterns.said.mays) for fact, patterns in alone.items())
