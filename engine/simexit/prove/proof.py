"""Proves a rule set consistent, or finds the situations in which it is not: the entrance of this layer."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from os import cpu_count
from typing import assert_never

from simexit.model.rules import RuleSet, Situation
from simexit.prove.answer import Answerer, can_follow
from simexit.prove.cache import Cache
from simexit.prove.known import Known
from simexit.prove.minimal import shows_condition, shows_way, smallest
from simexit.prove.obligations import questions
from simexit.prove.processes import results
from simexit.prove.questions import (
    Decidedness,
    Existence,
    Failed,
    Held,
    Influence,
    Kind,
    Obligation,
    Question,
    Result,
    Step,
    Succession,
    Unknown,
    Ways,
)
from simexit.prove.solver import SECONDS
from simexit.prove.steps import possibly_next

Progress = Callable[[int, int], None]
_WORTH_A_PROCESS = 8


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that is not as it must be; `situation` is the smallest that shows it, where a situation can."""

    obligation: Obligation
    kind: Kind
    names: tuple[str, ...]
    situation: Situation | None = None
    steps: tuple[Step, ...] = ()


@dataclass(frozen=True, slots=True)
class NotVerified:
    """A question without an answer, and why."""

    obligation: Obligation
    kind: Kind
    names: tuple[str, ...]
    reason: str
    situation: Situation | None = None


@dataclass(frozen=True, slots=True)
class Answered:
    """A question with its answer; `seconds` is how long it took, 0 where it was known."""

    question: Question
    result: Result
    seconds: float


@dataclass(frozen=True, slots=True)
class Proof:
    """All questions with their answers."""

    answered: tuple[Answered, ...]
    findings: tuple[Finding, ...]
    not_verified: tuple[NotVerified, ...]

    @property
    def longest_way(self) -> Held | None:
        """The longest way of following the advice, where every way ends."""
        return next((one.result for one in self.answered if isinstance(one.question, Ways) and isinstance(one.result, Held)), None)

    @property
    def successions(self) -> dict[Step, tuple[str, ...]]:
        """Which actions may be next after each outcome of each action."""
        return {one.question.names: one.result.next for one in self.answered if isinstance(one.question, Succession)}


def prove(
    rules: RuleSet,
    *,
    seconds: float = SECONDS,
    jobs: int | None = None,
    cache: Cache | None = None,
    progress: Progress | None = None,
    only: type[Question] | None = None,
    obligation: Obligation | None = None,
) -> Proof:
    """Ask everything that must be so of a rule set, or only questions of one form, or of one obligation.

    `seconds` is the time for one question, `jobs` how many processes work at a time, by default one for each processor.
    `progress` is called with how many questions are answered and how many there are.
    """
    every = [question for question in questions(rules) if obligation is None or question.obligation == obligation]
    asked = [question for question in every if only is None or isinstance(question, only)]
    known = Known(rules, cache)
    found = {place: Answered(question, held, 0.0) for place, question in enumerate(asked) if (held := known.get(question)) is not None}
    # the long question first, so that no process is left with it at the end
    pending = sorted((place for place in range(len(asked)) if place not in found), key=lambda place: not isinstance(asked[place], Ways))
    hire = partial(_hired, rules, seconds, known.guess)
    answers = results(hire, [asked[place] for place in pending], jobs or cpu_count() or 1, worth_a_process=_WORTH_A_PROCESS)
    for number, (result, took) in answers:
        place = pending[number]
        found[place] = Answered(asked[place], result, took)
        known.put(asked[place], result)
        if progress is not None:
            progress(len(found), len(asked))
    known.save()
    answered = tuple(found[place] for place in range(len(asked)))
    findings = _without_repetition([_finding(one.question, one.result, rules) for one in answered if isinstance(one.result, Failed)])
    return Proof(answered, findings, tuple(_open(one.question, one.result) for one in answered if isinstance(one.result, Unknown)))


def _hired(rules: RuleSet, seconds: float, guess: int) -> Callable[[Question], tuple[Result, float]]:
    return Answerer(rules, seconds, guess).timed


def _finding(question: Question, failed: Failed, rules: RuleSet) -> Finding:
    situation = failed.situation
    match question:
        case Existence():
            kept = None if situation is None else smallest(situation, shows_condition(question.goal, rules), rules)
            return Finding(question.obligation, question.kind, question.names, kept)
        case Influence() | Decidedness():
            return Finding(question.obligation, question.kind, question.names)
        case Succession(names=(action, name)):
            outcome = next(one for one in rules.vocabulary.actions[action].outcomes if one.name == name)
            assert situation is not None

            def shows(one: Situation) -> bool:
                return possibly_next(one, rules) == {action} and not can_follow(outcome, one, rules)

            return Finding(question.obligation, question.kind, (action, name), smallest(situation, shows, rules), ((action, name),))
        case Ways():
            assert situation is not None
            names = tuple(dict.fromkeys(action for action, _ in failed.steps))
            return Finding(
                question.obligation, question.kind, names, smallest(situation, shows_way(failed.steps, rules), rules), failed.steps
            )
        case _:
            assert_never(question)


def _open(question: Question, unknown: Unknown) -> NotVerified:
    names = () if isinstance(question, Ways) else question.names
    return NotVerified(question.obligation, question.kind, names, unknown.reason, unknown.situation)


def _without_repetition(findings: list[Finding]) -> tuple[Finding, ...]:
    """Leave out what only follows from a rule that is never true: it is redundant, strikes nothing, and may leave an action never due."""
    never_true = {finding.names[0] for finding in findings if finding.kind == "rule_never_true"}
    followers = {"rule_redundant", "override_never_strikes"}
    return tuple(finding for finding in findings if not (finding.kind in followers and finding.names[0] in never_true))
