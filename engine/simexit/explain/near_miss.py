"""The smallest set of comparisons that would have to be otherwise for a conclusion to be true."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import islice, product

from simexit.explain.phrases import Phrases, effective, is_number
from simexit.explain.ways import Step, Values, Way, Ways
from simexit.meaning.conditions import compare, truth
from simexit.model.expressions import TODAY, Compare, Conclusion, Holds, facts_compared
from simexit.model.rules import RuleSet, Situation
from simexit.model.types import Choice, Integer, Value, written

MOST_EXAMPLES = 200
"""How many changes of the facts are tried for one way."""


@dataclass(frozen=True, slots=True)
class NearMiss:
    """The comparisons that would have to be otherwise, and new values of facts that make them so; None where there are none."""

    steps: tuple[Step, ...]
    example: Situation | None


def near_miss(conclusion: Conclusion, situation: Situation, rules: RuleSet, values: Values) -> NearMiss:
    """Return the nearest way to make a conclusion true that some change of its facts goes, else the nearest way of all."""
    ways = Ways(situation, rules, values)
    found = ways.to(Holds(conclusion), True)
    for way in found:
        example = next(_examples(way, ways, conclusion, rules), None)
        if example is not None:
            return NearMiss(_without_implied(way, ways, rules), example)
    return NearMiss(ways.steps(found[0]) if found else (), None)


def _examples(way: Way, ways: Ways, conclusion: Conclusion, rules: RuleSet) -> Iterator[Situation]:
    """Yield new values of facts with which the steps of a way are so and the conclusion is true, the nearest values first."""
    situation, steps = ways.situation, ways.steps(way)
    names = list(dict.fromkeys(fact for atom, _ in steps for fact in facts_compared(atom)))
    names = [fact for fact in names if fact != TODAY] or names
    choices = [nearest_first(ways.fitting(way, fact), situation.get(fact, situation.get(TODAY))) for fact in names]
    for chosen in islice(product(*choices), MOST_EXAMPLES):
        example = dict(zip(names, chosen, strict=True))
        changed = {**situation, **example}
        so = all(compare(atom, changed, rules) is wanted for atom, wanted in steps)
        if so and truth(rules.conditions[conclusion], changed, rules):
            yield example


def _without_implied(way: Way, ways: Ways, rules: RuleSet) -> tuple[Step, ...]:
    """Return the steps that are not so yet, without those about a choice that another one about the same choice implies."""
    steps = ways.steps(way)
    fitting = {step: _choices(step, rules) for step in steps}
    kept: list[Step] = []
    for place, step in enumerate(steps):
        others = (fitting[other] for other in (*kept, *steps[place + 1 :]))
        if not fitting[step] or not any(other and other <= fitting[step] for other in others):
            kept.append(step)
    return tuple(kept)


def _choices(step: Step, rules: RuleSet) -> frozenset[tuple[str, Value]]:
    """Return the choices that make a step so, with the fact they are of; none where it is about something else."""
    names = facts_compared(step[0])
    of = rules.vocabulary.facts[names[0]].type if len(names) == 1 else None
    values = of.values if isinstance(of, Choice) else ()
    return frozenset((names[0], value) for value in values if compare(step[0], {names[0]: value}, rules) is step[1])


def nearest_first(values: Iterable[Value], now: Value | None) -> tuple[Value, ...]:
    """Return values in the order of their distance from the present one."""
    return tuple(sorted(values, key=lambda value: _distance(value, now)))


def _distance(value: Value, now: Value | None) -> float:
    """Return how far a day is from another, a number from another or from zero; 0 for other values."""
    if isinstance(value, date):
        return abs((value - now).days) if isinstance(now, date) else 0
    if is_number(value):
        return abs(float(value) - (float(now) if is_number(now) else 0))
    return 0


def gap(atom: Compare, wanted: bool, phrases: Phrases) -> tuple[str | None, str | None]:
    """Return by how much the left side misses, for programs and in words; days and counts to the nearest value that would do."""
    left, right = phrases.words.value(atom.left), phrases.words.value(atom.right)
    comparison = effective(atom, wanted)
    strict = comparison in {"<", ">"}
    if comparison not in {"<", "<=", ">", ">=", "=="}:
        return None, None
    if isinstance(left, date) and isinstance(right, date):
        days = (left - right).days
        size_in_days = abs(days) + (1 if strict else 0)
        too_late = days > 0 or comparison == "<"
        return str(size_in_days), phrases.fill("days_too_late" if too_late else "days_too_early", size_in_days)
    if not (is_number(left) and is_number(right)):
        return None, None
    size = (left - right if left > right else right - left) + (1 if strict and isinstance(phrases.type_of(atom), Integer) else 0)
    if size == 0:
        return "0", None
    too_much = left > right or (left == right and comparison == "<")
    return written(size), phrases.fill("too_much" if too_much else "too_little", phrases.amount(size, atom))
