"""Advice: the answer that people and programs get.

Ids are there at once; words are made when they are asked for, because many who embed an advisor never ask for them.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from typing import TYPE_CHECKING

from simexit.explain import compose
from simexit.explain.parts import CitedWork, DueBy, HowTo, Question, Reason, Status, Warnings
from simexit.explain.standing import cited
from simexit.explain.wording import Wording
from simexit.model.expressions import Conclusion
from simexit.model.judgement import FINISHED, Judgement
from simexit.model.rules import RuleSet, Situation
from simexit.record import record
from simexit.run.decider import Decider, Decision

if TYPE_CHECKING:
    from simexit.explain.why import Why
    from simexit.explain.why_not import WhyNot

Ask = Callable[[Situation, Judgement], str | None]
"""Returns the fact to ask for in a situation that was judged, or None."""


@record
class Background:
    """What all advice of one advisor in one language rests on."""

    rules: RuleSet
    decider: Decider
    ask: Ask
    language: str


class Advice:
    """What to do next, what may go wrong, why, and on what source; a value that nothing changes.

    `judgement` has the ids: what is next, the agenda, the warnings, certain and possible. `situation` are the facts it was given for.
    Two are equal where they say the same in the same language.
    """

    def __init__(self, background: Background, situation: Situation, decision: Decision) -> None:
        self._background = background
        self._decision = decision
        self.situation = situation
        self.judgement = decision.judgement

    @property
    def status(self) -> Status:
        """`act` or `wait` where `next` is certain, `ask` where it depends on facts not given, and `finished`."""
        return compose.status(self._background.rules, self.judgement.certain_next)

    @property
    def next(self) -> str | None:
        """The id of the next action where it is certain and there is one."""
        settled = self.judgement.certain_next
        return None if settled == FINISHED else settled

    @property
    def possible_next(self) -> tuple[str, ...]:
        """What may be next, in the order of the actions, `finished` last."""
        return self.judgement.possible_next

    @property
    def agenda(self) -> tuple[str, ...]:
        """The actions that are certainly due, in order."""
        return self.judgement.agenda

    @property
    def second_opinion(self) -> str:
        """`agreed`, `not asked`, or why there was none."""
        return self._decision.second_opinion

    @property
    def ruleset(self) -> str:
        """The identity of the rule set."""
        return self._background.rules.identity

    @property
    def language(self) -> str:
        """The language of the texts."""
        return self._background.language

    @cached_property
    def question(self) -> Question | None:
        """The one question worth asking, or None."""
        asked = self._background.ask(self.situation, self.judgement)
        return None if asked is None else compose.question(self._words, asked)

    @cached_property
    def warnings(self) -> Warnings:
        """The certain warnings in words, and the ids of the possible ones."""
        certain = tuple(compose.warned(self._words, name) for name in self.judgement.certain_warnings)
        return Warnings(certain, self.judgement.possible_warnings)

    @cached_property
    def deadline(self) -> DueBy | None:
        """The earliest day by which something must be done."""
        return compose.deadline(self._words, self.judgement.certain_deadlines)

    @cached_property
    def because(self) -> tuple[Reason, ...]:
        """The rules that make the next action due."""
        return () if self.next is None else compose.because(self._words, Conclusion("action", self.next))

    @cached_property
    def how(self) -> HowTo | None:
        """How to carry out the next action."""
        return None if self.next is None else compose.how_to(self._words, self.next)

    @cached_property
    def sources(self) -> tuple[CitedWork, ...]:
        """The works that the reasons rest on."""
        return cited(self._words, self.because)

    @cached_property
    def ignored(self) -> tuple[str, ...]:
        """Facts that were given but do not apply."""
        return compose.ignored(self._words)

    @cached_property
    def no_figure(self) -> tuple[str, ...]:
        """Parameters without a value on that day that keep something open."""
        return compose.no_figure(self._words, self.judgement)

    def why(self, name: str | None = None) -> Why:
        """Return why the next action is next, or why what has this name is so or not. Raises `UnknownNameError`."""
        from simexit.explain.why import why

        return why(self._background.rules, self.situation, self.judgement, name, self.language)

    def why_not(self, name: str) -> WhyNot:
        """Return what comes before an action, what is not known yet, or what would have to be otherwise. Raises as `why`."""
        from simexit.explain.why_not import why_not

        background = self._background
        return why_not(background.rules, background.decider, self.situation, self.judgement, name, self.language)

    def to_dict(self) -> dict[str, object]:
        """Return the advice as plain values: the JSON of `simexit next --json`."""
        return {
            "status": self.status,
            "next": self.next,
            "possible_next": list(self.possible_next),
            "question": None if self.question is None else self.question.to_dict(),
            "agenda": list(self.agenda),
            "warnings": self.warnings.to_dict(),
            "deadline": None if self.deadline is None else self.deadline.to_dict(),
            "because": [reason.to_dict() for reason in self.because],
            "how": None if self.how is None else self.how.to_dict(),
            "sources": [cited.to_dict() for cited in self.sources],
            "ignored": list(self.ignored),
            "no_figure": list(self.no_figure),
            "second_opinion": self.second_opinion,
            "ruleset": self.ruleset,
        }

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Advice) and self.language == other.language and self.to_dict() == other.to_dict()

    __hash__ = None  # type: ignore[assignment]  # what is compared by its words has no hash

    def __repr__(self) -> str:
        return f"<Advice {self.status}: {self.next or ', '.join(self.possible_next)}>"

    @cached_property
    def _words(self) -> Wording:
        return Wording(self._background.rules, self.situation, self.language)
