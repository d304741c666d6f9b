"""A comparison as it would be written in a rule: the same in every language."""

from __future__ import annotations

from datetime import date
from typing import assert_never

from simexit.model.expressions import Arithmetic, Call, Compare, Constant, FactValue, ParameterValue, Term
from simexit.model.types import Value, written


def formula(atom: Compare) -> str:
    """Return a comparison as text."""
    return f"{_term(atom.left)} {atom.comparison} {_term(atom.right)}"


def _term(term: Term) -> str:
    match term:
        case Constant(constant):
            return _constant(constant)
        case FactValue(name):
            return name
        case ParameterValue(name):
            return f"parameter.{name}"
        case Arithmetic(operation, left, right):
            return f"({_term(left)} {operation} {_term(right)})"
        case Call(function, arguments):
            return f"{function}({', '.join(map(_term, arguments))})"
        case _:
            assert_never(term)


def _constant(constant: Value | frozenset[Value]) -> str:
    if isinstance(constant, frozenset):
        return f"[{', '.join(sorted(map(_constant, constant)))}]"
    if isinstance(constant, bool):
        return "true" if constant else "false"
    return f"'{constant}'" if isinstance(constant, date) else written(constant)
