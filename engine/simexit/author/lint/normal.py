"""A condition in one form for all ways to write it, as far as that is seen at a glance; equal forms mean the same."""

from __future__ import annotations

from typing import assert_never

from simexit.author.lint.values import holds, only_fact, points
from simexit.model.expressions import All, Always, Compare, Condition, Constant, Holds, Not, Some
from simexit.model.rules import RuleSet


def normal(condition: Condition, rules: RuleSet) -> Condition:
    """Return a condition without nesting, order, repetition, and parts that another one beside them says already."""
    match condition:
        case Compare("in", left, Constant(frozenset() as members)) if len(members) == 1:
            return Compare("==", left, Constant(next(iter(members))))
        case Always() | Compare() | Holds():
            return condition
        case Not(part):
            simple = normal(part, rules)
            return simple.part if isinstance(simple, Not) else Not(simple)
        case All() | Some():
            return _joined(condition, rules)
        case _:
            assert_never(condition)


def _joined(condition: All | Some, rules: RuleSet) -> Condition:
    kind = type(condition)
    parts: list[Condition] = []
    for part in condition.parts:
        simple = normal(part, rules)
        parts += simple.parts if isinstance(simple, kind) else [simple]
    dropped = needless(parts, kind, rules)
    kept = [part for place, part in enumerate(parts) if place not in dropped]
    return kept[0] if len(kept) == 1 else kind(tuple(sorted(kept, key=repr)))


def needless(parts: list[Condition], kind: type[All | Some], rules: RuleSet) -> dict[int, int]:
    """Return which parts, by place, add nothing to which other one; of two that say the same it is the later one."""
    found: dict[int, int] = {}
    for place, part in enumerate(parts):
        for other, beside in enumerate(parts):
            if other == place or other in found:
                continue
            stronger, weaker = (beside, part) if kind is All else (part, beside)
            if implies(stronger, weaker, rules) and (other < place or not implies(weaker, stronger, rules)):
                found[place] = other
                break
    return found


def implies(first: Condition, second: Condition, rules: RuleSet) -> bool:
    """Return whether it is seen at a glance that one condition is true wherever another is."""
    if first == second:
        return True
    fact = only_fact(first)
    if fact is None or fact != only_fact(second):
        return False
    return all(holds(second, point) for point in points(fact, (first, second), rules) if holds(first, point))
