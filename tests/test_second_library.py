"""A second, unrelated library, examples/gym, through every command: nothing in the program is about the shipped one."""

from __future__ import annotations

import json
import shutil
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from icalendar import Calendar

import simexit
from cli.program import answer, run
from faulty.corpus import GYM, gym
from faulty.situations import complete
from simexit.meaning.conditions import truth
from simexit.meaning.effects import after
from simexit.model.expressions import Conclusion
from simexit.model.judgement import FINISHED
from simexit.model.rules import Situation
from simexit.model.types import Value

ADVISOR = simexit.load(GYM, lang="en")
FROM = ("--from", str(GYM))
MOST_STEPS = 12

TODAY = ("--today", "2026-11-20")
LEAVING = {"membership.status": "active", "wish": "leave", "notice.status": "none", "fees.owed": "0", "leaving.reason": "none"}
MORE = {"branch": "harbour", "contract.ends_on": "2026-12-31", "payment.mandate": "yes", "extras.booked": "trainer", "locker.key": "yes"}
LATE = {**LEAVING, "notice.status": "sent", "notice.sent_on": "2026-11-02", "notice.reminders": "1"}


def facts(known: dict[str, str], **others: str) -> list[str]:
    """Return facts as options of a command; in the names of `others`, two underscores stand for a dot."""
    written = known | {name.replace("__", "."): value for name, value in others.items()}
    return [part for name, value in written.items() for part in ("-f", f"{name}={value}")]


def shown(*arguments: str, language: str = "en", given: str | None = None) -> str:
    """Return what a command prints about the gym, on one line."""
    result = run(*FROM, "--lang", language, *arguments, given=given)
    assert (result.exit_code, result.stderr) == (0, ""), result.stderr
    return " ".join(result.stdout.replace("\u00a0", " ").split())


def told(*arguments: str) -> Any:
    return answer(*FROM, *arguments)


COMMANDS: dict[str, tuple[list[str], str, str]] = {
    "next": ([*facts(LEAVING, **MORE), *TODAY], "Give notice", "提交解约通知"),
    "why": ([*facts(LEAVING), *TODAY], "what you want: Leave for good", "您的打算"),
    "why-not": (["complain", *facts(LATE), *TODAY], "Remind the gym", "催促健身房"),
    "what-if": ([*facts(LATE), *TODAY, "-c", "notice.reminders=2"], "Complain to the consumer advice centre", "向消费者咨询中心投诉"),
    "how-to": (["ask_deposit", *facts(LEAVING), *TODAY], "the state of your membership", "会籍的状态"),
    "plan": ([*facts(LEAVING, **MORE, deposit__status="held"), *TODAY], "Ask for the deposit", "要求退还押金"),
    "facts": (["branch"], "It stands at the top of the contract.", "写在合同开头。"),
    "rules": (["complain"], "The gym refused your notice.", "健身房拒绝了您的通知。"),
    "sources": (["terms"], "Who leaves pays a fee for the paperwork.", "退出的人要付手续费。"),
}
"""For each command: what it is asked, and what it must say in English and in Chinese."""


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_speaks_of_the_gym_in_both_languages(command: str) -> None:
    arguments, english, chinese = COMMANDS[command]
    assert english in shown(command, *arguments)
    assert chinese in shown(command, *arguments, language="zh")


def test_the_library_has_no_findings_and_passes_its_own_cases() -> None:
    assert "rules: 24, facts: 15, actions: 12, warnings: 6, parameters: 3" in shown("check")
    passed = shown("test")
    assert "0 failed" in passed
    assert "0 matched nothing" in passed


def test_its_cases_cover_its_rules_and_it_is_proved_consistent() -> None:
    assert "84 of 84 (100 %)" in shown("coverage")
    assert "0 findings, 0 not verified" in shown("prove", "--no-cache")


def test_its_cases_notice_every_mistake_in_a_rule_that_changes_anything() -> None:
    said = shown("mutate", "settle/pay-fees", "--jobs", "1")
    assert "mutants: 7 noticed: 6 of 6 (100 %); proved to change nothing: 1 more" in said


def test_a_change_of_it_is_told_to_those_whom_it_affects_and_no_change_is_proved(tmp_path: Path) -> None:
    other = tmp_path / "other"
    shutil.copytree(GYM, other)
    assert "no situation gets different advice: proved" in shown("diff", str(GYM), str(other))
    path = other / "rules/settle/pay-fees.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("fees.owed > 0", "fees.owed > 50"), encoding="utf-8")
    result = run("--lang", "zh", "diff", str(GYM), str(other), "--json")
    (change,) = json.loads(result.stdout)["changes"]
    assert (result.exit_code, change["subject"], change["before"], change["after"]) == (4, "due", ["pay_fees"], [])
    assert change["because"] == ["rule settle/pay-fees changed"]
    (region,) = change["regions"]
    assert set(region["where"]) == {"fees.owed > 0", "not (fees.owed > 50)"}
    assert 0 < int(region["example"]["fees.owed"]) <= 50


