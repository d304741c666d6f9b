"""`simexit case ask`: the interview in a case, and a case from an interview."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from cli.cases import case, log, plain, said, use_own_cases
from cli.program import run
from cli.terminal import Terminal
from simexit.case.sql import SqlStore
from simexit.case.store import StoreError
from simexit.text.codes import Code


@pytest.fixture(autouse=True)
def own_cases(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    use_own_cases(tmp_path, monkeypatch)


def told(name: str = "card") -> list[object]:
    return [one["content"]["facts"] for one in log(name) if one["kind"] == "told"]


def test_each_answer_is_an_entry_and_going_back_is_one_more() -> None:
    case("new", "card")
    result = case("ask", "card", given="1\nb\n2\n1\n")
    assert "Ask the registered owner to close it" in result.stdout
    assert told() == [
        {"card.registered_to": "me"},
        {"card.registered_to": None},
        {"card.registered_to": "other_person"},
        {"plan.status": "active"},
    ]
    assert {one["source"] for one in log() if one["kind"] == "told"} == {"interview"}
    assert plain("show", "card")["advice"]["next"] == "ask_registered_owner"


def test_an_interview_that_was_left_goes_on_where_it_stopped() -> None:
    case("new", "card")
    left = case("ask", "card", given="1\n", code=1)
    assert "Your answers are kept in the case card." in left.stdout
    assert "simexit case ask card" in left.stdout
    again = case("ask", "card", given="", code=1)
    assert "Who is the card registered" not in again.stdout
    assert "1 answered" in again.stdout


def test_the_interview_ends_with_the_advice_of_the_case() -> None:
    case("new", "card", "-f", "card.registered_to=other_person")
    result = case("ask", "card", given="1\n")
    shown = said("show", "card")
    assert result.stdout.replace("\u00a0", " ").partition("Wait: ")[2].strip() in shown


def test_an_answer_that_was_listed_and_changed_is_told_anew() -> None:
    case("new", "card", "-f", "card.registered_to=me", "-f", "application.status=none")
    case("ask", "card", given="l\n1\n2\n", code=1)
    assert plain("show", "card")["facts"]["card.registered_to"] == "other_person"


def test_what_is_not_known_is_kept_nowhere_and_asked_again() -> None:
    case("new", "card")
    first = case("ask", "card", given="d\n", code=1)
    assert told() == []
    assert first.stdout.count("Who is the card registered to?") == 1
    assert "Who is the card registered to?" in case("ask", "card", given="", code=1).stdout


def test_answers_that_cannot_be_kept_are_shown_as_a_command(monkeypatch: pytest.MonkeyPatch) -> None:
    case("new", "card")

    def refuse(*_: object) -> None:
        raise StoreError(Code.CANNOT_WRITE, "the disk is full", "make room")

    monkeypatch.setattr(SqlStore, "append", refuse)
    result = case("ask", "card", given="1\n1\n", code=1)
    assert "C104: the disk is full" in result.stdout
    assert "case tell card -f card.registered_to=me -f application.status=none" in result.stdout


def test_a_case_is_opened_from_what_an_interview_saved(tmp_path: Path) -> None:
    saved = tmp_path / "answers.yaml"
    assert run("ask", "--save", str(saved), "--today", "2026-11-20", given="1\n1\nd\n").exit_code == 1
    opened = plain("new", "card", str(saved))
    assert opened["facts"] == {"card.registered_to": "me", "application.status": "none"}
    assert opened["advice"] == json.loads(run("next", str(saved), "--today", "2026-11-20", "--json").stdout)


def test_an_interview_interrupted_on_a_terminal_goes_on_later(tmp_path: Path) -> None:
    where = ["case", "--file", str(tmp_path / "terminal.db")]
    with Terminal(*where, "new", "card", folder=tmp_path) as terminal:
        assert terminal.exit_code() == 0
    with Terminal(*where, "ask", "card", folder=tmp_path) as terminal:
        terminal.wait()
        terminal.type("1")
        terminal.press("\x03")
        assert terminal.exit_code() == 1
        assert "Your answers are kept in the case card." in terminal.shown
    with Terminal(*where, "ask", "card", folder=tmp_path) as terminal:
        terminal.wait()
        assert "[1 answered" in terminal.shown
        terminal.type("q")


def test_a_case_is_erased_on_a_terminal_only_after_a_yes(tmp_path: Path) -> None:
    where = ["case", "--file", str(tmp_path / "terminal.db")]
    with Terminal(*where, "new", "card", folder=tmp_path) as terminal:
        assert terminal.exit_code() == 0
    for answer, code in (("n", 1), ("y", 0)):
        with Terminal(*where, "erase", "card", folder=tmp_path) as terminal:
            terminal.press(f"{answer}\n")
            assert terminal.exit_code() == code
