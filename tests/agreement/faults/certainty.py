"""Faults for the search over completions."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest

from simexit.meaning.representatives import representatives
from simexit.model.expressions import facts_compared
from simexit.model.judgement import FINISHED
from simexit.model.rules import Situation
from simexit.run.certainty import judging as module
from simexit.run.certainty.completion import CompletionSearch, Goal, Witness
from simexit.run.certainty.judging import Certainty, Evidence
from simexit.run.certainty.reachable import Key, Reachable, Shown
from simexit.run.certainty.samples import Sampled
from simexit.run.functions.openness import Openness


def values_are_missed(patch: pytest.MonkeyPatch) -> None:
    """The last of the values that stand for all others is not tried."""
    patch.setattr(module, "representatives", lambda *given: representatives(*given)[:-1])


def values_are_kept_though_the_figures_are_others(patch: pytest.MonkeyPatch) -> None:
    """The values to try are remembered without the day on which a figure has another value."""

    def remembered(self: Certainty, fact: str, situation: Situation) -> Any:
        others = {other: situation.get(other) for atom in self._rules.atoms_about[fact] for other in facts_compared(atom) if other != fact}
        key = (fact, *others.values())
        return self._values.setdefault(key, representatives(fact, situation, self._rules))

    patch.setattr(Certainty, "representatives", remembered)


def values_are_kept_though_another_fact_is_known(patch: pytest.MonkeyPatch) -> None:
    """The values to try are remembered without the facts that stand in the same comparison."""

    def remembered(self: Certainty, fact: str, situation: Situation) -> Any:
        return self._values.setdefault((fact, situation.get("today")), representatives(fact, situation, self._rules))

    patch.setattr(Certainty, "representatives", remembered)


def constraints_are_forgotten(patch: pytest.MonkeyPatch) -> None:
    """What the constraints forbid counts as possible."""
    right = Certainty._places
    patch.setattr(Certainty, "_places", lambda self, kind: [] if kind == "impossible" else right(self, kind))


def a_failure_blames_too_little(patch: pytest.MonkeyPatch) -> None:
    """Values are skipped although they would have helped."""

    def behind(self: CompletionSearch) -> list[frozenset[str]]:
        return [frozenset(sorted(self._rules.facts_behind[conclusion])[:1]) for conclusion in self._compiled.conclusions]

    patch.setattr(CompletionSearch, "_behind", property(behind))


def facts_beside_each_other_are_both_given_values(patch: pytest.MonkeyPatch) -> None:
    """Of two unknown facts in one comparison both get values, which do not stand for all pairs."""
    patch.setattr(Certainty, "_left_open", lambda self, situation: frozenset())
    patch.setattr(Certainty, "_on_their_own", lambda self, situation, unsplit: True)


def earlier_actions_do_not_come_first(patch: pytest.MonkeyPatch) -> None:
    """A later action may be next although an earlier one is due."""
    right = Certainty._next_goals

    def next_goals(self: Certainty, here: Witness) -> dict[Key, Goal]:
        forbidden = tuple(place for place in self._impossible if here.mays[place])
        return {key: Goal(goal.true, forbidden) if goal.true else goal for key, goal in right(self, here).items()}

    patch.setattr(Certainty, "_next_goals", next_goals)


def the_end_is_always_possible(patch: pytest.MonkeyPatch) -> None:
    """`finished` is named although some action is due in every completion."""
    right = Certainty._next_names

    def names(self: Certainty, goals: Mapping[Key, Goal], shown: Mapping[Key, Shown]) -> tuple[str, ...]:
        found = right(self, goals, shown)
        return found if not found or FINISHED in found else (*found, FINISHED)

    patch.setattr(Certainty, "_next_names", names)


def only_the_first_possible_action_is_named(patch: pytest.MonkeyPatch) -> None:
    """The search ends with the first action that may be next."""
    right = Certainty._next_names
    patch.setattr(Certainty, "_next_names", lambda self, *given: right(self, *given)[:1])


def what_is_open_is_called_possible(patch: pytest.MonkeyPatch) -> None:
    """What is true in every completion, though open by Kleene's values, is not called certain."""
    right = Reachable.quickly

    def quickly(self: Reachable, here: Witness, goals: Mapping[Key, Goal], unsplit: frozenset[str]) -> dict[Key, Shown]:
        return right(self, here, goals, unsplit) | {key: lambda: here.situation for key in goals if key[0] == "fails"}

    patch.setattr(Reachable, "quickly", quickly)


def what_is_possible_is_called_certain(patch: pytest.MonkeyPatch) -> None:
    """One completion in which a warning holds is taken for all."""
    right = Certainty._other_goals

    def other_goals(self: Certainty, here: Witness) -> dict[Key, Goal]:
        return {key: goal for key, goal in right(self, here).items() if key[0] != "fails"}

    patch.setattr(Certainty, "_other_goals", other_goals)


def what_may_be_so_in_a_combination_is_possible(patch: pytest.MonkeyPatch) -> None:
    """A combination in which something is still open counts as one that shows it."""
    patch.setattr(Sampled, "reach", Sampled.may_reach)


def samples_do_not_heed_the_constraints(patch: pytest.MonkeyPatch) -> None:
    """A random sample that a constraint forbids shows something."""
    patch.setattr(Sampled, "may_reach", lambda self, true, false: self.ones if not true else self.mays[next(iter(true))])


def evidence_is_kept_without_its_completion(patch: pytest.MonkeyPatch) -> None:
    """The completion that is kept for the second opinion is the situation itself, with its values on the other side."""
    right = Certainty.judge

    def judge(self: Certainty, situation: Situation) -> Any:
        judgement, evidence = right(self, situation)
        return judgement, Evidence(evidence.shown[::-1])

    patch.setattr(Certainty, "judge", judge)


def a_fact_that_keeps_open_is_overlooked(patch: pytest.MonkeyPatch) -> None:
    """Of the facts that keep a conclusion open, the last is not found."""
    right = Openness.facts
    patch.setattr(Openness, "facts", lambda self, *given: dict.fromkeys(list(right(self, *given))[:-1]))


def deadlines_are_forgotten_where_the_day_is_open(patch: pytest.MonkeyPatch) -> None:
    """A deadline that holds in every completion is certain only where nothing is unknown behind it."""
    right = Certainty.judge

    def judge(self: Certainty, situation: Situation) -> Any:
        judgement, evidence = right(self, situation)
        trues, _ = self._compiled.conclude(situation)
        certain = self._names(place for place in self._deadlines if trues[place] and judgement.possible_next)
        return judgement._replace(certain_deadlines=certain), evidence

    patch.setattr(Certainty, "judge", judge)


FAULTS = [
    values_are_missed,
    values_are_kept_though_the_figures_are_others,
    values_are_kept_though_another_fact_is_known,
    constraints_are_forgotten,
    a_failure_blames_too_little,
    facts_beside_each_other_are_both_given_values,
    earlier_actions_do_not_come_first,
    the_end_is_always_possible,
    only_the_first_possible_action_is_named,
    what_is_open_is_called_possible,
    what_is_possible_is_called_certain,
    what_may_be_so_in_a_combination_is_possible,
    samples_do_not_heed_the_constraints,
    evidence_is_kept_without_its_completion,
    a_fact_that_keeps_open_is_overlooked,
    deadlines_are_forgotten_where_the_day_is_open,
]
