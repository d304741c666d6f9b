"""What becomes of a case under a rule set: passed, failed, or matched nothing.

Cases are judged by a `Decider` and never worded: `simexit test` does so with the second opinion on, whoever tries many rule
sets with it off. That what is judged is the advice that people get is a test.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from simexit.author.cases.answers import Answers, can_be
from simexit.author.cases.case import Case, Expectation, Standing, Statement
from simexit.author.cases.situations import situation_of, situations
from simexit.meaning.conditions import truth
from simexit.model.expressions import Conclusion, Condition, Holds
from simexit.model.rules import RuleSet, Situation
from simexit.model.types import written
from simexit.run.clash import clashes
from simexit.run.decider import Decider, DisagreementError
from simexit.text.source import Span

Outcome = Literal["passed", "failed", "matched nothing"]


@dataclass(frozen=True, slots=True)
class Difference:
    """Where the advice is not what is expected, in words, and where that is expected."""

    message: str
    span: Span

    def __str__(self) -> str:
        return f"{self.span.place}: {self.message}"

    def to_dict(self) -> dict[str, object]:
        """Return the difference as plain values for JSON."""
        return {"message": self.message, "file": self.span.source.name, "line": self.span.line, "column": self.span.column}


NOTHING = "only absence is expected, no rule is true in this situation, and no fact of it rules out what is not expected"


@dataclass(frozen=True, slots=True)
class Result:
    """What became of a case; `differences` say why it did not pass."""

    case: Case
    outcome: Outcome
    differences: tuple[Difference, ...]

    def to_dict(self) -> dict[str, object]:
        """Return the result as plain values for JSON."""
        place = {"file": self.case.file, "line": self.case.span.line}
        return {"name": self.case.name, **place, "outcome": self.outcome, "differences": [one.to_dict() for one in self.differences]}


def run_case(case: Case, rules: RuleSet, decider: Decider) -> Result:
    """Return what becomes of a case under a rule set; `decider` decides for that rule set."""
    found = tuple(differences(case, rules, decider))
    if found:
        return Result(case, "failed", found)
    if _matched_nothing(case, rules):
        return Result(case, "matched nothing", (Difference(NOTHING, case.expected[0].span),))
    return Result(case, "passed", ())


def differences(case: Case, rules: RuleSet, decider: Decider) -> Iterator[Difference]:
    """Yield where the advice is not what a case expects, each as soon as it is found."""
    *on_the_way, (known, span) = situations(case, rules)
    try:
        for situation, place in on_the_way:
            if not decider.possible_next(situation):
                yield _impossible(situation, place, rules, decider)
                return
        answers = Answers(known, rules, decider)
        if not answers.judgement.possible_next:
            yield _impossible(known, span, rules, decider)
            return
        for expectation in case.expected:
            message = answers.difference(expectation)
            if message is not None:
                yield Difference(message, expectation.span)
    except DisagreementError as error:
        yield Difference(str(error), case.span)


def _impossible(situation: Situation, span: Span, rules: RuleSet, decider: Decider) -> Difference:
    clash = clashes(rules, decider, situation)[0]
    named = ", ".join(f"`{fact}` {written(situation[fact])}" for fact in clash.facts)
    forbidding = "" if clash.constraint is None else f"; the constraint `{clash.constraint}` forbids it"
    return Difference(f"these facts cannot all be true: {named}{forbidding}", span)


def _matched_nothing(case: Case, rules: RuleSet) -> bool:
    """Return whether a case that holds says nothing: only absence is expected, and the facts have no part in it."""
    absent = [_absent(expectation) for expectation in case.expected]
    situation = situation_of(case, rules)
    if None in absent or any(truth(rule.condition, situation, rules) for rule in rules.rules):
        return False
    ruled_out = (condition for condition in absent if condition is not None and not can_be(condition, situation, rules))
    return not any(can_be(condition, {}, rules) for condition in ruled_out)


def _absent(expectation: Expectation) -> Condition | None:
    """Return the condition of what is expected not to be so, or None where something is expected."""
    match expectation:
        case Standing("not_due", name):
            return Holds(Conclusion("action", name))
        case Standing("not_warned", name):
            return Holds(Conclusion("warning", name))
        case Statement("never", condition):
            return condition
        case _:
            return None
