"""The deadlines of one state: those ahead, those whose day has passed, and the one that ends a wait."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from simexit.document.way import WaitEnd, day_of
from simexit.meaning.conditions import value
from simexit.model.expressions import TODAY, facts_of
from simexit.model.judgement import Judgement
from simexit.model.rules import RuleSet, Situation
from simexit.run.decider import Decider


@dataclass(frozen=True, slots=True)
class Due:
    """A deadline at one state; `situation` is the one in which its rule holds: on its own day where that has passed."""

    deadline: str
    by: date
    missed: bool
    situation: Situation


def wait_end(situation: Situation, judgement: Judgement, rules: RuleSet) -> WaitEnd | None:
    """Return the earliest day ahead that a deadline which certainly holds gives, or None where none does."""
    today = day_of(situation)
    ends = [WaitEnd(name, by) for name in judgement.certain_deadlines if (by := last_day(name, situation, rules)) is not None]
    return min((end for end in ends if today is not None and end.by > today), key=lambda end: end.by, default=None)


def dues(situation: Situation, judgement: Judgement, rules: RuleSet, decider: Decider) -> Iterator[Due]:
    """Yield the deadlines that certainly hold, and those that certainly held on their own day, which has passed."""
    today = day_of(situation)
    for name in rules.vocabulary.deadlines:
        by = last_day(name, situation, rules)
        if by is None or today is None:
            continue
        if name in judgement.certain_deadlines:
            yield Due(name, by, by < today, situation)
        elif by < today:
            then = {**situation, TODAY: by}
            if name in decider.decide(then).judgement.certain_deadlines:
                yield Due(name, by, True, then)


def last_day(deadline: str, situation: Situation, rules: RuleSet) -> date | None:
    """Return the day that a deadline names in a situation, or None where it is not known."""
    by = value(rules.vocabulary.deadlines[deadline].by, situation, rules)
    return by if isinstance(by, date) else None


def event(deadline: str, situation: Situation, rules: RuleSet) -> date | None:
    """Return the earliest known day, not yet passed, from which a deadline is reckoned: what its last day is the last day for."""
    today = day_of(situation)
    known = [situation.get(fact) for fact in facts_of(rules.vocabulary.deadlines[deadline].by) if fact != TODAY]
    return min((day for day in known if isinstance(day, date) and today is not None and day >= today), default=None)
