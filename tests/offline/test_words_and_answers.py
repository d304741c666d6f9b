"""The script of the page: numbers, amounts, days, files of answers, typed answers and the steps of an interview, as the engine has them."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from functools import cache
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generators.rows import Rows
from generators.shipped import complete, shipped
from offline.scripts import Scripts
from simexit.answering import plain, read_answer
from simexit.api import Advisor
from simexit.ask.interview import ImpossibleAnswerError, Interview, Reply, begin
from simexit.ask.kept import as_yaml
from simexit.check.situations import from_node
from simexit.explain.compose import question
from simexit.explain.wording import Wording
from simexit.meaning.conditions import value
from simexit.meaning.effects import after
from simexit.model.rules import Situation
from simexit.model.types import FIRST_DAY, LAST_DAY, Value
from simexit.offline.terms import Terms, plain_value
from simexit.offline.texts import texts
from simexit.parse.nodes import parse
from simexit.text import forms
from simexit.text.diagnostics import Findings
from simexit.text.source import Source
from web.persons import EXAMPLES, PERSONS

DAYS = st.dates(FIRST_DAY, LAST_DAY)
AMOUNTS = st.one_of(st.integers(-(10**7), 10**7), st.sampled_from([0, 1, 5, 50, 99, 100, 101, 12345, -1, 10**14, 9999999]))


@cache
def scripts() -> Scripts:
    return Scripts(shipped())


@cache
def said(language: str) -> dict[str, Any]:
    return {"forms": texts(shipped(), language)["forms"]}


@pytest.mark.parametrize("language", ["zh", "en", "ru"])
@settings(max_examples=60)
@given(AMOUNTS, DAYS)
def test_numbers_amounts_and_days_are_written_alike(language: str, number: int, day: date) -> None:
    def script(name: str, *given: object) -> Any:
        return scripts().call("formsSay", said(language), name, *given)

    exact = Decimal(number) / 100 if number % 100 else number // 100
    kinds = [f"form{place}" for place in range(len(forms.PLURALS[language]))]
    assert script("number", number) == forms.number(number, language)
    assert script("amount", number, 2, "KZT") == forms.amount(exact, "KZT", language)
    assert script("day", day.toordinal()) == forms.day(day, language)
    assert script("counted", number, kinds) == forms.counted(number, kinds, language)


def test_every_day_is_written_and_read_back() -> None:
    ordinals = range(FIRST_DAY.toordinal(), LAST_DAY.toordinal() + 1, 17)
    assert scripts().call("isoOf", list(ordinals)) == [[date.fromordinal(day).isoformat(), day] for day in ordinals]


@pytest.mark.parametrize("text", ["1991-12-31", "2100-01-01", "2026-02-29", "2026-13-01", "2026-1-1", "2026-12-01 ", "x"])
def test_what_is_no_day_of_the_calendar_is_none(text: str) -> None:
    facts = list(shipped().vocabulary.facts)
    assert scripts().call("fromFile", f"today: {text}x")["replies"] == []
    assert scripts().call("typed", f"{text}x", facts.index("today")) is None


@settings(max_examples=60)
@given(complete(), st.sets(st.integers(0, 39), max_size=10))
def test_a_file_of_answers_is_the_same_and_is_read_back(known: dict[str, Any], unknown: set[int]) -> None:
    facts = shipped().vocabulary.facts
    names = list(facts)
    known = {**known, **{names[place]: None for place in unknown}}
    replies = [{"fact": names.index(name), "value": _plain(name, told)} for name, told in known.items()]
    file = scripts().call("asFile", replies)
    assert file == as_yaml([Reply(name, told) for name, told in known.items()], "comment")
    assert scripts().call("fromFile", file) == {"replies": replies, "wrong": []}
    node, findings = parse(Source("file", file), Findings()), Findings()
    assert node is not None
    assert {one.fact: one.value for one in from_node(node, shipped(), findings)} == known


@pytest.mark.parametrize(
    "line",
    [
        "nothing: 1",
        "balance.owed: much",
        "balance.owed: 0.001",
        "card:",
        "\tproduct: esim",
        "  x: 1",
        "person.leaving: 1",
        "- a",
        "today: no",
    ],
)
def test_a_line_that_is_not_understood_is_named_and_not_passed_over(line: str) -> None:
    assert scripts().call("fromFile", f"# mine\ncard.product: esim\n{line}\n")["wrong"] == [line]


@pytest.mark.parametrize("person", PERSONS)
def test_a_file_with_names_in_one_another_is_read_as_the_engine_reads_it(person: str) -> None:
    text, findings = (EXAMPLES / f"{person}.yaml").read_text(encoding="utf-8"), Findings()
    node = parse(Source(person, text), findings)
    assert node is not None
    names = list(shipped().vocabulary.facts)
    told = [{"fact": names.index(one.fact), "value": _plain(one.fact, one.value)} for one in from_node(node, shipped(), findings)]
    assert scripts().call("fromFile", text) == {"replies": told, "wrong": []}


def test_a_fact_told_twice_is_not_read() -> None:
    assert scripts().call("fromFile", "card.product: esim\ncard.product: data_card\n")["wrong"] == ["card.product: data_card"]


TYPED = st.one_of(
    st.sampled_from(
        [
            "3500",
            "3 500",
            "3500.50",
            "3500,5",
            "3500 KZT",
            "3 500,50 kzt",
            "３５００",
            "-1",
            "+5",
            "1e3",
            "",
            " ",
            "12,345",
            "1.005",
            "1.",
            ".5",
        ]
    ),
    st.text("0123456789 .,-KZT", max_size=8),
)


@settings(max_examples=150)
@given(TYPED, st.sampled_from(["balance.owed", "application.rejections", "contract.months_left"]))
def test_what_a_person_types_is_read_alike(text: str, fact: str) -> None:
    asked = question(Wording(shipped(), {}, "en"), fact)
    meant = read_answer(plain(text), asked, shipped())
    found = scripts().call("typed", text, list(shipped().vocabulary.facts).index(fact))
    assert found == (None if meant is None else _plain(fact, meant))


def test_an_interview_goes_on_as_in_the_engine() -> None:
    rules, decider = shipped(), Advisor(shipped(), second_opinion="off").decider
    names, clashed, aside = list(rules.vocabulary.facts), 0, 0
    constrained = sorted({fact for one in rules.conditions if one.kind == "impossible" for fact in rules.facts_behind[one]})
    chosen = zip(Rows(rules, 4).situations(60, 0.5), Rows(rules, 5).situations(60, 0.0, 0.0), strict=True)
    for number, (known, wanted) in enumerate(chosen):
        if not decider.possible_next(known):
            continue
        here = begin(rules, decider, known)
        replies = [{"fact": names.index(one.fact), "value": _plain(one.fact, one.value)} for one in here.replies]
        fact = constrained[number % len(constrained)]
        tried = scripts().call("told", replies, names.index(fact), _plain(fact, wanted[fact]))
        then = _told(here, fact, wanted[fact])
        found = [(tuple(names[place] for place in one["facts"]), one["constraint"]) for one in tried["clashes"]]
        if isinstance(then, ImpossibleAnswerError):
            clashed += 1
            assert found == [(one.facts, one.constraint) for one in then.clashes]
            continue
        assert found == []
        assert [names[one["fact"]] for one in tried["replies"]] == [one.fact for one in then.replies]
        assert [names[one["fact"]] for one in tried["setAside"]] == [one.fact for one in then.set_aside]
        aside += bool(then.set_aside)
    assert min(clashed, aside) > 0


def _told(here: Interview, fact: str, new: Value) -> Interview | ImpossibleAnswerError:
    try:
        return here.change(fact, new) if fact in here.situation else here.answer(fact, new)
    except ImpossibleAnswerError as error:
        return error


@settings(max_examples=25)
@given(complete(), st.data())
def test_what_is_known_after_an_action_is_the_same(known: dict[str, Any], data: st.DataObject) -> None:
    rules = shipped()
    names, actions = list(rules.vocabulary.facts), list(rules.vocabulary.actions.values())
    place = data.draw(st.sampled_from([number for number, one in enumerate(actions) if one.outcomes]))
    number = data.draw(st.integers(0, len(actions[place].outcomes) - 1))
    replies = [{"fact": names.index(name), "value": _plain(name, told)} for name, told in known.items()]
    found = {names[one["fact"]]: one["value"] for one in scripts().call("doneWith", replies, place, number)}
    meant = after(actions[place].outcomes[number], known, rules)
    assert found.items() <= {name: _plain(name, told) for name, told in meant.items()}.items()
    assert actions[place].outcomes[number].changes.keys() & meant.keys() <= found.keys() | _idle(meant)


def _idle(known: Situation) -> set[str]:
    """The known facts that do not apply, which the page does not keep."""
    from simexit.meaning.conditions import applies

    return {name for name in known if applies(name, known, shipped()) is False}


@settings(max_examples=100)
@given(complete())
def test_values_named_in_texts_are_the_same(known: dict[str, Any]) -> None:
    terms = Terms(shipped().vocabulary)
    for one in shipped().vocabulary.derived.values():
        if one.value is not None:
            meant, written = value(one.value, known, shipped()), terms.written(one.value)
            found = scripts().call("valueOf", written["term"], scripts().situation(known))
            scaled = meant.toordinal() if isinstance(meant, date) else None if meant is None else int(meant * 10 ** written["decimals"])
            assert found == scaled


def _plain(fact: str, told: Any) -> Any:
    return None if told is None else plain_value(told, shipped().vocabulary.facts[fact].type)
