"""Follows the certain next action, under each of its outcomes, until every branch has come to an end.

States are told apart by what the rules can see: the value of each comparison, what is known, words and yes-no facts, the next
action and the deadlines. There are finitely many such states, so a count or a day that grows for ever leads back to one.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Hashable
from dataclasses import dataclass, field
from datetime import date

from simexit.ask.question import next_question
from simexit.document.dues import wait_end
from simexit.document.way import Again, Asks, Branch, Cut, Finished, Goes, State, Target, WaitEnd, Waits, Way, day_of
from simexit.meaning.conditions import compare
from simexit.meaning.effects import after
from simexit.model.expressions import TODAY, comparisons
from simexit.model.judgement import FINISHED, Judgement
from simexit.model.rules import RuleSet, Situation
from simexit.model.vocabulary import Outcome
from simexit.run.clash import possible_part
from simexit.run.decider import Decider

MOST_STEPS = 1000
"""A bound for rule sets that keep telling states apart; the ways of the shipped library are far shorter, merged ones more so."""


def follow(situation: Situation, rules: RuleSet, decider: Decider, most: int = MOST_STEPS) -> Way:
    """Return the way from a situation to all its ends, with at most so many steps."""
    follower = _Follower(situation, rules, decider, most)
    return follower.way(situation)


@dataclass(slots=True)
class _Draft:
    """A state whose branches are still being followed; `waited` is the wait since which the day is not known."""

    number: int
    action: str
    situation: Situation
    judgement: Judgement
    until: WaitEnd | None
    waited: str | None
    branches: list[Branch] = field(default_factory=list)

    def done(self) -> State:
        return State(self.number, self.action, self.situation, self.judgement, self.until, tuple(self.branches))


class _Follower:
    def __init__(self, situation: Situation, rules: RuleSet, decider: Decider, most: int) -> None:
        self._rules = rules
        self._decider = decider
        self._most = most
        self._today: date | None = day_of(situation)
        self._atoms = tuple(dict.fromkeys(atom for condition in rules.conditions.values() for atom in comparisons(condition)))
        self._drafts: list[_Draft] = []
        self._seen: dict[Hashable, int] = {}
        self._later: deque[tuple[_Draft, Outcome | None, Situation]] = deque()
        self._opinions: dict[str, None] = {}

    def way(self, situation: Situation) -> Way:
        """Follow the main line first, then each branch in the order of the steps it leaves."""
        start = self._reach(situation, None)
        self._line(start)
        while self._later:
            draft, outcome, reached = self._later.popleft()
            self._line(self._branch(draft, outcome, reached))
        opinion = next((one for one in self._opinions if one != "agreed"), "agreed")
        return Way(start, tuple(draft.done() for draft in self._drafts), opinion)

    def _line(self, target: Target) -> None:
        """Follow first outcomes as long as they lead to new states; leave the other outcomes for later."""
        while isinstance(target, Goes):
            draft = self._drafts[target.step - 1]
            (outcome, reached), *others = self._results(draft)
            self._later.extend((draft, other, situation) for other, situation in others)
            target = self._branch(draft, outcome, reached)

    def _branch(self, draft: _Draft, outcome: Outcome | None, reached: Situation) -> Target:
        target = Waits(draft.action) if self._is_endless(draft) else self._reach(reached, draft)
        draft.branches.append(Branch(outcome, reached, target))
        return target

    def _reach(self, situation: Situation, before: _Draft | None) -> Target:
        """Return where a situation is: at a state met before, at a new one, or at an end."""
        decision = self._decider.decide(situation)
        self._opinions[decision.second_opinion] = None
        judgement = decision.judgement
        waited = self._waited(situation, before)
        action = judgement.certain_next
        if action == FINISHED:
            return Finished()
        if action is None:
            return self._open_end(situation, judgement, waited)
        key = self._key(situation, judgement)
        if key in self._seen:
            return Again(self._seen[key])
        if len(self._drafts) == self._most:
            return Cut()
        until = wait_end(situation, judgement, self._rules) if self._is_wait(action) else None
        self._drafts.append(_Draft(len(self._drafts) + 1, action, situation, judgement, until, waited))
        self._seen[key] = len(self._drafts)
        return Goes(len(self._drafts))

    def _open_end(self, situation: Situation, judgement: Judgement, waited: str | None) -> Target:
        if waited is not None and self._today is not None:
            on_a_day = self._decider.possible_next({**situation, TODAY: self._today})
            if len(on_a_day) == 1:
                return Waits(waited)
        return Asks(next_question(self._rules, self._decider, situation, judgement), judgement.possible_next)

    def _results(self, draft: _Draft) -> list[tuple[Outcome | None, Situation]]:
        """Return the situations after a step: on its own day, or for a wait on the day it ends, which may not be known."""
        outcomes = self._rules.vocabulary.actions[draft.action].outcomes
        then = dict(draft.situation)
        if self._is_wait(draft.action):
            then.pop(TODAY, None)
            if draft.until is not None:
                then = dict(possible_part(self._rules, self._decider, {**then, TODAY: draft.until.by}))
        results: list[tuple[Outcome | None, Situation]] = [(one, after(one, then, self._rules)) for one in outcomes]
        runs_out = draft.until is not None or not outcomes
        return [*results, (None, then)] if runs_out else results

    def _waited(self, situation: Situation, before: _Draft | None) -> str | None:
        """Return the wait since which the day is not known, or None where it is known or never was."""
        if before is None or TODAY in situation or self._today is None:
            return None
        return before.action if TODAY in before.situation else before.waited

    def _is_wait(self, action: str) -> bool:
        return self._rules.vocabulary.actions[action].waits_for is not None

    def _is_endless(self, draft: _Draft) -> bool:
        """Return whether nothing is known to end a wait."""
        return self._is_wait(draft.action) and draft.until is None and not self._rules.vocabulary.actions[draft.action].outcomes

    def _key(self, situation: Situation, judgement: Judgement) -> Hashable:
        words = frozenset((fact, known) for fact, known in situation.items() if isinstance(known, bool | str | frozenset))
        seen = tuple(compare(atom, situation, self._rules) for atom in self._atoms)
        return judgement.certain_next, judgement.certain_deadlines, frozenset(situation), words, seen
