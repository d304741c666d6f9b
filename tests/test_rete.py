"""The Rete is used within its limits only, survives its own failures, and leaks nothing between situations."""

from __future__ import annotations

import gc
import json
import threading
import weakref
from collections import Counter
from typing import Any

import pytest

from generators.shipped import shipped
from simexit.meaning.decide import verdicts
from simexit.model.rules import Situation
from simexit.run.rete import productions as productions_module
from simexit.run.rete.network import Rete
from simexit.run.rete.productions import ReteError, productions
from simexit.run.rete.tokens import MOST_CONDITIONS

FACTS: Situation = {"card.registered_to": "me", "balance.owed": 5, "plan.status": "active", "application.status": "none"}


def test_the_shipped_rules_stay_within_every_limit() -> None:
    made = productions(shipped())
    assert sum(message is not None for message in made.messages) <= productions_module.MOST_TOKENS
    for name, definition in json.loads(made.json).items():
        assert 1 <= len(definition["all"]) <= MOST_CONDITIONS, name
        assert 0 <= definition["pri"] <= 65535


def test_only_single_literal_patterns_reach_the_library() -> None:
    for definition in json.loads(productions(shipped()).json).values():
        assert set(definition) == {"pri", "all"}
        for pattern in definition["all"]:
            ((alias, literal),) = pattern.items()
            ((token, value),) = literal.items()
            assert (alias[0], token[0], value) == ("a", "t", 1)


def test_no_word_of_a_user_or_author_reaches_the_library() -> None:
    made = productions(shipped())
    sent = made.json + "".join(message for message in made.messages if message is not None)
    assert not [name for name in shipped().vocabulary.facts if name != "today" and name in sent]


@pytest.mark.parametrize(("limit", "low"), [("MOST_TOKENS", 10), ("MOST_RULES_PER_TOKEN", 1), ("MOST_RULES", 20)])
def test_a_rule_set_beyond_a_limit_is_refused_before_the_library_sees_it(monkeypatch: pytest.MonkeyPatch, limit: str, low: int) -> None:
    monkeypatch.setattr(productions_module, limit, low)
    with pytest.raises(ReteError, match="the Rete holds"):
        Rete(shipped())


def test_tokens_with_the_same_hash_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(productions_module, "_fnv", lambda name: len(name))
    with pytest.raises(ReteError, match="32-bit hash"):
        productions(shipped())


def test_the_hash_is_the_one_of_the_library() -> None:
    """FNV-1a with 32 bits; test vectors of the empty string and of `a` from draft-eastlake-fnv."""
    assert (productions_module._fnv(""), productions_module._fnv("a")) == (0x811C9DC5, 0xE40C292C)


def test_nothing_of_one_situation_is_left_in_the_next() -> None:
    rete = Rete(shipped())
    empty = rete.verdicts({})
    rete.verdicts(FACTS)
    assert rete.verdicts({}) == empty


class _FailsOnce:
    """The extension, but one call of one function fails."""

    def __init__(self, engine: Any, function: str) -> None:
        self._engine = engine
        self._function = function
        self.calls: Counter[str] = Counter()

    def __getattr__(self, name: str) -> Any:
        def call(*arguments: Any) -> Any:
            self.calls[name] += 1
            if name == self._function and self.calls[name] == 1:
                raise RuntimeError("out of memory")
            return getattr(self._engine, name)(*arguments)

        return call


@pytest.mark.parametrize("function", ["assert_facts", "start_action_for_state", "complete_and_start_action", "assert_fact", "delete_state"])
def test_an_instance_that_failed_is_given_up_and_the_next_decision_is_right(function: str) -> None:
    rete = Rete(shipped())
    instance = rete._pool.get_nowait()
    failing = instance.engine = _FailsOnce(instance.engine, function)
    instance.discard.detach()
    instance.discard = weakref.finalize(instance, failing.delete_ruleset, instance.handle)
    rete._pool.put(instance)
    with pytest.raises(ReteError, match="out of memory"):
        rete.verdicts(FACTS)
    assert rete.poisoned == 1
    # after an error, deleting the rule set is the only call that is safe
    assert list(failing.calls)[-1] == "delete_ruleset"
    assert rete.verdicts(FACTS)[0] == verdicts(FACTS, shipped())


def test_a_rete_that_is_no_longer_used_frees_its_rule_set() -> None:
    rete = Rete(shipped())
    instance = rete._pool.get_nowait()
    counted = _FailsOnce(instance.engine, "")
    instance.discard.detach()
    instance.discard = weakref.finalize(instance, counted.delete_ruleset, instance.handle)
    del instance, rete
    gc.collect()
    assert counted.calls["delete_ruleset"] == 1


def test_threads_never_share_an_instance_and_all_answers_are_right() -> None:
    rete, rules = Rete(shipped()), shipped()
    situations: list[Situation] = [{**FACTS, "balance.owed": owed} for owed in range(4)]
    expected = [verdicts(situation, rules) for situation in situations]
    wrong: list[int] = []

    def decide(place: int) -> None:
        for _ in range(100):
            if rete.verdicts(situations[place])[0] != expected[place]:
                wrong.append(place)  # noqa: PERF401  a list shared by threads

    threads = [threading.Thread(target=decide, args=(place,)) for place in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not wrong
