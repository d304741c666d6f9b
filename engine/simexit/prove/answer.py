"""Answers the questions of one rule set, each on its own."""

from __future__ import annotations

from dataclasses import replace
from time import monotonic, perf_counter
from typing import assert_never

from simexit.meaning.decide import possible
from simexit.meaning.effects import after
from simexit.meaning.representatives import left_open
from simexit.model.expressions import Always, Conclusion, Condition, Holds, Not, Some, comparisons, conclusions_in, parameters_of
from simexit.model.judgement import FINISHED, next_is
from simexit.model.rules import RuleSet, Situation
from simexit.model.types import outside
from simexit.model.vocabulary import Outcome
from simexit.prove.obligations import ADVICE
from simexit.prove.questions import Decidedness, Existence, Failed, Held, Influence, Question, Result, Succession, Unknown, Ways
from simexit.prove.smt import Formula, every, negation
from simexit.prove.solver import Answer, Never, Open, ReplayError, Shown, Solver, allowed, missing_figures
from simexit.prove.steps import leads_to, may_change, possibly_next, ways
from simexit.prove.world import World

ANYTHING = Always(True)


class Answerer:
    """Answers questions about one rule set; `seconds` is the time for each question, `guess` how long the longest way may be."""

    def __init__(self, rules: RuleSet, seconds: float, guess: int) -> None:
        self._rules = rules
        self._seconds = seconds
        self._guess = guess

    def timed(self, question: Question) -> tuple[Result, float]:
        """Return the answer to a question, and the seconds it took."""
        start = perf_counter()
        return self.answer(question), perf_counter() - start

    def answer(self, question: Question) -> Result:
        """Return whether the answer to a question is as it must be; a solver that has answered others would be slower."""
        self._end = monotonic() + self._seconds
        self._solver = Solver()
        match question:
            case Existence(without=constraint):
                rules = self._rules if constraint is None else _without(self._rules, constraint)
                return self._existence(question, self._solver.world(rules))
            case Influence(_, _, (fact,)):
                return self._influence(fact)
            case Decidedness():
                return self._decidedness(question)
            case Succession(_, _, (action, outcome)):
                return self._succession(action, outcome)
            case Ways():
                return ways(self._rules, self._solver, self._end, self._guess)
            case _:
                assert_never(question)

    def _left(self) -> float:
        """Return the time that is left for the question."""
        return max(0.01, self._end - monotonic())

    def _existence(self, question: Existence, world: World) -> Result:
        match self._solver.ask([(world, question.goal)], seconds=self._left()):
            case Shown((situation,)):
                return Held() if question.wanted else Failed(situation)
            case Never():
                return Failed() if question.wanted else Held()
            case answer:
                return _unknown(answer)

    def _influence(self, fact: str) -> Result:
        here = self._solver.world(self._rules)
        other = self._solver.world(self._rules, here, frozenset({fact}))
        unknown: Result | None = None
        for conclusion in self._rules.conditions:
            if conclusion.kind in ADVICE and fact in self._rules.facts_behind[conclusion]:
                wanted: list[tuple[World, Condition]] = [(here, Holds(conclusion)), (other, Not(Holds(conclusion)))]
                match self._solver.ask(wanted, seconds=self._left(), free=[other]):
                    case Shown():
                        return Held()
                    case Open() as answer:
                        unknown = _unknown(answer)
                    case Never():
                        continue
        return unknown or Failed()

    def _decidedness(self, question: Decidedness) -> Result:
        world = self._solver.world(self._rules)
        pair = world.formula(question.goal)
        if pair.may is pair.true:
            return Held()
        match self._solver.ask([(world, ANYTHING)], [pair.may, negation(pair.true)], self._left()):
            case Shown((situation,)):
                figures = self._figures_behind(question.goal)
                return Unknown(missing_figures(self._rules, situation, figures), situation)
            case Never():
                return Held()
            case answer:
                return _unknown(answer)

    def _figures_behind(self, goal: Condition) -> set[str]:
        behind = frozenset[Conclusion]().union(*(self._rules.conclusions_behind[one] for one in conclusions_in(goal)))
        atoms = [atom for one in behind for atom in comparisons(self._rules.conditions[one])]
        return {name for atom in atoms for side in (atom.left, atom.right) for name in parameters_of(side)}

    def _succession(self, action: str, name: str) -> Result:
        outcome = next(one for one in self._rules.vocabulary.actions[action].outcomes if one.name == name)
        now = self._solver.world(self._rules)
        later_on = self._solver.world(self._rules, now, may_change(outcome, self._rules))
        link = now.happens(outcome, later_on)
        actions = self._rules.vocabulary.actions
        here = (now, next_is(action, actions))
        found: set[str] = set()
        order = [*actions, FINISHED]
        while True:
            others: list[tuple[World, Condition]] = [(later_on, Not(next_is(name, actions))) for name in sorted(found)]
            match self._solver.ask([here, (later_on, ANYTHING), *others], [link], self._left()):
                case Shown((before, later)):
                    if not leads_to(outcome, before, later, self._rules):
                        raise ReplayError(
                            f"the solver found that {name} leads from {dict(before)} to {dict(later)}, the definition does not"
                        )
                    found |= possibly_next(later, self._rules)
                case Never():
                    break
                case answer:
                    return replace(_unknown(answer), next=tuple(order))
        return replace(self._leads_astray(here, outcome, later_on, link), next=tuple(name for name in order if name in found))

    def _leads_astray(self, here: tuple[World, Condition], outcome: Outcome, later_on: World, link: Formula) -> Result:
        """Return whether an outcome ever leads to a situation that cannot be.

        A fact that applies only afterwards may then have any value. If the constraints may fail because of it, only those
        without such facts count as broken.
        """
        freed = may_change(outcome, self._rules) - frozenset(outcome.changes)
        settled = [Holds(one) for one, _ in self._rules.of_kind("impossible") if not self._rules.facts_behind[one] & freed]
        broken = later_on.formula(Some(tuple(settled))).true
        unknown: Result = Held()
        for wrong in (
            here[0].out_of_range(outcome),
            every([link, negation(later_on.formula(allowed(self._rules)).true)]),
            every([link, broken]),
        ):
            match self._solver.ask([here], [wrong], self._left()):
                case Shown((situation,)):
                    if not can_follow(outcome, situation, self._rules):
                        return Failed(situation)
                    unknown = Unknown("what the outcome leaves open could not be followed")
                case Open() as answer:
                    unknown = _unknown(answer)
                case Never():
                    continue
        return unknown


def _unknown(answer: Answer) -> Unknown:
    assert isinstance(answer, Open)
    return Unknown(answer.reason, answer.situations[0] if answer.situations else None)


def can_follow(outcome: Outcome, situation: Situation, rules: RuleSet) -> bool:
    """Return whether what is known after an outcome can be true, by the definition."""
    later = after(outcome, situation, rules)
    facts = rules.vocabulary.facts
    if any(outside(later[name], facts[name].type) for name in outcome.changes if name in later):
        return False
    return possible(Always(True), later, rules, left_open(later, rules))


def _without(rules: RuleSet, constraint: str) -> RuleSet:
    """Return the rule set without one of its constraints."""
    conditions = {conclusion: one for conclusion, one in rules.conditions.items() if conclusion != Conclusion("impossible", constraint)}
    return RuleSet(rules.vocabulary, rules.rules, conditions, rules.identity)
