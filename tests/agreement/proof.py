"""The solver against the definition: what it shows must be so, and what it calls impossible must not be found by trying."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import assert_never

from generators.completions import completions
from simexit.meaning.conditions import truth
from simexit.meaning.decide import possible
from simexit.meaning.representatives import left_open
from simexit.model.expressions import TODAY, All, Condition, Holds, Not, comparisons, parameters_of
from simexit.model.rules import RuleSet, Situation
from simexit.prove.solver import Never, Open, ReplayError, Shown, Solver
from simexit.prove.world import World


class Prover:
    """Asks the solver which goals some completion of a situation reaches."""

    def __init__(self, rules: RuleSet) -> None:
        self._rules = rules
        self._solver = Solver()
        self._world: World = self._solver.world(rules)

    def contradictions(self, situation: Situation) -> tuple[str, ...]:
        """Return the goals of which the solver says something else than the definition."""
        known = [self._world.facts[name].equals(value) for name, value in situation.items()]
        found: list[str] = []
        for name, goal in goals(self._rules):
            try:
                answer = self._solver.ask([(self._world, goal)], known)
            except ReplayError as error:
                found.append(f"{name}: {error}")
                continue
            found += [f"{name}: {wrong}" for wrong in wrongs(answer, goal, situation, self._rules)]
        return tuple(found)


def goals(rules: RuleSet) -> Iterator[tuple[str, Condition]]:
    """Yield what the solver is asked: what may be next, and what may hold."""
    due = [Holds(conclusion) for conclusion, _ in rules.of_kind("action")]
    for place, action in enumerate(due):
        yield f"next {action.conclusion.name}", All((*(Not(earlier) for earlier in due[:place]), action))
    yield "finished", All(tuple(Not(action) for action in due))
    for kind in ("warning", "deadline"):
        yield from ((str(conclusion), Holds(conclusion)) for conclusion, _ in rules.of_kind(kind))


def wrongs(answer: Shown | Never | Open, goal: Condition, situation: Situation, rules: RuleSet) -> Iterator[str]:
    """Yield what is wrong with an answer."""
    wanted = All((goal, allowed_by(rules)))
    match answer:
        case Shown(situations):
            (shown,) = situations
            if truth(wanted, shown, rules) is not True:
                yield "what is shown does not reach it"
            if any(fact in shown and shown[fact] != value for fact, value in situation.items()):
                yield "what is shown is not a completion"
            if not possible(goal, situation, rules, left_open(situation, rules)):
                yield "shown, but not possible"
        case Never():
            if exact(situation, rules) and possible(goal, situation, rules, frozenset()):
                yield "called impossible, but possible"
            if any(truth(wanted, full, rules) for full in completions(situation, rules)):
                yield "called impossible, but found"
        case Open(reason):
            # where the time was too short nothing is wrong
            if exact(situation, rules) and "value is known" in reason:
                yield f"not known: {reason}"
        case _:
            assert_never(answer)


def allowed_by(rules: RuleSet) -> Condition:
    """Return that no constraint forbids a situation; not asked of the solver's modules, which are judged here."""
    return All(tuple(Not(Holds(conclusion)) for conclusion, _ in rules.of_kind("impossible")))


def exact(situation: Situation, rules: RuleSet) -> bool:
    """Return whether what the definition calls possible is possible: it promises no more where figures are missing or facts left open."""
    atoms = [atom for condition in rules.conditions.values() for atom in comparisons(condition)]
    names = {name for atom in atoms for side in (atom.left, atom.right) for name in parameters_of(side)}
    day = situation.get(TODAY)
    if not isinstance(day, date) or left_open(situation, rules):
        return False
    return all(rules.vocabulary.parameters[name].on(day) is not None for name in names)
