"""The deadlines along the main line in words, and what can still be done where it is too late for one."""

from __future__ import annotations

from datetime import date

from simexit.document.dues import Due, dues, event
from simexit.document.plan import LastDay
from simexit.document.way import State, Way
from simexit.explain.parts import DueBy
from simexit.explain.wording import Wording
from simexit.meaning.conditions import truth
from simexit.model.expressions import Conclusion
from simexit.model.rules import RuleSet, Situation
from simexit.run.decider import Decider


def last_days(situation: Situation, way: Way, rules: RuleSet, decider: Decider, language: str) -> tuple[LastDay, ...]:
    """Return each deadline that holds at the start or on the main line, the earliest first; those that only end a wait are with it.

    A deadline that is ahead at one step and has passed at a later one is missed.
    """
    line = list(way.main_line())
    places = [(state.situation, state.judgement, state.until) for state in line]
    found: dict[str, Due] = {}
    for at, judgement, until in places or [(situation, decider.decide(situation).judgement, None)]:
        for due in dues(at, judgement, rules, decider):
            ends_the_wait = until is not None and until.deadline == due.deadline
            if not ends_the_wait and (due.missed or due.deadline not in found):
                found[due.deadline] = due
    ordered = sorted(found.values(), key=lambda due: (due.by, due.deadline))
    return tuple(_last_day(due, situation, line, Wording(rules, due.situation, language)) for due in ordered)


def _last_day(due: Due, situation: Situation, line: list[State], words: Wording) -> LastDay:
    ahead = event(due.deadline, situation, words.rules)
    acts = [state for state in line if words.rules.vocabulary.actions[state.action].waits_for is None]
    can_be_done = [state.number for state in acts if ahead is not None and state.day is not None and state.day <= ahead]
    return LastDay(due_by(words, due.deadline, due.by), due.missed, ahead, tuple(can_be_done) if due.missed else ())


def due_by(words: Wording, deadline: str, by: date) -> DueBy:
    """Return a deadline in words, with the reason of the first rule that may hold for it."""
    rules = words.rules
    concluding = rules.rules_for.get(Conclusion("deadline", deadline), ())
    whys = [words.text(rule.why) for rule in concluding if truth(rule.condition, words.situation, rules) is not False]
    return DueBy(deadline, by, words.text(rules.vocabulary.deadlines[deadline].label), next(iter(whys), ""))
