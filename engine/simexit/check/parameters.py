"""kb/parameters: figures by date in force."""

from __future__ import annotations

from datetime import date
from itertools import pairwise
from typing import TYPE_CHECKING

from simexit.check.entry_forms import PARAMETER, PERIOD
from simexit.check.facts import read_type
from simexit.check.texts import is_name, sources, text
from simexit.model.sources import CONFIDENCES
from simexit.model.types import Integer, Money, Value, written
from simexit.model.vocabulary import Parameter, Period
from simexit.parse.shapes import day, fields, items, one_of, scalar, to_number
from simexit.text.codes import Code
from simexit.text.diagnostics import shortened

if TYPE_CHECKING:
    from simexit.check.context import Context
    from simexit.check.files import Files
    from simexit.model.types import Type
    from simexit.parse.nodes import Node


def parameters(files: Files, context: Context) -> dict[str, Parameter]:
    """Read every parameter; periods that overlap are a finding."""
    found: dict[str, Parameter] = {}
    for _, key, node in files.entries("parameters", "parameters", context.findings):
        what = f"parameter `{key.text}`"
        entry = fields(node, what, context.findings, needs=PARAMETER.needs, may=PARAMETER.may)
        if entry is None or not is_name(key, "a parameter", context) or not context.define("parameter", key.text, key.span):
            continue
        of = read_type({"type": entry["type"], **{k: entry[k] for k in ("unit", "currency") if k in entry}}, key.text, context)
        if not isinstance(of, Integer | Money):
            if of is not None:
                context.findings.add(Code.BAD_VALUE, entry["type"].span, f"{what} must be an integer or money")
            continue
        periods = [_period(item, of, what, context) for item in items(entry["values"], f"values of {what}", context.findings)]
        known = tuple(period for period in periods if period is not None)
        label = text(entry["label"], f"label of {what}", context)
        note = text(entry["note"], f"note of {what}", context) if "note" in entry else None
        context.names.parameters[key.text] = of
        found[key.text] = Parameter(key.text, of, label, note, known, key.span)
        _no_overlap(found[key.text], entry["values"], context)
    return found


def _period(node: Node, of: Type, what: str, context: Context) -> Period | None:
    findings = context.findings
    entry = fields(node, f"a value of {what}", findings, needs=PERIOD.needs, may=PERIOD.may)
    if entry is None:
        return None
    start = day(entry["from"], f"from of {what}", findings) if "from" in entry else None
    end = day(entry["until"], f"until of {what}", findings) if "until" in entry else None
    if start is not None and end is not None and start > end:
        findings.add(Code.BAD_VALUE, entry["until"].span, f"this period of {what} ends before it begins")
    value = _value(entry["value"], of, what, context)
    checked = day(entry["checked"], f"checked of {what}", findings)
    confidence = one_of(entry["confidence"], f"confidence of {what}", CONFIDENCES, findings)
    if value is None or checked is None or confidence is None:
        return None
    return Period(start, end, value, confidence, checked, sources(entry, what, context))


def _value(node: Node, of: Type, what: str, context: Context) -> Value | None:
    word = scalar(node, f"value of {what}", context.findings)
    number = None if word is None else to_number(word.text)
    if word is not None and (number is None or (isinstance(of, Integer) and not isinstance(number, int))):
        message = f"the value of {what} must be a {'whole ' * isinstance(of, Integer)}number, but this is `{shortened(word.text)}`"
        context.findings.add(Code.BAD_VALUE, word.span, message)
        return None
    return number


def _no_overlap(parameter: Parameter, node: Node, context: Context) -> None:
    ordered = sorted(parameter.periods, key=lambda period: period.start or date.min)
    for earlier, later in pairwise(ordered):
        if (earlier.end or date.max) >= (later.start or date.min):
            message = f"`{parameter.name}` has two values on one day: {written(earlier.value)} and {written(later.value)}"
            context.findings.add(Code.OVERLAP, node.span, message, hint="give each value a `from` and an `until`")
