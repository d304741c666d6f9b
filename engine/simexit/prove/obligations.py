"""What consistent means, as questions: one list for each obligation."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import combinations

from simexit.model.expressions import TODAY, All, Compare, Conclusion, Constant, FactValue, Holds, Not, Some
from simexit.model.judgement import FINISHED, next_is
from simexit.model.rules import Rule, RuleSet
from simexit.prove.questions import Decidedness, Existence, Influence, Question, Succession, Ways

ADVICE = ("action", "warning", "deadline")


def questions(rules: RuleSet) -> list[Question]:
    """Return everything that must be so of a rule set, or not so."""
    return [
        *_total(rules),
        *_no_conflict(rules),
        *_no_dead_rule(rules),
        *_no_dead_word(rules),
        *_safe(rules),
        *_ends(rules),
        *_invariants(rules),
        *_over_time(rules),
        *_sourced(rules),
    ]


def _total(rules: RuleSet) -> Iterator[Question]:
    if rules.finished is not None:
        gap = All((next_is(FINISHED, rules.vocabulary.actions), Not(rules.finished)))
        yield Existence("total", "gap", (), gap, wanted=False)


def _no_conflict(rules: RuleSet) -> Iterator[Question]:
    for first, second in combinations(rules.vocabulary.actions.values(), 2):
        if second.name in first.excludes:
            both = All((Holds(Conclusion("action", first.name)), Holds(Conclusion("action", second.name))))
            yield Existence("conflict", "both_due", (first.name, second.name), both, wanted=False)


def _no_dead_rule(rules: RuleSet) -> Iterator[Question]:
    for rule in rules.rules:
        yield Existence("dead", "rule_never_true", (rule.name,), rule.condition, wanted=True)
        others = [other.condition for other in rules.rules_for[rule.then] if other is not rule]
        if others:
            alone = All((rule.condition, Not(Some(tuple(others)))))
            yield Existence("dead", "rule_redundant", (rule.name, rule.then.name), alone, wanted=True)
        for overridden in rule.overrides:
            strikes = All((rule.condition, next(other.when for other in rules.rules if other.name == overridden)))
            yield Existence("dead", "override_never_strikes", (rule.name, overridden), strikes, wanted=True)


def _no_dead_word(rules: RuleSet) -> Iterator[Question]:
    for conclusion in rules.conditions:
        name, holds = conclusion.name, Holds(conclusion)
        match conclusion.kind:
            case "action":
                yield Existence("dead", "never_next", (name,), next_is(name, rules.vocabulary.actions), wanted=True)
            case "derived":
                yield Existence("dead", "always_so", (name,), Not(holds), wanted=True)
            case "applies":
                yield Existence("dead", "never_applies", (name,), holds, wanted=True)
            case "impossible":
                yield Existence("dead", "constraint_redundant", (name,), rules.conditions[conclusion], wanted=True, without=name)
            case _:
                continue
    behind = frozenset[str]().union(*(rules.facts_behind[conclusion] for conclusion in rules.conditions if conclusion.kind in ADVICE))
    for fact in rules.vocabulary.facts:
        if fact in behind:
            yield Influence("dead", "no_influence", (fact,))


def _safe(rules: RuleSet) -> Iterator[Question]:
    for action in rules.vocabulary.actions.values():
        if action.requires is not None:
            unsafe = All((next_is(action.name, rules.vocabulary.actions), Not(action.requires)))
            yield Existence("safe", "unsafe", (action.name,), unsafe, wanted=False)


def _ends(rules: RuleSet) -> Iterator[Question]:
    yield Ways("ends", "loop")
    for action in rules.vocabulary.actions.values():
        for outcome in action.outcomes:
            yield Succession("ends", "impossible_outcome", (action.name, outcome.name))
        if not action.outcomes and action.waits_for is None:
            yield Existence("ends", "no_outcome", (action.name,), next_is(action.name, rules.vocabulary.actions), wanted=False)


def _invariants(rules: RuleSet) -> Iterator[Question]:
    for invariant in rules.invariants:
        yield Existence("invariant", "broken", (invariant.name,), invariant.forbidden, wanted=False)


def _over_time(rules: RuleSet) -> Iterator[Question]:
    for conclusion in rules.conditions:
        if conclusion.kind in ADVICE:
            yield Decidedness("time", "undecided", (conclusion.name,), Holds(conclusion))


def _sourced(rules: RuleSet) -> Iterator[Question]:
    for rule in rules.rules:
        end = _sources_end(rule, rules)
        if end is not None:
            later = All((rule.condition, Compare(">", FactValue(TODAY), Constant(end))))
            yield Existence("sourced", "outlives_sources", (rule.name,), later, wanted=False)


def _sources_end(rule: Rule, rules: RuleSet) -> date | None:
    """Return the last day on which some source of a rule holds, or None where one has no end."""
    ends = [rules.vocabulary.works[source.partition("/")[0]].until for source in rule.sources]
    known = [end for end in ends if end is not None]
    return max(known) if known and len(known) == len(ends) else None
