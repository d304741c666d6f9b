"""Two rule sets side by side: one situation as both see it, and claims about either."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Literal

from simexit.meaning.conditions import Truth
from simexit.model.expressions import Always, Conclusion, Holds, Term, facts_of, parameters_of
from simexit.model.rules import RuleSet, Situation
from simexit.prove.claims import Claim, So
from simexit.prove.fingerprints import counts_working_days, fingerprints
from simexit.prove.smt import Formula
from simexit.prove.solver import Answer, Solver, allowed
from simexit.prove.terms import Pair
from simexit.prove.variables import kind
from simexit.prove.world import NO, World

Side = Literal["old", "new"]


class Sides:
    """Two rule sets that judge the same facts; `seconds` is the time for each search.

    A fact whose values are of another kind in the two has a value on each side. `same` are the conclusions that mean the same in
    both.
    """

    def __init__(self, old: RuleSet, new: RuleSet, seconds: float) -> None:
        self.rules: Mapping[Side, RuleSet] = {"old": old, "new": new}
        self.solver = Solver()
        self.seconds = seconds
        before, after = old.vocabulary.facts, new.vocabulary.facts
        common = before.keys() & after.keys()
        self._redefined = frozenset(name for name in common if kind(before[name].type) != kind(after[name].type))
        self.common_facts = frozenset(common - self._redefined)
        world = self.solver.world(old)
        self.worlds: Mapping[Side, World] = {"old": world, "new": self.solver.world(new, world, self._redefined)}
        marks, new_marks = fingerprints(old), fingerprints(new)
        self.same = frozenset(one for one, mark in marks.items() if new_marks.get(one) == mark)

    def models(self, claims: Sequence[Claim], links: Sequence[Formula] = ()) -> Answer:
        """Return whether there is a situation, as both sides see it, in which every claim holds and every link is true."""
        return self.solver.models(self.worlds.values(), claims, links, self.seconds)

    def allowed(self, side: Side, value: bool = True) -> Claim:
        """Return that one side allows the situation, or does not."""
        return So(self.worlds[side], allowed(self.rules[side]), value)

    def claim(self, side: Side, conclusion: Conclusion, value: Truth = True) -> Claim:
        """Return that a conclusion is true, false or open on one side.

        One that is not known there is false; a fact without a condition always applies.
        """
        known = conclusion in self.rules[side].conditions
        return So(self.worlds[side], Holds(conclusion) if known else Always(conclusion.kind == "applies"), value)

    def both(self, *conclusions: Conclusion) -> tuple[Claim, ...]:
        """Return that conclusions are true on both sides."""
        return tuple(self.claim(side, one) for side in self.worlds for one in conclusions)

    def pair(self, side: Side, conclusion: Conclusion) -> Pair:
        """Return what makes a conclusion true on one side, and what lets it be true."""
        return self.worlds[side].conclusion(conclusion) if conclusion in self.rules[side].conditions else NO

    def changed(self, kind: str) -> Iterator[Conclusion]:
        """Yield the conclusions of one kind that do not mean the same in both."""
        both = dict.fromkeys(one for rules in self.rules.values() for one, _ in rules.of_kind(kind))
        return (one for one in both if one not in self.same)

    def is_computed_otherwise(self, term: Term, other: Term) -> bool:
        """Return whether a term may have another value on the new side than another term on the old one, by what they are made of."""
        before, after = (rules.vocabulary for rules in self.rules.values())
        return (
            term != other
            or not self._redefined.isdisjoint(facts_of(term))
            or any(before.parameters.get(name) != after.parameters.get(name) for name in parameters_of(term))
            or (before.settings.calendar != after.settings.calendar and counts_working_days(term))
        )

    def together(self, before: Situation, after: Situation) -> Situation:
        """Return both sides of a situation as one; a fact of another kind is there twice, the earlier one marked."""
        return {**{_marked(name) if name in self._redefined else name: value for name, value in before.items()}, **after}

    def seen_from(self, side: Side, situation: Situation) -> Situation:
        """Return what one side sees of a situation made of both."""
        marked = {_marked(name): name for name in self._redefined}
        if side == "new":
            return {name: value for name, value in situation.items() if name not in marked}
        return {marked.get(name, name): value for name, value in situation.items() if name not in self._redefined}


def _marked(name: str) -> str:
    return f"{name} (before)"
