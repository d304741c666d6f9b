"""What holds in every completion of the unknown facts, by a search that the compiled function prunes.

A goal is a set of conclusions that must be true and a set that must be false. A fact that keeps the goal open is given each of
its representative values in turn; a branch ends as soon as Kleene's values decide it, so few completions are ever looked at.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from simexit.meaning.representatives import depends_on, left_open, representatives
from simexit.model.expressions import TODAY, Conclusion
from simexit.model.judgement import FINISHED, Judgement
from simexit.model.rules import RuleSet, Situation
from simexit.model.types import Value
from simexit.run.compiled import Bits, Compiled
from simexit.run.openness import Openness

_REMEMBERED = 10_000


@dataclass(frozen=True, slots=True)
class Witness:
    """A situation, completed as far as needed, and the Kleene values of all conclusions in it."""

    situation: Situation
    trues: Bits
    mays: Bits


@dataclass(slots=True)
class Evidence:
    """The completions found so far; what one of them shows need not be searched again. Facts in `left_open` get no values."""

    left_open: frozenset[str]
    witnesses: list[Witness] = field(default_factory=list)

    def shows_true(self, place: int) -> bool:
        """Return whether a completion is known in which a conclusion is true."""
        return any(witness.trues[place] for witness in self.witnesses)

    def shows_false(self, place: int) -> bool:
        """Return whether a completion is known in which a conclusion is false."""
        return any(not witness.mays[place] for witness in self.witnesses)


class Certainty:
    """Judges situations of one rule set."""

    def __init__(self, rules: RuleSet, compiled: Compiled) -> None:
        self._rules = rules
        self._compiled = compiled
        self._openness = Openness(rules, compiled)
        # a figure may have another value on another day
        self._behind = [rules.facts_behind[conclusion] | {TODAY} for conclusion in compiled.conclusions]
        self._actions = self._places("action")
        self._warnings = self._places("warning")
        self._deadlines = self._places("deadline")
        self._impossible = tuple(self._places("impossible"))
        self._values: dict[tuple[object, ...], tuple[Value, ...]] = {}
        self._beside = {
            fact: {other for atom in atoms for other in depends_on(atom, rules)} - {fact} for fact, atoms in rules.atoms_about.items()
        }

    def judge(self, situation: Situation) -> tuple[Judgement, Evidence]:
        """Return the judgement of a situation, and for each possible next action a completion that shows it."""
        trues, mays = self._compiled.conclude(situation)
        here = Witness(situation, trues, mays)
        evidence = Evidence(self._left_open(situation))
        possible_next = self._possible_next(here, evidence)
        if not possible_next:
            return Judgement((), (), (), (), ()), evidence
        warnings = {place: self._standing(place, here, evidence) for place in self._warnings}
        return Judgement(
            agenda=self._names(place for place in self._actions if self._standing(place, here, evidence) == "certain"),
            possible_next=possible_next,
            certain_warnings=self._names(place for place, standing in warnings.items() if standing == "certain"),
            possible_warnings=self._names(place for place, standing in warnings.items() if standing == "possible"),
            certain_deadlines=self._names(place for place in self._deadlines if self._standing(place, here, evidence) == "certain"),
        ), evidence

    def possible_next(self, situation: Situation) -> tuple[str, ...]:
        """Return what may be next, `finished` among it, in order."""
        trues, mays = self._compiled.conclude(situation)
        return self._possible_next(Witness(situation, trues, mays), Evidence(self._left_open(situation)))

    def _places(self, kind: str) -> list[int]:
        return [self._compiled.place[conclusion] for conclusion, _ in self._rules.of_kind(kind)]

    def _names(self, places: Iterable[int]) -> tuple[str, ...]:
        return tuple(self._compiled.conclusions[place].name for place in places)

    def _possible_next(self, here: Witness, evidence: Evidence) -> tuple[str, ...]:
        found: list[str] = []
        for number, place in enumerate(self._actions):
            if here.mays[place] and self._search(here, (place,), self._actions[:number], evidence):
                found.append(self._compiled.conclusions[place].name)
            if here.trues[place]:
                return tuple(found)
        if self._search(here, (), self._actions, evidence):
            found.append(FINISHED)
        return tuple(found)

    def _standing(self, place: int, here: Witness, evidence: Evidence) -> str:
        """Return whether a conclusion is certain, possible or out."""
        if here.trues[place]:
            return "certain"
        if not here.mays[place] or not (evidence.shows_true(place) or self._search(here, (place,), (), evidence)):
            return "out"
        return "possible" if evidence.shows_false(place) or self._search(here, (), (place,), evidence) else "certain"

    def _search(self, here: Witness, true: Sequence[int], false: Sequence[int], evidence: Evidence) -> bool:
        found = self._completion(here, true, (*false, *self._impossible), evidence.left_open)
        if isinstance(found, Witness):
            evidence.witnesses.append(found)
        return isinstance(found, Witness)

    def _completion(self, at: Witness, true: Sequence[int], false: Sequence[int], unsplit: frozenset[str]) -> Witness | frozenset[str]:
        """Return a completion in which these are true and those false, or the facts because of which there is none.

        Where the value of a fact has no part in a failure, its other values fail as well and are not tried
        (conflict-directed backjumping: P. Prosser, Hybrid algorithms for the constraint satisfaction problem, 1993).
        """
        failed = next((place for place in true if not at.mays[place]), None)
        if failed is None:
            failed = next((place for place in false if at.trues[place]), None)
        if failed is not None:
            return self._behind[failed]
        still_true = [place for place in true if not at.trues[place]]
        still_false = [place for place in false if at.mays[place]]
        fact = self._to_split((*still_true, *still_false), at, unsplit)
        if fact is None:
            return at
        blamed: frozenset[str] = frozenset()
        for value in self.representatives(fact, at.situation):
            situation = {**at.situation, fact: value}
            found = self._completion(Witness(situation, *self._compiled.conclude(situation)), still_true, still_false, unsplit)
            if isinstance(found, Witness) or fact not in found:
                return found
            blamed |= found
        return blamed - {fact}

    def _to_split(self, places: Sequence[int], at: Witness, unsplit: frozenset[str]) -> str | None:
        """Return a fact that keeps one of the conclusions open and may be given values."""
        for place in places:
            for fact in self._openness.facts(place, at.trues, at.mays, at.situation):
                if fact not in unsplit:
                    return fact
        return None

    def _left_open(self, situation: Situation) -> frozenset[str]:
        """Return the facts to leave open; none where at most one fact of each comparison is unknown, as it mostly is."""
        if all(fact in situation or situation.keys() >= others for fact, others in self._beside.items() if others):
            return frozenset()
        return left_open(situation, self._rules)

    def facts_open(self, conclusion: Conclusion, situation: Situation) -> list[str]:
        """Return the unknown facts that keep a conclusion open, in the order of its condition."""
        trues, mays = self._compiled.conclude(situation)
        return list(self._openness.facts(self._compiled.place[conclusion], trues, mays, situation))

    def representatives(self, fact: str, situation: Situation) -> tuple[Value, ...]:
        """Return values that stand for all values of an unknown fact; remembered for a while."""
        key = (fact, *(situation.get(other) for other in self._beside[fact]))
        if key not in self._values:
            if len(self._values) > _REMEMBERED:
                self._values.clear()
            self._values[key] = representatives(fact, situation, self._rules)
        return self._values[key]
