"""Facts in a JSON object to what was told, each finding with the place of the fact in it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import islice

from simexit.calls.json_text import number
from simexit.check.situations import Told, from_python
from simexit.model.rules import RuleSet
from simexit.model.types import Boolean
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
        for one in from_python({name: _plain(name, value, rules)}, rules, here):
            yield Told(one.fact, one.value, span)
        findings.found += [_placed(finding, span) for finding in here.found]


def _placed(finding: Diagnostic, span: Span) -> Diagnostic:
    """Return a finding with its place; where no name is near, `facts` of the service itself lists them."""
    listed = finding.code is Code.UNKNOWN_FACT and not (finding.hint or "").startswith("did you mean")
    return replace(finding, span=span, hint="`facts` lists them" if listed else finding.hint)


def _plain(name: str, value: object, rules: RuleSet) -> object:
    """Return a value as Python tells it; a float, which some readers of JSON make of a number, is the number that it writes."""
    if isinstance(value, float):
        return number(repr(value))
    fact = rules.vocabulary.facts.get(name)
    if fact is not None and isinstance(fact.type, Boolean) and isinstance(value, str):
        return _YES_OR_NO.get(value, value)
    return value


def at(pointer: str) -> Span:
    """Return the place that a JSON pointer names."""
    return whole(Source(pointer, ""))


def escaped(name: str) -> str:
    """Return a name as a part of a JSON pointer, RFC 6901, one printable line."""
    return shortened(name).replace("~", "~0").replace("/", "~1")
