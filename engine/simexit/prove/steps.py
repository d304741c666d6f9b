"""Following the advice step by step: how long it can take, and where it goes round.

From any situation, each next action is done with any of its outcomes, until nothing is due or somebody else is waited for. Where
no way has so many steps, every way ends (bounded model checking: A. Biere, A. Cimatti, E. Clarke, Y. Zhu, 1999).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import zip_longest
from time import monotonic

from simexit.meaning.conditions import truth
from simexit.meaning.effects import after
from simexit.model.expressions import Conclusion, Some
from simexit.model.judgement import FINISHED, next_is
from simexit.model.rules import RuleSet, Situation
from simexit.model.vocabulary import Outcome
from simexit.prove.questions import Failed, Held, Result, Step, Unknown
from simexit.prove.smt import Formula, every, implied, some
from simexit.prove.solver import TOO_SHORT, Answer, Never, Open, ReplayError, Shown, Solver
from simexit.prove.world import World

STEPS_FOR_EACH = 4
"""Where a way takes more steps than so many for each action, and goes round nowhere, the search is given up."""
ROUNDS = 100
"""A part of a way that can be repeated so often is taken for one that does not end."""


@dataclass(slots=True)
class _Chain:
    """Situations one after the other, each after an action that was next in the one before."""

    rules: RuleSet
    solver: Solver
    worlds: list[World] = field(default_factory=list)
    links: list[Formula] = field(default_factory=list)

    def upto(self, count: int, end: float) -> None:
        """Make the chain so many situations long, as far as there is time."""
        changing = frozenset[str]().union(*(may_change(outcome, self.rules) for _, outcome in _steps(self.rules)))
        while len(self.worlds) < count and monotonic() < end:
            last = self.worlds[-1] if self.worlds else None
            self.worlds.append(self.solver.world(self.rules, last, changing))
            if last is not None:
                self.links.append(self._link(last, self.worlds[-1]))

    def _link(self, here: World, later: World) -> Formula:
        by_action: dict[str, list[Formula]] = {}
        for action, outcome in _steps(self.rules):
            by_action.setdefault(action, []).append(here.happens(outcome, later))
        actions = self.rules.vocabulary.actions
        return every([implied(here.formula(next_is(action, actions)).true, some(ways)) for action, ways in by_action.items()])

    def walk(self, count: int, end: float) -> Answer:
        """Return whether there is a way with something to do in each of so many situations."""
        self.upto(count, end)
        if len(self.worlds) < count:
            return Open(TOO_SHORT)
        doing = dict.fromkeys(action for action, _ in _steps(self.rules))
        something = Some(tuple(next_is(action, self.rules.vocabulary.actions) for action in doing))
        return self.solver.ask([(world, something) for world in self.worlds[:count]], self.links[: count - 1], max(0.01, end - monotonic()))


def ways(rules: RuleSet, solver: Solver, end: float, guess: int) -> Result:
    """Return the longest way, or one that goes round, or that neither could be found until `end`.

    A good guess of its length saves time. Where it is proved that every way ends but there was no time to find the longest, none is given.
    """
    if not _steps(rules):
        return Held()
    chain = _Chain(rules, solver)
    longest: Shown | None = None
    low, high = 0, guess + 1
    while True:
        # no way of `high` steps has been ruled out yet, and there is one of `low` steps
        match chain.walk(high, end):
            case Never():
                break
            case Shown(situations) as longest:
                steps = taken(situations, rules)
                if (found := _round(situations, steps, rules)) is not None:
                    return found
                if high > STEPS_FOR_EACH * len(_steps(rules)) + guess:
                    return Unknown(f"there is a way of {high} steps that goes round nowhere", situations[0])
                low, high = high, 2 * high
            case answer:
                return _unknown(answer)
    middle = high - 1
    while high - low > 1:
        match chain.walk(middle, end):
            case Never():
                high = middle
            case Shown() as longest:
                low = middle
            case _:
                return Held()
        middle = (low + high) // 2
    return Held(situation=longest.situations[0], steps=taken(longest.situations, rules)) if longest else Held()


def _round(situations: Sequence[Situation], steps: tuple[Step, ...], rules: RuleSet) -> Failed | None:
    """Return a part of a way, the shortest first, that leads back to where it began, or that can be repeated a hundred times."""
    for length in range(1, len(steps)):
        for start in range(len(steps) - length):
            part = steps[start : start + length]
            if steps[start + length][0] != part[0][0]:
                continue
            if situations[start] == situations[start + length] or is_repeated(situations[start], part * ROUNDS, rules):
                return Failed(situations[start], steps=part)
    return None


def is_repeated(situation: Situation, steps: tuple[Step, ...], rules: RuleSet) -> bool:
    """Return whether each of the steps is certainly the next one in its turn."""
    for action, name in steps:
        if possibly_next(situation, rules) != {action}:
            return False
        situation = after(next(one for one in rules.vocabulary.actions[action].outcomes if one.name == name), situation, rules)
    return True


def _unknown(answer: Answer) -> Unknown:
    assert isinstance(answer, Open)
    return Unknown(answer.reason, answer.situations[0] if answer.situations else None)


def _steps(rules: RuleSet) -> list[tuple[str, Outcome]]:
    """Return the actions that a person can do without waiting for somebody, with each outcome."""
    doing = [action for action in rules.vocabulary.actions.values() if action.waits_for is None]
    return [(action.name, outcome) for action in doing for outcome in action.outcomes]


def taken(situations: Sequence[Situation], rules: RuleSet) -> tuple[Step, ...]:
    """Return the action that was next in each situation, with an outcome that leads to the following one.

    Raises `ReplayError` where the definition finds no such step.
    """
    return tuple(_step(situation, later, rules) for situation, later in zip_longest(situations, situations[1:]))


def _step(situation: Situation, later: Situation | None, rules: RuleSet) -> Step:
    certain = possibly_next(situation, rules)
    for action, outcome in _steps(rules):
        if certain == {action} and (later is None or leads_to(outcome, situation, later, rules)):
            return action, outcome.name
    raise ReplayError(f"the solver found a step from {dict(situation)} to {later}, where the definition finds none")


def leads_to(outcome: Outcome, situation: Situation, later: Situation, rules: RuleSet) -> bool:
    """Return whether what is known after an outcome is so in a later situation."""
    known = after(outcome, situation, rules)
    return all(later.get(fact, value) == value for fact, value in known.items())


def may_change(outcome: Outcome, rules: RuleSet) -> frozenset[str]:
    """Return the facts that may be otherwise after an outcome: those it changes, and those that may apply only then."""
    found = frozenset(outcome.changes)
    while True:
        behind = rules.facts_behind
        freed = {fact for fact in rules.vocabulary.facts if behind.get(Conclusion("applies", fact), frozenset()) & found}
        if freed <= found:
            return found
        found |= freed


def possibly_next(situation: Situation, rules: RuleSet) -> set[str]:
    """Return what may be next where every fact is known: one action, or several where a figure has no value."""
    found = set()
    for conclusion, condition in rules.of_kind("action"):
        holds = truth(condition, situation, rules)
        if holds is not False:
            found.add(conclusion.name)
        if holds is True:
            return found
    return {*found, FINISHED}
