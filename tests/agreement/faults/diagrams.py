"""Faults for the diagrams: how they are made, and how they are gone through."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest

from simexit.model.rules import RuleSet, Situation
from simexit.run.certainty import ways
from simexit.run.diagrams import day_diagrams
from simexit.run.diagrams import outcomes as module
from simexit.run.diagrams.comparisons import Said
from simexit.run.diagrams.day_diagrams import Asked, DayDiagrams, Days
from simexit.run.diagrams.literals import Literals
from simexit.run.diagrams.nodes import FALSE, TRUE, Diagrams
from simexit.run.diagrams.outcomes import FORBIDDEN, LATER, Outcomes


def a_branch_is_lost(patch: pytest.MonkeyPatch) -> None:
    """Where patterns lead to one diagram, only the last of them does."""
    patch.setattr(module, "edges", lambda branches: tuple({child: (1 << place, child) for place, child in enumerate(branches)}.values()))


def nodes_are_left_out_too_easily(patch: pytest.MonkeyPatch) -> None:
    """A node of which the first two branches are equal is left out."""
    right = Diagrams._node

    def node(self: Diagrams, level: int, branches: tuple[int, ...]) -> int:
        return branches[0] if branches[0] == branches[1] else right(self, level, branches)

    patch.setattr(Diagrams, "_node", node)


def equal_branches_are_equal_nodes(patch: pytest.MonkeyPatch) -> None:
    """Nodes that ask for different facts are taken for one where their branches are equal."""
    right = Diagrams._node

    def node(self: Diagrams, level: int, branches: tuple[int, ...]) -> int:
        known = next((found for (_, own), found in self._nodes.items() if own == branches), None)
        return right(self, level, branches) if known is None else known

    patch.setattr(Diagrams, "_node", node)


def one_alternative_is_enough_for_all(patch: pytest.MonkeyPatch) -> None:
    """All of several conditions are taken for one of them."""
    patch.setattr(Diagrams, "all", Diagrams.any)


def what_does_not_apply_counts(patch: pytest.MonkeyPatch) -> None:
    """Whether the facts of a comparison apply is not looked at."""
    patch.setattr(module, "guards_of", lambda atom, conclusions: [])


def the_other_patterns_are_meant(patch: pytest.MonkeyPatch) -> None:
    """A negated comparison says what the comparison says."""
    right = Outcomes._comparison

    def comparison(self: Outcomes, atom: Any, negated: bool) -> int | None:
        literal = self.literals.of.get(self._atoms[atom])
        if literal is not None and negated:
            fact, mask = literal
            return self._diagrams.says(self._levels[fact], mask)
        return right(self, atom, negated)

    patch.setattr(Outcomes, "_comparison", comparison)


def constraints_forbid_nothing_that_is_next(patch: pytest.MonkeyPatch) -> None:
    """Where a constraint is broken, it is asked what is next."""
    right = Diagrams.replaced

    def replaced(self: Diagrams, diagram: int, old: int, new: int) -> int:
        return right(self, diagram, old, LATER if new == FORBIDDEN else new)

    patch.setattr(Diagrams, "replaced", replaced)


def constraints_forbid_no_conclusion(patch: pytest.MonkeyPatch) -> None:
    """What a completion makes true counts though a constraint forbids that completion."""

    def beside_constraints(self: Outcomes, conclusion: Any, negated: bool) -> int | None:
        self._diagrams.room = module.LITTLE_ROOM
        return self._conclusion(conclusion, negated)

    patch.setattr(Outcomes, "_beside_constraints", beside_constraints)


def the_end_comes_before_the_last_action(patch: pytest.MonkeyPatch) -> None:
    """The last action has no outcome of its own, and the end is taken for it."""
    right = Outcomes._next

    def next_(self: Outcomes) -> int:
        found = right(self)
        if self.ends:
            self.ends[-1] = LATER
        return found

    patch.setattr(Outcomes, "_next", next_)


def an_unknown_fact_says_its_first_pattern(patch: pytest.MonkeyPatch) -> None:
    """Of what an unknown fact may say, only the first is gone on with."""
    right = Asked.may_say
    patch.setattr(Asked, "may_say", lambda self, *given: right(self, *given) & -right(self, *given))


def a_known_fact_may_say_anything(patch: pytest.MonkeyPatch) -> None:
    """What is known of a fact is not looked at."""
    patch.setattr(DayDiagrams, "masks", lambda self, *given: [fact.all for fact in self.facts])


def what_lacks_a_figure_is_false(patch: pytest.MonkeyPatch) -> None:
    """A comparison without its figure is taken for one that is false."""
    right = Literals.__init__

    def made(self: Literals, rules: RuleSet, atoms: Any, comparisons: Any, alone: dict[str, Said]) -> None:
        right(self, rules, atoms, comparisons, {fact: said._replace(mays=said.trues) for fact, said in alone.items()})

    patch.setattr(Literals, "__init__", made)


def a_completion_goes_any_way(patch: pytest.MonkeyPatch) -> None:
    """The completion that shows what is next has the first value of each unknown fact."""

    def completion(day: DayDiagrams, _found: Any, _outcome: int, situation: Situation) -> Situation:
        first = {fact.name: next(iter(fact.values)) for fact in day.facts if fact.values and fact.name not in situation}
        return {**first, **situation}

    patch.setattr(ways, "completion", completion)


def a_way_that_failed_once_fails_from_everywhere(patch: pytest.MonkeyPatch) -> None:
    """Only the first way from a node is gone."""

    def possible(day: DayDiagrams, diagram: int, masks: Sequence[int], _known: dict[int, bool]) -> bool:
        while diagram not in (FALSE, TRUE):
            _, fact, edges = day.outcomes.node[diagram]
            diagram = next(child for mask, child in edges if mask & masks[fact])
        return diagram == TRUE

    patch.setattr(ways, "possible", possible)


def values_stand_for_other_patterns(patch: pytest.MonkeyPatch) -> None:
    """The patterns of the values of a fact are in another order than its values."""
    right = Days._asked

    def asked(self: Days, name: str, literals: Literals, said: Said | None) -> Asked:
        found = right(self, name, literals, said)
        return found._replace(values=dict(zip(reversed(found.values), found.values.values(), strict=True)))

    patch.setattr(day_diagrams.Days, "_asked", asked)


FAULTS = [
    a_branch_is_lost,
    nodes_are_left_out_too_easily,
    equal_branches_are_equal_nodes,
    one_alternative_is_enough_for_all,
    what_does_not_apply_counts,
    the_other_patterns_are_meant,
    constraints_forbid_nothing_that_is_next,
    constraints_forbid_no_conclusion,
    the_end_comes_before_the_last_action,
    an_unknown_fact_says_its_first_pattern,
    a_known_fact_may_say_anything,
    what_lacks_a_figure_is_false,
    a_completion_goes_any_way,
    a_way_that_failed_once_fails_from_everywhere,
    values_stand_for_other_patterns,
]
