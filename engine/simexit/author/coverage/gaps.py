"""What no case covers: a situation that would, or a proof that there is none; asked of the prover, never assumed."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import assert_never

from simexit.author.coverage.leaves import deciding
from simexit.author.coverage.measure import Side
from simexit.meaning.conditions import truth
from simexit.model.expressions import All, Condition, Not, leaves
from simexit.model.rules import Rule, RuleSet, Situation


@dataclass(frozen=True, slots=True)
class Coverable:
    """A case with these facts would cover it, and with none of them less."""

    situation: Situation


@dataclass(frozen=True, slots=True)
class Impossible:
    """In no situation that the constraints allow, whatever facts are known, does the leaf decide with that value."""


@dataclass(frozen=True, slots=True)
class Unanswered:
    """Whether a case could cover it is not known, and why."""

    reason: str


Gap = Coverable | Impossible | Unanswered
GapFinder = Callable[[Side], Gap]


def gap_finder(rules: RuleSet) -> GapFinder:
    """Return what answers for each side of a leaf whether a case could cover it; without the solver it says that it is missing."""
    try:
        from simexit.prove.solver import Never, Open, Shown, Solver, allowed
    except ModuleNotFoundError as error:
        if error.name != "z3":
            raise
        missing = Unanswered("whether it can be is not known without the solver z3: install simexit[prove]")
        return lambda _: missing
    solver = Solver()
    world, wanted = solver.world(rules), {rule.name: goals(rule) for rule in rules.rules}
    constraints = world.formula(allowed(rules))

    def find(side: Side) -> Gap:
        goal = wanted[side.rule][side]
        match solver.ask([(world, goal)]):
            case Shown((situation,)):
                return Coverable(reduced(situation, goal, rules))
            case Never():
                return Impossible()
            case Open(_, (_, *_)) if constraints.may is constraints.true:
                # only for lack of figures it is not excluded; but without them the leaf or the rule is open, and nothing decides
                return Impossible()
            case Open(reason):
                return Unanswered(reason)
            case Shown():
                raise AssertionError("one world has one situation")
            case answer:
                assert_never(answer)

    return find


def goals(rule: Rule) -> Mapping[Side, Condition]:
    """Return for each leaf and value the condition that it has the value and decides."""
    found: dict[Side, Condition] = {}
    for place, (leaf, decides) in enumerate(zip(leaves(rule.when), deciding(rule.when), strict=True)):
        found[Side(rule.name, place, True)] = All((leaf, decides))
        found[Side(rule.name, place, False)] = All((Not(leaf), decides))
    return found


def reduced(situation: Situation, goal: Condition, rules: RuleSet) -> Situation:
    """Return a situation without the facts that a condition is true without."""
    left = dict(situation)
    for fact in situation:
        less = {name: value for name, value in left.items() if name != fact}
        left = less if truth(goal, less, rules) else left
    return left
