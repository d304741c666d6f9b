"""What a rule set says, without where and how it is written: equal where a mend has changed nothing else."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, is_dataclass

from simexit.author.lint.normal import normal
from simexit.model.expressions import All, Always, Compare, Condition, Holds, Not, Some
from simexit.model.rules import RuleSet

_WRITING = frozenset({"span", "when_text", "leaves", "written", "identity"})
"""The fields that hold a place or the text of a condition."""


def essence(rules: RuleSet) -> object:
    """Return a value that two rule sets share where every entry of them is the same and their conditions mean the same."""
    return _essence(rules, rules)


def _essence(value: object, rules: RuleSet) -> object:
    if isinstance(value, Always | Compare | Holds | Not | All | Some):
        condition: Condition = value
        return normal(condition, rules)
    if is_dataclass(value) and not isinstance(value, type):
        names = [field.name for field in fields(value)]
        return type(value).__name__, {name: _essence(getattr(value, name), rules) for name in names if name not in _WRITING}
    if isinstance(value, Mapping):
        return [(key, _essence(inner, rules)) for key, inner in value.items()]
    named: tuple[str, ...] = getattr(value, "_fields", ())
    if named:
        return [_essence(getattr(value, name), rules) for name in named if name not in _WRITING]
    if isinstance(value, tuple):
        return [_essence(inner, rules) for inner in value]
    return value
