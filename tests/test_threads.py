"""One advisor that several threads use at once answers each of them as one that nobody shares."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest

import simexit
from batch.rows import situations
from generators.shipped import shipped
from simexit.model.rules import Situation
from simexit.run import decider
from simexit.run.certainty import judging as certainty
from simexit.run.certainty import samples
from simexit.run.decider import Decider
from simexit.run.functions import compiled

THREADS = 4
SITUATIONS = 40
KNOWN = 6
"""Facts that are known at most: so few that the slow paths, which remember, are taken often."""


@pytest.fixture(autouse=True)
def threads_change_all_the_time() -> Iterator[None]:
    """Threads take turns after a few instructions, so that what is not safe goes wrong in seconds and not in weeks."""
    usual = sys.getswitchinterval()
    sys.setswitchinterval(1e-5)
    yield
    sys.setswitchinterval(usual)


def answered(decider: Decider, situation: Situation) -> object:
    judgement = decider.decide(situation).judgement
    name = judgement.possible_next[0] if judgement.possible_next else None
    if name is None or name == "finished":
        return judgement
    return judgement, decider.possible_after(situation, decider.facts_open("action", name, situation)[:3])


def _little_of(situation: Situation) -> Situation:
    return dict([*situation.items()][:KNOWN])


@pytest.mark.parametrize("remembered", [10_000, 20], ids=["all is remembered", "little is remembered"])
def test_what_is_remembered_for_one_thread_harms_no_other(remembered: int, monkeypatch: pytest.MonkeyPatch) -> None:
    for module in (certainty, compiled, decider, samples):
        monkeypatch.setattr(module, "_REMEMBERED", remembered)
    asked = [_little_of(situation) for situation in situations(SITUATIONS, 20)]
    alone, shared = Decider(shipped(), "off"), Decider(shipped(), "off")
    expected = [answered(alone, situation) for situation in asked]
    with ThreadPoolExecutor(THREADS) as pool:
        found = list(pool.map(lambda situation: answered(shared, situation), asked))
    assert found == expected


def test_advice_in_words_with_its_second_opinion_is_the_same_from_several_threads() -> None:
    asked = [_little_of(situation) for situation in situations(8, 21)] * 3

    def said(advisor: simexit.Advisor, number: int) -> object:
        language = advisor.rules.vocabulary.settings.languages[number % 3]
        found = advisor.advise(asked[number], lang=language)
        return found.to_dict(), found.why() if found.status != "ask" else None

    alone, shared = simexit.Advisor(shipped()), simexit.Advisor(shipped())
    expected = [said(alone, number) for number in range(len(asked))]
    with ThreadPoolExecutor(THREADS) as pool:
        assert list(pool.map(lambda number: said(shared, number), range(len(asked)))) == expected
