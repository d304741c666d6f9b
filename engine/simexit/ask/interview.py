"""An interview: what was told so far, and the fact to ask for now; no input, no output, and no state that changes."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from functools import cached_property

from simexit.ask.question import next_question
from simexit.meaning.conditions import applies
from simexit.model.expressions import TODAY
from simexit.model.judgement import FINISHED
from simexit.model.rules import RuleSet, Situation
from simexit.model.types import Value
from simexit.run.clash import Clash, clashes
from simexit.run.decider import Decider


class ImpossibleAnswerError(Exception):
    """An answer cannot be true together with what was told before; `clashes` says with what."""

    def __init__(self, found: tuple[Clash, ...]) -> None:
        self.clashes = found
        super().__init__("; ".join(", ".join(clash.facts) for clash in found))


@dataclass(frozen=True, slots=True)
class Reply:
    """What was told of a fact; None says that the person does not know."""

    fact: str
    value: Value | None


@dataclass(frozen=True, slots=True)
class Progress:
    """How many facts were answered, and how many next actions are possible now and were at the start, `finished` among them."""

    answered: int
    possible: int
    possible_at_start: int


@dataclass(frozen=True)
class Interview:
    """The replies in the order they were told, those given at the start first; each method returns the interview after it.

    `set_aside` are the replies that the last change has made void. `before` is the interview that `back` returns to.
    """

    rules: RuleSet = field(repr=False)
    decider: Decider = field(repr=False)
    replies: tuple[Reply, ...]
    possible_at_start: int
    set_aside: tuple[Reply, ...] = ()
    before: Interview | None = field(default=None, repr=False, compare=False)

    @cached_property
    def situation(self) -> Situation:
        """The facts known so far."""
        return _known(self.replies)

    @cached_property
    def skipped(self) -> frozenset[str]:
        """The facts that the person does not know; they are not asked again."""
        return frozenset(reply.fact for reply in self.replies if reply.value is None)

    @cached_property
    def question(self) -> str | None:
        """The fact to ask for now; None where the advice is certain or all that could still matter was skipped.

        It is never known, skipped, or a fact that does not apply. Raises `DisagreementError` where the second opinion differs.
        """
        judgement = self.decider.decide(self.situation).judgement
        return next_question(self.rules, self.decider, self.situation, judgement, self.skipped)

    @cached_property
    def possible_next(self) -> tuple[str, ...]:
        """What may be next, in order; one alone is certain."""
        return self.decider.possible_next(self.situation)

    @cached_property
    def missing(self) -> tuple[str, ...]:
        """The unknown facts that keep the next action open; none where it is certain."""
        if len(self.possible_next) == 1:
            return ()
        names = [name for name in self.possible_next if name != FINISHED]
        return tuple(dict.fromkeys(fact for name in names for fact in self.decider.facts_open("action", name, self.situation)))

    @property
    def progress(self) -> Progress:
        """How far the interview is; the day is no answer."""
        answered = sum(reply.value is not None and reply.fact != TODAY for reply in self.replies)
        return Progress(answered, len(self.possible_next), self.possible_at_start)

    def answer(self, fact: str, value: Value) -> Interview:
        """Tell a fact that was not told yet. Raises `ImpossibleAnswerError` where it clashes with what was told before."""
        self._refuse_told(fact)
        replies = (*self.replies, Reply(fact, value))
        self._refuse_impossible(replies)
        return replace(self, replies=replies, set_aside=(), before=self)

    def skip(self, fact: str) -> Interview:
        """Say that a fact is not known."""
        self._refuse_told(fact)
        return replace(self, replies=(*self.replies, Reply(fact, None)), set_aside=(), before=self)

    def back(self) -> Interview:
        """Undo the last answer, skip or change exactly; at the start nothing changes."""
        return self.before or self

    def change(self, fact: str, value: Value | None) -> Interview:
        """Change a reply, at its place; None says that the fact is not known after all.

        Later replies stay as long as they apply and are possible beside the new one and those kept before them; a reply anywhere
        that does not apply any more is set aside as well. Raises `ImpossibleAnswerError` where it clashes with what was told
        before it.
        """
        place = self._place(fact)
        kept = [*self.replies[:place], Reply(fact, value)]
        self._refuse_impossible(kept)
        for later in self.replies[place + 1 :]:
            if self._fits(later, kept):
                kept.append(later)
        known = _known(kept)
        kept = [reply for reply in kept if reply.fact == fact or self._counts(reply, known)]
        set_aside = tuple(reply for reply in self.replies if reply.fact != fact and reply not in kept)
        return replace(self, replies=tuple(kept), set_aside=set_aside, before=self)

    def _fits(self, reply: Reply, told: list[Reply]) -> bool:
        if reply.value is None:
            return True
        known = _known(told)
        return self._counts(reply, known) and bool(self.decider.possible_next({**known, reply.fact: reply.value}))

    def _counts(self, reply: Reply, known: Situation) -> bool:
        """Return whether a reply applies or may still do so; what the person does not know is remembered in any case."""
        return reply.value is None or applies(reply.fact, known, self.rules) is not False

    def _place(self, fact: str) -> int:
        for place, reply in enumerate(self.replies):
            if reply.fact == fact:
                return place
        raise ValueError(f"nothing was told of {fact!r}; `answer` tells it")

    def _refuse_told(self, fact: str) -> None:
        if fact not in self.rules.vocabulary.facts:
            raise ValueError(f"there is no fact {fact!r}")
        if any(reply.fact == fact for reply in self.replies):
            raise ValueError(f"{fact!r} was told before; `change` changes it")

    def _refuse_impossible(self, replies: Iterable[Reply]) -> None:
        found = clashes(self.rules, self.decider, _known(replies))
        if found:
            raise ImpossibleAnswerError(found)


def begin(rules: RuleSet, decider: Decider, known: Situation, unknown: Iterable[str] = ()) -> Interview:
    """Return the interview that goes on from facts that are possible together, and from those the person does not know."""
    replies = (*(Reply(fact, value) for fact, value in known.items()), *(Reply(fact, None) for fact in unknown if fact not in known))
    return Interview(rules, decider, replies, len(decider.possible_next(known)))


def _known(replies: Iterable[Reply]) -> Situation:
    return {reply.fact: reply.value for reply in replies if reply.value is not None}
