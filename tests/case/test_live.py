"""Live cases: what was told and done, undone, and days passing, against deciding afresh."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import HealthCheck, assume, settings
from hypothesis import strategies as st
from hypothesis.stateful import initialize

import simexit
from case.live_machine import CaseMachine
from generators.rulesets import rule_sets
from generators.shipped import TODAYS, shipped, values_of
from generators.vocabulary import VALUES
from simexit.case.events import Did, Told, Undid
from simexit.explain.what_if import WhatIf
from simexit.model.rules import RuleSet
from simexit.model.types import Value

DAY = date(2026, 11, 20)


@pytest.fixture(scope="module")
def advisor() -> simexit.Advisor:
    return simexit.load(lang="en", second_opinion="off")


class ShippedMachine(CaseMachine):
    """On the shipped library."""

    shared = simexit.Advisor(shipped(), second_opinion="off", lang="en")

    @initialize(today=TODAYS)
    def start(self, today: date) -> None:
        self.begin(self.shared, self.shared.case(today=today), today)

    def values(self, fact: str) -> st.SearchStrategy[Value]:
        return values_of(fact, self.shared.rules.vocabulary.facts[fact].type, self.day or DAY)


class GeneratedMachine(CaseMachine):
    """On random rule sets, which have no texts."""

    def said(self, advice: simexit.Advice) -> object:
        return advice.judgement, advice.situation

    @initialize(rules=rule_sets(), today=st.one_of(st.none(), VALUES["today"]))
    def start(self, rules: RuleSet, today: date | None) -> None:
        advisor = simexit.Advisor(rules, second_opinion="off")
        assume(advisor.decider.possible_next({} if today is None else {"today": today}))
        self.begin(advisor, advisor.case(today=today), today)

    def values(self, fact: str) -> st.SearchStrategy[Value]:
        return VALUES[fact]


TestShipped = ShippedMachine.TestCase
TestShipped.settings = settings(max_examples=60, stateful_step_count=25, deadline=None, suppress_health_check=list(HealthCheck))
TestGenerated = GeneratedMachine.TestCase
TestGenerated.settings = settings(max_examples=150, stateful_step_count=20, deadline=None, suppress_health_check=list(HealthCheck))


def test_undo_takes_back_what_an_action_brought_about(advisor: simexit.Advisor) -> None:
    case = advisor.case({"balance.owed": 3500}, today=DAY)
    case.did("pay_debt")
    paid = case.facts
    case.undo()
    assert (paid["balance.owed"], case.facts["balance.owed"]) == (0, 3500)
    assert [type(entry.event) for entry in case.entries] == [Told, Did, Undid]


def test_undo_again_takes_back_the_step_before(advisor: simexit.Advisor) -> None:
    case = advisor.case(today=DAY).tell({"balance.owed": 3500}).tell({"operator": "kcell"})
    case.undo().undo()
    assert case.facts == {"today": DAY}
    with pytest.raises(ValueError, match="nothing to undo"):
        case.undo()


def test_what_cannot_be_so_any_more_is_set_aside_and_counts_again_on_an_earlier_day(advisor: simexit.Advisor) -> None:
    leaving = {"person.in_kazakhstan": True, "person.leaving": True, "person.leaves_on": date(2026, 11, 25)}
    case = advisor.case(leaving, today=DAY)
    case.on(date(2026, 11, 26))
    assert "person.leaves_on" in case.state.set_aside
    assert "person.leaves_on" not in case.facts
    case.on(DAY)
    assert not case.state.set_aside
    assert case.facts["person.leaves_on"] == date(2026, 11, 25)


def test_the_change_says_what_was_told_and_what_that_changed(advisor: simexit.Advisor) -> None:
    case = advisor.case({"balance.owed": 3500}, today=DAY)
    heard: list[WhatIf] = []
    stop = case.listen(lambda _case, change: heard.append(change))
    case.did("pay_debt")
    assert case.change is not None
    assert [changed.fact for changed in case.change.changes] == ["balance.owed"]
    assert case.change.before.possible_next != case.change.after.possible_next
    stop()
    case.undo()
    assert len(heard) == 1


def test_a_note_changes_no_advice(advisor: simexit.Advisor) -> None:
    case = advisor.case({"balance.owed": 3500}, today=DAY)
    before = case.advice
    assert case.note("called them").advice == before


def test_what_was_not_told_cannot_be_taken_back(advisor: simexit.Advisor) -> None:
    with pytest.raises(ValueError, match=r"nothing is told of operator"):
        advisor.case(today=DAY).withdraw("operator")


def test_a_day_told_among_the_facts_is_the_day_of_the_case(advisor: simexit.Advisor) -> None:
    case = advisor.case(today=DAY).tell({"today": "2026-12-01"})
    assert case.day == date(2026, 12, 1)
    with pytest.raises(simexit.FactError):
        case.tell({"today": "soon"})
    assert case.day == date(2026, 12, 1)


@pytest.mark.parametrize("facts", [{"balance.owed": -1}, {"no.fact": 1}, {"today": "tomorrow"}])
def test_a_refused_step_leaves_everything_as_it_was(advisor: simexit.Advisor, facts: dict[str, object]) -> None:
    case = advisor.case({"balance.owed": 3500}, today=DAY)
    before = (case.facts, case.advice, case.entries, case.day)
    with pytest.raises(simexit.FactError):
        case.tell(facts)
    assert (case.facts, case.advice, case.entries, case.day) == before
