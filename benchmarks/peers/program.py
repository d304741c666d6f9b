"""A checked rule set in the small form that every peer can be given: comparisons of a fact, or of two days, with a constant."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, assert_never

from simexit.model.expressions import (
    TODAY,
    All,
    Always,
    Arithmetic,
    Call,
    Compare,
    Conclusion,
    Condition,
    Constant,
    FactValue,
    Holds,
    Not,
    ParameterValue,
    Some,
    Term,
    conclusions_in,
    facts_compared,
)
from simexit.model.judgement import FINISHED
from simexit.model.rules import RuleSet, Situation
from simexit.model.types import Boolean, Choice, Money

Answer = tuple[str, tuple[str, ...], tuple[str, ...]]
"""The next action or `finished`, the actions that are due in their order, the warnings."""
OPEN = "open"
"""Instead of a next action, where an engine says that it does not know."""
Decide = Callable[[dict[str, Any]], Answer]

OPPOSITE = {"==": "!=", "!=": "==", "<": ">=", "<=": ">", ">": "<=", ">=": "<", "in": "not in", "not in": "in"}


class CannotTranslateError(Exception):
    """A peer has no form for what a rule says."""


@dataclass(frozen=True)
class Program:
    """Conditions by a plain name, each after those it refers to; `levels` says how many of them stand upon one another."""

    conditions: Mapping[str, Condition]
    levels: Mapping[str, int]
    facts: Mapping[str, str]
    actions: tuple[tuple[str, str], ...]
    warnings: tuple[tuple[str, str], ...]

    def strata(self) -> list[list[str]]:
        """Return the names by level, the lowest first."""
        return [[name for name in self.conditions if self.levels[name] == level] for level in sorted(set(self.levels.values()))]

    def answer(self, true: Mapping[str, Any]) -> Answer:
        """Return the answer for what is true of each name; what is missing is not true."""
        get = true.get
        agenda = tuple([action for name, action in self.actions if get(name)])
        return agenda[0] if agenda else FINISHED, agenda, tuple([warning for name, warning in self.warnings if get(name)])


def name_of(conclusion: Conclusion) -> str:
    """Return the plain name of a conclusion."""
    return f"{conclusion.kind}_{conclusion.name}"


def program(rules: RuleSet, today: date) -> Program:
    """Return the rules in plain form, with the figures of a day written into them."""
    levels: dict[Conclusion, int] = {}
    lowered: dict[str, Condition] = {}
    for conclusion, condition in rules.conditions.items():
        plain = _condition(condition, rules, today)
        levels[conclusion] = 1 + max((levels[inner] for inner in conclusions_in(plain)), default=-1)
        lowered[name_of(conclusion)] = plain
    named = [[(name_of(one), one.name) for one, _ in rules.of_kind(kind)] for kind in ("action", "warning")]
    kinds = {name: _kind(fact.type) for name, fact in rules.vocabulary.facts.items()}
    return Program(lowered, {name_of(one): level for one, level in levels.items()}, kinds, tuple(named[0]), tuple(named[1]))


def plain_facts(situation: Situation, rules: RuleSet) -> dict[str, Any]:
    """Return the facts as peers take them: days as numbers of days, amounts in hundredths."""
    facts = rules.vocabulary.facts
    return {name: _plain(value, isinstance(facts[name].type, Money)) for name, value in situation.items()}


def pushed(condition: Condition, value: bool = True) -> Condition:
    """Return a condition that holds where the given one has the value, with `not` only before conclusions."""
    match condition:
        case Always(always):
            return Always(always == value)
        case Holds():
            return condition if value else Not(condition)
        case Compare(comparison, left, right):
            return condition if value else Compare(OPPOSITE[comparison], left, right)  # type: ignore[arg-type] # a comparison again
        case Not(part):
            return pushed(part, not value)
        case All(parts):
            return (All if value else Some)(tuple(pushed(part, value) for part in parts))
        case Some(parts):
            return (Some if value else All)(tuple(pushed(part, value) for part in parts))
        case _:
            assert_never(condition)


def sides(atom: Compare) -> tuple[tuple[str, ...], Any]:
    """Return the fact, or the two days of which the second is subtracted, and the constant they are compared with."""
    assert isinstance(atom.right, Constant)
    match atom.left:
        case FactValue(name):
            return (name,), atom.right.value
        case Arithmetic("-", FactValue(one), FactValue(other)):
            return (one, other), atom.right.value
        case _:
            raise CannotTranslateError(f"no plain form of {atom.left}")


def _kind(of: object) -> str:
    return "boolean" if isinstance(of, Boolean) else "choice" if isinstance(of, Choice) else "number"


def _plain(value: Any, money: bool) -> Any:
    match value:
        case bool() | str():
            return value
        case date():
            return value.toordinal()
        case int() | Decimal():
            return int(value * 100) if money else int(value)
        case _:
            raise CannotTranslateError(f"no plain form of {value}")


def _condition(condition: Condition, rules: RuleSet, today: date) -> Condition:
    """Return a condition with plain comparisons; what has to apply is written out."""
    match condition:
        case Always() | Holds():
            return condition
        case Not(part):
            return Not(_condition(part, rules, today))
        case All(parts):
            return All(tuple(_condition(part, rules, today) for part in parts))
        case Some(parts):
            return Some(tuple(_condition(part, rules, today) for part in parts))
        case Compare():
            guards = [Conclusion("applies", fact) for fact in facts_compared(condition)]
            holding = tuple(Holds(guard) for guard in guards if guard in rules.conditions)
            return All((*holding, _compare(condition, rules, today))) if holding else _compare(condition, rules, today)
        case _:
            assert_never(condition)


def _compare(atom: Compare, rules: RuleSet, today: date) -> Compare:
    left, right = atom.left, _figure(atom.right, rules, today)
    if isinstance(left, FactValue) and right == FactValue(TODAY):
        return Compare(atom.comparison, Arithmetic("-", left, right), Constant(0))
    match left:
        case Call("days_until", (FactValue() as day,)):
            left = Arithmetic("-", day, FactValue(TODAY))
        case Call("days_since", (FactValue() as day,)):
            left = Arithmetic("-", FactValue(TODAY), day)
        case FactValue():
            pass
        case _:
            raise CannotTranslateError(f"no plain form of {left}")
    if not isinstance(right, Constant):
        raise CannotTranslateError(f"no plain form of {right}")
    return Compare(atom.comparison, left, Constant(_constants(right.value, _amount(left, rules))))


def _amount(left: Term, rules: RuleSet) -> bool:
    return isinstance(left, FactValue) and isinstance(rules.vocabulary.facts[left.name].type, Money)


def _constants(value: Any, money: bool) -> Any:
    return frozenset(_plain(one, money) for one in value) if isinstance(value, frozenset) else _plain(value, money)


def _figure(term: Term, rules: RuleSet, today: date) -> Term:
    """Return a parameter as its value on the day."""
    if not isinstance(term, ParameterValue):
        return term
    value = rules.vocabulary.parameters[term.name].on(today)
    if value is None:
        raise CannotTranslateError(f"{term.name} has no value on that day")
    return Constant(value)


def atoms_of(conditions: Mapping[str, Condition]) -> Iterator[Compare]:
    """Yield the comparisons of all conditions, each once."""
    found: dict[Compare, None] = {}

    def visit(condition: Condition) -> None:
        match condition:
            case Compare():
                found[condition] = None
            case Not(part):
                visit(part)
            case All(parts) | Some(parts):
                for part in parts:
                    visit(part)
            case _:
                pass

    for condition in conditions.values():
        visit(condition)
    yield from found
