"""A case passes where the advice is what it expects, and only there."""

from __future__ import annotations

from pathlib import Path

import pytest

from author.shipped_cases import OWING, cases_in, decider, result_of, rules
from simexit.api import Advisor
from simexit.author.cases.case import Case, Done, Expectation, Is, MayBeNext, Standing, Telling
from simexit.author.cases.files import read_cases
from simexit.author.cases.run import run_case
from simexit.author.cases.situations import situation_of
from simexit.check.ruleset import check
from simexit.libraries import library
from simexit.model.judgement import Verdicts
from simexit.model.types import Value
from simexit.run.decider import Decider
from simexit.run.rete.network import Rete
from simexit.text.source import Source, whole
from small_library import small_library

RIGHT = OWING.replace("EXPECT", "next: pay_debt")
ADVISOR = Advisor(rules(), second_opinion="off")
PLACE = whole(Source("a test", ""))


@pytest.mark.parametrize(
    "expect",
    [
        "status: act",
        "next: pay_debt",
        "possible_next: [pay_debt]",
        "due: [pay_debt]",
        "not_due: [ask_refund]",
        "maybe_warned: [no_agents]",
        "not_warned: [exit_restriction_risk]",
        "question: null",
        "deadline: null",
        "holds: mine and balance.owed == 1",
        "holds: due(pay_debt) and next(pay_debt)",
        "holds: plan.status == active or plan.status != active",
        "holds: {any: [not warned(no_agents), agent in person.considers]}",
        "never: next(finished) or warned(exit_restriction_risk)",
        "never: {all: [mine, balance.owed > 1]}",
    ],
)
def test_an_expectation_that_is_so_passes(tmp_path: Path, expect: str) -> None:
    found = result_of(tmp_path, OWING.replace("EXPECT", expect))
    assert (found.outcome, found.differences) == ("passed", ())


@pytest.mark.parametrize(
    "expect",
    [
        "status: wait",
        "next: ask_refund",
        "next: null",
        "possible_next: [pay_debt, finished]",
        "due: [ask_refund]",
        "not_due: [pay_debt]",
        "warned: [exit_restriction_risk]",
        "not_warned: [no_agents]",
        "maybe_warned: [exit_restriction_risk]",
        "question: today",
        "deadline: 2026-11-20",
        "holds: balance.owed > 1",
        "holds: balance.credit > 999999",
        "never: balance.owed == 1",
        "never: balance.credit == 123456",
        "never: next(pay_debt)",
        "holds: warned(no_agents)",
    ],
)
def test_a_wrong_expectation_fails_whatever_its_key_and_says_where(tmp_path: Path, expect: str) -> None:
    found = result_of(tmp_path, OWING.replace("EXPECT", expect))
    assert found.outcome == "failed"
    (difference,) = found.differences
    assert difference.span.line == 5


def test_every_difference_is_named_in_its_place(tmp_path: Path) -> None:
    expect = "{next: ask_refund, due: [ask_refund, pay_debt, move_accounts], maybe_warned: [no_agents]}"
    found = result_of(tmp_path, OWING.replace("{EXPECT}", expect))
    assert [one.message for one in found.differences] == [
        "`next` is pay_debt, expected ask_refund",
        "`ask_refund` is not certainly due",
        "`move_accounts` is not certainly due",
    ]
    assert [one.span.text() for one in found.differences] == ["ask_refund", "ask_refund", "move_accounts"]


def test_a_value_between_the_bounds_of_the_rules_is_looked_at_for_a_condition_of_a_case(tmp_path: Path) -> None:
    """No rule compares credit with this figure; an unknown credit may still be it."""
    assert result_of(tmp_path, OWING.replace("EXPECT", "never: balance.credit == 123456")).outcome == "failed"
    assert result_of(tmp_path, OWING.replace("EXPECT", "never: balance.credit == 123456 and balance.credit < 100")).outcome == "passed"


def test_what_is_expected_is_looked_at_after_the_steps(tmp_path: Path) -> None:
    text = OWING.replace("EXPECT", "holds: balance.owed == 0, not_due: [pay_debt]")
    assert result_of(tmp_path, text + "  did: [pay_debt]\n").outcome == "passed"
    assert result_of(tmp_path, text).outcome == "failed"
    assert result_of(tmp_path, text + "  did: [pay_debt, {tell: {balance.owed: 2}}]\n").outcome == "failed"


def test_a_fact_that_is_taken_back_is_not_known_and_a_day_that_is_told_is_today(tmp_path: Path) -> None:
    steps = "  did: [{tell: {balance.owed: null}}, {today: 2027-01-01}]\n"
    assert result_of(tmp_path, OWING.replace("EXPECT", "holds: balance.owed == 1") + steps).outcome == "failed"
    assert result_of(tmp_path, OWING.replace("EXPECT", "holds: today == '2027-01-01'") + steps).outcome == "passed"


STEPS = """
- name: the answer is waited for, comes, and is a refusal
  today: 2026-11-20
  facts: {card.registered_to: me, need.duration: permanent, balance.owed: 5, application.status: none}
  did:
    - pay_debt
    - {tell: {application.status: submitted, application.submitted_on: 2026-11-20}}
    - {today: 2026-12-20}
    - {wait_for_confirmation: rejected}
  expect: {status: ask}
"""


