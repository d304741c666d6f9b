"""kb/facts, kb/constraints, kb/derived: what a person can tell, what cannot be, and names for conditions and values."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from simexit.check.conditions import condition
from simexit.check.entry_forms import CONSTRAINT, DERIVED, FACT, LEAST_EFFORT, MOST_EFFORT, RANGE, SENSITIVITIES, TYPES
from simexit.check.terms import derived_value
from simexit.check.texts import is_name, sources, text
from simexit.model.expressions import TODAY, Condition
from simexit.model.types import LARGEST_NUMBER, Boolean, Choice, Day, Integer, Money, SetOf, Type
from simexit.model.vocabulary import Constraint, DerivedFact, Fact
from simexit.parse.nodes import Scalar
from simexit.parse.shapes import Fields, fields, mapping, one_of, scalar, to_number, whole_number
from simexit.text.codes import Code
from simexit.text.diagnostics import shortened

if TYPE_CHECKING:
    from simexit.check.context import Context
    from simexit.check.files import Files
    from simexit.model.types import Text
    from simexit.parse.nodes import Node

LARGEST_SET = 6


def fact_types(files: Files, context: Context) -> list[tuple[Scalar, Fields]]:
    """Read the type of every fact, so that expressions can speak of all of them; return the entries."""
    found = []
    for _, key, node in files.entries("facts", "facts", context.findings):
        entry = fields(node, f"fact `{key.text}`", context.findings, needs=FACT.needs, may=FACT.may)
        if entry is None or not is_name(key, "a fact", context) or not context.define("fact", key.text, key.span):
            continue
        of = read_type(entry, key.text, context)
        if of is not None:
            context.names.facts[key.text] = of
            found.append((key, entry))
    always = all("applies_when" not in entry for key, entry in found if key.text == TODAY)
    if context.names.facts.get(TODAY) != Day() or not always:
        context.findings.add(Code.MISSING_FILE, files.place(), f"the library needs a fact `{TODAY}` of type date that always applies")
    return found


def read_type(entry: Fields, name: str, context: Context) -> Type | None:
    """Read the type of a fact or parameter from its keys."""
    findings = context.findings
    kind = one_of(entry["type"], f"the type of `{name}`", TYPES, findings)
    for key in FACT.keys:
        if kind is not None and key.only_for and key.name in entry and kind not in key.only_for:
            findings.add(Code.UNKNOWN_KEY, entry[key.name].span, f"`{name}` is {kind} and has no `{key.name}`")
    match kind:
        case "boolean":
            return Boolean()
        case "date":
            return Day()
        case "choice" | "set":
            return _words(kind, entry, name, context)
        case "integer":
            low, high = _range(entry, name, context)
            unit = scalar(entry["unit"], f"the unit of `{name}`", findings) if "unit" in entry else None
            return Integer(unit.text if unit else None, int(low), int(high))
        case "money":
            currency = scalar(entry["currency"], f"the currency of `{name}`", findings) if "currency" in entry else None
            if currency is None:
                findings.add(Code.MISSING_KEY, entry["type"].span, f"`{name}` is money and needs a `currency`")
                return None
            return Money(currency.text, *_range(entry, name, context))
        case _:
            return None


def _words(kind: str, entry: Fields, name: str, context: Context) -> Type | None:
    found = mapping(entry["values"], f"the values of `{name}`", context.findings) if "values" in entry else None
    if found is None or not found.entries:
        if "values" not in entry:
            context.findings.add(Code.MISSING_KEY, entry["type"].span, f"`{name}` is a {kind} and needs `values`")
        return None
    values = tuple(key.text for key, _ in found.entries)
    if kind == "set" and len(values) > LARGEST_SET:
        message = f"`{name}` has {len(values)} members; a set has at most {LARGEST_SET}"
        context.findings.add(Code.BAD_VALUE, entry["values"].span, message, hint="make several yes-no facts of it")
        return None
    return Choice(values) if kind == "choice" else SetOf(values)


def _range(entry: Fields, name: str, context: Context) -> tuple[int | Decimal, int | Decimal]:
    low: int | Decimal = -LARGEST_NUMBER
    high: int | Decimal = LARGEST_NUMBER
    found = (
        fields(entry["range"], f"the range of `{name}`", context.findings, needs=RANGE.needs, may=RANGE.may) if "range" in entry else None
    )
    whole = isinstance(entry["type"], Scalar) and entry["type"].text == "integer"
    for key, node in (found or {}).items():
        word = scalar(node, f"{key} of `{name}`", context.findings)
        number = None if word is None else to_number(word.text)
        if number is not None and (isinstance(number, int) or not whole) and -LARGEST_NUMBER <= number <= LARGEST_NUMBER:
            low, high = (number, high) if key == "min" else (low, number)
        elif word is not None:
            message = f"{key} must be a {'whole ' * whole}number of at most {LARGEST_NUMBER:,}, but this is `{shortened(word.text)}`"
            context.findings.add(Code.BAD_VALUE, word.span, message)
    if low > high:
        context.findings.add(Code.BAD_VALUE, entry["range"].span, f"the range of `{name}` is empty: min is above max")
    return low, high


def facts(entries: list[tuple[Scalar, Fields]], context: Context) -> dict[str, Fact]:
    """Read the facts whose types are known."""
    return {key.text: _fact(key, entry, context) for key, entry in entries}


def _fact(key: Scalar, entry: Fields, context: Context) -> Fact:
    name, findings = key.text, context.findings
    what = f"fact `{name}`"
    effort = whole_number(entry["effort"], f"effort of {what}", findings)
    if effort is not None and not LEAST_EFFORT <= effort <= MOST_EFFORT:
        findings.add(Code.BAD_VALUE, entry["effort"].span, f"effort of {what} must be from {LEAST_EFFORT} to {MOST_EFFORT}")
    return Fact(
        name=name,
        type=context.names.facts[name],
        label=text(entry["label"], f"label of {what}", context),
        question=text(entry["question"], f"question of {what}", context),
        answers=_answers(entry.get("values"), what, context),
        find_out=text(entry["find_out"], f"find_out of {what}", context),
        effort=effort or 1,
        sensitivity=one_of(entry["sensitivity"], f"sensitivity of {what}", SENSITIVITIES, findings) or "low",
        applies=_applies(entry.get("applies_when"), context),
        sources=sources(entry, what, context),
        span=key.span,
    )


def _answers(node: Node | None, what: str, context: Context) -> dict[str, Text]:
    found = None if node is None else mapping(node, f"the values of {what}", context.findings)
    return {} if found is None else {key.text: text(value, f"answer `{key.text}` of {what}", context) for key, value in found.entries}


def _applies(node: Node | None, context: Context) -> Condition | None:
    return None if node is None else condition(node, context)


def constraints(files: Files, context: Context) -> dict[str, tuple[Constraint, Condition]]:
    """Read the combinations that cannot be."""
    found = {}
    for _, key, node in files.entries("constraints", "constraints", context.findings):
        what = f"constraint `{key.text}`"
        entry = fields(node, what, context.findings, needs=CONSTRAINT.needs)
        if entry is None or not is_name(key, "a constraint", context) or not context.define("constraint", key.text, key.span):
            continue
        why, impossible = text(entry["why"], f"why of {what}", context), condition(entry["impossible"], context)
        if impossible is not None:
            found[key.text] = (Constraint(key.text, why, key.span), impossible)
    return found


def derived_names(files: Files, context: Context) -> list[tuple[Scalar, Fields]]:
    """Note the names of derived conditions and values; return the entries."""
    found = []
    for _, key, node in files.entries("derived", "derived facts", context.findings):
        if not is_name(key, "a derived fact", context) or not context.define("fact", key.text, key.span):
            continue
        entry = fields(node, f"derived `{key.text}`", context.findings, needs=DERIVED.needs, may=DERIVED.may)
        if entry is None:
            context.names.derived.add(key.text)
            continue
        value = scalar(entry["value"], f"value of `{key.text}`", context.findings) if "value" in entry else None
        if value is not None:
            context.names.unread[key.text] = value
        elif "value" not in entry:
            context.names.derived.add(key.text)
        found.append((key, entry))
    return found


def derived_facts(entries: list[tuple[Scalar, Fields]], context: Context) -> dict[str, DerivedFact]:
    """Read derived conditions and values; a value that needs itself is a finding."""
    found = {}
    for key, entry in entries:
        label = text(entry["label"], f"label of `{key.text}`", context)
        typed = derived_value(key.text, context)
        if "value" in entry and typed is None:
            continue
        found[key.text] = DerivedFact(key.text, label, typed[0] if typed else None, typed[1] if typed else Boolean(), key.span)
    return found
