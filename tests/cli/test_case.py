"""`simexit case`: open, tell, did, withdraw, undo, note, show."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from cli.cases import DAY, EXAMPLES, case, log, open_example, plain, said, use_own_cases
from cli.program import run
from simexit.case.sql import SqlStore
from simexit.case.store import StoreError
from simexit.cli.case_command import COMMANDS
from simexit.text.codes import Code

LANGUAGES = ("zh", "en", "ru")


@pytest.fixture(autouse=True)
def own_cases(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    use_own_cases(tmp_path, monkeypatch)


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_teaches_with_examples(name: str) -> None:
    result = run("case", name, "--help")
    assert result.exit_code == 0
    assert f"simexit case {name}" in result.stdout.partition("Examples:")[2]


def test_a_new_case_gives_the_advice_of_next() -> None:
    opened = plain("new", "card", str(EXAMPLES / "esim-in-country.yaml"))
    fresh = json.loads(run("next", str(EXAMPLES / "esim-in-country.yaml"), "--today", DAY, "--json").stdout)
    assert opened["advice"] == fresh
    assert opened["name"] == "card"


def test_the_day_in_a_file_is_the_day_of_the_case_and_a_second_day_is_an_error() -> None:
    case("new", "card", str(EXAMPLES / "esim-in-country.yaml"), day=None)
    assert log()[0]["day"] == DAY
    result = case("new", "other", str(EXAMPLES / "esim-in-country.yaml"), day="2026-11-21", code=2)
    assert "K605" in result.stderr
    assert [one["name"] for one in plain("list")] == ["card"]


def test_a_case_without_a_name_is_called_by_its_id() -> None:
    opened = plain("new")
    assert opened["name"] == opened["case"]
    assert plain("show", opened["case"][:5])["case"] == opened["case"]


def test_a_second_case_of_a_name_is_refused() -> None:
    open_example()
    assert "already" in case("new", "card", code=2).stderr


def test_telling_shows_what_changed_and_the_advice() -> None:
    open_example("esim-debt")
    shown = said("tell", "card", "-f", "balance.owed=0", "--source", "receipt")
    assert "KZT 12,500 → KZT 0" in shown
    assert "Before  Pay what you owe" in shown
    assert "Now     Settle the instalments" in shown
    assert log()[-2]["source"] == "receipt"


def test_a_fact_without_a_value_is_not_known_any_more() -> None:
    open_example("esim-debt")
    shown = plain("tell", "card", "-f", "balance.owed=", "-f", "plan.billing=prepaid")
    assert "balance.owed" not in shown["facts"]
    assert shown["facts"]["plan.billing"] == "prepaid"


def test_facts_are_told_from_a_file_and_null_makes_one_not_known(tmp_path: Path) -> None:
    open_example("esim-debt")
    (tmp_path / "more.yaml").write_text("balance: {owed: null}\ncontract.months_left: 3\n", encoding="utf-8")
    shown = plain("tell", "card", str(tmp_path / "more.yaml"))
    assert "balance.owed" not in shown["facts"]
    assert shown["facts"]["contract.months_left"] == 3


def test_did_alone_is_the_next_action_and_one_word_may_be_its_outcome() -> None:
    open_example("esim-debt")
    assert plain("did", "card")["facts"]["balance.owed"] == 0
    open_example("internet-card-in-country", "waiting")
    assert plain("did", "waiting", "confirmed")["facts"]["application.status"] == "confirmed"


def test_an_outcome_is_asked_for_where_there_are_several() -> None:
    open_example()
    result = case("did", "card", code=2)
    assert "simexit case did card apply_at_office submitted" in result.stderr
    assert "simexit case did card apply_at_office refused_at_once" in result.stderr
    assert "no outcome `gone`" in case("did", "card", "apply_at_office", "gone", code=2).stderr


def test_did_needs_an_action_where_none_is_certain() -> None:
    case("new", "card")
    assert "say which one was done" in case("did", "card", code=2).stderr
    assert "did you mean `pay_debt`" in case("did", "card", "pay_det", code=2).stderr


def test_what_is_withdrawn_is_not_known_and_undo_brings_it_back() -> None:
    open_example("esim-debt")
    assert "balance.owed" not in plain("withdraw", "card", "balance.owed")["facts"]
    undone = case("undo", "card")
    assert "Entry 3 is undone: Taken back: unpaid charges" in undone.stdout
    assert plain("show", "card")["facts"]["balance.owed"] == 12500


def test_a_note_is_in_the_history_and_changes_nothing() -> None:
    open_example()
    before = plain("show", "card")
    case("note", "card", "the contract is in the blue folder", "--source", "me")
    after = plain("show", "card")
    assert after["advice"] == before["advice"]
    assert "Note: the contract is in the blue folder (me)" in case("show", "card").stdout


def test_show_says_what_passing_days_have_changed() -> None:
    open_example("internet-card-in-country")
    shown = case("show", "card", day="2026-12-01").stdout
    assert "Changed since the last advice" in shown
    assert "Before  Wait for the confirmation" in shown
    assert "Changed since the last advice" not in case("show", "card", day="2026-12-01").stdout


def test_show_says_what_must_be_told_anew() -> None:
    open_example()
    shown = case("show", "card", day="2026-12-24").stdout
    assert "This cannot be so any more; please tell it anew" in shown
    assert plain("show", "card", day="2026-12-24")["set_aside"]["person.leaves_on"] == "2026-12-04"


def test_show_marks_what_was_undone() -> None:
    open_example("esim-debt")
    case("did", "card")
    case("undo", "card")
    shown = case("show", "card").stdout
    assert "Done: Pay what you owe (undone)" in shown
    counts = {one["number"]: one["counts"] for one in plain("show", "card")["history"]}
    assert counts[3] is False


def test_show_goes_on_where_the_advice_cannot_be_recorded(monkeypatch: pytest.MonkeyPatch) -> None:
    open_example("internet-card-in-country")
    before = log()

    def refuse(*_: object) -> None:
        raise StoreError(Code.CANNOT_WRITE, "the store is read-only", "make it writable")

    monkeypatch.setattr(SqlStore, "append", refuse)
    result = case("show", "card", day="2026-12-01")
    assert "Next: Ask what has become of it" in result.stdout
    assert "This advice is not recorded in the case: C104: the store is read-only" in result.stderr
    assert log() == before
    assert case("tell", "card", "-f", "plan.status=active", day="2026-12-01", code=1).stderr.startswith("error[C104]")


WRONG = {
    "no such fact": ("K601", ["tell", "card", "-f", "balance.owd=3"]),
    "no such value": ("K602", ["tell", "card", "-f", "plan.status=gone"]),
    "not together": ("K604", ["tell", "card", "-f", "operator=reseller"]),
    "two values": ("K605", ["tell", "card", "-f", "balance.owed=1", "-f", "balance.owed=2"]),
    "nothing told": ("say what to tell", ["tell", "card"]),
    "no such case": ("C107", ["tell", "nobody", "-f", "balance.owed=1"]),
    "never told": ("nothing is told", ["withdraw", "card", "refund.status"]),
    "an empty note": ("empty", ["note", "card", " "]),
    "no such entry": ("no entry 99", ["redact", "card", "99", "--yes"]),
    "unconfirmed": ("--yes", ["erase", "card"]),
    "no such advice": ("no advice", ["replay", "card", "1"]),
}


@pytest.mark.parametrize("name", WRONG)
def test_what_is_wrong_is_said_and_changes_nothing(name: str) -> None:
    open_example()
    before = log()
    says, words = WRONG[name]
    takes_a_day = words[0] in {"tell", "withdraw", "note"}
    assert says in case(*words, day=DAY if takes_a_day else None, code=2).stderr
    assert log() == before


def test_a_wrong_day_is_said() -> None:
    open_example()
    assert "is not a day" in case("show", "card", day="tomorrow", code=2).stderr


def test_a_clock_that_went_back_is_said_and_a_day_helps() -> None:
    open_example()
    case("note", "card", "from the future", day="2098-01-01")
    assert "C108" in case("show", "card", day=None, code=1).stderr
    case("show", "card")


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_case_is_followed_in_each_language(language: str) -> None:
    case("new", "card", str(EXAMPLES / "esim-debt.yaml"), language=language)
    steps = [["did", "card"], ["tell", "card", "-f", "contract.instalments_owed=0"], ["withdraw", "card", "operator"], ["undo", "card"],
             ["note", "card", "x"], ["list"], ["due"], ["show", "card"]]  # fmt: skip
    shown = "".join(case(*words, language=language).stdout for words in steps)
    titles = {"zh": "结清欠费", "en": "Pay what you owe", "ru": "Погасите долг"}
    assert titles[language] in shown
    assert not any(titles[other] in shown for other in LANGUAGES if other != language)
    assert "{" not in shown
