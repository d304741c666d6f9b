"""The ways through diagrams that the unknown facts of one situation leave open: what is reached, and with which values.

All that may be next has to be named by the diagrams.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import partial

from simexit.model.expressions import Conclusion
from simexit.model.rules import Situation
from simexit.model.types import Value
from simexit.run.certainty.completion import Goal, Witness
from simexit.run.certainty.reachable import Key, Shown
from simexit.run.diagrams.day_diagrams import DayDiagrams
from simexit.run.diagrams.nodes import FALSE, TRUE

Found = dict[int, tuple[int, int]]
"""The diagrams that some way reaches, each with the one before it and the patterns that lead on from there."""


def settled(
    day: DayDiagrams, here: Witness, goals: Mapping[Key, Goal], conclusions: Sequence[Conclusion]
) -> tuple[dict[Key, Shown], dict[Key, Goal]]:
    """Return a completion for each goal that one reaches, and the goals of which there is no diagram."""
    outcomes = day.outcomes
    masks = day.masks(here.situation, here.trues)
    nexts = reached(day, outcomes.next, masks)
    known = {TRUE: True, FALSE: False}
    shown, left = dict[Key, Shown](), dict[Key, Goal]()
    for key, goal in goals.items():
        kind, number = key
        if kind == "next":
            if outcomes.ends[number] in nexts:
                shown[key] = partial(completion, day, nexts, outcomes.ends[number], here.situation)
            continue
        diagram = outcomes.can_be(conclusions[number], kind == "fails")
        if diagram is None:
            left[key] = goal
        elif possible(day, diagram, masks, known):
            shown[key] = partial(_shown, day, diagram, masks, here.situation)
    return shown, left


def possible(day: DayDiagrams, diagram: int, masks: Sequence[int], known: dict[int, bool]) -> bool:
    """Return whether some completion makes a diagram true; `known` is what was found for these masks before."""
    found = known.get(diagram)
    if found is not None:
        return found
    _, fact, edges = day.outcomes.node[diagram]
    may, found = masks[fact], False
    for mask, child in edges:
        if mask & may and possible(day, child, masks, known):
            found = True
            break
    known[diagram] = found
    return found


def reached(day: DayDiagrams, diagram: int, masks: Sequence[int]) -> Found:
    """Return what some completion reaches from a diagram on, outcomes among it; `masks` are the patterns that each fact may say."""
    nodes = day.outcomes.node
    found: Found = {diagram: (diagram, 0)}
    waiting = [diagram]
    while waiting:
        number = waiting.pop()
        if number >= 0:
            node = nodes[number]
            may = masks[node.fact]
            for mask, child in node.edges:
                if mask & may and child not in found:
                    found[child] = number, mask & may
                    waiting.append(child)
    return found


def completion(day: DayDiagrams, found: Found, outcome: int, situation: Situation) -> Situation:
    """Return a completion that goes the way to an outcome; facts that are not on it get any of their values."""
    chosen: dict[int, int] = {}
    while found[outcome][0] != outcome:
        outcome, mask = found[outcome]
        chosen[day.outcomes.node[outcome].fact] = mask
    completed = dict(situation)
    for place, fact in enumerate(day.facts):
        if fact.values and fact.name not in situation:
            mask = chosen.get(place, fact.all)
            completed[fact.name] = next(value for value, own in fact.values.items() if own & mask)
    return completed


def _shown(day: DayDiagrams, diagram: int, masks: Sequence[int], situation: Situation) -> Situation:
    return completion(day, reached(day, diagram, masks), TRUE, situation)


def counts(day: DayDiagrams, masks: Sequence[int], facts: Iterable[str]) -> dict[str, dict[Value, int]]:
    """Return for each value of these unknown facts how many actions, the end among them, may be next with it.

    One pass over the nodes, in which each pattern of each of these facts is a bit.
    """
    outcomes = day.outcomes
    bits, ones = _bits(day, facts)
    found = {outcomes.next: ones}
    for number, fact, edges in outcomes.next_nodes:
        here = found.get(number, 0)
        if here:
            own = bits.get(fact)
            for mask, child in edges:
                if mask & masks[fact]:
                    there = here if own is None else here & ~_not_said(own, mask)
                    found[child] = found.get(child, 0) | there
    ends = [found[end] for end in outcomes.ends if end in found]
    return {
        fact.name: {value: sum(end >> bits[place][own.bit_length() - 1] & 1 for end in ends) for value, own in fact.values.items()}
        for place, fact in enumerate(day.facts)
        if place in bits
    }


def _bits(day: DayDiagrams, facts: Iterable[str]) -> tuple[dict[int, range], int]:
    """Return for each fact, by its place, a bit for each of its patterns; and all bits."""
    wanted, found, start = set(facts), dict[int, range](), 0
    for place, fact in enumerate(day.facts):
        if fact.name in wanted:
            found[place] = range(start, start + len(fact.masks))
            start += len(fact.masks)
    return found, (1 << start) - 1


def _not_said(own: range, mask: int) -> int:
    """Return the bits in which a fact says none of the patterns of a mask."""
    return (~mask & (1 << len(own)) - 1) << own.start
