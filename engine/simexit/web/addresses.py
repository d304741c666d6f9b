"""What is known, in a link: facts, what the person does not know, and the day where one was named, in the order of telling.

`f=fact=value` tells a fact as `-f` does on the command line, `u=fact` says that it is not known, `today=2026-12-01` names the day.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from urllib.parse import urlencode

from simexit.ask.interview import Reply
from simexit.ask.kept import on_one_line
from simexit.check.situations import Told, day_from_option, from_option
from simexit.model.expressions import TODAY
from simexit.model.rules import RuleSet
from simexit.text.diagnostics import Findings

FACT, UNKNOWN = "f", "u"
Pairs = tuple[tuple[str, str], ...]
"""Parameters of an address, in their order."""


def of_state(parameters: Iterable[tuple[str, str]]) -> Pairs:
    """Return the parameters that carry what is known; others belong to a single page."""
    return tuple((name, text) for name, text in parameters if name in {FACT, UNKNOWN, TODAY})


def told(state: Pairs, rules: RuleSet, findings: Findings) -> list[Told]:
    """Return what the parameters tell; what is wrong with them is a finding, at the parameter of this name."""
    return [one for name, text in state if (one := _told(name, text, rules, findings)) is not None]


def _told(name: str, text: str, rules: RuleSet, findings: Findings) -> Told | None:
    if name == TODAY:
        return day_from_option(text, rules, findings, TODAY)
    if name == FACT:
        return from_option(text, rules, findings, FACT)
    if text in rules.vocabulary.facts:
        return Told(text, None, None)
    return from_option(f"{text}=", rules, findings, UNKNOWN)  # which says that there is no such fact


def in_order(replies: Iterable[Reply], told_before: Iterable[Told]) -> tuple[Reply, ...]:
    """Return replies in the order in which their facts were told."""
    places = {one.fact: place for place, one in reversed(list(enumerate(told_before)))}
    return tuple(sorted(replies, key=lambda reply: places.get(reply.fact, len(places))))


def state(replies: Iterable[Reply], *, with_day: bool) -> Pairs:
    """Return the parameters that tell these replies; the day only where it was named and is not that of the clock."""
    return tuple(_pair(reply) for reply in replies if with_day or reply.fact != TODAY)


def _pair(reply: Reply) -> tuple[str, str]:
    if reply.value is None:
        return UNKNOWN, reply.fact
    value = on_one_line(reply.value)
    return (TODAY, value) if reply.fact == TODAY else (FACT, f"{reply.fact}={value}")


def without(state: Pairs, facts: Iterable[str]) -> Pairs:
    """Return the parameters without those that tell something of these facts, also where they tell it wrong."""
    named = frozenset(facts)
    return tuple(pair for pair in state if _fact_of(pair) not in named)


def facts_named(state: Pairs) -> Iterator[str]:
    """Yield the facts that the parameters speak of, whether or not there are such facts."""
    yield from dict.fromkeys(map(_fact_of, state))


def _fact_of(pair: tuple[str, str]) -> str:
    name, text = pair
    return {FACT: text.partition("=")[0].strip(), UNKNOWN: text}.get(name, TODAY)


def link(path: str, state: Pairs, **more: str | Iterable[str]) -> str:
    """Return an address with what is known, and what belongs to that page alone; several values of a name in their order."""
    own = [(name, text) for name, given in more.items() for text in ((given,) if isinstance(given, str) else given)]
    query = urlencode([*state, *own], safe="=,:.")
    return f"{path}?{query}" if query else path
