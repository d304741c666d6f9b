"""Facts in a JSON object to what was told, each finding with the place of the fact in it."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import replace
from decimal import Decimal
from itertools import islice

from simexit.calls.json_text import number
from simexit.check.situations import Told, from_python, typed
from simexit.model.rules import RuleSet
from simexit.model.types import Boolean, Integer, Money
from simexit.text.codes import Code
from simexit.text.diagnostics import Diagnostic, Findings, shortened
from simexit.text.source import Source, Span, whole

_YES_OR_NO = {"yes": True, "no": False}


def told(facts: Mapping[str, object], under: str, rules: RuleSet, findings: Findings) -> list[Told]:
    """Return what an object of facts tells; `under` is the JSON pointer to that object.

    A boolean is true or false, or the text of an answer to its question: `yes` or `no`.
    """
    return list(_told(facts, under, rules, findings))


def _told(facts: Mapping[str, object], under: str, rules: RuleSet, findings: Findings) -> Iterator[Told]:
    most = len(rules.vocabulary.facts)
    if len(facts) > most:  # to look for the nearest name of each of very many would take very long
        findings.add(
            Code.WRONG_SHAPE, at(under), f"these are {len(facts)} facts, but the library has {most}; only the first {most} were read"
        )
    for name, value in islice(facts.items(), most):
        here = Findings()
        span = at(f"{under}/{escaped(name)}")
        for one in from_python({name: _plain(name, value, rules)}, rules, here, as_shown):
            yield Told(one.fact, one.value, span)
        findings.found += [replace(finding, span=span, hint=_hint(finding, name, value, rules)) for finding in here.found]


def _hint(finding: Diagnostic, name: str, value: object, rules: RuleSet) -> str | None:
    """Return the hint of a finding for a program: `facts` of the service itself lists the names, and a number has no quotes in JSON."""
    fact = rules.vocabulary.facts.get(name)
    if fact is None:
        return finding.hint if (finding.hint or "").startswith("did you mean") else "`facts` lists them"
    is_unquoted = isinstance(fact.type, Boolean | Integer | Money)
    return "write it without quotes" if is_unquoted and isinstance(value, str) and typed(value, fact.type) is not None else finding.hint


def _plain(name: str, value: object, rules: RuleSet) -> object:
    """Return a value as Python tells it; a float, which some readers of JSON make of a number, is the number that it writes."""
    if isinstance(value, float):
        return number(repr(value))
    fact = rules.vocabulary.facts.get(name)
    if fact is not None and isinstance(fact.type, Boolean) and isinstance(value, str):
        return _YES_OR_NO.get(value, value)
    return value


def as_shown(value: object) -> str:
    """Return a value for a message, as JSON writes it."""
    try:
        return shortened(_json(value))
    except (RecursionError, ValueError):  # nested too deeply, or a number with too many digits
        return "…"


def _json(value: object) -> str:
    match value:
        case Decimal():
            return str(value)
        case list():
            return f"[{', '.join(map(_json, value))}]"
        case dict():
            return f"{{{', '.join(f'{_json(name)}: {_json(member)}' for name, member in value.items())}}}"
        case _:
            return json.dumps(value, ensure_ascii=False)


def at(pointer: str) -> Span:
    """Return the place that a JSON pointer names."""
    return whole(Source(pointer, ""))


def escaped(name: str) -> str:
    """Return a name as a part of a JSON pointer, RFC 6901, one printable line."""
    return shortened(name).replace("~", "~0").replace("/", "~1")
