"""`simexit ask` through a pseudo-terminal, and through a pipe."""

from __future__ import annotations

import os
import shlex
import signal
from decimal import Decimal
from functools import cache
from pathlib import Path

import pytest

from cli.program import answer, run
from cli.terminal import PROMPT, Terminal
from generators.shipped import shipped
from simexit.answering import plain, read_answer
from simexit.api import Advisor
from simexit.ask.interview import Reply
from simexit.ask.kept import as_options, as_yaml
from simexit.cli import ask_store
from simexit.cli.next_command import read_facts
from simexit.disk import Readers, write_whole
from simexit.explain.compose import question
from simexit.explain.wording import Wording
from simexit.model.rules import Situation
from simexit.model.types import SetOf, Value, written
from simexit.text.diagnostics import Findings
from simexit.text.words import word

DAY = ("--today", "2026-11-20")
EXAMPLES = Path(__file__).parents[2] / "examples"


@cache
def advisor() -> Advisor:
    return Advisor(shipped(), second_opinion="off")


def facts_in(path: Path) -> dict[str, Value | None]:
    told = read_facts(advisor(), str(path), (), None, findings := Findings())
    assert not len(findings)
    return {one.fact: one.value for one in told}


def unwrapped(text: str) -> str:
    """A text without blanks, so that it does not matter where its lines are broken."""
    return "".join(text.split())


def fact_asked(shown: str, language: str) -> str:
    """The fact whose question stands last on the screen."""
    places = {shown.rfind(fact.question[language]): name for name, fact in shipped().vocabulary.facts.items()}
    assert max(places) >= 0, shown
    return places[max(places)]


def typed_for(fact: str, known: Situation, *, by_number: bool) -> str:
    """What a person types for a fact: the number of the answer, or the value, or that they do not know."""
    if fact not in known:
        return "d"
    value = known[fact]
    asked = question(Wording(shipped(), {}, "en"), fact)
    if isinstance(value, frozenset):
        return " ".join(str(number) for number, one in enumerate(asked.answers, 1) if one.value in value) or "0"
    numbers = {one.value: str(number) for number, one in enumerate(asked.answers, 1)}
    return numbers[written(value)] if by_number and numbers else written(value)


def to_the_end(terminal: Terminal, known: Situation, language: str) -> str:
    """Answer from what is known until the advice is shown; return what was shown last."""
    shown, count = terminal.wait() if not terminal.shown else terminal.shown, 0
    while word("ask_keys", language) in shown.split("[")[-1]:
        count += 1
        shown = terminal.type(typed_for(fact_asked(shown, language), known, by_number=count % 2 == 0))
        assert shown.endswith(PROMPT), shown
    return shown


@pytest.mark.parametrize(
    ("example", "language"),
    [
        ("travel-esim-in-country", "zh"),
        ("esim-debt", "ru"),
        ("data-card-in-country", "en"),
        ("internet-card-in-country", "zh"),
        ("three-day-card-abroad", "ru"),
    ],
)
def test_each_guide_leads_to_the_advice_of_next(example: str, language: str, tmp_path: Path) -> None:
    known = {fact: value for fact, value in facts_in(EXAMPLES / f"{example}.yaml").items() if value is not None and fact != "today"}
    saved = tmp_path / "answers.yaml"
    with Terminal("--lang", language, "ask", *DAY, "--save", "answers.yaml", folder=tmp_path) as terminal:
        shown = to_the_end(terminal, known, language)
        assert word("ask_keys_at_end", language) in shown
        terminal.type("")
        assert terminal.exit_code() == 0
    assert run("--lang", language, "next", str(saved), *DAY).stdout in shown
    assert answer("next", str(saved), *DAY)["next"] == answer("next", str(EXAMPLES / f"{example}.yaml"))["next"]
    assert {fact: value for fact, value in facts_in(saved).items() if value is not None and fact != "today"}.items() <= known.items()
    assert os.listdir(tmp_path) == ["answers.yaml"]


def test_ctrl_c_half_way_loses_nothing_and_the_interview_goes_on_from_the_file(tmp_path: Path) -> None:
    saved = tmp_path / "answers.yaml"
    with Terminal("--lang", "en", "ask", *DAY, "--save", "answers.yaml", folder=tmp_path) as terminal:
        first = fact_asked(terminal.wait(), "en")
        second = fact_asked(terminal.type("1"), "en")
        third = fact_asked(terminal.type("1"), "en")
        assert "saved in answers.yaml" in terminal.press("\x03")
        assert terminal.exit_code() == 1
    assert set(facts_in(saved)) - {"today"} == {first, second}
    again = next(line for line in terminal.shown.splitlines() if line.startswith("simexit ask"))
    with Terminal("--lang", "en", *shlex.split(again)[1:], folder=tmp_path) as terminal:
        shown = terminal.wait()
        assert "[2 answered" in shown
        assert fact_asked(shown, "en") == third
        terminal.press("\x04")
        assert terminal.exit_code() == 1
    assert set(facts_in(saved)) - {"today"} == {first, second}


