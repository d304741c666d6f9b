"""Faults for the lowering to tokens and for the Rete's use."""

from __future__ import annotations

from dataclasses import replace
from typing import Any
from weakref import WeakKeyDictionary

import pytest

from simexit.meaning import conditions
from simexit.model.expressions import Always, Compare, Conclusion, Not
from simexit.model.rules import RuleSet
from simexit.run.rete import network as module
from simexit.run.rete import tokens
from simexit.run.rete.network import Rete
from simexit.run.rete.productions import Productions, productions
from simexit.run.rete.tokens import Lowering


def unknown_is_read_as_false(patch: pytest.MonkeyPatch) -> None:
    """A comparison with an unknown fact gives the token for false."""
    patch.setattr(module, "compare", lambda *given: bool(conditions.compare(*given)))


def an_alternative_is_forgotten(patch: pytest.MonkeyPatch) -> None:
    """Of several ways to come true only the first is kept."""
    right = Lowering._any
    patch.setattr(Lowering, "_any", lambda self, *given: right(self, *given)[:1])


def one_part_is_enough(patch: pytest.MonkeyPatch) -> None:
    """Where every part must have a value, one that has it is taken to be enough."""
    patch.setattr(Lowering, "_every", Lowering._any)


def the_agenda_is_turned_round(patch: pytest.MonkeyPatch) -> None:
    """The agenda is given back last action first."""
    right = Rete.verdicts
    patch.setattr(Rete, "verdicts", lambda self, situation: (right(self, situation)[0], right(self, situation)[1][::-1]))


def _productions(patch: pytest.MonkeyPatch, change: Any) -> None:
    right = Lowering.__init__

    def lowered(self: Lowering, rules: RuleSet) -> None:
        right(self, rules)
        self.productions = [new for one in self.productions if (new := change(one)) is not None]

    patch.setattr(Lowering, "__init__", lowered)


def actions_have_the_wrong_salience(patch: pytest.MonkeyPatch) -> None:
    """A later action fires before an earlier one."""

    def change(one: Any) -> Any:
        about = one.head.about
        return replace(one, salience=9000 - one.salience) if isinstance(about, Conclusion) and about.kind == "action" else one

    _productions(patch, change)


def what_is_false_is_not_concluded(patch: pytest.MonkeyPatch) -> None:
    """There are rules for what is true only, so that what is false stays open."""
    _productions(patch, lambda one: one if one.head.value or not isinstance(one.head.about, Conclusion) else None)


def long_rules_lose_their_end(patch: pytest.MonkeyPatch) -> None:
    """Of the patterns of a rule only the first two are kept."""
    _productions(patch, lambda one: replace(one, body=one.body[:2]))


def facts_that_do_not_apply_are_compared(patch: pytest.MonkeyPatch) -> None:
    """Whether a fact applies is not asked."""
    patch.setattr(tokens, "facts_compared", lambda atom: ())


def a_fact_that_does_not_apply_leaves_open(patch: pytest.MonkeyPatch) -> None:
    """A comparison with a fact that does not apply is not false."""
    right = Lowering._ways

    def ways(self: Lowering, condition: Any, value: bool, salience: int) -> Any:
        found = right(self, condition, value, salience)
        return found[-1:] if isinstance(condition, Compare) and not value else found

    patch.setattr(Lowering, "_ways", ways)


def a_not_is_lost(patch: pytest.MonkeyPatch) -> None:
    """What is under a `not` is read as if it were not."""
    right = Lowering._ways

    def ways(self: Lowering, condition: Any, value: bool, salience: int) -> Any:
        return right(self, condition.part if isinstance(condition, Not) else condition, value, salience)

    patch.setattr(Lowering, "_ways", ways)


def never_is_always(patch: pytest.MonkeyPatch) -> None:
    """A condition that is never true is always true."""
    right = Lowering._ways

    def ways(self: Lowering, condition: Any, value: bool, salience: int) -> Any:
        return right(self, Always(True) if isinstance(condition, Always) else condition, value, salience)

    patch.setattr(Lowering, "_ways", ways)


def true_and_false_share_a_helper(patch: pytest.MonkeyPatch) -> None:
    """The token that stands for alternatives does not say for which value."""
    patch.setattr(tokens, "_MOST_WAYS", 1)
    right = Lowering._helper
    patch.setattr(Lowering, "_helper", lambda self, part, value, ways, salience: right(self, part, True, ways, salience))


def conclusions_are_not_passed_on(patch: pytest.MonkeyPatch) -> None:
    """What has fired is not told to the rules that build on it."""

    def changed(rules: RuleSet) -> Productions:
        right = productions(rules)
        given = {0, *(token for _, tokens in right.given for token in tokens)}
        return right._replace(messages=tuple(text if token in given else None for token, text in enumerate(right.messages)))

    patch.setattr(module, "productions", changed)


def the_last_situation_is_remembered(patch: pytest.MonkeyPatch) -> None:
    """What was told in one situation is still there in the next."""
    right = Rete._run
    told: WeakKeyDictionary[Rete, list[int]] = WeakKeyDictionary()

    def run(self: Rete, given: list[int]) -> Any:
        before = told.get(self, [])
        told[self] = given
        return right(self, [*before, *given])

    patch.setattr(Rete, "_run", run)


FAULTS = [
    unknown_is_read_as_false,
    an_alternative_is_forgotten,
    one_part_is_enough,
    the_agenda_is_turned_round,
    actions_have_the_wrong_salience,
    what_is_false_is_not_concluded,
    long_rules_lose_their_end,
    facts_that_do_not_apply_are_compared,
    a_fact_that_does_not_apply_leaves_open,
    a_not_is_lost,
    never_is_always,
    true_and_false_share_a_helper,
    conclusions_are_not_passed_on,
    the_last_situation_is_remembered,
]
