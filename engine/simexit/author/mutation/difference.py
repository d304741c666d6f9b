"""Whether a mutant gives the same advice everywhere: a proof that it does, or a situation in which it does not.

Everywhere is in every situation that the constraints allow, and after each outcome that differs of an action that is next there,
whatever the person tells after that and whatever day it is then. Where facts are unknown the advice is then the same as well,
because it is made of that of all completions; only which fact is asked for first is not compared.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from itertools import combinations

from simexit.author.mutation.reach import Reach, Step, reach
from simexit.model.expressions import TODAY, All, Always, Conclusion, Condition, Holds, Some, facts_of
from simexit.model.judgement import next_is
from simexit.model.rules import RuleSet, Situation
from simexit.model.types import Choice
from simexit.model.vocabulary import Outcome
from simexit.prove.claims import So
from simexit.prove.difference import Change, Comparison
from simexit.prove.obligations import ADVICE
from simexit.prove.smt import TRUE, Formula, every, negation, some
from simexit.prove.solver import Never, Open, Shown, Solver, allowed
from simexit.prove.steps import may_change
from simexit.prove.variables import Amount
from simexit.prove.world import World


@dataclass(frozen=True, slots=True)
class Found:
    """The advice differs in a situation, or after a step from there and what is told then."""

    situation: Situation
    step: Step | None = None
    told: Situation = field(default_factory=dict)


Difference = Found | Open | None
"""None where the advice is proved to be the same; `Open` says why neither is known."""


class Differences:
    """Compares one rule set with its mutants; `seconds` is the time for each search."""

    def __init__(self, rules: RuleSet, seconds: float) -> None:
        self._rules = rules
        self._seconds = seconds

    def _solver(self) -> Solver:
        """Return a solver for one question; what it learns from one is of no use for the next."""
        return Solver()

    def find(self, mutant: RuleSet) -> Difference:
        """Return where a mutant gives other advice, or that it nowhere does."""
        unknown: Open | None = None
        for difference in self._each(mutant, reach(self._rules, mutant)):
            if isinstance(difference, Found):
                return difference
            unknown = difference or unknown
        return unknown

    def _each(self, mutant: RuleSet, reached: Reach) -> Iterator[Difference]:
        if reached.order:
            yield self._by_order(mutant)
        if reached.conclusions or reached.deadlines:
            yield self._at_once(mutant)
        for step in sorted(reached.outcomes):
            yield from self._afterwards(mutant, step)
        for action in sorted(reached.needs):
            yield self._unasked(mutant, action)
        for action in sorted(reached.waiting):
            yield self._shown(next_is(action, self._rules.vocabulary.actions))

    def _at_once(self, mutant: RuleSet) -> Difference:
        match Comparison(self._rules, mutant, self._seconds).first():
            case Change(regions=(region, *_)):
                return Found(region.situation)
            case Open() as answer:
                return answer
            case _:
                return None

    def _shown(self, condition: Condition) -> Difference:
        """Return a situation in which a condition is true."""
        solver = self._solver()
        match solver.ask([(solver.world(self._rules), condition)], seconds=self._seconds):
            case Shown((situation,)):
                return Found(situation)
            case Never():
                return None
            case answer:
                assert isinstance(answer, Open)
                return answer

    def _by_order(self, mutant: RuleSet) -> Difference:
        """Return a situation in which another action is next, or stands earlier among those that may be, by the order alone."""
        old, new = list(self._rules.vocabulary.actions), list(mutant.vocabulary.actions)
        turned = [(first, second) for first, second in combinations(old, 2) if new.index(first) > new.index(second)]
        overtaken = [All((next_is(first, self._rules.vocabulary.actions), Holds(Conclusion("action", second)))) for first, second in turned]
        found = self._shown(Some(tuple(overtaken)))
        if found is not None:
            return found
        # with nothing known, everything that is ever next may be
        for pair in turned:
            ever = [self._shown(next_is(name, self._rules.vocabulary.actions)) for name in pair]
            if None not in ever:
                return next((one for one in ever if isinstance(one, Open)), Found({}))
        return None

    def _unasked(self, mutant: RuleSet, action: str) -> Difference:
        """Return a situation in which an action is next and a fact that a mutant does not need for it could be asked for."""
        needed = frozenset(self._rules.vocabulary.actions[action].needs) - frozenset(mutant.vocabulary.actions[action].needs)
        return next((found for fact in sorted(needed) if (found := self._asked(action, fact)) is not None), None)

    def _asked(self, action: str, fact: str) -> Difference:
        """Return a situation in which an action is next and an unknown fact applies, which does not follow from the others."""
        solver = self._solver()
        here = solver.world(self._rules)
        wanted = [(here, next_is(action, self._rules.vocabulary.actions))]
        links = [self._applies(here, fact)]
        if isinstance(self._rules.vocabulary.facts[fact].type, Choice):
            otherwise = solver.world(self._rules, here, frozenset({fact}))
            wanted.append((otherwise, Always(True)))
            links.append(negation(here.facts[fact].same(otherwise.facts[fact])))
        match solver.ask(wanted, links, seconds=self._seconds):
            case Shown((situation, *_)):
                return Found({name: value for name, value in situation.items() if name != fact})
            case Never():
                return None
            case answer:
                assert isinstance(answer, Open)
                return answer

    def _afterwards(self, mutant: RuleSet, step: Step) -> Iterator[Difference]:
        """Yield situations from which a step leads to other advice: at once, or after anything that is told then."""
        before, after = (_outcome(rules, step) for rules in (self._rules, mutant))
        # a fact that a mutant does not set stays as it was, and unknown if it was that
        unset = frozenset(before.changes.keys() - after.changes.keys())
        for unknown in dict.fromkeys((frozenset[str](), unset)):
            at_once = self._after(mutant, step, unknown, more=False)
            yield at_once if isinstance(at_once, Found) else self._after(mutant, step, unknown, more=True)

    def _after(self, mutant: RuleSet, step: Step, unknown: frozenset[str], *, more: bool) -> Difference:
        before, after = (_outcome(rules, step) for rules in (self._rules, mutant))
        changed = frozenset(before.changes) | frozenset(after.changes)
        solver = self._solver()
        now = solver.world(self._rules)
        done = solver.world(self._rules, now, may_change(before, self._rules) | may_change(after, mutant))
        done_otherwise = solver.world(mutant, done, changed)
        claims = [So(now, All((next_is(step[0], self._rules.vocabulary.actions), allowed(self._rules))))]
        links = [
            now.happens(before, done),
            solver.world(mutant, now, unknown).happens(after, done_otherwise),
            *(self._applies(now, fact) for fact in sorted(changed - after.changes.keys() - unknown)),
        ]
        later, other = done, done_otherwise
        if more:
            later = solver.world(self._rules, done, frozenset(self._rules.vocabulary.facts) - changed)
            other = solver.world(mutant, later, changed)
            links += (other.facts[fact].same(done_otherwise.facts[fact]) for fact in sorted(changed))
            links.append(_no_earlier(later, now))
        left_open: Open | None = None
        for otherwise in self._otherwise(later, other, changed, all_known=not unknown):
            match solver.models([now, later, other], claims, [*links, otherwise], self._seconds):
                case Shown((situation, then, then_otherwise)):
                    told = {name: value for name, value in {**then_otherwise, **then}.items() if name not in changed}
                    return Found({name: value for name, value in situation.items() if name not in unknown}, step, told)
                case Open() as answer:
                    left_open = answer
                case _:
                    continue
        return left_open

    def _applies(self, world: World, fact: str) -> Formula:
        guard = Conclusion("applies", fact)
        return world.conclusion(guard).true if guard in self._rules.conditions else TRUE

    def _otherwise(self, later: World, other: World, changed: frozenset[str], *, all_known: bool) -> Iterator[Formula]:
        """Yield how advice in one world can differ from that in another one in which only some facts have other values.

        Where these are not `all_known` there, what can be is not compared: what is unknown can be as it is in the first world.
        """
        possible = [world.formula(allowed(world.rules)).true for world in (later, other)]
        differing = [possible[0] != possible[1]] if all_known else []
        for conclusion, behind in self._rules.facts_behind.items():
            if conclusion.kind in ADVICE and behind & changed:
                mine, theirs = later.conclusion(conclusion), other.conclusion(conclusion)
                differing.append(every([*possible, some([mine.true != theirs.true, mine.may != theirs.may])]))
        yield some(differing)
        for name, deadline in self._rules.vocabulary.deadlines.items():
            if changed.intersection(facts_of(deadline.by)):
                holding = [world.conclusion(Conclusion("deadline", name)).true for world in (later, other)]
                yield every([*possible, *holding, negation(later.equal(deadline.by, other, deadline.by))])
        # a later outcome may go on from these values
        for fact in sorted(changed & self._counted_on):
            yield every([*possible, negation(later.facts[fact].same(other.facts[fact]))])

    @cached_property
    def _counted_on(self) -> frozenset[str]:
        """The facts from whose values some outcome computes others."""
        outcomes = (outcome for action in self._rules.vocabulary.actions.values() for outcome in action.outcomes)
        return frozenset(fact for outcome in outcomes for term in outcome.changes.values() for fact in facts_of(term))


def _outcome(rules: RuleSet, step: Step) -> Outcome:
    action, name = step
    return next(one for one in rules.vocabulary.actions[action].outcomes if one.name == name)


def _no_earlier(later: World, now: World) -> Formula:
    day, before = later.facts[TODAY], now.facts[TODAY]
    assert isinstance(day, Amount)
    assert isinstance(before, Amount)
    return day.number >= before.number
