"""Values of the model as short Python expressions, and back: exact, and readable without running anything."""

from __future__ import annotations

from dataclasses import fields, is_dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from simexit.model import expressions, types
from simexit.model.vocabulary import Period

CLASSES: tuple[type, ...] = (
    *(expressions.Always, expressions.Compare, expressions.Holds, expressions.Not, expressions.All, expressions.Some),
    *(expressions.Constant, expressions.FactValue, expressions.ParameterValue, expressions.Arithmetic, expressions.Call),
    *(types.Boolean, types.Choice, types.SetOf, types.Integer, types.Money, types.Day),
    *(expressions.Conclusion, Period, date, Decimal, frozenset),
)
_NAMES: dict[str, Any] = {"__builtins__": {}, **{one.__name__: one for one in CLASSES}}


def written(value: object) -> str:
    """Return a value of the model as an expression that `read` reads."""
    if isinstance(value, date):
        return f"date({value.year}, {value.month}, {value.day})"
    if isinstance(value, frozenset):
        return f"frozenset({sorted(value)!r})"
    if isinstance(value, expressions.Conclusion):
        return f"{type(value).__name__}({', '.join(map(written, value))})"
    if isinstance(value, tuple):
        return f"({''.join(f'{written(part)}, ' for part in value).removesuffix(' ')})"
    if is_dataclass(value):
        return f"{type(value).__name__}({', '.join(written(getattr(value, field.name)) for field in fields(value))})"
    return repr(value)


def read(text: str) -> Any:
    """Return the value that `written` wrote."""
    return eval(text, _NAMES)
