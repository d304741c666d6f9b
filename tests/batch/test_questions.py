"""Questions of many situations at once are those that are asked of each alone."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from faulty.corpus import gym
from generators.rows import USUAL, Rows, columns_of
from generators.rulesets import rule_sets
from generators.shipped import shipped
from simexit.ask.question import next_question
from simexit.batch import questions as module
from simexit.batch.questions import Questions
from simexit.model.expressions import TODAY
from simexit.model.rules import RuleSet, Situation
from simexit.run.decider import Decider
from simexit.run.many.after_answers import AfterAnswers, Asked, Counted
from simexit.run.many.judging import Many

LIBRARIES = {"gym": gym, "shipped": shipped}


def of_one_day(rules: RuleSet, number: int, count: int, gaps: float) -> list[Situation]:
    return [{**one, TODAY: USUAL} for one in Rows(rules, number).situations(count, gaps)]


def asked(rules: RuleSet, situations: Sequence[Situation]) -> list[str | None]:
    """What is asked of all of them at once."""
    columns, many = columns_of(situations, rules), Many(rules)
    facts = list(rules.vocabulary.facts)
    places = Questions(rules, many).of(columns, many.judge(columns, len(situations)))
    return [None if place < 0 else facts[place] for place in places]


def meant(rules: RuleSet, situations: Sequence[Situation]) -> list[str | None]:
    """What is asked of each alone."""
    decider = Decider(rules, "off")
    return [next_question(rules, decider, one, decider.decide(one).judgement) for one in situations]


@pytest.mark.parametrize(("library", "gaps"), [("gym", 0.2), ("gym", 0.6), ("shipped", 0.1), ("shipped", 0.35), ("shipped", 0.8)])
def test_the_questions_of_a_library_are_those_of_each_situation_alone(library: str, gaps: float) -> None:
    rules = LIBRARIES[library]()
    situations = of_one_day(rules, 11, 150, gaps)
    assert asked(rules, situations) == meant(rules, situations)


@given(rule_sets(), st.integers(0, 2**32), st.sampled_from([0.15, 0.3, 0.45]))
@settings(max_examples=40, deadline=None)
def test_the_questions_of_generated_rules_are_those_of_each_situation_alone(rules: RuleSet, number: int, gaps: float) -> None:
    situations = [*of_one_day(rules, number, 20, gaps), *Rows(rules, number).situations(5, gaps, undated=0.5)]
    for some in (situations[:20], situations):
        assert asked(rules, some) == meant(rules, some)


def test_hardly_any_situation_of_the_shipped_rules_is_asked_about_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    rules = shipped()
    alone: list[Situation] = []
    right = next_question

    def counted(rules: RuleSet, decider: Decider, situation: Situation, *given: object) -> str | None:
        alone.append(situation)
        return right(rules, decider, situation, *given)  # type: ignore[arg-type]  # handed on as it came

    monkeypatch.setattr(module, "next_question", counted)
    assert any(asked(rules, of_one_day(rules, 12, 400, 0.35)))
    assert len(alone) < 20


def test_situations_that_are_asked_about_alone_are_asked_about_once_where_they_are_equal(monkeypatch: pytest.MonkeyPatch) -> None:
    rules = gym()
    situations = Rows(rules, 8).situations(12, 0.4, undated=1) * 5
    expected = meant(rules, situations)
    alone: list[Situation] = []
    right = next_question

    def counted(rules: RuleSet, decider: Decider, situation: Situation, *given: object) -> str | None:
        alone.append(situation)
        return right(rules, decider, situation, *given)  # type: ignore[arg-type]  # handed on as it came

    monkeypatch.setattr(module, "next_question", counted)
    assert asked(rules, situations) == expected
    assert 0 < len(alone) <= 12


def only_the_first_open_action(patch: pytest.MonkeyPatch) -> None:
    """Where a question about the first open action changes nothing, none about a later one is looked for."""
    right = AfterAnswers.counts
    seen: list[AfterAnswers] = []

    def counts(self: AfterAnswers, actions: NDArray[np.int16]) -> Iterator[Counted]:
        if self not in seen:
            yield from right(self, actions)
        seen.append(self)

    patch.setattr(AfterAnswers, "counts", counts)
    patch.setattr(Questions, "_alone", lambda *_: -1)


def ties_are_broken_anyhow(patch: pytest.MonkeyPatch) -> None:
    """Of two questions that bring as much, the later one is taken."""
    patch.setattr(module, "_SAME", -1e-9)


def every_question_costs_the_same(patch: pytest.MonkeyPatch) -> None:
    """What it costs to answer is not looked at."""
    patch.setattr(module, "cost", lambda _: 1)


def an_answer_is_forgotten(patch: pytest.MonkeyPatch) -> None:
    """The last pattern of each fact is taken for one that the constraints forbid."""
    right = AfterAnswers._counted

    def counted(self: AfterAnswers, asked: Asked, counts: NDArray[np.uint8]) -> Counted:
        one = right(self, asked, counts)
        one.counts[-1] = 0
        return one

    patch.setattr(AfterAnswers, "_counted", counted)


@pytest.mark.parametrize(
    "fault", [only_the_first_open_action, ties_are_broken_anyhow, every_question_costs_the_same, an_answer_is_forgotten]
)
def test_a_fault_is_noticed_in_one_of_the_libraries(fault: Callable[[pytest.MonkeyPatch], None], monkeypatch: pytest.MonkeyPatch) -> None:
    cases = [(rules(), of_one_day(rules(), 13, 300, 0.45)) for rules in LIBRARIES.values()]
    expected = [meant(rules, situations) for rules, situations in cases]
    fault(monkeypatch)
    assert [asked(rules, situations) for rules, situations in cases] != expected
