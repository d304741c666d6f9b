"""What holds in every completion of the unknown facts, and what in some: judgements of situations with gaps."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from simexit.meaning.representatives import depends_on, left_open, representatives
from simexit.model.expressions import Compare, Conclusion
from simexit.model.judgement import FINISHED, Judgement
from simexit.model.rules import RuleSet, Situation
from simexit.model.types import Value
from simexit.run.certainty.completion import CompletionSearch, Goal, Witness
from simexit.run.certainty.often_asked import OftenAsked
from simexit.run.certainty.reachable import NOTHING, Key, Reachable, Shown
from simexit.run.certainty.samples import Samples
from simexit.run.functions.compiled import Compiled

_REMEMBERED = 10_000


class Evidence(NamedTuple):
    """For each possible next action, in the same order, a completion that shows it."""

    shown: tuple[Shown, ...]

    def completions(self) -> tuple[Situation, ...]:
        """Return the completions; the situation itself where it shows all there is."""
        return tuple(shown() for shown in self.shown)


class Certainty:
    """Judges situations of one rule set."""

    def __init__(self, rules: RuleSet, compiled: Compiled) -> None:
        self._rules = rules
        self._compiled = compiled
        self._values: dict[tuple[object, ...], tuple[Value, ...]] = {}
        about = _atoms_about(rules, compiled.atoms)
        self._beside = {
            fact: tuple(dict.fromkeys(other for atom in atoms for other in sorted(depends_on(atom, rules)) if other != fact))
            for fact, atoms in about.items()
        }
        self._together = tuple({facts for atom in compiled.atoms if len(facts := frozenset(depends_on(atom, rules))) > 1})
        self._search = CompletionSearch(rules, compiled, self.representatives)
        self._reachable = Reachable(self._search, Samples(compiled, self.representatives, about, self._beside))
        self._often = OftenAsked(rules, compiled)
        self._impossible = self._places("impossible")
        self._actions = self._places("action")
        self._warnings = self._places("warning")
        self._deadlines = self._places("deadline")

    def judge(self, situation: Situation) -> tuple[Judgement, Evidence]:
        """Return the judgement of a situation, and for each possible next action a completion that shows it."""
        self._often.note(situation)
        here = self._search.at(situation)
        goals = self._next_goals(here)
        if goals:
            goals |= self._other_goals(here)
        shown = self._reached(here, goals)
        evidence = Evidence(tuple(shown[key] for key in goals if key[0] == "next" and key in shown))
        if not evidence.shown:
            return Judgement((), (), (), (), ()), evidence

        def certain(place: int) -> bool:
            return here.trues[place] or (here.mays[place] and ("fails", place) not in shown)

        return Judgement(
            agenda=self._names(place for place in self._actions if certain(place)),
            possible_next=self._next_names(goals, shown),
            certain_warnings=self._names(place for place in self._warnings if certain(place)),
            possible_warnings=self._names(place for place in self._warnings if ("holds", place) in shown and not certain(place)),
            certain_deadlines=self._names(place for place in self._deadlines if certain(place)),
        ), evidence

    def possible_next(self, situation: Situation) -> tuple[str, ...]:
        """Return what may be next, `finished` among it, in order."""
        here = self._search.at(situation)
        goals = self._next_goals(here)
        return self._next_names(goals, self._reached(here, goals))

    def _next_goals(self, here: Witness) -> dict[Key, Goal]:
        """Return what is left to be shown for each action that may be next by Kleene's values; none where a constraint is broken."""
        if any(here.trues[place] for place in self._impossible):
            return {}
        before = [place for place in self._impossible if here.mays[place]]
        goals: dict[Key, Goal] = {}
        for number, place in enumerate(self._actions):
            if here.trues[place]:
                return {**goals, ("next", number): Goal((), tuple(before))}
            if here.mays[place]:
                goals["next", number] = Goal((place,), tuple(before))
                before.append(place)
        return {**goals, ("next", len(self._actions)): Goal((), tuple(before))}

    def _other_goals(self, here: Witness) -> dict[Key, Goal]:
        """Return what is left to be shown of the other conclusions that are open: which can be true, and which can be false."""
        forbidden = tuple(place for place in self._impossible if here.mays[place])
        open_ = [place for place in (*self._warnings, *self._actions, *self._deadlines) if here.mays[place] and not here.trues[place]]
        warned = set(self._warnings)
        goals: dict[Key, Goal] = {("holds", place): Goal((place,), forbidden) for place in open_ if place in warned}
        return goals | {("fails", place): Goal((), (place, *forbidden)) for place in open_}

    def possible_after(self, situation: Situation, facts: Iterable[str]) -> dict[str, tuple[int, ...]]:
        """Return for each of these unknown facts how many actions may be next with each of its values, 0 where one is forbidden."""
        self._often.note(situation)
        facts = list(facts)
        counted = self._counted(situation, facts)
        if counted is not None:
            return counted
        unsplit = self._left_open(situation)
        if not unsplit.isdisjoint(facts) or not self._on_their_own(situation, unsplit):
            return {
                fact: tuple(len(self.possible_next({**situation, fact: value})) for value in self.representatives(fact, situation))
                for fact in facts
            }
        here = self._search.at(situation)
        goals = self._next_goals(here)
        shown = self._reached(here, goals)
        divided = self._reachable.with_values(here, {key: goals[key] for key in shown}, shown, facts, unsplit)
        return {
            fact: tuple(len(one.reached) + self._reached_of(one.open, {**situation, fact: one.value}) for one in values)
            for fact, values in divided.items()
        }

    def _counted(self, situation: Situation, facts: list[str]) -> dict[str, tuple[int, ...]] | None:
        """Return the same from the diagrams; None where they do not say it."""
        day = self._often.diagrams(situation)
        if day is None:
            return None
        from simexit.run.certainty.ways import counts

        counted = counts(day, day.masks(situation, self._search.at(situation).trues), facts)
        if not counted.keys() >= set(facts):
            return None
        return {fact: tuple(counted[fact][value] for value in self.representatives(fact, situation)) for fact in facts}

    def _reached_of(self, keys: frozenset[Key], situation: Situation) -> int:
        """Return how many of these goals a situation can reach."""
        if not keys:
            return 0
        here = self._search.at(situation)
        return len(self._reached(here, {key: goal for key, goal in self._next_goals(here).items() if key in keys}))

    def facts_open(self, conclusion: Conclusion, situation: Situation) -> list[str]:
        """Return the unknown facts that keep a conclusion open, in the order of its condition."""
        return list(self._search.open_facts(self._compiled.place[conclusion], self._search.at(situation)))

    def representatives(self, fact: str, situation: Situation) -> tuple[Value, ...]:
        """Return values that stand for all values of an unknown fact; remembered for a while."""
        key = (fact, *(situation.get(other) for other in self._beside[fact]))
        found = self._values.get(key)
        if found is None:
            if len(self._values) > _REMEMBERED:
                self._values.clear()
            found = self._values[key] = representatives(fact, situation, self._rules)
        return found

    def _places(self, kind: str) -> tuple[int, ...]:
        return tuple(self._compiled.place[conclusion] for conclusion, _ in self._rules.of_kind(kind))

    def _names(self, places: Iterable[int]) -> tuple[str, ...]:
        return tuple(self._compiled.conclusions[place].name for place in places)

    def _next_names(self, goals: Mapping[Key, Goal], shown: Mapping[Key, Shown]) -> tuple[str, ...]:
        places = [number for kind, number in goals if kind == "next" and (kind, number) in shown]
        return tuple(
            FINISHED if number == len(self._actions) else self._compiled.conclusions[self._actions[number]].name for number in places
        )

    def _reached(self, here: Witness, goals: Mapping[Key, Goal]) -> dict[Key, Shown]:
        """Return a completion for each goal that one reaches: by the diagrams what they say, the rest otherwise."""
        open_ = {key: goal for key, goal in goals.items() if goal != NOTHING}
        day = self._often.diagrams(here.situation) if open_ else None
        if day is None:
            return self._searched(here, goals)
        from simexit.run.certainty.ways import settled

        shown, left = settled(day, here, open_, self._compiled.conclusions)
        rest = {key: goal for key, goal in goals.items() if key in left or goal == NOTHING}
        return shown | self._searched(here, rest) if rest else shown

    def _searched(self, here: Witness, goals: Mapping[Key, Goal]) -> dict[Key, Shown]:
        unsplit = self._left_open(here.situation)
        if self._on_their_own(here.situation, unsplit):
            return self._reachable.quickly(here, goals, unsplit)
        return self._reachable.searched(here, goals, unsplit)

    def _left_open(self, situation: Situation) -> frozenset[str]:
        """Return the facts that get no values; none where at most one fact of each comparison is unknown, as it mostly is."""
        if all(len(facts - situation.keys()) < 2 for facts in self._together):
            return frozenset()
        return left_open(situation, self._rules)

    def _on_their_own(self, situation: Situation, unsplit: frozenset[str]) -> bool:
        """Return whether no two facts of one comparison get values, so that what each value decides does not rest on another."""
        return all(len(facts - situation.keys() - unsplit) < 2 for facts in self._together)


def _atoms_about(rules: RuleSet, atoms: Iterable[Compare]) -> dict[str, list[Compare]]:
    """Return the comparisons that the value of each fact has a part in; the day has one where a figure changes with it."""
    about: dict[str, list[Compare]] = {fact: [] for fact in rules.vocabulary.facts}
    for atom in atoms:
        for fact in depends_on(atom, rules):
            about[fact].append(atom)
    return about
