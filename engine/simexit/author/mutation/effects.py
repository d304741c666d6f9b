"""Mutants of actions: what their outcomes change, what they need, whom they wait for, and their order."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from decimal import Decimal
from itertools import pairwise

from simexit.author.mutation.comparisons import moved, step_of
from simexit.author.mutation.kinds import Mutant
from simexit.author.mutation.rulesets import with_words
from simexit.author.mutation.text import condition_text
from simexit.model.expressions import Compare, Constant, FactValue, Term
from simexit.model.rules import RuleSet
from simexit.model.types import Boolean, Choice, Integer, Money, SetOf, Type, outside
from simexit.model.vocabulary import Action, Outcome


def action_mutants(action: Action, rules: RuleSet) -> Iterator[Mutant]:
    """Yield the mutants of one action."""
    for place, outcome in enumerate(action.outcomes):
        for other, sentence in _other_outcomes(outcome, rules):
            changed = replace(action, outcomes=(*action.outcomes[:place], other, *action.outcomes[place + 1 :]))
            yield Mutant("effect", action.name, f"outcome `{outcome.name}`: {sentence}", action.span, _with_action(rules, changed))
    for fact in action.needs:
        fewer = replace(action, needs=tuple(name for name in action.needs if name != fact))
        yield Mutant("needs", action.name, f"`{fact}` is not needed", action.span, _with_action(rules, fewer))
    if action.waits_for is not None:
        yield Mutant("waiting", action.name, "it waits for nobody", action.span, _with_action(rules, replace(action, waits_for=None)))


def _with_action(rules: RuleSet, action: Action) -> RuleSet:
    return with_words(rules, replace(rules.vocabulary, actions={**rules.vocabulary.actions, action.name: action}))


def _other_outcomes(outcome: Outcome, rules: RuleSet) -> Iterator[tuple[Outcome, str]]:
    for fact, term in outcome.changes.items():
        left = {name: new for name, new in outcome.changes.items() if name != fact}
        yield replace(outcome, changes=left), f"{_so(fact, term)} is left out"
        for other in _other_values(term, rules.vocabulary.facts[fact].type, rules):
            yield replace(outcome, changes={**outcome.changes, fact: other}), f"{_so(fact, term)} becomes {_so(fact, other)}"


def _so(fact: str, term: Term) -> str:
    return f"`{condition_text(Compare('==', FactValue(fact), term))}`"


def _other_values(term: Term, of: Type, rules: RuleSet) -> Iterator[Term]:
    match term, of:
        case Constant(value), Boolean():
            yield Constant(not value)
        case Constant(value), Choice(words):
            yield from (Constant(word) for word in words if word != value)
        case Constant(frozenset() as members), SetOf(words):
            yield from (Constant(members ^ {word}) for word in words)
        case FactValue(), Boolean() | Choice() | SetOf():
            return
        case _:
            step = Decimal("0.01") if isinstance(of, Money) else step_of((term,), rules.vocabulary)
            others = (moved(term, by) for by in (step, -step))
            yield from (other for other in others if not (isinstance(other, Constant) and _out_of_range(other, of)))


def _out_of_range(constant: Constant, of: Type) -> bool:
    return isinstance(of, Integer | Money) and outside(constant.value, of) is not None


def order_mutants(rules: RuleSet) -> Iterator[Mutant]:
    """Yield the mutants of the order of actions and stages."""
    actions = rules.vocabulary.actions
    for first, second in pairwise(actions.values()):
        if first.stage == second.stage:
            names = [{first.name: second.name, second.name: first.name}.get(name, name) for name in actions]
            yield _ordered(names, first, f"it comes after `{second.name}`", rules)
    stages = list(dict.fromkeys(action.stage for action in actions.values()))
    for place, (earlier, later) in enumerate(pairwise(stages)):
        order = [*stages[:place], later, earlier, *stages[place + 2 :]]
        names = [action.name for stage in order for action in actions.values() if action.stage == stage]
        first = next(action for action in actions.values() if action.stage == earlier)
        yield _ordered(names, first, f"its stage `{earlier}` comes after the stage `{later}`", rules)


def _ordered(names: list[str], about: Action, sentence: str, rules: RuleSet) -> Mutant:
    actions: Mapping[str, Action] = {name: rules.vocabulary.actions[name] for name in names}
    return Mutant("order", about.name, sentence, about.span, with_words(rules, replace(rules.vocabulary, actions=actions)))
