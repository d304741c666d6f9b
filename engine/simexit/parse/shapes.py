"""Reading helpers: a node as the mapping, list, word, date or number that is expected."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from simexit.parse.nodes import Mapping, Node, Scalar, Sequence
from simexit.text.codes import Code
from simexit.text.diagnostics import did_you_mean, shortened

if TYPE_CHECKING:
    from collections.abc import Collection

    from simexit.text.diagnostics import Findings
    from simexit.text.source import Span

Fields = dict[str, Node]

_NUMBER = re.compile(r"[+-]?\d{1,30}(\.\d{1,30})?")
_TRUE, _FALSE = {"yes", "true", "on"}, {"no", "false", "off"}


def kind_of(node: Node) -> str:
    """Return what a node is, in words."""
    match node:
        case Scalar():
            return "nothing" if node.is_null else f"`{shortened(node.text)}`"
        case Sequence():
            return "a list"
        case Mapping():
            return "a mapping"


def mapping(node: Node, what: str, findings: Findings) -> Mapping | None:
    """Return `node` as a mapping, or note that `what` must be one."""
    if isinstance(node, Mapping):
        return node
    findings.add(Code.WRONG_SHAPE, node.span, f"{what} must be a mapping, but this is {kind_of(node)}")
    return None


def fields(node: Node, what: str, findings: Findings, *, needs: Collection[str], may: Collection[str] = ()) -> Fields | None:
    """Return the values of a mapping by key; unknown and missing keys are findings."""
    found = mapping(node, what, findings)
    if found is None:
        return None
    known = [*needs, *may]
    result: Fields = {}
    for key, value in found.entries:
        if key.text in known:
            result[key.text] = value
        else:
            findings.add(Code.UNKNOWN_KEY, key.span, f"{what} has no key `{shortened(key.text)}`", hint=did_you_mean(key.text, known))
    missing = [key for key in needs if key not in result]
    if missing:
        findings.add(Code.MISSING_KEY, start_of(found), f"{what} needs {', '.join(f'`{key}`' for key in missing)}")
    return None if missing else result


def start_of(node: Node) -> Span:
    """Return the place of a node's first word, for findings about all of it."""
    match node:
        case Mapping(entries=((key, _), *_)):
            return key.span
        case Sequence(items=(first, *_)):
            return start_of(first)
        case _:
            return node.span


def items(node: Node, what: str, findings: Findings) -> tuple[Node, ...]:
    """Return the items of a list, or none with a finding."""
    if isinstance(node, Sequence):
        return node.items
    findings.add(Code.WRONG_SHAPE, node.span, f"{what} must be a list, but this is {kind_of(node)}")
    return ()


def scalar(node: Node, what: str, findings: Findings) -> Scalar | None:
    """Return `node` as a single value, or note that `what` must be one."""
    if isinstance(node, Scalar) and not node.is_null:
        return node
    findings.add(Code.WRONG_SHAPE, node.span, f"{what} must be a single value, but this is {kind_of(node)}")
    return None


def words(node: Node, what: str, findings: Findings) -> tuple[Scalar, ...]:
    """Return a list of single values."""
    found = (scalar(item, f"each of {what}", findings) for item in items(node, what, findings))
    return tuple(word for word in found if word is not None)


def one_of(node: Node, what: str, allowed: Collection[str], findings: Findings) -> str | None:
    """Return a word that is one of `allowed`."""
    word = scalar(node, what, findings)
    if word is None or word.text in allowed:
        return word.text if word else None
    message = f"{what} must be one of {', '.join(allowed)}, but this is `{shortened(word.text)}`"
    findings.add(Code.BAD_VALUE, word.span, message, hint=did_you_mean(word.text, allowed))
    return None


def day(node: Node, what: str, findings: Findings) -> date | None:
    """Return a date written as 2026-12-01."""
    word = scalar(node, what, findings)
    if word is None:
        return None
    result = to_day(word.text)
    if result is None:
        findings.add(Code.BAD_VALUE, word.span, f"{what} must be a date such as 2026-12-01, but this is `{shortened(word.text)}`")
    return result


def whole_number(node: Node, what: str, findings: Findings) -> int | None:
    """Return a whole number."""
    word = scalar(node, what, findings)
    if word is None:
        return None
    number = to_number(word.text)
    if isinstance(number, int) and not word.quoted:
        return number
    findings.add(Code.BAD_VALUE, word.span, f"{what} must be a whole number, but this is `{shortened(word.text)}`")
    return None


def to_day(text: str) -> date | None:
    """Return the date that `text` writes as YYYY-MM-DD, or None."""
    if not re.fullmatch(r"\d{4}-\d{2}-\d{2}", text, re.ASCII):
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def to_number(text: str) -> int | Decimal | None:
    """Return the decimal number that `text` writes, exactly; an `int` where it is whole."""
    if not _NUMBER.fullmatch(text) or not text.isascii():
        return None
    if "." not in text:
        return int(text)
    number = Decimal(text)
    return int(number) if number == number.to_integral_value() else number


def to_boolean(text: str) -> bool | None:
    """Return what yes, no, true, false, on or off says, in any case, or None."""
    word = text.lower()
    return True if word in _TRUE else False if word in _FALSE else None
