"""JSON as a program sends it, read strictly: exact numbers, no name twice, nothing that JSON does not have, and only so deep."""

from __future__ import annotations

import json
import re
from decimal import Decimal, InvalidOperation

from simexit.text.diagnostics import shortened

_MOST_DIGITS = 30
_BRACKETS = re.compile(r'"(?:[^"\\]++|\\.?)*+(?:"|\Z)|[\[\]{}]', re.DOTALL)
"""A text in quotation marks, which is passed over, or a bracket; each character is looked at once."""


class JsonError(ValueError):
    """What was sent is not JSON as it is read here; the message says why."""


def read_json(data: bytes, deepest: int) -> object:
    """Return the value that `data` writes: objects as `dict`, numbers as `int` where they are whole and otherwise as `Decimal`.

    Raises `JsonError`. At most `deepest` objects and lists stand in one another.
    """
    try:
        text = data.decode()
    except UnicodeDecodeError as error:
        raise JsonError(f"byte 0x{data[error.start]:02x} at {error.start} is not UTF-8 text") from None
    if _depth(text) > deepest:
        raise JsonError(f"more than {deepest} objects and lists stand in one another")
    try:
        value: object = json.loads(text, object_pairs_hook=_object, parse_int=number, parse_float=number, parse_constant=_constant)
    except json.JSONDecodeError as error:
        raise JsonError(f"not JSON in line {error.lineno}, column {error.colno}: {error.msg}") from None
    return value


def _depth(text: str) -> int:
    depth = deepest = 0
    for found in _BRACKETS.finditer(text):
        if found[0] in "[{":
            depth += 1
            deepest = max(deepest, depth)
        elif found[0] in "]}":
            depth -= 1
    return deepest


def _object(pairs: list[tuple[str, object]]) -> dict[str, object]:
    read: dict[str, object] = {}
    for name, value in pairs:
        if name in read:
            raise JsonError(f"`{shortened(name)}` is given twice in one object")
        read[name] = value
    return read


def number(text: str) -> int | Decimal:
    """Return the number that a text writes, exactly: an `int` where it is whole and not far larger than any figure, else a `Decimal`."""
    try:
        written = Decimal(text)
    except InvalidOperation:
        raise JsonError(f"the number `{shortened(text)}` is out of reach") from None
    if not written.is_finite() or written.adjusted() > _MOST_DIGITS or written != written.to_integral_value():
        return written
    return int(written)


def _constant(text: str) -> object:
    raise JsonError(f"`{text}` is not a number of JSON")
