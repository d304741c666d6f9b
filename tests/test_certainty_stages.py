"""Diagrams, samples, combinations and what is remembered change how fast certainty answers, never what: the search alone says the same."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from agreement.interpreters import by_diagrams
from generators.shipped import shipped, with_gaps
from simexit.model.judgement import Judgement
from simexit.model.rules import Situation
from simexit.run.certainty.completion import Goal, Witness
from simexit.run.certainty.judging import Certainty
from simexit.run.certainty.often_asked import OftenAsked
from simexit.run.certainty.reachable import Key, Reachable, Shown
from simexit.run.diagrams.kept import Kept
from simexit.run.functions.compiled import Compiled

Stage = Callable[[Reachable, Witness, dict[Key, Goal], dict[Key, Shown], frozenset[str]], None]
SOME = 15


def fresh() -> Certainty:
    return Certainty(shipped(), Compiled(shipped()))


USED_AGAIN = fresh()
BY_DIAGRAMS = by_diagrams(shipped())
DAYS = (date(2025, 6, 2), date(2026, 11, 20), date(2027, 3, 1))
"""Days with one figure, with another one, and without."""
FEW = 8
"""Facts that are known in these situations, at most."""


@st.composite
def with_few_known(draw: st.DrawFn) -> Situation:
    """A situation of the shipped rules of which little is known but the day."""
    known = draw(with_gaps())
    kept = draw(st.sets(st.sampled_from(sorted(known)), max_size=FEW))
    return {name: value for name, value in known.items() if name in kept or name == "today"}


def by_search_alone(situation: Situation) -> Judgement:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Certainty, "_on_their_own", lambda *_: False)
        patch.setattr(OftenAsked, "pays", lambda *_: False)
        return fresh().judge(situation)[0]


@given(with_few_known())
@settings(max_examples=SOME)
def test_an_advisor_that_remembers_says_what_the_search_alone_says(situation: Situation) -> None:
    assert USED_AGAIN.judge(situation)[0] == by_search_alone(situation)


@given(with_few_known(), st.sampled_from(DAYS))
@settings(max_examples=SOME)
def test_the_diagrams_of_each_day_say_what_the_search_alone_says(situation: Situation, day: date) -> None:
    known = {**situation, "today": day}
    assert BY_DIAGRAMS._often.diagrams(known) is not None, "the diagrams of the shipped rules name all that may be next"
    judgement, evidence = BY_DIAGRAMS.judge(known)
    assert judgement == by_search_alone(known)
    shown = zip(judgement.possible_next, evidence.completions(), strict=True)
    assert all(fresh().possible_next(completion) == (name,) for name, completion in shown)


@pytest.mark.parametrize("certainty", [USED_AGAIN, BY_DIAGRAMS], ids=["searched", "by diagrams"])
@given(situation=with_few_known())
@settings(max_examples=SOME)
def test_the_counts_after_an_answer_are_those_of_answering_and_asking_again(certainty: Certainty, situation: Situation) -> None:
    name = next((name for name in USED_AGAIN.possible_next(situation) if name in shipped().vocabulary.actions), None)
    facts = [] if name is None else USED_AGAIN.facts_open(next(c for c in shipped().conditions if str(c) == f"action {name}"), situation)
    counted = {
        fact: tuple(len(USED_AGAIN.possible_next({**situation, fact: value})) for value in USED_AGAIN.representatives(fact, situation))
        for fact in facts
    }
    assert certainty.possible_after(situation, facts) == counted


def test_what_was_made_for_one_day_is_not_used_on_a_day_with_other_figures() -> None:
    situation: Situation = {"operator": "beeline"}
    owes: Situation = {**situation, "balance.owed": 90_000}

    def differ() -> list[date]:
        certainty = by_diagrams(shipped())
        dated = [{**known, "today": day} for day in DAYS for known in (situation, owes)]
        return [one["today"] for one in dated if certainty.judge(one)[0] != by_search_alone(one)]  # type: ignore[misc]  # a day

    assert differ() == []
    with pytest.MonkeyPatch.context() as patch:
        right = Kept.of
        patch.setattr(Kept, "of", lambda self, key, make: right(self, None, make))
        assert differ() != []


@cache
def judged_by_search_alone() -> tuple[tuple[Situation, Judgement], ...]:
    found: list[tuple[Situation, Judgement]] = []

    @given(with_few_known())
    @settings(max_examples=SOME, derandomize=True, database=None)
    def collect(situation: Situation) -> None:
        found.append((situation, by_search_alone(situation)))

    collect()
    return tuple(found)


def drop_what_is_open(right: Stage) -> Stage:
    def stage(self: Reachable, here: Witness, open_: dict[Key, Goal], shown: dict[Key, Shown], unsplit: frozenset[str]) -> None:
        right(self, here, open_, shown, unsplit)
        open_.clear()

    return stage


@pytest.mark.parametrize(("name", "fault"), [("_sampled", drop_what_is_open), ("_combined", drop_what_is_open)])
def test_a_fault_in_a_stage_is_noticed(name: str, fault: Callable[[Stage], Stage]) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Reachable, name, fault(getattr(Reachable, name)))
        faulty = fresh()
        assert any(faulty.judge(situation)[0] != judgement for situation, judgement in judged_by_search_alone())
