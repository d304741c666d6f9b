"""Mutants of rules, of constraints, and of when facts apply."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

from simexit.author.mutation.conditions import variants
from simexit.author.mutation.kinds import Kind, Mutant
from simexit.author.mutation.rulesets import with_constraint, with_rule, with_words
from simexit.model.expressions import Always, Condition
from simexit.model.rules import Rule, RuleSet
from simexit.model.vocabulary import Fact

Bounds = tuple[date | None, date | None]


def rule_mutants(rule: Rule, rules: RuleSet) -> Iterator[Mutant]:
    """Yield the mutants of one rule."""
    for one in variants(rule.when, rules.vocabulary):
        span = rule.leaves[one.leaf] if rule.leaves else rule.span
        yield Mutant(one.kind, rule.name, one.sentence, span, with_rule(rules, replace(rule, when=one.condition, leaves=())))
    if not isinstance(rule.when, Always):
        never, always = (replace(rule, when=Always(value), leaves=()) for value in (False, True))
        yield Mutant("never", rule.name, "this rule is never true", rule.span, with_rule(rules, never))
        yield Mutant("always", rule.name, "this rule is always true", rule.span, with_rule(rules, always))
    for overridden in rule.overrides:
        left = replace(rule, overrides=tuple(name for name in rule.overrides if name != overridden))
        yield Mutant("override", rule.name, f"`{overridden}` is not overridden", rule.span, with_rule(rules, left))
    for bounds, sentence in other_bounds(rule.in_force):
        yield Mutant("in force", rule.name, sentence, rule.span, with_rule(rules, replace(rule, in_force=bounds)))


def other_bounds(bounds: Bounds) -> Iterator[tuple[Bounds, str]]:
    """Yield the stretches of days that begin or end a day earlier or later."""
    start, end = bounds
    for days, word in ((-1, "earlier"), (1, "later")):
        if start is not None and (end is None or start + timedelta(days) <= end):
            yield (start + timedelta(days), end), f"`from: {start}` is a day {word}"
        if end is not None and (start is None or start <= end + timedelta(days)):
            yield (start, end + timedelta(days)), f"`until: {end}` is a day {word}"


def constraint_mutants(name: str, rules: RuleSet) -> Iterator[Mutant]:
    """Yield the mutants of one constraint."""
    span = rules.vocabulary.constraints[name].span
    forbidden = next(condition for conclusion, condition in rules.of_kind("impossible") if conclusion.name == name)
    for one in variants(forbidden, rules.vocabulary):
        yield Mutant(one.kind, name, one.sentence, span, with_constraint(rules, name, one.condition))
    yield Mutant("never", name, "this constraint forbids nothing", span, with_constraint(rules, name, Always(False)))


def applies_mutants(fact: Fact, rules: RuleSet) -> Iterator[Mutant]:
    """Yield the mutants of when one fact applies."""
    if fact.applies is None:
        return
    vocabulary = rules.vocabulary

    def mutant(kind: Kind, sentence: str, applies: Condition | None) -> Mutant:
        facts = {**vocabulary.facts, fact.name: replace(fact, applies=applies)}
        return Mutant(kind, fact.name, sentence, fact.span, with_words(rules, replace(vocabulary, facts=facts)))

    yield from (mutant(one.kind, f"`applies_when`: {one.sentence}", one.condition) for one in variants(fact.applies, vocabulary))
    yield mutant("always", "it always applies", None)
