"""What comparisons of many situations at once are made of: functions on arrays of whole numbers, by the names in generated source."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from simexit.run.planes.day_tables import FIRST, LAST, Figure, working_days

Row = NDArray[np.bool_]
NAMES = {"==": "equal", "!=": "not_equal", "<": "less", "<=": "less_equal", ">": "greater", ">=": "greater_equal"}
"""The functions that compare; each writes what it finds into its last argument, as `among` and `has` do."""


def among(values: Any, members: tuple[int, ...], negated: bool, row: Row) -> None:
    """Write whether each value is one of the members."""
    row[:] = False
    for member in members:
        row |= values == member
    if negated:
        np.logical_not(row, out=row)


def has(values: Any, place: int, negated: bool, row: Row) -> None:
    """Write whether each set has the member with this place."""
    np.equal(values >> place & 1, 0 if negated else 1, out=row)


def narrow(values: Any, to: np.dtype[Any]) -> Any:
    """Return numbers in as few bytes as hold them, because comparisons of those take less time."""
    return values.astype(to) if np.ndim(values) and values.dtype != to else values


def finer(values: Any, decimals: int) -> Any:
    """Return numbers in units of so many more decimals."""
    return wide(values) * 10**decimals


def wide(values: Any) -> Any:
    """Return numbers that can be computed with."""
    return values if isinstance(values, int) else values.astype(np.int64)


def shifted(days: Any, count: Any) -> Any:
    """Return the days so many later, at most the ends of the calendar."""
    return np.clip(wide(days) + wide(count), FIRST, LAST)


def figure(table: Figure, today: Any) -> Any:
    """Return the value of a parameter on each day."""
    return int(table.values[0]) if table.is_constant else table.values[today - FIRST]


def days_until(day: Any, today: Any) -> Any:
    """Return the days from today."""
    return np.subtract(day, today, dtype=np.int32)


def namespace(country: str, figures: Mapping[str, Figure]) -> dict[str, Any]:
    """Return what generated comparisons call, for the calendar of a country and for the figures of a rule set."""
    return {
        **{name: getattr(np, name) for name in NAMES.values()},
        **{one.__name__: one for one in (among, has, narrow, finer, wide, shifted, figure, days_until)},
        **{f"int{bits}": np.dtype(f"int{bits}") for bits in (8, 16, 32, 64)},
        "days_since": lambda day, today: days_until(today, day),
        "working_days_until": lambda day, today: working_days(country).between(today, day),
        "working_days_since": lambda day, today: working_days(country).between(day, today),
        "working_day_before": lambda day, count: working_days(country).day_before(day, count),
        "working_day_after": lambda day, count: working_days(country).day_after(day, count),
        **{f"p_{place}": table for place, table in enumerate(figures.values())},
    }
