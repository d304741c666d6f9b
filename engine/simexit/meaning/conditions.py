"""The value of a term and the truth of a condition in a situation, after Kleene: true, false, or None for unknown.

Source of the logic: S. C. Kleene, Introduction to Metamathematics (1952), §64, the strong connectives.
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Iterable
from datetime import date
from typing import Any, assert_never

from simexit.model.calendar import shifted, working_day_after, working_day_before, working_days_between
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
    facts_compared,
)
from simexit.model.rules import RuleSet, Situation

Truth = bool | None

COMPARE: dict[str, Callable[[Any, Any], bool]] = {
    "==": operator.eq,
    "!=": operator.ne,
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
    "in": lambda left, right: left in right,
    "not in": lambda left, right: left not in right,
}


def truth(condition: Condition, situation: Situation, rules: RuleSet) -> Truth:
    """Return whether a condition is true, false or, for lack of facts, unknown."""
    match condition:
        case Always(value):
            return value
        case Holds(conclusion):
            return truth(rules.conditions[conclusion], situation, rules)
        case Not(part):
            inner = truth(part, situation, rules)
            return None if inner is None else not inner
        case All(parts):
            return every(truth(part, situation, rules) for part in parts)
        case Some(parts):
            none_true = every(_negated(truth(part, situation, rules)) for part in parts)
            return _negated(none_true)
        case Compare():
            applying = (applies(fact, situation, rules) for fact in facts_compared(condition))
            return every([*applying, compare(condition, situation, rules)])
        case _:
            assert_never(condition)


def every(truths: Iterable[Truth]) -> Truth:
    """Return false where one is false, else unknown where one is unknown, else true."""
    result: Truth = True
    for one in truths:
        if one is False:
            return False
        result = None if one is None else result
    return result


def _negated(value: Truth) -> Truth:
    return None if value is None else not value


def applies(fact: str, situation: Situation, rules: RuleSet) -> Truth:
    """Return whether a fact applies: a fact without a condition always does."""
    condition = rules.conditions.get(Conclusion("applies", fact))
    return True if condition is None else truth(condition, situation, rules)


def compare(atom: Compare, situation: Situation, rules: RuleSet) -> Truth:
    """Return what a comparison says of the values alone, whether or not the facts apply."""
    left, right = value(atom.left, situation, rules), value(atom.right, situation, rules)
    return None if left is None or right is None else COMPARE[atom.comparison](left, right)


def value(term: Term, situation: Situation, rules: RuleSet) -> Any:
    """Return the value of a term, or None where a fact is unknown or a parameter has no value on that day."""
    match term:
        case Constant(constant):
            return constant
        case FactValue(name):
            return situation.get(name)
        case ParameterValue(name):
            return rules.vocabulary.parameters[name].on(_today(situation))
        case Arithmetic(operation, left, right):
            return _arithmetic(operation, value(left, situation, rules), value(right, situation, rules))
        case Call(function, arguments):
            values = [value(argument, situation, rules) for argument in arguments]
            return None if None in values else _call(function, values, _today(situation), rules.vocabulary.settings.calendar)
        case _:
            assert_never(term)


def _today(situation: Situation) -> date | None:
    today = situation.get(TODAY)
    return today if isinstance(today, date) else None


def _arithmetic(operation: str, left: Any, right: Any) -> Any:
    if left is None or right is None:
        return None
    if isinstance(left, date) and isinstance(right, date):
        return (left - right).days
    if isinstance(left, date):
        return shifted(left, right if operation == "+" else -right)
    if isinstance(right, date):
        return shifted(right, left)
    return {"+": operator.add, "-": operator.sub, "*": operator.mul}[operation](left, right)


def _call(function: str, values: list[Any], today: date | None, calendar: str) -> Any:
    match function, values:
        case "working_day_before", [day, count]:
            return working_day_before(calendar, day, count)
        case "working_day_after", [day, count]:
            return working_day_after(calendar, day, count)
        case _, [day] if today is None:
            return None
        case "days_until", [day]:
            return (day - today).days
        case "days_since", [day]:
            return (today - day).days
        case "working_days_until", [day]:
            return working_days_between(calendar, today, day) if today else None
        case "working_days_since", [day]:
            return working_days_between(calendar, day, today) if today else None
        case _:
            raise AssertionError(f"no function {function} of {values}")
