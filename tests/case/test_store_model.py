"""Random sequences of operations on a store beside the plainest account of it, a dictionary."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from generators.entries import entries, heads, numbered, redacted
from simexit.case.events import Entry, Head
from simexit.case.opening import open_store
from simexit.case.store import MovedOnError, Store, StoreError
from simexit.text.codes import Code

CASES = st.sampled_from(["a", "b", "дело", "c'; --"])
LISTS = st.lists(entries, max_size=4)


class StoreMachine(RuleBasedStateMachine):
    """`logs` and `rulesets` are what should be there."""

    fresh: Callable[[], str | Path]

    def __init__(self) -> None:
        super().__init__()
        self.where = type(self).fresh()
        self.store: Store = open_store(self.where)
        self.logs: dict[str, tuple[Head, list[Entry]]] = {}
        self.rulesets: dict[str, bytes] = {}

    @rule(head=heads(CASES), log=LISTS)
    def open(self, head: Head, log: Sequence[Entry]) -> None:
        if head.id in self.logs or head.name in {other.name for other, _ in self.logs.values()}:
            with pytest.raises(MovedOnError):
                self.store.open(head, numbered(log))
        else:
            self.store.open(head, numbered(log))
            self.logs[head.id] = (head, numbered(log))

    @rule(case=CASES, more=LISTS, off=st.sampled_from([0, 0, 0, -1, 1]))
    def append(self, case: str, more: Sequence[Entry], off: int) -> None:
        log = self.logs[case][1] if case in self.logs else []
        added = numbered(more, len(log) + 1 + off)
        if more and case not in self.logs:
            self._refused(lambda: self.store.append(case, added))
        elif more and off:
            with pytest.raises(MovedOnError):
                self.store.append(case, added)
        else:
            self.store.append(case, added)
            log += added

    @rule(case=CASES, place=st.integers(0, 9))
    def redact(self, case: str, place: int) -> None:
        if case in self.logs and place < len(self.logs[case][1]):
            log = self.logs[case][1]
            log[place] = redacted(log[place])
            self.store.redact(case, log[place])

    @rule(case=CASES)
    def erase(self, case: str) -> None:
        if case in self.logs:
            self.store.erase(case)
            del self.logs[case]
        else:
            self._refused(lambda: self.store.erase(case))

    @rule(ruleset=CASES, content=st.binary())
    def keep(self, ruleset: str, content: bytes) -> None:
        self.store.keep(ruleset, content)
        self.rulesets.setdefault(ruleset, content)

    @rule()
    def close_and_open_again(self) -> None:
        self.store.close()
        self.store = open_store(self.where)

    @rule()
    def close(self) -> None:
        self.store.close()

    @invariant()
    def the_store_is_as_it_should_be(self) -> None:
        assert set(self.store.heads()) == {head for head, _ in self.logs.values()}
        for case, (_, log) in self.logs.items():
            assert self.store.read(case) == tuple(log)
            assert [*self.store.whole(case)] == log
        for ruleset, content in self.rulesets.items():
            assert self.store.kept(ruleset) == content

    def teardown(self) -> None:
        self.store.close()

    def _refused(self, use: Callable[[], Any]) -> None:
        with pytest.raises(StoreError) as caught:
            use()
        assert caught.value.code is Code.NO_CASE


@pytest.mark.parametrize("kind", ["sqlite", "postgres"])
def test_a_store_does_what_a_dictionary_does(kind: str, request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> None:
    def file() -> Path:
        return tmp_path_factory.mktemp("store") / "cases.db"

    fresh = file if kind == "sqlite" else request.getfixturevalue("server").empty_schema
    machine = type("Machine", (StoreMachine,), {"fresh": staticmethod(fresh)})
    run_state_machine_as_test(machine, settings=settings(max_examples=40, stateful_step_count=25, deadline=None))
