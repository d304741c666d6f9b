"""How rules stand in the cases of a library: which cases fire a rule, which come so near that one leaf prevents it, and what they cover."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache, partial
from typing import NamedTuple, assert_never

from simexit.author.cases.case import Case
from simexit.author.cases.situations import situation_of
from simexit.author.coverage.leaves import Leaf, Sight, looked_at
from simexit.author.coverage.measure import LeafCoverage, RuleCoverage
from simexit.meaning.conditions import Truth, truth
from simexit.model.expressions import Always, Compare, Holds, leaves
from simexit.model.judgement import Verdicts
from simexit.model.rules import Rule, RuleSet, Situation
from simexit.run.functions.compiled import Compiled


class Near(NamedTuple):
    """A case in which a rule does not fire because of one leaf of its condition."""

    case: Case
    leaf: Leaf


@dataclass(slots=True)
class InCases:
    """The cases that fire a rule, those that nearly do, how many leave it open or are far from it, and what they cover of its leaves."""

    rule: Rule
    fires: list[Case] = field(default_factory=list)
    near: list[Near] = field(default_factory=list)
    open: int = 0
    out: int = 0
    sights: list[Counter[Sight]] = field(default_factory=list)

    @property
    def covered(self) -> RuleCoverage:
        """How far the cases cover the leaves of the rule."""
        return RuleCoverage(self.rule, tuple(map(LeafCoverage, leaves(self.rule.when), self.rule.leaves, self.sights)))


def in_cases(rules: RuleSet, cases: Iterable[Case]) -> Mapping[str, InCases]:
    """Return for each rule, by its name, how it stands in the situations that cases are about."""
    compiled = Compiled(rules)
    looks = [_Look(rule) for rule in rules.rules]
    for case in cases:
        situation = situation_of(case, rules)
        decided = compiled.verdicts(situation)
        if any(conclusion.kind == "impossible" for conclusion in decided.true):
            continue
        value = cache(partial(_value, situation=situation, rules=rules, decided=decided))
        for look in looks:
            look.at(case, value)
    return {look.found.rule.name: look.found for look in looks}


class _Look:
    """Looks at one rule in case after case; leaves that are the same as in a case before make the same of the rule."""

    def __init__(self, rule: Rule) -> None:
        self.found = InCases(rule, sights=[Counter() for _ in rule.leaves])
        self._leaves = tuple(leaves(rule.when))
        self._limited = rule.condition != rule.when  # another rule overrides it, or it is not always in force
        self._known: dict[tuple[Truth, ...], tuple[Truth, tuple[Sight, ...]]] = {}

    def at(self, case: Case, value: Callable[[Leaf], Truth]) -> None:
        values = tuple(map(value, self._leaves))
        if values not in self._known:
            self._known[values] = looked_at(self.found.rule.when, dict(zip(self._leaves, values, strict=True)).__getitem__)
        fired, sights = self._known[values]
        for counter, sight in zip(self.found.sights, sights, strict=True):
            counter[sight] += 1
        if fired and self._limited:
            fired, sights = looked_at(self.found.rule.condition, value)[0], ()
        deciding = [leaf for leaf, sight in zip(self._leaves, sights, strict=False) if sight.decides]
        if fired:
            self.found.fires.append(case)
        elif fired is None:
            self.found.open += 1
        elif deciding:
            self.found.near.append(Near(case, deciding[0]))
        else:
            self.found.out += 1


def _value(leaf: Leaf, *, situation: Situation, rules: RuleSet, decided: Verdicts) -> Truth:
    match leaf:
        case Holds(conclusion):
            return True if conclusion in decided.true else False if conclusion in decided.false else None
        case Compare():
            return truth(leaf, situation, rules)
        case Always(value):
            return value
        case _:
            assert_never(leaf)
