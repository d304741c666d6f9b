"""`simexit next`: the contract with programs, and what people see."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from cli.program import answer, run

PROGRAM = [sys.executable, "-m", "simexit.cli.main"]
DAY = ("--today", "2026-11-20")
DEBT = tuple(
    part
    for fact in ("card.registered_to=me", "need.duration=permanent", "balance.owed=3500", "plan.status=active", "application.status=none")
    for part in ("-f", fact)
)
KEYS = {"status", "next", "possible_next", "question", "agenda", "warnings", "deadline", "because", "ruleset"}


def test_without_facts_a_sensible_first_question_is_asked() -> None:
    advice = answer("next", *DAY)
    assert advice["status"] == "ask"
    assert advice["next"] is None
    assert "finished" in advice["possible_next"]
    assert len(advice["possible_next"]) == 36
    assert advice["question"]["fact"] in {"application.status", "card.registered_to", "plan.status", "need.duration"}
    assert advice["question"]["answers"]


def test_json_has_the_keys_of_the_contract() -> None:
    advice = answer("next", *DAY, *DEBT)
    assert advice.keys() >= KEYS
    assert advice["status"] == "act"
    assert advice["next"] == "pay_debt"
    assert advice["possible_next"] == ["pay_debt"]
    assert advice["agenda"][0] == "pay_debt"
    assert set(advice["warnings"]) == {"certain", "possible"}
    assert advice["because"][0].keys() == {"rule", "text", "sources", "checked", "old"}
    assert "3,500" in advice["because"][0]["text"]
    assert re.fullmatch(r"sha256:[0-9a-f]{64}", advice["ruleset"])
    assert advice["second_opinion"] == "agreed"


def test_a_waiting_state_has_status_wait_and_a_day_from_which_to_ask_again() -> None:
    facts = ("-f", "application.status=submitted", "-f", "application.submitted_on=2026-11-18", "-f", "balance.owed=0")
    more = ("-f", "plan.status=active", "-f", "card.registered_to=me", "-f", "need.duration=permanent", "-f", "balance.credit=0")
    advice = answer("next", *DAY, *facts, *more, "-f", "payment.card_linked=no")
    assert (advice["status"], advice["next"]) == ("wait", "wait_for_confirmation")
    # more than 7 working days since Wednesday 18 November have passed once Friday 27 November is over
    assert advice["deadline"]["by"] == "2026-11-28"


@pytest.mark.parametrize("given", ["yes", "no", "TRUE", "false", "on", "Off"])
def test_yes_and_no_may_be_written_in_several_ways(given: str) -> None:
    assert run("next", *DAY, "-f", f"person.in_kazakhstan={given}").exit_code == 0


def test_sets_are_given_with_commas() -> None:
    advice = answer("next", *DAY, "-f", "person.considers=agent,transfer")
    assert {"no_agents", "do_not_sell_card"} <= {warned["id"] for warned in advice["warnings"]["certain"]}


def test_facts_come_from_a_file_nested_or_dotted_and_from_standard_input(tmp_path: Path) -> None:
    nested = tmp_path / "nested.yaml"
    nested.write_text("today: 2026-11-20\nbalance: {owed: 3500}\ncard: {registered_to: me}\n", encoding="utf-8")
    dotted = '{"today": "2026-11-20", "balance.owed": 3500, "card.registered_to": "me"}'
    assert answer("next", str(nested)) == answer("next", "-", given=dotted)


def test_a_file_and_an_option_that_contradict_each_other_are_refused_with_both_places(tmp_path: Path) -> None:
    path = tmp_path / "facts.yaml"
    path.write_text("balance.owed: 0\n", encoding="utf-8")
    result = run("next", str(path), *DAY, "-f", "balance.owed=5")
    assert result.exit_code == 2
    assert "K605" in result.stderr
    assert "facts.yaml:1:15" in result.stderr


def test_a_file_and_an_option_that_say_the_same_are_no_contradiction() -> None:
    assert run("next", "-", *DAY, "-f", "balance.owed=5", given="balance.owed: 5\n").exit_code == 0


def test_the_day_in_the_file_is_not_overridden_in_silence() -> None:
    result = run("next", "-", *DAY, given="today: 2026-01-01\n")
    assert (result.exit_code, "K605" in result.stderr) == (2, True)


def test_each_fact_is_placed_in_the_option_that_told_it() -> None:
    future = ("-f", "application.status=submitted", "-f", "application.submitted_on=2099-12-30")
    assert "`today` is given here: --today:1:1" in run("next", *future, *DAY).stderr
    assert "`today` is given here: -f:1:7" in run("next", *future, "-f", "today=2026-11-20").stderr
    by_the_clock = run("next", *future).stderr
    assert "error[K604]" in by_the_clock
    assert "`today` is given here" not in by_the_clock, "nobody gave the day"
    assert run("what-if", "-c", "person.left=3").stderr.startswith("--change:1:1: error[K601]")


def test_two_days_are_placed_in_the_options_that_told_them() -> None:
    said = run("next", *DAY, "-f", "today=2026-11-21").stderr
    assert said.startswith("--today:1:1: error[K605]")
    assert "given as 2026-11-21: -f:1:7" in said


def test_an_equals_sign_right_after_the_option_is_pointed_out() -> None:
    result = run("next", *DAY, "-f=balance.owed=5")
    assert result.exit_code == 2
    assert "no fact is named before the `=` of `=balance.owed=5`" in result.stderr
    assert "hint: leave out the first `=`" in result.stderr
    assert "leave out" not in run("next", *DAY, "-f", "=5").stderr


def test_every_problem_is_shown_with_a_near_name_and_underlined() -> None:
    result = run("next", *DAY, "-f", "balance.owd=5", "-f", "plan.status=actve", "-f", "balance.credit=-1", "-f", "nonsense")
    assert result.exit_code == 2
    assert "did you mean `balance.owed`?" in result.stderr
    assert "did you mean `active`?" in result.stderr
    assert "at least 0" in result.stderr
    assert "fact=value" in result.stderr
    assert result.stderr.count("^") >= 4
    assert not result.stdout


def test_an_impossible_combination_names_the_facts_in_the_readers_language() -> None:
    result = run("--lang", "ru", "next", *DAY, "-f", "operator=kcell", "-f", "card.issuer=reseller")
    assert result.exit_code == 2
    assert "`operator` kcell, `card.issuer` reseller" in result.stderr
    assert re.search("[а-я]{4}", result.stderr)


@pytest.mark.parametrize(
    "given",
    [
        b"",
        b"   \n",
        b"\xff\xfe\x00",
        b"a: [",
        b"- 1\n",
        b"just words",
        b"a: &x [*x, *x]",
        b"[" * 50_000,
        b"x" * 3_000_000,
        b"\x00",
        b"a: 1\n---\nb: 2\n",
    ],
)
def test_a_file_that_cannot_be_read_as_facts_is_a_clear_error(given: bytes) -> None:
    result = run("next", "-", *DAY, given=given)
    assert result.exit_code == 2
    assert re.search(r"error\[K\d{3}\]", result.stderr)
    assert "Traceback" not in result.stderr


def test_a_file_that_is_not_there_is_a_clear_error() -> None:
    result = run("next", "nowhere.yaml", *DAY)
    assert result.exit_code == 2
    assert "cannot read the file: No such file or directory" in result.stderr


@pytest.mark.parametrize("day", ["tomorrow", "2026-02-30", "20.11.2026", ""])
def test_a_day_that_is_none_is_refused(day: str) -> None:
    result = run("next", "--today", day)
    assert (result.exit_code, "K602" in result.stderr) == (2, True)


@pytest.mark.parametrize(("language", "said"), [("en", "Next: Pay"), ("zh", "下一步:"), ("ru", "Следующий шаг:")])
def test_the_language_is_the_systems_or_the_one_asked_for(language: str, said: str) -> None:
    by_system = run("next", *DAY, *DEBT, language=language)
    by_option = run("--lang", language, "next", *DAY, *DEBT, language="en")
    assert by_system.stdout.startswith(said)
    assert by_option.stdout == by_system.stdout


def test_a_pipe_gets_no_colours() -> None:
    assert "\x1b[" not in run("next", *DAY, *DEBT).stdout


def test_an_unknown_parameter_of_that_day_is_said_to_be_unknown() -> None:
    advice = answer("next", "--today", "2027-02-01", *DEBT)
    assert "exit_restriction_risk" in advice["warnings"]["possible"]
    assert advice["no_figure"] == ["mci"]
    assert "calculation index" in run("next", "--today", "2027-02-01", *DEBT).stdout


def test_a_fact_that_does_not_apply_is_ignored_and_the_advice_says_so() -> None:
    advice = answer("next", *DAY, "-f", "card.issuer=reseller", "-f", "contract.months_left=12")
    assert advice["ignored"] == ["contract.months_left"]
    assert "contract_still_runs" not in advice["warnings"]["possible"]


def test_an_action_that_needs_a_fact_asks_for_it_once_it_is_next() -> None:
    advice = answer("next", "-", *DAY, given=READY)
    assert (advice["status"], advice["next"]) == ("act", "apply_at_office")
    assert advice["question"]["fact"] == "operator"
    known = answer("next", "-", *DAY, "-f", "operator=kcell", given=READY)
    assert known["question"] is None
    assert known["how"]["about"] == "Kcell"
    assert known["how"]["known"]


READY = """
card: {form: physical, issuer: operator, local_number: yes, registered_to: me}
need: {duration: permanent}
plan: {billing: prepaid, status: active}
contract: {months_left: 0, instalments_owed: 0}
balance: {owed: 0, credit: 0}
person: {in_kazakhstan: yes, leaving: no, login: none, documents_ready: yes, other_contact: yes, considers: []}
online_closing: no
data: {backed_up: yes}
number: {accounts_bound: no}
services: {addons_active: no}
payment: {card_linked: no}
application: {status: none}
card.disposed: no
"""


CREDIT = tuple(
    part
    for fact in (
        "card.registered_to=me",
        "need.duration=permanent",
        "balance.owed=0",
        "balance.credit=1200",
        "application.status=confirmed",
        "refund.status=not_asked",
    )
    for part in ("-f", fact)
)


@pytest.mark.parametrize(
    ("language", "said"), [("en", "There is 1,200 tenge left"), ("ru", "осталось 1 200 тенге."), ("zh", "还有 1,200 坚戈。")]
)
def test_an_amount_to_be_said_aloud_is_in_the_words_of_those_who_hear_it(language: str, said: str) -> None:
    advice = answer("--lang", language, "next", *DAY, *CREDIT)
    assert said in advice["how"]["say"].replace("\u00a0", " ")
    assert language == "ru" or "1 200 тенге" in advice["how"]["say_spoken"].replace("\u00a0", " ")


@pytest.mark.parametrize("language", ["en", "ru", "zh"])
def test_a_letter_that_fits_the_next_step_is_named_with_its_command(language: str) -> None:
    assert run("--lang", language, "next", *DAY, *CREDIT).stdout.count("`simexit letter refund_request`") == 1
    assert "simexit letter" not in run("--lang", language, "next", *DAY, *DEBT).stdout


def test_what_is_known_of_the_only_possible_other_side_is_shown_and_it_is_not_asked_for() -> None:
    advice = answer("next", *DAY, *CREDIT, "-f", "card.issuer=reseller")
    assert advice["question"] is None
    assert advice["how"]["about"] == "sellers of travel data plans (follows from your answers)"
    assert advice["how"]["known"] == answer("next", *DAY, *CREDIT, "-f", "operator=reseller")["how"]["known"] != []


def test_what_is_known_of_one_of_several_possible_other_sides_is_not_shown_but_asked_for() -> None:
    advice = answer("next", *DAY, *CREDIT, "-f", "card.issuer=operator")
    assert advice["question"]["fact"] == "operator"
    assert (advice["how"]["about"], advice["how"]["known"]) == (None, [])


def test_a_fact_in_the_place_of_the_file_is_pointed_out() -> None:
    for command in (("next",), ("why",), ("what-if", "--change", "balance.owed=0"), ("plan",)):
        result = run(*command, "balance.owed=5")
        assert result.exit_code == 2
        assert "there is no file `balance.owed=5`" in result.stderr
        assert "hint: a fact is told with -f balance.owed=5" in result.stderr
    assert "with -f" not in run("next", "nothing.yaml").stderr


def test_a_file_whose_name_looks_like_a_fact_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "balance.owed=5").write_text("balance.owed: 7\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    assert "balance.owed" not in str(answer("next", "balance.owed=5")["question"])


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no full device")
def test_what_the_system_refuses_is_no_mistake_of_the_program() -> None:
    with Path("/dev/full").open("w", encoding="utf-8") as full:
        ended = subprocess.run([*PROGRAM, "next", *DAY], stdout=full, stderr=subprocess.PIPE, text=True, check=False)
    assert (ended.returncode, ended.stderr) == (1, "error: the system refused: No space left on device\n")


@pytest.mark.skipif(os.name != "posix", reason="descriptors are closed with a shell")
@pytest.mark.parametrize(
    ("command", "code", "shown"),
    [("next >&-", 0, ""), ("next - <&-", 2, "-:1:1: error[K103]: the file holds nothing"), ("ask <&-", 1, "")],
)
def test_a_stream_that_the_caller_closed_is_one_where_nothing_comes_or_goes(command: str, code: int, shown: str) -> None:
    given = ["/bin/sh", "-c", f"exec {shlex.join(PROGRAM)} {command}"]
    ended = subprocess.run(given, capture_output=True, text=True, check=False)
    assert ended.returncode == code
    assert shown in ended.stderr
    assert "inside simexit" not in ended.stderr
