"""One situation of a question as formulas: the facts, the conclusions of a rule set about them, and what a situation can be."""

from __future__ import annotations

from decimal import Decimal
from typing import assert_never

from simexit.meaning.conditions import applies
from simexit.model.expressions import (
    TODAY,
    All,
    Always,
    Compare,
    Comparison,
    Conclusion,
    Condition,
    Constant,
    Holds,
    Not,
    Some,
    Term,
    facts_compared,
    facts_of,
)
from simexit.model.rules import RuleSet, Situation
from simexit.model.types import LARGEST_NUMBER, Integer, Money
from simexit.model.vocabulary import Outcome
from simexit.prove.smt import FALSE, TRUE, Checker, Formula, Model, boolean, every, implied, negation, some
from simexit.prove.terms import Pair, Terms
from simexit.prove.variables import Variable, variable, within
from simexit.prove.working_days import WorkingDays

YES, NO = Pair(TRUE, TRUE), Pair(FALSE, FALSE)


class World:
    """A situation that is not known, judged by one rule set.

    Beside another one it differs from that only in facts of its `own`, and in what depends on them; its rules may be others.
    """

    def __init__(
        self,
        name: str,
        rules: RuleSet,
        checker: Checker,
        working_days: WorkingDays,
        beside: World | None = None,
        own: frozenset[str] = frozenset(),
    ) -> None:
        self.rules = rules
        self.facts: dict[str, Variable] = {}
        self._name = name
        self._checker = checker
        for fact in rules.vocabulary.facts.values():
            if beside is not None and fact.name in beside.facts and fact.name not in own:
                self.facts[fact.name] = beside.facts[fact.name]
                if fact.type != beside.rules.vocabulary.facts[fact.name].type:
                    checker.add(*within(self.facts[fact.name], fact.type))
            else:
                self.facts[fact.name], bounds = variable(f"{name}:{fact.name}", fact.type)
                checker.add(*bounds)
        self._terms = Terms(rules, self.facts, working_days)
        self._conclusions = {} if beside is None or beside.rules is not rules else beside.untouched(own)
        self._read: dict[Condition, Pair] = {}

    def untouched(self, own: frozenset[str]) -> dict[Conclusion, Pair]:
        """Return the conclusions that do not depend on some facts; figures depend on the day."""
        if TODAY in own:
            return {}
        return {conclusion: mine for conclusion, mine in self._conclusions.items() if not self.rules.facts_behind[conclusion] & own}

    def formula(self, condition: Condition) -> Pair:
        """Return what makes a condition true, and what lets it be true."""
        if condition not in self._read:
            self._read[condition] = self._formula(condition)
        return self._read[condition]

    def _formula(self, condition: Condition) -> Pair:
        match condition:
            case Always(value):
                return YES if value else NO
            case Holds(conclusion):
                return self.conclusion(conclusion)
            case Compare():
                return self._compare(condition)
            case Not(part):
                return self.formula(part).inverse
            case All(parts):
                return _both([self.formula(part) for part in parts])
            case Some(parts):
                return _both([self.formula(part).inverse for part in parts]).inverse
            case _:
                assert_never(condition)

    def situation(self, model: Model) -> Situation:
        """Return the situation in a model, without the facts that do not apply in it."""
        found = {name: variable.value(model) for name, variable in self.facts.items()}
        return {name: value for name, value in found.items() if applies(name, found, self.rules) is not False}

    def told(self, situation: Situation) -> Formula:
        """Return that the facts of a situation that this one knows have the values they have there."""
        return every([self.facts[name].equals(value) for name, value in situation.items() if name in self.facts])

    def happens(self, outcome: Outcome, later: World) -> Formula:
        """Return that another situation is this one after an outcome.

        What is not changed stays; what certainly did not apply is not known, and so is a change that cannot be computed.
        """
        links = []
        for name, mine in self.facts.items():
            if later.facts[name] is mine:
                continue
            if name in outcome.changes:
                links.append(self._becomes(outcome, name, later.facts[name]))
            else:
                links.append(implied(self._applies(name).may, mine.same(later.facts[name])))
        return every(links)

    def equal(self, term: Term, other: World, other_term: Term) -> Formula:
        """Return that a term has the same value here as another one in another world, where both are known."""
        mine, theirs = self._terms.by_day(term), other._terms.by_day(other_term)
        return some([every([day, other_day, one.same(another)]) for day, one in mine for other_day, another in theirs])

    def differs(self, term: Term, other: World, other_term: Term) -> Formula:
        """Return that a term has another value here than another one in another world, or a value in one of the two only."""
        known = [self._known(term), other._known(other_term)]
        return every([some(known), negation(every([*known, self.equal(term, other, other_term)]))])

    def _known(self, term: Term) -> Formula:
        """Return that a term has a value: its figures have one, and its facts may apply."""
        days = some([days for days, _ in self._terms.by_day(term)])
        return every([days, *(self._applies(fact).may for fact in facts_of(term))])

    def out_of_range(self, outcome: Outcome) -> Formula:
        """Return that a change leaves the range of its fact, where the range has bounds."""
        found = [FALSE]
        for name, term in outcome.changes.items():
            of = self.rules.vocabulary.facts[name].type
            if isinstance(of, Integer | Money):
                edges: tuple[tuple[Comparison, int | Decimal], ...] = (("<", of.low), (">", of.high))
                beyond = [Compare(comparison, term, Constant(bound)) for comparison, bound in edges if abs(bound) != LARGEST_NUMBER]
                found += [self._terms.compare(atom).true for atom in beyond]
        return some(found)

    def _becomes(self, outcome: Outcome, name: str, later: Variable) -> Formula:
        known = []
        for days, same in self._terms.new_values(outcome.changes[name], later):
            known.append(implied(days, same))
        return every(known)

    def conclusion(self, conclusion: Conclusion) -> Pair:
        """Return a conclusion under a name of its own, which is made when it is first needed."""
        if conclusion not in self._conclusions:
            found = self.formula(self.rules.conditions[conclusion])
            true = self._named(f"{self._name}!{conclusion}", found.true)
            may = true if found.may is found.true else self._named(f"{self._name}?{conclusion}", found.may)
            self._conclusions[conclusion] = Pair(true, may)
        return self._conclusions[conclusion]

    def _applies(self, fact: str) -> Pair:
        conclusion = Conclusion("applies", fact)
        return self.conclusion(conclusion) if conclusion in self.rules.conditions else YES

    def _named(self, name: str, formula: Formula) -> Formula:
        named = boolean(name)
        self._checker.add(named == formula)
        return named

    def _compare(self, atom: Compare) -> Pair:
        guards = [self._applies(fact) for fact in facts_compared(atom)]
        return _both([*(guard for guard in guards if guard is not YES), self._terms.compare(atom)])


def _both(parts: list[Pair]) -> Pair:
    true = every([part.true for part in parts])
    return Pair(true, true if all(part.may is part.true for part in parts) else every([part.may for part in parts]))
