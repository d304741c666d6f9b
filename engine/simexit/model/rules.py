"""Rules, and the rule set that the interpreters see."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from functools import cached_property

from simexit.model.expressions import Compare, Conclusion, Condition, comparisons, conclusions_in, facts_compared
from simexit.model.types import Text, Value
from simexit.model.vocabulary import Invariant, Vocabulary
from simexit.record import record, uncompared
from simexit.text.source import Span

Situation = Mapping[str, Value]
"""The facts known so far, by name, `today` among them; a fact that is not in it is unknown."""


@record
class Rule:
    """One rule; `condition` is its `when` on the days it is in force, less the rules that override it."""

    name: str
    when: Condition
    condition: Condition
    then: Conclusion
    why: Text
    sources: tuple[str, ...]
    checked: date
    in_force: tuple[date | None, date | None]
    overrides: tuple[str, ...]
    span: Span = uncompared()
    when_text: str = uncompared()
    leaves: tuple[Span, ...] = uncompared(default=())
    """Where each leaf of `when` is written, in the order of `model.expressions.leaves`."""


@record
class RuleSet:
    """A checked library: what its words mean and what follows from what.

    `conditions` has a condition for each conclusion, every one after those it refers to. `finished` is what its author says
    must be so where nothing is due.
    """

    vocabulary: Vocabulary
    rules: tuple[Rule, ...]
    conditions: Mapping[Conclusion, Condition]
    identity: str
    finished: Condition | None = None
    invariants: tuple[Invariant, ...] = ()

    __eq__ = object.__eq__  # there are seldom two, and comparing what is in them takes long
    __hash__ = object.__hash__

    def of_kind(self, kind: str) -> Iterator[tuple[Conclusion, Condition]]:
        """Yield the conclusions of one kind with their conditions, actions in the order in which they are due."""
        if kind == "action":
            actions = (Conclusion("action", name) for name in self.vocabulary.actions)
            return ((conclusion, self.conditions[conclusion]) for conclusion in actions)
        return ((conclusion, condition) for conclusion, condition in self.conditions.items() if conclusion.kind == kind)

    @cached_property
    def rules_for(self) -> Mapping[Conclusion, tuple[Rule, ...]]:
        """The rules that conclude each conclusion."""
        found: dict[Conclusion, tuple[Rule, ...]] = {}
        for rule in self.rules:
            found[rule.then] = (*found.get(rule.then, ()), rule)
        return found

    @cached_property
    def atoms_about(self) -> Mapping[str, tuple[Compare, ...]]:
        """The comparisons that each fact stands in, anywhere in the rule set."""
        found: dict[str, dict[Compare, None]] = {name: {} for name in self.vocabulary.facts}
        for condition in self.conditions.values():
            for atom in comparisons(condition):
                for fact in facts_compared(atom):
                    found[fact][atom] = None
        return {fact: tuple(atoms) for fact, atoms in found.items()}

    @cached_property
    def facts_behind(self) -> Mapping[Conclusion, frozenset[str]]:
        """The facts that each conclusion depends on, through others and through what applies."""
        found: dict[Conclusion, frozenset[str]] = {}
        for conclusion, condition in self.conditions.items():
            direct = {fact for atom in comparisons(condition) for fact in facts_compared(atom)}
            behind = [found[Conclusion("applies", fact)] for fact in direct if Conclusion("applies", fact) in self.conditions]
            through = [found[inner] for inner in conclusions_in(condition)]
            found[conclusion] = frozenset(direct).union(*behind, *through)
        return found

    @cached_property
    def conclusions_behind(self) -> Mapping[Conclusion, frozenset[Conclusion]]:
        """The conclusions that each one builds on, itself and what applies among them."""
        found: dict[Conclusion, frozenset[Conclusion]] = {}
        for conclusion, condition in self.conditions.items():
            guards = {Conclusion("applies", fact) for atom in comparisons(condition) for fact in facts_compared(atom)}
            inner = [*conclusions_in(condition), *(guard for guard in guards if guard in self.conditions)]
            found[conclusion] = frozenset({conclusion}).union(*(found[one] for one in inner))
        return found
