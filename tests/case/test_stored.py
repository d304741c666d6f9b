"""Live cases in a store, left and opened again, with others writing to them; and all their advice given again at the end."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path
from tempfile import mkdtemp

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import initialize, rule

import simexit
from case.kills import MEMORY
from case.live_machine import CaseMachine
from generators.shipped import TODAYS, values_of
from simexit.case.cases import Cases
from simexit.case.events import Advised
from simexit.case.opening import open_store
from simexit.model.types import Value


class StoredMachine(CaseMachine):
    """On the shipped library; the clock is not asked, the day is always said."""

    shared = simexit.load(lang="en", second_opinion="off")

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(mkdtemp(dir=MEMORY if MEMORY.is_dir() else None))
        self.cases: Cases | None = None

    @initialize(today=TODAYS)
    def start(self, today: date) -> None:
        self._open(today).new("case")
        self.begin(self.shared, self._open(today).open("case"), today)

    @rule()
    def open_again(self) -> None:
        assert self.day is not None
        self.case = self._open(self.day).open("case")
        self.case.listen(self._hear)
        self.steps, self.heard = 0, []

    @rule(text=st.text(max_size=20))
    def another_writes(self, text: str) -> None:
        assert self.day is not None
        self._open(self.day).open("case").note(text)
        self.case.refresh()
        self.before.append(dict(self.told))
        self.steps += 1

    def values(self, fact: str) -> st.SearchStrategy[Value]:
        return values_of(fact, self.shared.rules.vocabulary.facts[fact].type, self.day or date.max)

    def teardown(self) -> None:
        try:
            if self.cases is not None:
                entries = self.cases.open("case").entries
                given = [entry.number for entry in entries if isinstance(entry.event, Advised)]
                assert all(self.cases.replay("case", number).same for number in given)
                assert [entry.number for entry in entries] == list(range(1, len(entries) + 1))
        finally:
            shutil.rmtree(self.folder)

    def _open(self, day: date) -> Cases:
        if self.cases is not None:
            self.cases.close()
        self.cases = Cases(open_store(self.folder / "cases.db"), self.shared, simexit.load, today=day)
        return self.cases


TestStored = StoredMachine.TestCase
TestStored.settings = settings(max_examples=40, stateful_step_count=20, deadline=None, suppress_health_check=list(HealthCheck))
