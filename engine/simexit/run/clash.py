"""Which known facts cannot all be true, and because of which constraint."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from simexit.model.expressions import TODAY, Conclusion
from simexit.model.rules import RuleSet, Situation
from simexit.run.decider import Decider


@dataclass(frozen=True, slots=True)
class Clash:
    """Facts that cannot all be true; `constraint` is the one that says so, None where only several together do."""

    facts: tuple[str, ...]
    constraint: str | None


def clashes(rules: RuleSet, decider: Decider, known: Situation) -> tuple[Clash, ...]:
    """Return every clash between the known facts; none where some completion of them is possible."""
    named = tuple(_named(rules, decider, known))
    if named or decider.possible_next(known):
        return named
    return (Clash(_least(decider, known), None),)


def possible_part(rules: RuleSet, decider: Decider, known: Situation) -> Situation:
    """Return what is left of facts, told on another day or under other rules, without those that cannot all be true now.

    The day itself always stays.
    """
    while broken := {fact for clash in clashes(rules, decider, known) for fact in clash.facts} - {TODAY}:
        known = {fact: value for fact, value in known.items() if fact not in broken}
    return known


def _named(rules: RuleSet, decider: Decider, known: Situation) -> Iterator[Clash]:
    violated = sorted(conclusion.name for conclusion in decider.verdicts(known).true if conclusion.kind == "impossible")
    for constraint in violated:
        behind = rules.facts_behind[Conclusion("impossible", constraint)]
        yield Clash(tuple(fact for fact in known if fact in behind), constraint)


def _least(decider: Decider, known: Situation) -> tuple[str, ...]:
    """Return facts that are impossible together, none of which can be left out."""
    clashing = list(known)
    for fact in known:
        fewer = {name: known[name] for name in clashing if name != fact}
        if not decider.possible_next(fewer):
            clashing.remove(fact)
    return tuple(clashing)
