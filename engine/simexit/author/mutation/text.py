"""A condition as it would be written in a rule, on one line."""

from __future__ import annotations

from typing import assert_never

from simexit.explain.formula import formula
from simexit.model.expressions import All, Always, Compare, Condition, Constant, Holds, Not, Some


def condition_text(condition: Condition) -> str:
    """Return a condition as text."""
    match condition:
        case Always(value):
            return "true" if value else "false"
        case Holds(conclusion):
            return f"due({conclusion.name})" if conclusion.kind == "action" else conclusion.name
        case Compare(right=Constant(True)):
            return formula(condition).removesuffix(" == true")
        case Compare():
            return formula(condition)
        case Not(part):
            return f"not {_inside(part)}"
        case All(parts):
            return " and ".join(map(_inside, parts))
        case Some(parts):
            return " or ".join(map(_inside, parts))
        case _:
            assert_never(condition)


def _inside(part: Condition) -> str:
    """Return a part of a longer condition as text, in parentheses where it is joined itself."""
    return f"({condition_text(part)})" if isinstance(part, All | Some) else condition_text(part)