def test_the_steps_of_a_case_lead_where_the_same_steps_of_the_api_lead(tmp_path: Path) -> None:
    (read,) = cases_in(tmp_path, STEPS)
    told = ADVISOR.case(dict(read.facts))
    for step in read.steps:
        if isinstance(step, Done):
            told.did(step.action, step.outcome)
        else:
            told.tell(step.facts)
    assert situation_of(read, rules()) == told.facts
    assert situation_of(read, rules())["application.status"] == "rejected"


IMPOSSIBLE: dict[str, Value] = {"application.status": "rejected", "application.rejections": 0}


def test_facts_that_cannot_all_be_true_fail_the_case_and_name_the_constraint() -> None:
    found = run_case(Case("refused", IMPOSSIBLE, (), (Is("next", None, PLACE),), PLACE), rules(), decider())
    assert found.outcome == "failed"
    (difference,) = found.differences
    assert difference.message == (
        "these facts cannot all be true: `application.status` rejected, `application.rejections` 0; "
        "the constraint `refused_needs_a_refusal` forbids it"
    )


def test_a_step_into_an_impossible_situation_fails_even_where_the_next_step_leads_out_of_it() -> None:
    into, out = Telling(IMPOSSIBLE, PLACE), Telling({"application.rejections": 1}, PLACE)
    expected = (Is("status", "ask", PLACE),)
    assert run_case(Case("there", {}, (into, out), expected, PLACE), rules(), decider()).outcome == "failed"
    assert run_case(Case("not there", {}, (out,), expected, PLACE), rules(), decider()).outcome == "passed"


NOTHING = """
- name: nothing is said
  facts: {FACTS}
  expect: {EXPECT}
"""


@pytest.mark.parametrize(
    ("facts", "expect", "outcome"),
    [
        # open, whatever is told
        ("", "not_due: [pay_debt]", "matched nothing"),
        ("services.addons_active: no", "not_due: [pay_debt]", "matched nothing"),
        # a fact rules it out
        ("balance.owed: 0", "not_due: [pay_debt]", "passed"),
        ("balance.owed: 0", "not_warned: [exit_restriction_risk]", "passed"),
        ("balance.owed: 0", "never: due(pay_debt)", "passed"),
        # a rule is true, so something was decided
        ("card.registered_to: me", "not_due: [pay_debt]", "passed"),
        # false whatever the facts
        ("balance.owed: 0", "never: balance.credit > 1 and balance.credit < 1", "matched nothing"),
        # something is expected beside the absence
        ("services.addons_active: no", "not_due: [pay_debt], status: ask", "passed"),
        # it does not even hold
        ("", "not_warned: [exit_restriction_risk]", "failed"),
    ],
)
def test_a_case_that_expects_absence_matches_nothing_unless_its_facts_have_a_part_in_it(
    tmp_path: Path, facts: str, expect: str, outcome: str
) -> None:
    assert result_of(tmp_path, NOTHING.replace("FACTS", facts).replace("EXPECT", expect)).outcome == outcome


def test_a_disagreement_of_the_interpreters_fails_the_case(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Rete, "verdicts", lambda self, situation: (Verdicts(frozenset(), frozenset()), ()))
    (case,) = cases_in(tmp_path, RIGHT)
    found = run_case(case, rules(), Decider(rules(), "always"))
    assert found.outcome == "failed"
    assert "the two interpreters disagree" in found.differences[0].message


def expected_of(case: Case) -> Case:
    """Return a case that expects everything of the advice that people get."""
    facts: dict[str, Value] = dict(situation_of(case, rules()))
    advice = ADVISOR.advise(facts)
    warned = [one.id for one in advice.warnings.certain]
    out = [name for name in rules().vocabulary.warnings if name not in warned and name not in advice.warnings.possible]
    expected: tuple[Expectation, ...] = (
        Is("status", advice.status, PLACE),
        Is("next", advice.next, PLACE),
        Is("question", None if advice.question is None else advice.question.fact, PLACE),
        Is("deadline", None if advice.deadline is None else advice.deadline.by, PLACE),
        MayBeNext(advice.possible_next, PLACE),
        *(Standing("due" if name in advice.agenda else "not_due", name, PLACE) for name in rules().vocabulary.actions),
        *(Standing("warned", name, PLACE) for name in warned),
        *(Standing("maybe_warned", name, PLACE) for name in advice.warnings.possible),
        *(Standing("not_warned", name, PLACE) for name in out),
    )
    return Case(case.name, facts, (), expected, PLACE)


def test_what_a_case_is_judged_by_is_the_advice_that_people_get() -> None:
    cases, _ = read_cases(rules(), [library().rules])
    assert len(cases) > 300
    for case in cases:
        assert run_case(expected_of(case), rules(), decider()).differences == (), case.title


def test_cases_run_under_another_rule_set_than_the_one_they_were_read_with(tmp_path: Path) -> None:
    one, _ = check(library(small_library(tmp_path / "one")))
    other, _ = check(library(small_library(tmp_path / "other", "x > 5")))
    assert one is not None
    assert other is not None
    (tmp_path / "x.cases.yaml").write_text("- {name: two, facts: {x: 2}, expect: {next: act}}", encoding="utf-8")
    (case,), _ = read_cases(one, [tmp_path / "x.cases.yaml"])
    assert run_case(case, one, Decider(one, "off")).outcome == "passed"
    assert run_case(case, other, Decider(other, "off")).outcome == "failed"
