"""How rules become the conditions of a rule set: days in force, overrides, several rules for one conclusion."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date

from simexit.model.expressions import TODAY, All, Compare, Conclusion, Condition, Constant, FactValue, Holds, Not, Some
from simexit.model.rules import Rule
from simexit.model.vocabulary import Vocabulary


def dated(when: Condition, in_force: tuple[date | None, date | None]) -> Condition:
    """Return a condition with the addition that the rule is in force today."""
    start, end = in_force
    bounds: list[Condition] = []
    if start is not None:
        bounds.append(Compare(">=", FactValue(TODAY), Constant(start)))
    if end is not None:
        bounds.append(Compare("<=", FactValue(TODAY), Constant(end)))
    return All((*bounds, when)) if bounds else when


def with_overrides(rules: Iterable[Rule]) -> tuple[Rule, ...]:
    """Return rules, dated before, each without the situations in which a rule that overrides it holds."""
    given = tuple(rules)
    exceptions: dict[str, list[Condition]] = {}
    for rule in given:
        for overridden in rule.overrides:
            exceptions.setdefault(overridden, []).append(Holds(Conclusion("rule", rule.name)))
    return tuple(
        replace(rule, condition=All((rule.condition, Not(Some(tuple(exceptions[rule.name])))))) if rule.name in exceptions else rule
        for rule in given
    )


def conditions(vocabulary: Vocabulary, impossible: Mapping[str, Condition], rules: Iterable[Rule]) -> dict[Conclusion, Condition]:
    """Return the condition of every conclusion, in no order: some rule for it holds."""
    given = tuple(rules)
    found: dict[Conclusion, Condition] = {}
    for fact in vocabulary.facts.values():
        if fact.applies is not None:
            found[Conclusion("applies", fact.name)] = fact.applies
    for name, forbidden in impossible.items():
        found[Conclusion("impossible", name)] = forbidden
    found.update({Conclusion("rule", rule.name): rule.condition for rule in given if rule.overrides})
    for_each: dict[Conclusion, list[Condition]] = {
        **{Conclusion("derived", name): [] for name, fact in vocabulary.derived.items() if fact.value is None},
        **{Conclusion("action", name): [] for name in vocabulary.actions},
        **{Conclusion("warning", name): [] for name in vocabulary.warnings},
        **{Conclusion("deadline", name): [] for name in vocabulary.deadlines},
    }
    for rule in given:
        holds = Holds(Conclusion("rule", rule.name)) if rule.overrides else rule.condition
        for_each.setdefault(rule.then, []).append(holds)
    found.update({c: parts[0] if len(parts) == 1 else Some(tuple(parts)) for c, parts in for_each.items()})
    return found