@pytest.mark.parametrize(("language", "title"), [("en", "Pay the fees"), ("zh", "付清会费")])
def test_its_graph_names_every_action_in_the_language_of_the_reader(language: str, title: str) -> None:
    drawn = shown("graph", language=language)
    assert drawn.startswith("flowchart TD")
    assert f'pay_fees["{title}"]' in drawn
    assert all(f" {name}[" in drawn or f" {name}(" in drawn for name in gym().vocabulary.actions)


def test_its_graph_has_the_step_that_an_outcome_takes() -> None:
    edges = {(edge["from"], edge["to"]): edge["outcomes"] for edge in told("graph", "--all")["edges"]}
    assert edges["give_notice", "wait_for_answer"] == ["sent"]
    assert edges["wait_for_answer", "complain"] == ["refused"]
    assert ("return_key", "give_notice") not in edges


def test_a_language_that_the_gym_does_not_speak_is_wrong_usage() -> None:
    assert run(*FROM, "--lang", "ru", "next").exit_code == 2


def test_next_gives_the_action_its_deadline_warnings_and_profile() -> None:
    advice = told("next", *facts(LEAVING, **MORE), *TODAY)
    assert (advice["status"], advice["next"]) == ("act", "give_notice")
    assert advice["deadline"]["by"] == "2026-12-01"
    assert [warning["id"] for warning in advice["warnings"]["certain"]] == ["stopping_payment_early", "extras_need_their_own_notice"]
    assert [reason["rule"] for reason in advice["because"]] == ["notice/give-notice"]
    assert "Letters go to the head office" in shown("next", *facts(LEAVING, **MORE), *TODAY)


@pytest.mark.parametrize(
    ("today", "next_action"),
    [("2027-01-04", "wait_for_answer"), ("2027-01-05", "wait_for_answer"), ("2027-01-06", "chase_gym")],
)
def test_working_days_are_those_of_its_own_calendar(today: str, next_action: str) -> None:
    """Ten working days from 18 December: the German calendar takes out 25 December and 1 January; that of the shipped library more."""
    late = facts(LATE, notice__sent_on="2026-12-18", contract__ends_on="2027-03-31")
    assert told("next", *late, "--today", today)["next"] == next_action


@pytest.mark.parametrize(("today", "warned"), [("2026-06-30", True), ("2026-07-01", False)])
def test_a_figure_and_a_rule_count_on_the_days_they_are_in_force(today: str, warned: bool) -> None:
    advice = told("next", *facts(LEAVING, contract__ends_on="2026-09-27", payment__mandate="no"), "--today", today)
    certain = {warning["id"] for warning in advice["warnings"]["certain"]}
    assert (certain >= {"too_late_for_this_term", "letter_only"}) is warned
    assert bool(certain & {"too_late_for_this_term", "letter_only"}) is warned


def test_a_proved_reason_overrides_the_ordinary_notice() -> None:
    advice = told("next", *facts(LEAVING, leaving__reason="illness", leaving__proof="yes"), *TODAY)
    assert advice["agenda"] == ["give_special_notice"]
    assert "it is not so that you may leave before the term ends" in shown("why", *facts(LEAVING), *TODAY)


def test_a_fact_that_does_not_apply_is_never_asked() -> None:
    ended = {"membership.status": "ended", "fees.owed": "0", "branch": "airport"}
    advice = told("next", *facts(ended), *TODAY)
    assert advice["question"]["fact"] in {"deposit.status", "payment.mandate"}
    assert "return_key" not in advice["possible_next"]


def test_clashing_facts_are_refused_with_the_reason_of_the_gym() -> None:
    result = run(*FROM, "next", *facts(LEAVING, wish="stay", notice__status="sent"))
    assert result.exit_code == 2
    assert "You do not want to leave, but notice is said to have been given." in " ".join(result.stderr.split())


def test_an_interview_asks_until_the_advice_is_certain() -> None:
    spoken = shown("ask", *TODAY, given="ended\n0\nairport\nheld\n")
    assert "How does your membership stand?" in spoken
    assert "Ask for the deposit" in spoken


def test_a_letter_says_what_is_certain_in_the_language_of_the_gym_and_the_readers_beside_it() -> None:
    known: dict[str, object] = {"membership.status": "active", "wish": "leave", "notice.status": "none", "fees.owed": 0, "branch": "city"}
    ordinary = {**known, "leaving.reason": "none", "contract.ends_on": "2026-12-31"}
    at_once = {**known, "leaving.reason": "illness", "leaving.proof": True}
    letter = ADVISOR.letter("letter_of_notice", ordinary, {"name": "Ann", "number": "7"}, today=date(2026, 11, 20), lang="zh")
    assert "running term: 31 December 2026.\n  | 我要求在本期合同到期时解约：2026年12月31日。" in letter.to_text().replace("\u00a0", " ")
    assert letter.blanks == ()
    assert letter.to_pdf().startswith(b"%PDF-")
    assert "with immediate effect" in ADVISOR.letter("letter_of_notice", at_once, lang="en").to_text()


