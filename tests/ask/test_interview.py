"""The interview: what it asks, what it never asks, and what going back and changing an answer do."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import simexit
from generators.rulesets import rule_sets, situations
from generators.shipped import complete, shipped, values_of
from generators.vocabulary import TEXT, VALUES
from simexit.api import Advisor
from simexit.ask.interview import ImpossibleAnswerError, Interview, Reply, begin
from simexit.meaning.conditions import applies
from simexit.model.rules import RuleSet, Situation
from simexit.model.types import Value
from simexit.run.decider import Decider

DAY = date(2026, 11, 20)
Draw = st.DataObject
ValuesOf = Callable[[str], st.SearchStrategy[Value]]


@cache
def advisor() -> Advisor:
    return Advisor(shipped(), second_opinion="off", lang="en")


def check_question(interview: Interview) -> None:
    """The fact asked for is unknown, was not skipped, and applies."""
    fact = interview.question
    if fact is not None:
        assert fact not in interview.situation
        assert fact not in interview.skipped
        assert applies(fact, interview.situation, interview.rules) is True


def check_change(before: Interview, fact: str, after: Interview) -> None:
    """A change loses no reply without saying so, and sets aside only what does not apply or has become impossible."""
    kept = [reply for reply in after.replies if reply.fact != fact]
    assert [reply for reply in before.replies if reply.fact != fact and reply not in after.set_aside] == kept
    assert not set(kept) & set(after.set_aside)
    assert after.possible_next
    for reply in kept:
        assert reply.value is None or applies(reply.fact, after.situation, after.rules) is not False
    for reply in after.set_aside:
        assert reply.value is not None
        if applies(reply.fact, after.situation, after.rules) is not False:
            assert not after.decider.possible_next({**after.situation, reply.fact: reply.value})


def one_step(draw: Draw, interview: Interview, values: ValuesOf) -> Interview:
    """Answer, skip, go back or change something, as drawn; what is impossible changes nothing."""
    fact, told = interview.question, [reply.fact for reply in interview.replies]
    steps = [*(["answer", "answer", "skip"] if fact else []), *(["change"] if told else []), "back"]
    try:
        match draw.draw(st.sampled_from(steps)):
            case "answer" if fact is not None:
                after = interview.answer(fact, draw.draw(values(fact)))
                assert after.question != fact
            case "skip" if fact is not None:
                after = interview.skip(fact)
                assert after.question != fact
            case "change":
                changed = draw.draw(st.sampled_from(told))
                after = interview.change(changed, draw.draw(st.none() | values(changed)))
                check_change(interview, changed, after)
            case _:
                return interview.back()
    except ImpossibleAnswerError:
        return interview
    assert after.back() is interview
    return after


def check_interview(draw: Draw, interview: Interview, values: ValuesOf, steps: int) -> Interview:
    """Take drawn steps, then answer or skip to the end; return the interview at its end."""
    for _ in range(draw.draw(st.integers(0, steps))):
        interview = one_step(draw, interview, values)
        check_question(interview)
    left = len(interview.rules.vocabulary.facts)
    while (fact := interview.question) is not None:
        check_question(interview)
        assert left > 0
        left -= 1
        try:
            interview = interview.answer(fact, draw.draw(values(fact))) if draw.draw(st.booleans()) else interview.skip(fact)
        except ImpossibleAnswerError:
            interview = interview.skip(fact)
    return interview


def check_end(interview: Interview, asking: Advisor) -> None:
    """At the end the advice is that of the facts told, and what it would still ask for is not known to the person."""
    advice = asking.advise(interview.situation)
    assert advice.possible_next == interview.possible_next
    assert advice.question is None or advice.question.fact in interview.skipped
    assert interview.progress.possible == len(advice.possible_next)
    assert (interview.missing == ()) or advice.status == "ask"
    assert set(interview.missing) <= interview.skipped
    if not interview.skipped and not advice.no_figure:
        assert advice.status != "ask"


@settings(max_examples=6)
@given(st.data())
def test_whatever_is_answered_skipped_undone_or_changed_the_interview_of_the_shipped_rules_stays_sound(draw: Draw) -> None:
    def values(fact: str) -> st.SearchStrategy[Value]:
        return values_of(fact, shipped().vocabulary.facts[fact].type, DAY)

    start = advisor().interview(today=DAY)
    check_end(check_interview(draw, start, values, 6), advisor())


@settings(max_examples=40)
@given(rule_sets(), situations(known=(0, 4)), st.data())
def test_whatever_is_answered_skipped_undone_or_changed_the_interview_of_any_rules_stays_sound(
    rules: RuleSet, known: Situation, draw: Draw
) -> None:
    decider = Decider(rules, "off")
    if decider.possible_next(known):
        end = check_interview(draw, begin(rules, decider, known), lambda fact: VALUES[fact], 6)
        assert end.question is None
        check_end(end, Advisor(worded(rules), second_opinion="off"))


def worded(rules: RuleSet) -> RuleSet:
    """The same rules, with wording for every answer, so that its questions can be shown."""
    facts = {name: replace(fact, answers=dict.fromkeys("xyzpq", TEXT)) for name, fact in rules.vocabulary.facts.items()}
    return replace(rules, vocabulary=replace(rules.vocabulary, facts=facts))


@settings(max_examples=6)
@given(complete())
def test_who_knows_everything_reaches_certain_advice_and_is_never_asked_what_does_not_apply(known: Situation) -> None:
    told = {**known}
    start = advisor().interview({"today": told["today"]})
    interview = start
    while (fact := interview.question) is not None:
        assert applies(fact, known, shipped()) is True
        interview = interview.answer(fact, told[fact])
    assert len(interview.possible_next) == 1
    assert advisor().advise(interview.situation).next == advisor().advise(known).next


def test_at_the_end_the_fact_that_the_next_action_needs_is_asked_once() -> None:
    ready: dict[str, object] = {
        "today": DAY,
        "card.form": "physical",
        "card.issuer": "operator",
        "card.local_number": True,
        "card.registered_to": "me",
        "need.duration": "permanent",
        "plan.billing": "prepaid",
        "plan.status": "active",
        "contract.months_left": 0,
        "contract.instalments_owed": 0,
        "balance.owed": 0,
        "balance.credit": 0,
        "person.in_kazakhstan": True,
        "person.leaving": False,
        "person.login": "none",
        "person.documents_ready": True,
        "person.other_contact": True,
        "online_closing": False,
        "data.backed_up": True,
        "number.accounts_bound": False,
        "services.addons_active": False,
        "payment.card_linked": False,
        "application.status": "none",
        "card.disposed": False,
    }
    interview = advisor().interview(ready)
    assert interview.possible_next == ("apply_at_office",)
    assert interview.question == "operator"
    assert interview.skip("operator").question is None
    assert interview.answer("operator", "kcell").question is None


def test_a_fact_given_as_not_known_is_not_asked() -> None:
    first = advisor().interview(today=DAY).question
    assert first is not None
    interview = advisor().interview({first: None}, today=DAY)
    assert interview.question not in {first, None}
    assert interview.skipped == {first}


def test_bad_facts_at_the_start_are_refused_as_for_advice() -> None:
    with pytest.raises(simexit.FactError, match="cannot all be true"):
        advisor().interview({"operator": "kcell", "card.issuer": "reseller"}, today=DAY)
    with pytest.raises(simexit.FactError, match="unknown fact"):
        advisor().interview({"balance.owd": 5}, today=DAY)


def test_an_answer_that_clashes_names_the_constraint_and_the_earlier_answer() -> None:
    interview = advisor().interview({"card.registered_to": "other_person", "data.backed_up": True}, today=DAY)
    with pytest.raises(ImpossibleAnswerError) as caught:
        interview.answer("application.status", "submitted")
    assert [clash.constraint for clash in caught.value.clashes] == ["only_the_owner_applies"]
    assert set(caught.value.clashes[0].facts) == {"card.registered_to", "application.status"}


def test_a_change_keeps_what_still_applies_and_sets_the_rest_aside() -> None:
    start = advisor().interview(today=DAY)
    told = start.answer("application.status", "confirmed").answer("service.stopped", True).answer("balance.owed", 5)
    changed = told.change("application.status", "none")
    assert changed.set_aside == (Reply("service.stopped", True),)
    assert changed.situation == {"today": DAY, "application.status": "none", "balance.owed": 5}
    assert changed.answer("data.backed_up", True).set_aside == ()
    assert changed.back() == told


def test_a_change_sets_aside_what_no_longer_applies_even_where_it_was_told_before() -> None:
    told = advisor().interview({"service.stopped": True, "application.status": "confirmed"}, today=DAY)
    assert told.change("application.status", "none").set_aside == (Reply("service.stopped", True),)


def test_a_change_sets_aside_later_answers_that_have_become_impossible_and_is_refused_by_earlier_ones() -> None:
    told = advisor().interview(today=DAY).answer("card.registered_to", "me").answer("application.status", "submitted")
    changed = told.change("card.registered_to", "company")
    assert changed.set_aside == (Reply("application.status", "submitted"),)
    assert changed.situation["card.registered_to"] == "company"
    other = advisor().interview(today=DAY).answer("application.status", "submitted").answer("card.registered_to", "me")
    with pytest.raises(ImpossibleAnswerError):
        other.change("card.registered_to", "company")


def test_what_was_skipped_can_be_told_later_and_what_was_told_can_be_taken_back() -> None:
    skipped = advisor().interview(today=DAY).skip("balance.owed")
    known = skipped.change("balance.owed", 5)
    assert (known.situation["balance.owed"], known.skipped) == (5, frozenset())
    assert known.change("balance.owed", None).skipped == {"balance.owed"}


def test_progress_counts_answers_without_the_day_and_what_may_still_be_next() -> None:
    start = advisor().interview(today=DAY)
    told = start.answer("card.registered_to", "company").skip("operator")
    assert start.progress.answered == 0
    assert told.progress.answered == 1
    assert told.progress.possible_at_start == start.progress.possible == len(start.possible_next)
    assert told.progress.possible < start.progress.possible


def test_what_was_told_cannot_be_told_twice_nor_changed_before_it_was_told() -> None:
    told = advisor().interview(today=DAY).answer("balance.owed", 5)
    with pytest.raises(ValueError, match="told before"):
        told.answer("balance.owed", 6)
    with pytest.raises(ValueError, match="told before"):
        told.skip("balance.owed")
    with pytest.raises(ValueError, match="nothing was told"):
        told.change("balance.credit", 6)
    with pytest.raises(ValueError, match="there is no fact"):
        told.answer("nonsense", 6)


def test_going_back_at_the_start_stays_there() -> None:
    start = advisor().interview(today=DAY)
    assert start.back() is start
