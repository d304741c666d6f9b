"""A live case beside the plainest account of it: after every step both must say the same as deciding afresh."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from simexit.api import Advisor, FactError
from simexit.case.live import Case
from simexit.explain.advice import Advice
from simexit.explain.what_if import WhatIf
from simexit.meaning.effects import after
from simexit.model.expressions import TODAY
from simexit.model.rules import Situation
from simexit.model.types import Value


class CaseMachine(RuleBasedStateMachine):
    """`told` are the facts as anybody would keep them; `before` are those before each step that can be undone."""

    advisor: Advisor
    case: Case

    def __init__(self) -> None:
        super().__init__()
        self.told: dict[str, Value] = {}
        self.before: list[dict[str, Value]] = []
        self.day: date | None = None
        self.heard: list[tuple[Situation, Situation]] = []
        self.steps = 0

    def values(self, fact: str) -> st.SearchStrategy[Value]:
        raise NotImplementedError

    def said(self, advice: Advice) -> object:
        """What must be the same."""
        return advice.to_dict()

    def begin(self, advisor: Advisor, case: Case, day: date | None) -> None:
        self.advisor, self.case, self.day = advisor, case, day
        case.listen(self._hear)

    def _hear(self, case: Case, change: WhatIf) -> None:
        assert change.after is case.advice
        self.heard.append((change.before.situation, change.after.situation))

    @rule(data=st.data(), count=st.integers(1, 3))
    def tell(self, data: st.DataObject, count: int) -> None:
        names = sorted(set(self.advisor.rules.vocabulary.facts) - {TODAY})
        chosen = data.draw(st.lists(st.sampled_from(names), min_size=count, max_size=count, unique=True))
        given: dict[str, Any] = {name: data.draw(st.one_of(self.values(name), st.none())) for name in chosen}
        self._try(lambda: self.case.tell(given), self._with(given))

    @rule(data=st.data())
    def do(self, data: st.DataObject) -> None:
        actions = self.advisor.rules.vocabulary.actions
        likely = [
            name for name in (*self.case.advice.agenda, *self.case.advice.possible_next) if name in actions and actions[name].outcomes
        ]
        names = likely or [name for name, action in actions.items() if action.outcomes]
        if not names:
            return
        name = data.draw(st.sampled_from(names))
        outcome = data.draw(st.sampled_from(actions[name].outcomes))
        then = after(outcome, self._known(), self.advisor.rules)
        self._try(lambda: self.case.did(name, outcome.name), self._with({fact: then.get(fact) for fact in outcome.changes}))

    @precondition(lambda self: self.told)
    @rule(data=st.data())
    def withdraw(self, data: st.DataObject) -> None:
        name = data.draw(st.sampled_from(sorted(self.told)))
        self._try(lambda: self.case.withdraw(name), self._with({name: None}))

    @precondition(lambda self: self.before)
    @rule()
    def undo(self) -> None:
        self._step(self.case.undo)
        self.told = self.before.pop()

    @rule()
    def note(self) -> None:
        self.before.append(dict(self.told))
        self._step(lambda: self.case.note("called them"))

    @precondition(lambda self: self.day is not None)
    @rule(days=st.integers(-3, 40))
    def days_pass(self, days: int) -> None:
        assert self.day is not None
        day = min(max(self.day + timedelta(days), date(1992, 1, 1)), date(2099, 12, 31))
        try:
            self._step(lambda: self.case.on(day))
        except FactError:  # a rule set can forbid a day
            assert not self.advisor.decider.possible_next({TODAY: day})
        else:
            self.day = day

    @invariant()
    def it_says_what_deciding_afresh_says(self) -> None:
        if self.steps:
            assert self.case.facts == self._known()
            assert self.said(self.case.advice) == self.said(self.advisor.advise(self._known()))
            assert {**self.case.state.known, **self.case.state.set_aside} == {**self._dated(self.told)}

    @invariant()
    def what_is_set_aside_clashes_with_the_rest(self) -> None:
        if self.steps and self.case.state.set_aside:
            assert not self.advisor.decider.possible_next(self._dated(self.told))

    @invariant()
    def listeners_heard_of_every_step(self) -> None:
        assert len(self.heard) == self.steps
        assert not self.heard or self.heard[-1][1] == self.case.advice.situation

    def _with(self, changes: Mapping[str, Value | None]) -> dict[str, Value]:
        told = {**self.told, **changes}
        return {name: value for name, value in told.items() if value is not None}

    def _dated(self, facts: Situation) -> Situation:
        return facts if self.day is None else {**facts, TODAY: self.day}

    def _known(self) -> Situation:
        """What was told, without what the case says cannot be so on this day."""
        return self._dated({name: value for name, value in self.told.items() if name not in self.case.state.set_aside})

    def _step(self, act: Any) -> None:
        act()
        self.steps += 1

    def _try(self, act: Any, then: dict[str, Value]) -> None:
        """Take a step, or be refused with nothing changed."""
        before = (self.case.facts, self.case.advice, self.case.entries)
        try:
            self._step(act)
        except FactError:
            assert (self.case.facts, self.case.advice, self.case.entries) == before
            return
        self.before.append(dict(self.told))
        self.told = then
