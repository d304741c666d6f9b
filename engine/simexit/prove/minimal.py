"""The smallest part of a situation that shows the same, with values that are easy to read."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, timedelta

from simexit.meaning.conditions import truth
from simexit.meaning.decide import possible
from simexit.meaning.representatives import left_open
from simexit.model.expressions import TODAY, Always, Condition
from simexit.model.rules import RuleSet, Situation
from simexit.model.types import FIRST_DAY, LAST_DAY, Integer, Money, Value, outside
from simexit.prove.questions import Step
from simexit.prove.steps import ROUNDS, is_repeated

Shows = Callable[[Situation], bool]
_DAYS_LOOKED_AT = 800
"""Two years and some weeks, in which every public holiday comes twice."""


def smallest(situation: Situation, shows: Shows, rules: RuleSet, can_be: Shows | None = None) -> Situation:
    """Return the situation without each fact that is not needed for what it shows, and with plain values.

    What is left shows it whatever the other facts are; taking away any one more fact, it would not. `can_be` says whether a
    situation with other values can be; if not given, that is what the constraints of the rule set say.
    """
    if not shows(situation):
        # what only shows with facts that are filled in later is left whole
        return situation
    kept = dict(situation)
    for fact in [*(fact for fact in situation if fact != TODAY), TODAY]:
        fewer = {name: value for name, value in kept.items() if name != fact}
        if fact in kept and shows(fewer):
            kept = fewer

    def allowed(one: Situation) -> bool:
        return possible(Always(True), one, rules, left_open(one, rules))

    can_be = can_be or allowed
    return _plain(kept, lambda one: shows(one) and can_be(one), rules)


def _plain(situation: Situation, fits: Shows, rules: RuleSet) -> Situation:
    kept = _near(situation, fits, rules)
    for fact in sorted(kept, key=lambda name: name != TODAY):
        for value in _easier(fact, kept, rules):
            other = {**kept, fact: value}
            if fits(other):
                kept = other
                break
    return kept


def _near(situation: Situation, fits: Shows, rules: RuleSet) -> dict[str, Value]:
    """Return the situation with all its days moved together, so that it is about the time when the rules were checked."""
    today = situation.get(TODAY)
    if isinstance(today, date) and rules.rules:
        now = max(rule.checked for rule in rules.rules)
        for later in range(_DAYS_LOOKED_AT):
            moved = now + timedelta(later) - today
            other = {fact: known + moved if isinstance(known, date) else known for fact, known in situation.items()}
            inside = all(FIRST_DAY <= known <= LAST_DAY for known in other.values() if isinstance(known, date))
            if inside and fits(other):
                return other
    return dict(situation)


def _easier(fact: str, situation: Situation, rules: RuleSet) -> Iterator[Value]:
    """Yield values that are easier to read than the one found: round numbers, days near the days on which rules were checked."""
    found = situation[fact]
    of = rules.vocabulary.facts[fact].type if fact in rules.vocabulary.facts else None
    if isinstance(of, Integer | Money):
        yield from (number for number in (0, 1, 2, 5, 10, 100, 1000, 10_000, 1_000_000) if outside(number, of) is None and number != found)
    elif isinstance(found, date) and rules.rules:
        today = situation.get(TODAY)
        if fact == TODAY or not isinstance(today, date):
            today = max(rule.checked for rule in rules.rules)
        yield from (today + timedelta(days) for days in (0, 1, -1, 7, -7, 14, -14, 30, -30, 365, -365))


def shows_condition(goal: Condition, rules: RuleSet) -> Shows:
    """Return the test that a condition is certainly true."""
    return lambda situation: truth(goal, situation, rules) is True


def shows_way(steps: tuple[Step, ...], rules: RuleSet) -> Shows:
    """Return the test that each of the steps is the next one in its turn, a hundred times over."""
    return lambda situation: is_repeated(situation, steps * ROUNDS, rules)
