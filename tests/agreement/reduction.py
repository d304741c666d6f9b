"""A failing case without what its failure does not need, which makes a case of the shipped rules small and lasting."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from typing import TypeVar, assert_never

from agreement.interpreters import Case, Disagreement, Raised
from simexit.model.expressions import (
    All,
    Always,
    Compare,
    Conclusion,
    Condition,
    Holds,
    Not,
    Some,
    comparisons,
    conclusions_in,
    facts_compared,
    parameters_of,
)
from simexit.model.rules import RuleSet

K = TypeVar("K")
V = TypeVar("V")
Judge = Callable[[Case], Disagreement | None]


def reduced(found: Disagreement, judge: Judge) -> Disagreement:
    """Return a disagreement of which no situation, known fact, conclusion or part of a condition can be taken away so that one is left.

    A wrong answer stays one and does not become an error, nor an error a wrong answer.
    """
    raised = isinstance(found.said, Raised)

    def same(case: Case) -> Disagreement | None:
        left = judge(case)
        return left if left is not None and isinstance(left.said, Raised) is raised else None

    while (smaller := next(filter(None, map(same, _smaller(found.case))), None)) is not None:
        found = smaller
    return same(Case(_used(found.case.rules, found.case), found.case.situations)) or found


def _smaller(case: Case) -> Iterator[Case]:
    """Yield the cases with one thing less."""
    for conclusion in reversed(_not_needed(case.rules)):
        yield Case(without(case.rules, conclusion), case.situations)
    for place, situation in enumerate(case.situations):
        before, after = case.situations[:place], case.situations[place + 1 :]
        if after:
            yield Case(case.rules, [*before, *after])
        for fact in situation:
            yield Case(case.rules, [*before, _less(situation, fact), *after])
    for conclusion, condition in case.rules.conditions.items():
        for simpler in _simpler(condition):
            conditions = {**case.rules.conditions, conclusion: simpler}
            yield Case(RuleSet(case.rules.vocabulary, (), conditions, case.rules.identity), case.situations)


def _simpler(condition: Condition) -> Iterator[Condition]:
    """Yield a condition with one part less, at any depth; a single part stands for itself."""
    match condition:
        case Always() | Compare() | Holds():
            return
        case Not(part):
            yield from (Not(simpler) for simpler in _simpler(part))
        case All(parts) | Some(parts):
            if len(parts) == 1:
                yield parts[0]
            for place, part in enumerate(parts):
                before, after = parts[:place], parts[place + 1 :]
                if before or after:
                    yield type(condition)((*before, *after))
                yield from (type(condition)((*before, simpler, *after)) for simpler in _simpler(part))
        case _:
            assert_never(condition)


def _not_needed(rules: RuleSet) -> list[Conclusion]:
    """Return the conclusions that no other one refers to."""
    referred = {inner for condition in rules.conditions.values() for inner in conclusions_in(condition)}
    return [conclusion for conclusion in rules.conditions if conclusion not in referred]


def without(rules: RuleSet, conclusion: Conclusion) -> RuleSet:
    """Return the rule set without a conclusion."""
    words, name = rules.vocabulary, conclusion.name
    match conclusion.kind:
        case "applies":
            words = replace(words, facts={**words.facts, name: replace(words.facts[name], applies=None)})
        case "impossible":
            words = replace(words, constraints=_less(words.constraints, name))
        case "derived":
            words = replace(words, derived=_less(words.derived, name))
        case "action":
            words = replace(words, actions=_less(words.actions, name))
        case "warning":
            words = replace(words, warnings=_less(words.warnings, name))
        case "deadline":
            words = replace(words, deadlines=_less(words.deadlines, name))
        case "rule":
            pass
    return RuleSet(words, (), _less(rules.conditions, conclusion), rules.identity)


def _less(entries: Mapping[K, V], key: K) -> dict[K, V]:
    return {name: value for name, value in entries.items() if name != key}


def _used(rules: RuleSet, case: Case) -> RuleSet:
    """Return the rule set with only those facts and figures that something speaks of."""
    atoms = [atom for condition in rules.conditions.values() for atom in comparisons(condition)]
    facts = {"today", *(fact for atom in atoms for fact in facts_compared(atom)), *(fact for one in case.situations for fact in one)}
    figures = {name for atom in atoms for side in (atom.left, atom.right) for name in parameters_of(side)}
    words = replace(
        rules.vocabulary,
        facts={name: fact for name, fact in rules.vocabulary.facts.items() if name in facts},
        parameters={name: figure for name, figure in rules.vocabulary.parameters.items() if name in figures},
    )
    return RuleSet(words, (), rules.conditions, rules.identity)