def test_ctrl_c_while_an_answer_is_being_saved_is_heard_once_it_is_saved(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(path: Path, content: bytes, readers: Readers) -> None:
        if b"{}" not in content:
            signal.raise_signal(signal.SIGINT)
        write_whole(path, content, readers)

    monkeypatch.setattr(ask_store, "write_whole", interrupted)
    assert run("ask", *DAY, "--save", str(tmp_path / "a.yaml"), given="1\n1\n1\n").exit_code == 1
    assert len([fact for fact in facts_in(tmp_path / "a.yaml") if fact != "today"]) == 1


def test_ctrl_c_without_a_file_shows_the_answers_as_options_to_go_on_with(tmp_path: Path) -> None:
    with Terminal("--lang", "ru", "ask", *DAY, folder=tmp_path) as terminal:
        first = fact_asked(terminal.wait(), "ru")
        second = fact_asked(terminal.type("1"), "ru")
        terminal.press("\x03")
        assert terminal.exit_code() == 1
    options = shlex.split(next(line for line in terminal.shown.splitlines() if line.startswith("simexit ask")))[2:]
    assert [option.partition("=")[0] for option in options if "=" in option] == [first]
    assert answer("next", *options)["question"]["fact"] == second
    assert os.listdir(tmp_path) == []


@pytest.mark.parametrize("language", ["zh", "en", "ru"])
def test_a_wrong_answer_says_what_is_expected_and_loses_nothing(language: str, tmp_path: Path) -> None:
    with Terminal("--lang", language, "ask", *DAY, folder=tmp_path) as terminal:
        terminal.wait()
        asked = fact_asked(terminal.type("1"), language)
        expected = word("expect_choice", language).split("{")[0].strip()
        for wrong in ("", "99", "0", "-1", "так", "foo=bar", "1 2", "\x1b[A", "x" * 500, "bb", "s"):
            shown = terminal.type(wrong)
            assert expected in shown or word("ask_file_name", language) in shown, wrong
            assert word("ask_keys", language) not in shown
        listed = terminal.type("l")
        assert listed.count("\n  1") == 1
        assert fact_asked(terminal.type(""), language) == asked


def test_who_does_not_know_is_told_how_to_find_out_and_is_not_asked_again(tmp_path: Path) -> None:
    with Terminal("--lang", "en", "ask", *DAY, "--save", "a.yaml", folder=tmp_path) as terminal:
        first = fact_asked(terminal.wait(), "en")
        find_out = unwrapped(shipped().vocabulary.facts[first].find_out["en"])
        assert find_out in unwrapped(terminal.type("?"))
        shown = terminal.type("d")
        assert find_out in unwrapped(shown)
        assert fact_asked(shown, "en") != first
        terminal.type("q")
        assert terminal.exit_code() == 1
    assert facts_in(tmp_path / "a.yaml")[first] is None
    assert answer("next", str(tmp_path / "a.yaml"), *DAY)["question"]["fact"] == first
    going_on = run("--lang", "en", "ask", str(tmp_path / "a.yaml"), *DAY, given="")
    assert fact_asked(going_on.stdout, "en") != first
    # found out later: told as an option beside the file that calls it not known
    value = question(Wording(shipped(), {}, "en"), first).answers[0].value
    assert "[1 answered" in run("--lang", "en", "ask", str(tmp_path / "a.yaml"), *DAY, "-f", f"{first}={value}", given="").stdout


def test_all_skipped_ends_with_what_is_still_possible() -> None:
    result = run("--lang", "en", "ask", *DAY, given="d\n" * len(shipped().vocabulary.facts))
    assert result.exit_code == 0
    assert word("ask_open_end", "en") in result.stdout
    assert run("--lang", "en", "next", *DAY).stdout in result.stdout


def test_back_asks_the_same_again_and_the_file_forgets_the_answer(tmp_path: Path) -> None:
    with Terminal("--lang", "zh", "ask", *DAY, "--save", "a.yaml", folder=tmp_path) as terminal:
        first = fact_asked(terminal.wait(), "zh")
        assert word("ask_no_back", "zh") in terminal.type("b")
        assert fact_asked(terminal.type("1"), "zh") != first
        assert first in facts_in(tmp_path / "a.yaml")
        assert fact_asked(terminal.type("b"), "zh") == first
        assert first not in facts_in(tmp_path / "a.yaml")


CONFIRMED = "application.status: confirmed\nservice.stopped: yes\nbalance.owed: 5\n"


def test_a_changed_answer_keeps_the_others_and_says_what_no_longer_counts(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text(CONFIRMED, encoding="utf-8")
    with Terminal("--lang", "en", "ask", "a.yaml", *DAY, "--save", "a.yaml", folder=tmp_path) as terminal:
        terminal.wait()
        listed = terminal.type("l")
        assert "1  the state of your request to close: Confirmed" in listed
        assert "Not yet" in terminal.type("1")
        assert "Type a number from 1 to 4" in terminal.type("9")
        shown = terminal.type("none")
        assert unwrapped(word("ask_set_aside", "en")) in unwrapped(shown)
        assert "whether the service has stopped: yes" in shown
        assert "unpaid" not in shown.split("[")[0]
    assert {fact: value for fact, value in facts_in(tmp_path / "a.yaml").items() if fact != "today"} == {
        "application.status": "none",
        "balance.owed": 5,
    }


def test_an_impossible_answer_says_why_and_with_what_it_clashes() -> None:
    facts = ("-f", "card.registered_to=company", "-f", "application.status=none")
    result = run("--lang", "en", "ask", *DAY, *facts, given="l\n2\n2\n\nq\n")
    assert "This cannot be: the state of your request to close: Applied, no answer yet" in result.stdout
    assert "· the registered owner of the card: A company" in result.stdout
    assert unwrapped("Only its registered owner can do that") in unwrapped(result.stdout)


def test_after_the_advice_one_can_go_back_and_see_other_advice(tmp_path: Path) -> None:
    facts = ("-f", "card.registered_to=other_person", "-f", "application.status=none")
    with Terminal("--lang", "en", "ask", *DAY, *facts, folder=tmp_path) as terminal:
        asked = fact_asked(terminal.wait(), "en")
        assert "Wait: Ask the registered owner" in terminal.type("1")
        assert word("ask_not_a_key", "en") in terminal.type("nonsense")
        assert fact_asked(terminal.type("b"), "en") == asked
        assert "Finished: Nothing is left to do" in terminal.type("5")
        terminal.press("\x03")
        assert terminal.exit_code() == 0


def test_a_folder_that_is_not_there_is_a_clear_error_before_the_first_question(tmp_path: Path) -> None:
    result = run("ask", *DAY, "--save", str(tmp_path / "nowhere" / "a.yaml"), given="1\n")
    assert result.exit_code == 2
    assert "No such file or directory" in result.stderr
    assert result.stdout == ""


@pytest.mark.parametrize(("language", "reason"), [("en", "there is no such folder"), ("zh", "没有这个文件夹"), ("ru", "такой папки нет")])
def test_saving_to_a_folder_that_is_not_there_loses_nothing(language: str, reason: str, tmp_path: Path) -> None:
    good = tmp_path / "my answers.yaml"
    given = f"1\ns {tmp_path / 'nowhere' / 'a.yaml'}\ns {tmp_path}\ns {good}\n1\nq\n"
    result = run("--lang", language, "ask", *DAY, given=given)
    assert result.exit_code == 1
    assert unwrapped(reason) in unwrapped(result.stdout)
    assert unwrapped(word("is_a_folder", language)) in unwrapped(result.stdout)
    assert len([fact for fact in facts_in(good) if fact != "today"]) == 2
    assert os.listdir(tmp_path) == ["my answers.yaml"]


def test_a_file_with_something_else_in_it_is_never_written_over(tmp_path: Path) -> None:
    other = tmp_path / "other.yaml"
    other.write_text("balance.owed: 5\n", encoding="utf-8")
    assert run("ask", *DAY, "--save", str(other), given="1\n").exit_code == 2
    result = run("--lang", "en", "ask", *DAY, given=f"1\ns {other}\n")
    assert unwrapped(word("file_is_there", "en")) in unwrapped(result.stdout)
    assert other.read_text(encoding="utf-8") == "balance.owed: 5\n"


def test_answers_that_could_not_be_saved_any_more_are_shown_at_the_end(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    facts = ("-f", "card.registered_to=company", "-f", "application.status=none")
    monkeypatch.setattr(os, "replace", full)
    result = run("--lang", "en", "ask", *DAY, *facts, "--save", str(tmp_path / "a.yaml"), given="1\n")
    assert result.exit_code == 0
    assert unwrapped("the disk is full") in unwrapped(result.stdout)
    assert "-f plan.status=active" in result.stdout
    assert os.listdir(tmp_path) == []


def test_a_file_that_does_not_exist_yet_may_be_named_twice_from_the_start(tmp_path: Path) -> None:
    path = str(tmp_path / "a.yaml")
    for count in (1, 2):
        assert run("--lang", "en", "ask", path, "--save", path, *DAY, given="1\n").exit_code == 1
        assert len([fact for fact in facts_in(Path(path)) if fact != "today"]) == count


def test_the_day_of_the_file_stays_in_it_and_the_day_of_an_option_does_not_get_in(tmp_path: Path) -> None:
    path = tmp_path / "a.yaml"
    path.write_text("today: 2026-11-20\n", encoding="utf-8")
    run("ask", str(path), "--save", str(path), given="1\n")
    assert path.read_text(encoding="utf-8").splitlines()[1] == "today: 2026-11-20"
    run("ask", *DAY, "--save", str(tmp_path / "b.yaml"), given="1\n")
    assert "today" not in (tmp_path / "b.yaml").read_text(encoding="utf-8")


def test_facts_from_standard_input_and_bad_facts_are_wrong_usage() -> None:
    assert run("ask", "-", given="balance.owed: 5\n").exit_code == 2
    assert "K601" in run("ask", *DAY, "-f", "balance.owd=5").stderr
    assert run("ask", *DAY, "-f", "operator=kcell", "-f", "card.issuer=reseller").exit_code == 2


@pytest.mark.parametrize(
    ("fact", "typed", "meant"),
    [
        ("balance.owed", "3500", 3500),
        ("balance.owed", "3 500", 3500),
        ("balance.owed", "3\u00a0500,5 KZT", Decimal("3500.5")),
        ("balance.owed", "0.50", Decimal("0.50")),
        ("balance.owed", "3,500", None),
        ("balance.owed", "-1", None),
        ("balance.owed", "1.001", None),
        ("balance.owed", "lots", None),
        ("application.rejections", "２", 2),
        ("application.rejections", "1.5", None),
        ("data.backed_up", "Y", True),
        ("data.backed_up", "2", False),
        ("data.backed_up", "НЕТ", False),
        ("data.backed_up", "3", None),
        ("plan.status", "Paused", None),
        ("plan.status", "paused", "paused"),
        ("person.considers", "0", frozenset()),
        ("person.considers", "", None),
        ("person.considers", "9", None),
        ("person.considers", "1 nonsense", None),
    ],
)
def test_answers_may_be_typed_in_several_ways(fact: str, typed: str, meant: Value | None) -> None:
    asked = question(Wording(shipped(), {}, "ru"), fact)
    assert read_answer(plain(typed), asked, shipped()) == meant


def test_several_answers_may_be_numbers_or_values_however_they_are_separated() -> None:
    asked = question(Wording(shipped(), {}, "zh"), "person.considers")
    of = shipped().vocabulary.facts["person.considers"].type
    assert isinstance(of, SetOf)
    both = frozenset(of.values[:2])
    for typed in ("1 2", "2,1", "１，２", "1、2", ", ".join(of.values[:2]), f"1; {of.values[1]}"):
        assert read_answer(plain(typed), asked, shipped()) == both, typed
    assert read_answer(plain(asked.answers[0].text), asked, shipped()) == frozenset(of.values[:1])


REPLIES = (
    Reply("balance.owed", Decimal("0.50")),
    Reply("operator", None),
    Reply("person.considers", frozenset({"transfer", "agent"})),
    Reply("data.backed_up", False),
)


def test_what_is_saved_is_read_again_as_it_was(tmp_path: Path) -> None:
    path = tmp_path / "a.yaml"
    path.write_text(as_yaml(REPLIES, "комментарий"), encoding="utf-8")
    assert {fact: value for fact, value in facts_in(path).items() if fact != "today"} == {one.fact: one.value for one in REPLIES}
    path.write_text(as_yaml((), "nothing"), encoding="utf-8")
    assert set(facts_in(path)) == {"today"}
    assert as_options(REPLIES) == ["-f", "balance.owed=0.50", "-f", "person.considers=agent,transfer", "-f", "data.backed_up=no"]
    # a choice that is called null is not the same as nothing
    assert as_yaml((Reply("x", "null"), Reply("y", None)), "").endswith('x: "null"\ny: null\n')
