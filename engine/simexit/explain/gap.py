"""By how much a comparison misses."""

from __future__ import annotations

from datetime import date

from simexit.explain.phrases import Phrases, effective, is_number
from simexit.model.expressions import Compare
from simexit.model.types import Integer, written


def gap(atom: Compare, wanted: bool, phrases: Phrases) -> tuple[str | None, str | None]:
    """Return by how much the left side misses, for programs and in words; days and counts to the nearest value that would do."""
    left, right = phrases.words.value(atom.left), phrases.words.value(atom.right)
    comparison = effective(atom, wanted)
    strict = comparison in {"<", ">"}
    if comparison not in {"<", "<=", ">", ">=", "=="}:
        return None, None
    if isinstance(left, date) and isinstance(right, date):
        days = (left - right).days
        text = str(abs(days) + (1 if strict else 0))
        return text, phrases.fill("days_too_late" if days > 0 or comparison == "<" else "days_too_early", text)
    if not (is_number(left) and is_number(right)):
        return None, None
    size = (left - right if left > right else right - left) + (1 if strict and isinstance(phrases.type_of(atom), Integer) else 0)
    if size == 0:
        return "0", None
    too_much = left > right or (left == right and comparison == "<")
    return written(size), phrases.fill("too_much" if too_much else "too_little", phrases.amount(size, atom))
