"""A rule set with other rules, constraints or words: put together as `check` puts together what it reads."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from simexit.check.context import Context
from simexit.check.whole import in_order
from simexit.model.assembly import conditions, dated, with_overrides
from simexit.model.expressions import Condition
from simexit.model.rules import Rule, RuleSet
from simexit.model.vocabulary import Vocabulary
from simexit.text.diagnostics import Findings


def with_rule(rules: RuleSet, other: Rule) -> RuleSet:
    """Return a rule set in which a rule of the same name is another one."""
    return _made(rules, read=(other if rule.name == other.name else rule for rule in rules.rules))


def with_constraint(rules: RuleSet, name: str, forbidden: Condition) -> RuleSet:
    """Return a rule set in which a constraint forbids something else."""
    return _made(rules, impossible={**_impossible(rules), name: forbidden})


def with_words(rules: RuleSet, vocabulary: Vocabulary) -> RuleSet:
    """Return a rule set with other facts, actions, parameters or deadlines of the same names."""
    return _made(rules, vocabulary=vocabulary)


def _made(
    rules: RuleSet,
    *,
    vocabulary: Vocabulary | None = None,
    impossible: Mapping[str, Condition] | None = None,
    read: Iterable[Rule] | None = None,
) -> RuleSet:
    spoken = vocabulary or rules.vocabulary
    fresh = with_overrides(replace(rule, condition=dated(rule.when, rule.in_force)) for rule in read or rules.rules)
    found = in_order(conditions(spoken, impossible or _impossible(rules), fresh), Context(Findings()))
    assert found is not None, "a mutant refers to nothing that the rule set does not refer to, so there is no circle"
    return replace(rules, vocabulary=spoken, rules=fresh, conditions=found)


def _impossible(rules: RuleSet) -> dict[str, Condition]:
    return {conclusion.name: condition for conclusion, condition in rules.of_kind("impossible")}
