"""Mutants of parameters and of deadlines."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal
from itertools import combinations

from simexit.author.mutation.comparisons import moved
from simexit.author.mutation.kinds import Kind, Mutant
from simexit.author.mutation.rules import other_bounds
from simexit.author.mutation.rulesets import with_words
from simexit.model.expressions import comparisons, parameters_of
from simexit.model.rules import RuleSet
from simexit.model.types import Money, written
from simexit.model.vocabulary import Deadline, Parameter, Period


def parameters_used(rules: RuleSet) -> frozenset[str]:
    """Return the parameters that advice depends on; others stand in texts alone."""
    atoms = [atom for condition in rules.conditions.values() for atom in comparisons(condition)]
    terms = [side for atom in atoms for side in (atom.left, atom.right)]
    terms += [deadline.by for deadline in rules.vocabulary.deadlines.values()]
    terms += [term for action in rules.vocabulary.actions.values() for outcome in action.outcomes for term in outcome.changes.values()]
    return frozenset(name for term in terms for name in parameters_of(term))


def parameter_mutants(parameter: Parameter, rules: RuleSet) -> Iterator[Mutant]:
    """Yield the mutants of one parameter; periods that would overlap are none, because `check` refuses them."""
    for place, period in enumerate(parameter.periods):
        others = [*_other_values(parameter, period), *_other_days(period)]
        for kind, other, sentence in others:
            periods = (*parameter.periods[:place], other, *parameter.periods[place + 1 :])
            if not any(_overlap(first, second) for first, second in combinations(periods, 2)):
                parameters = {**rules.vocabulary.parameters, parameter.name: replace(parameter, periods=periods)}
                made = with_words(rules, replace(rules.vocabulary, parameters=parameters))
                yield Mutant(kind, parameter.name, sentence, parameter.span, made)


def _other_values(parameter: Parameter, period: Period) -> Iterator[tuple[Kind, Period, str]]:
    step = Decimal("0.01") if isinstance(parameter.type, Money) else 1
    assert isinstance(period.value, int | Decimal)
    for value in (period.value + step, period.value - step):
        yield "figure", replace(period, value=value), f"its value {written(period.value)} becomes {written(value)}"


def _other_days(period: Period) -> Iterator[tuple[Kind, Period, str]]:
    for (start, end), sentence in other_bounds((period.start, period.end)):
        yield "period", replace(period, start=start, end=end), f"in the period of {written(period.value)}, {sentence}"


def _overlap(first: Period, second: Period) -> bool:
    starts, ends = (first.start or date.min, second.start or date.min), (first.end or date.max, second.end or date.max)
    return max(starts) <= min(ends)


def deadline_mutants(deadline: Deadline, rules: RuleSet) -> Iterator[Mutant]:
    """Yield the mutants of one deadline."""
    for by, word in ((-1, "earlier"), (1, "later")):
        deadlines = {**rules.vocabulary.deadlines, deadline.name: replace(deadline, by=moved(deadline.by, by))}
        made = with_words(rules, replace(rules.vocabulary, deadlines=deadlines))
        yield Mutant("deadline", deadline.name, f"it is a day {word}", deadline.span, made)
