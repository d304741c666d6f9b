"""What is so in one situation, and whether it is what a case expects."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import assert_never

from simexit.ask.question import next_question
from simexit.author.cases.case import Expectation, Is, Listed, MayBeNext, Single, Standing, Statement
from simexit.explain.compose import status
from simexit.meaning.conditions import truth, value
from simexit.meaning.decide import possible
from simexit.meaning.representatives import left_open
from simexit.model.expressions import Conclusion, Condition, Holds, Not
from simexit.model.judgement import FINISHED, Judgement
from simexit.model.rules import RuleSet, Situation
from simexit.run.decider import Decider


@dataclass
class Answers:
    """What is so in a situation; nothing is worded, and what is not asked for is not worked out."""

    situation: Situation
    rules: RuleSet
    decider: Decider

    @cached_property
    def judgement(self) -> Judgement:
        """What is due, what may be next, which warnings hold. Raises `DisagreementError` as the decider does."""
        return self.decider.decide(self.situation).judgement

    def difference(self, expectation: Expectation) -> str | None:
        """Return in words how it is otherwise than expected, or None where it is so."""
        match expectation:
            case Is(key, wanted):
                got = self._part(key)
                return None if got == wanted else f"`{key}` is {_shown(got)}, expected {_shown(wanted)}"
            case MayBeNext(names):
                may_be = self.judgement.possible_next
                return None if may_be == names else f"`possible_next` is {', '.join(may_be)}, expected {', '.join(names)}"
            case Standing(key, name):
                return _standing(key, name, self.judgement)
            case Statement("never", condition):
                return "this may be true, expected that it never is" if can_be(condition, self.situation, self.rules) else None
            case Statement(_, condition):
                return "this may be false, expected that it holds" if can_be(Not(condition), self.situation, self.rules) else None
            case _:
                assert_never(expectation)

    def _part(self, key: Single) -> str | date | None:
        """Return one part of the advice, the same as its reader gets."""
        settled = self.judgement.certain_next
        match key:
            case "status":
                return status(self.rules, settled)
            case "next":
                return None if settled == FINISHED else settled
            case "question":
                return next_question(self.rules, self.decider, self.situation, self.judgement)
            case "deadline":
                terms = [self.rules.vocabulary.deadlines[name].by for name in self.judgement.certain_deadlines]
                days = (value(term, self.situation, self.rules) for term in terms)
                return min((day for day in days if isinstance(day, date)), default=None)
            case _:
                assert_never(key)


def can_be(condition: Condition, situation: Situation, rules: RuleSet) -> bool:
    """Return whether a condition is true in some completion of a situation that the constraints allow."""
    now = truth(condition, situation, rules)
    if now is not None:
        return now
    # as a conclusion its comparisons are known to the rule set, so that the values that matter to them are looked at
    stated = Conclusion("derived", "what a case states")
    wider = replace(rules, conditions={**rules.conditions, stated: condition})
    return possible(Holds(stated), situation, wider, left_open(situation, wider))


def _standing(key: Listed, name: str, judgement: Judgement) -> str | None:
    match key:
        case "due":
            return None if name in judgement.agenda else f"`{name}` is not certainly due"
        case "not_due":
            return f"`{name}` is due" if name in judgement.agenda else None
        case "warned" | "maybe_warned" | "not_warned":
            certain, maybe = name in judgement.certain_warnings, name in judgement.possible_warnings
            got = "warned" if certain else "maybe_warned" if maybe else "not_warned"
            return None if got == key else f"`{name}` is {got}, expected {key}"
        case _:
            assert_never(key)


def _shown(wanted: str | date | None) -> str:
    return "none" if wanted is None else str(wanted)
