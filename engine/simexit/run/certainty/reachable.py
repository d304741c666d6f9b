"""Which of several goals some completion of a situation reaches: the cheap ways first, the search last.

Kleene's values decide some, random samples show most of what is possible, combinations of a few facts exclude most of what is not,
and a completion that reached a goal before often does again with what is known now put over it. What is left is searched for.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import partial
from typing import NamedTuple

from simexit.model.rules import Situation
from simexit.model.types import Value
from simexit.run.certainty.completion import CompletionSearch, Goal, Witness
from simexit.run.certainty.samples import Sampled, Samples

_KEPT = 4
"""Completions that are remembered for each goal, and failures."""
_COMBINED = 8
"""Facts that are looked for to be combined."""
NOTHING = Goal((), ())
"""What the situation itself reaches."""
Key = tuple[str, int]
"""What a goal is about: `next` and the number of an action, `holds` or `fails` and the place of a conclusion."""
Kept = dict[Key, tuple[Situation, ...]]
"""What is remembered for each goal, the last first. It is replaced and never changed: other threads may be reading it."""
Shown = Callable[[], Situation]
"""Returns a completion that reaches a goal."""


class Divided(NamedTuple):
    """A value of a fact, the goals that are reached with it, and those of which that is not known yet."""

    value: Value
    reached: frozenset[Key]
    open: frozenset[Key]


class Reachable:
    """Answers for the situations of one rule set; what it remembers changes how fast it answers, never what."""

    def __init__(self, search: CompletionSearch, samples: Samples) -> None:
        self._search = search
        self._samples = samples
        self._remembered: Kept = {}
        self._failures: Kept = {}

    def quickly(self, here: Witness, goals: Mapping[Key, Goal], unsplit: frozenset[str]) -> dict[Key, Shown]:
        """Return a completion for each goal that one reaches, where of each comparison at most one fact gets values.

        The goals are what Kleene's values leave open; facts in `unsplit` get no values.
        """
        shown: dict[Key, Shown] = {}
        open_ = {key: goal for key, goal in goals.items() if goal != NOTHING}
        if open_:
            self._sampled(here, open_, shown, unsplit)
        together = len(open_)
        if open_:
            self._combined(here, open_, shown, unsplit)
            self._recalled(here, open_, shown, unsplit)
            self._excluded_before(here, open_)
        if together > 1:
            self._combined_for_each(here, open_, shown, unsplit)
        for key, goal in goals.items():
            if key in open_ or goal == NOTHING:
                found = self._search.completion(here, goal, unsplit)
                if isinstance(found, Witness):
                    shown[key] = partial(_situation, found)
                if key in open_ and not unsplit:
                    self._remember(here, key, found)
        return shown

    def _remember(self, here: Witness, key: Key, found: Witness | frozenset[str]) -> None:
        """Remember what reached a goal, without what a person told; or the known facts because of which nothing does."""
        if isinstance(found, Witness):
            tried = {fact: value for fact, value in found.situation.items() if fact not in here.situation}
            self._remembered[key] = (tried, *self._remembered.get(key, ()))[:_KEPT]
        else:
            because = {fact: here.situation[fact] for fact in found if fact in here.situation}
            self._failures[key] = (because, *self._failures.get(key, ()))[:_KEPT]

    def _excluded_before(self, here: Witness, open_: dict[Key, Goal]) -> None:
        """Drop goals that nothing reached where the facts that were to blame had the same values; more known facts change nothing."""
        for key in list(open_):
            if any(because.items() <= here.situation.items() for because in self._failures.get(key, ())):
                del open_[key]

    def with_values(
        self, here: Witness, goals: Mapping[Key, Goal], shown: Mapping[Key, Shown], facts: Iterable[str], unsplit: frozenset[str]
    ) -> dict[str, list[Divided]]:
        """Return for each value of these unknown facts which goals are reached with it, and which have to be looked at one by one.

        `shown` reach the goals. Of each comparison at most one fact gets values; those in `unsplit` do not.
        """
        facts = list(facts)
        sampled = self._samples.random(here.situation, here.trues, here.mays, unsplit)
        combined = self._samples.exhaustive(here.situation, here.trues, here.mays, facts)
        any_values = sampled.values(sampled.ones)
        completed = [self._search.at({**any_values, **completion()}) for completion in shown.values()]
        changed = self._samples.neighbours(here.situation, [(one.trues, one.mays) for one in completed], facts)
        reached = {key: (sampled.may_reach(goal.true, goal.false), changed.may_reach(goal.true, goal.false)) for key, goal in goals.items()}
        possible = {key: combined.may_reach(goal.true, goal.false) for key, goal in goals.items()}
        found: dict[str, list[Divided]] = {}
        for fact in facts:
            values, masks = sampled.given[fact]
            _, places = changed.given[fact]
            _, limits = combined.given.get(fact, ((), (combined.ones,) * len(values)))
            found[fact] = []
            for value, mask, place, limit in zip(values, masks, places, limits, strict=True):
                with_it = frozenset(key for key, (samples, others) in reached.items() if samples & mask or others & place)
                found[fact].append(Divided(value, with_it, frozenset(key for key in goals if key not in with_it and possible[key] & limit)))
        return found

    def searched(self, here: Witness, goals: Mapping[Key, Goal], unsplit: frozenset[str]) -> dict[Key, Shown]:
        """Return a completion for each goal that one reaches, by search alone; facts in `unsplit` get no values."""
        found = ((key, self._search.completion(here, goal, unsplit)) for key, goal in goals.items())
        return {key: partial(_situation, witness) for key, witness in found if isinstance(witness, Witness)}

    def _sampled(self, here: Witness, open_: dict[Key, Goal], shown: dict[Key, Shown], unsplit: frozenset[str]) -> None:
        sampled = self._samples.random(here.situation, here.trues, here.mays, unsplit)
        for key, goal in list(open_.items()):
            if samples := sampled.may_reach(goal.true, goal.false):
                shown[key] = partial(_completed, here, sampled, samples)
                del open_[key]

    def _combined(self, here: Witness, open_: dict[Key, Goal], shown: dict[Key, Shown], unsplit: frozenset[str]) -> None:
        combined = self._samples.exhaustive(here.situation, here.trues, here.mays, self._deciding(here, open_.values(), unsplit))
        for key, goal in list(open_.items()):
            if samples := combined.reach(goal.true, goal.false):
                shown[key] = partial(_completed, here, combined, samples)
                del open_[key]
            elif not combined.may_reach(goal.true, goal.false):
                del open_[key]

    def _combined_for_each(self, here: Witness, open_: dict[Key, Goal], shown: dict[Key, Shown], unsplit: frozenset[str]) -> None:
        """The same for each goal by itself, with the facts that keep it alone open."""
        for key, goal in list(open_.items()):
            alone = {key: goal}
            self._combined(here, alone, shown, unsplit)
            if not alone:
                del open_[key]

    def _deciding(self, here: Witness, goals: Iterable[Goal], unsplit: frozenset[str]) -> list[str]:
        """Return a few facts that keep these goals open, what must be true before what must be false."""
        places = dict.fromkeys((*(place for goal in goals for place in goal.true), *(place for goal in goals for place in goal.false)))
        facts: dict[str, None] = {}
        for place in places:
            if len(facts) >= _COMBINED:
                break
            facts.update(dict.fromkeys(fact for fact in self._search.open_facts(place, here) if fact not in unsplit))
        return list(facts)

    def _recalled(self, here: Witness, open_: dict[Key, Goal], shown: dict[Key, Shown], unsplit: frozenset[str]) -> None:
        for key, goal in list(open_.items()):
            for remembered in self._remembered.get(key, ()):
                witness = self._search.at({**without(remembered, unsplit), **here.situation})
                if witness.misses(goal) is None and not self._search.keeping_open(witness, witness.left(goal), unsplit):
                    shown[key] = partial(_situation, witness)
                    del open_[key]
                    break


def without(known: Situation, facts: frozenset[str]) -> Situation:
    """Return a situation without some of its facts."""
    return {fact: value for fact, value in known.items() if fact not in facts} if facts else known


def _situation(witness: Witness) -> Situation:
    return witness.situation


def _completed(here: Witness, sampled: Sampled, samples: int) -> Situation:
    return {**here.situation, **sampled.values(samples)}