def test_why_not_names_what_comes_first_and_what_if_what_changes() -> None:
    assert told("why-not", "complain", *facts(LATE), *TODAY)["about"] == "complain"
    changed = told("what-if", *facts(LATE), *TODAY, "-c", "notice.reminders=2")
    assert (changed["before"]["next"], changed["after"]["next"]) == ("chase_gym", "complain")


def test_how_to_names_the_actions_that_bring_the_change_about() -> None:
    owing = facts(LEAVING, leaving__reason="illness", leaving__proof="no", fees__owed="120")
    said = shown("how-to", "give_special_notice", *owing, *TODAY)
    assert "(by: Get a proof of your reason)" in said
    assert "unpaid fees: €120 → €0 (by: Pay the fees)" in said


def test_a_plan_goes_from_the_notice_to_the_end_and_can_be_drawn_and_put_into_a_calendar() -> None:
    known = [*facts(LEAVING, **MORE, deposit__status="held"), *TODAY]
    steps = [step["action"] for step in told("plan", *known)["steps"]]
    assert steps[:2] == ["give_notice", "wait_for_answer"]
    assert {"complain", "return_key", "ask_deposit", "revoke_mandate"} <= set(steps)
    assert run(*FROM, "plan", *known, "--mermaid").stdout.startswith("flowchart")
    calendar = Calendar.from_ical(run(*FROM, "plan", *known, "--ics", "-").stdout_bytes)
    assert "Europe/Berlin" in str(calendar["X-WR-TIMEZONE"])


def test_facts_rules_and_sources_list_everything_of_the_gym_and_nothing_else() -> None:
    rules = gym()
    assert [fact["name"] for fact in told("facts")] == list(rules.vocabulary.facts)
    assert [rule["rule"] for rule in told("rules")] == [rule.name for rule in rules.rules]
    assert [work["work"] for work in told("sources")] == list(rules.vocabulary.works)


WAY = (
    ("pay_fees", None),
    ("give_notice", None),
    ("wait_for_answer", "confirmed"),
    ("wait_for_end", None),
    ("return_key", None),
    ("ask_deposit", "returned"),
    ("revoke_mandate", None),
)


def test_a_case_goes_over_time_to_the_end() -> None:
    case = ADVISOR.case(today=date(2026, 11, 20))
    case.tell({"membership.status": "active", "wish": "leave", "leaving.reason": "none", "notice.status": "none", "fees.owed": 30})
    case.tell({"branch": "city", "locker.key": True, "deposit.status": "held", "payment.mandate": True})
    for action, outcome in WAY:
        assert case.advice.next == action
        case.did(action, outcome)
    assert case.advice.status == FINISHED


def is_so(kind: str, name: str, situation: Situation) -> bool | None:
    return truth(gym().conditions[Conclusion(kind, name)], situation, gym())  # type: ignore[arg-type]  # each is a kind


def due(situation: Situation) -> list[str]:
    return [name for name in gym().vocabulary.actions if is_so("action", name, situation)]


def can_be(situation: Situation) -> bool:
    return not any(is_so("impossible", name, situation) for name in gym().vocabulary.constraints)


@given(complete(gym()))
@settings(max_examples=300, deadline=None)
def test_in_every_situation_tried_the_gym_keeps_what_it_promises(situation: dict[str, Value]) -> None:
    """Total, without conflict, safe, and its own invariants, by the definition alone."""
    assume(can_be(situation))
    found, actions = due(situation), gym().vocabulary.actions
    done = gym().finished
    assert done is not None
    assert found or truth(done, situation, gym()) is True
    assert not [name for name in found if set(found) & set(actions[name].excludes)]
    if found and (requires := actions[found[0]].requires) is not None:
        assert truth(requires, situation, gym()) is True
    assert [one.name for one in gym().invariants if truth(one.forbidden, situation, gym()) is not False] == []


@given(complete(gym()), st.data())
@settings(max_examples=200, deadline=None)
def test_following_the_advice_ends_or_waits(situation: Situation, data: st.DataObject) -> None:
    assume(can_be(situation))
    for _ in range(MOST_STEPS):
        found = due(situation)
        if not found or gym().vocabulary.actions[found[0]].waits_for is not None:
            return
        situation = after(data.draw(st.sampled_from(gym().vocabulary.actions[found[0]].outcomes)), situation, gym())
        assert can_be(situation)
    pytest.fail(f"no end after {MOST_STEPS} steps")


@given(complete(gym()), st.data())
@settings(max_examples=100, deadline=None)
def test_advice_with_gaps_agrees_with_the_definition_and_the_second_opinion(situation: dict[str, Value], data: st.DataObject) -> None:
    assume(can_be(situation))
    gaps = data.draw(st.sets(st.sampled_from(sorted(set(situation) - {"today"})), max_size=5))
    advice = ADVISOR.advise({name: value for name, value in situation.items() if name not in gaps})
    assert advice.second_opinion == "agreed"
    found = due(situation)
    assert (found[0] if found else FINISHED) in advice.possible_next
    assert set(advice.agenda) <= set(found)
