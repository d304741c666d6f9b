"""Every mutant of a rule set, always in the same order."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from simexit.author.mutation.effects import action_mutants, order_mutants
from simexit.author.mutation.figures import deadline_mutants, parameter_mutants, parameters_used
from simexit.author.mutation.kinds import Mutant
from simexit.author.mutation.rules import applies_mutants, constraint_mutants, rule_mutants
from simexit.model.rules import RuleSet


def subjects(rules: RuleSet) -> list[str]:
    """Return the names of everything in which mistakes are made."""
    vocabulary = rules.vocabulary
    tables = (vocabulary.facts, vocabulary.constraints, vocabulary.parameters, vocabulary.actions, vocabulary.deadlines)
    return [*(rule.name for rule in rules.rules), *(name for table in tables for name in table)]


def mutants(rules: RuleSet, names: Collection[str] = ()) -> Iterator[Mutant]:
    """Yield the mutants of rules, then those of the knowledge that they speak of; with names, only those of what is named."""
    for name, made in _by_name(rules):
        if not names or name in names:
            yield from made
    yield from (mutant for mutant in order_mutants(rules) if not names or mutant.name in names)


def _by_name(rules: RuleSet) -> Iterator[tuple[str, Iterator[Mutant]]]:
    vocabulary, used = rules.vocabulary, parameters_used(rules)
    yield from ((rule.name, rule_mutants(rule, rules)) for rule in rules.rules)
    yield from ((fact.name, applies_mutants(fact, rules)) for fact in vocabulary.facts.values())
    yield from ((name, constraint_mutants(name, rules)) for name in vocabulary.constraints)
    yield from ((one.name, parameter_mutants(one, rules)) for one in vocabulary.parameters.values() if one.name in used)
    yield from ((action.name, action_mutants(action, rules)) for action in vocabulary.actions.values())
    yield from ((deadline.name, deadline_mutants(deadline, rules)) for deadline in vocabulary.deadlines.values())
