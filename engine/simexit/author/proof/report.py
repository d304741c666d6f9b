"""A proof as a table: what was asked for each obligation, what was proved, and what holds in every library."""

from __future__ import annotations

from dataclasses import dataclass
from typing import get_args

from simexit.model.types import FIRST_DAY, LAST_DAY
from simexit.prove.proof import Proof
from simexit.prove.questions import Failed, Held, Obligation, Unknown

STATED: dict[Obligation, str] = {
    "total": "where nothing is due, the person has finished",
    "conflict": "actions that exclude each other are never due together",
    "dead": "every rule, action, warning, constraint and fact has its use",
    "safe": "no action is next while what it requires is false",
    "ends": "every way of following the advice ends, or waits for somebody who is named",
    "invariant": "the author's invariants hold",
    "time": "the figures that the advice needs are known on every day",
    "sourced": "no rule applies after its sources have ended",
}
NOTHING_ASKED: dict[Obligation, tuple[str, str]] = {
    "total": ("not verified", "`finished` in library.yaml has no `when`"),
    "conflict": ("proved", "no action excludes another"),
    "dead": ("proved", "there is no rule"),
    "safe": ("proved", "no action requires anything"),
    "ends": ("proved", "there is no action"),
    "invariant": ("not verified", "rules/invariants holds none"),
    "time": ("proved", "there is no advice"),
    "sourced": ("proved", "no source has an end"),
}
"""What is so of an obligation that gives rise to no question, and why there is none."""
BY_CONSTRUCTION = (
    f"all of this is about every day from {FIRST_DAY} to {LAST_DAY}, with the figures, rules and public holidays of that day",
    "no derived fact is both true and false: one condition says when each is true, and it has one value in every situation",
    "learning a fact never contradicts what was certain: every connective of the language is monotone",
    "no order of files or facts changes anything: a conclusion holds where one of its rules does",
    "every rule has a source, every text is in every language, every claim is encoded or refused: `check` lets nothing else pass",
)
"""What needs no question, because it holds in every library that passes `check`."""


@dataclass(frozen=True, slots=True)
class Line:
    """What became of the questions of one obligation."""

    obligation: Obligation
    states: str
    asked: int
    proved: int
    failed: int
    open: int
    seconds: float

    @property
    def verdict(self) -> str:
        """What can be said of the obligation as a whole."""
        if self.failed:
            return "fails"
        if not self.asked:
            return NOTHING_ASKED[self.obligation][0]
        return "not verified" if self.open else "proved"

    @property
    def note(self) -> str:
        """How many questions were answered as they must be, or why there was none."""
        return NOTHING_ASKED[self.obligation][1] if not self.asked else f"{self.proved} of {self.asked}"


def lines(proof: Proof) -> list[Line]:
    """Return one line for each obligation."""
    found = []
    for obligation in get_args(Obligation):
        answered = [one for one in proof.answered if one.question.obligation == obligation]
        proved, failed, unknown = (sum(isinstance(one.result, kind) for one in answered) for kind in (Held, Failed, Unknown))
        seconds = sum(one.seconds for one in answered)
        found.append(Line(obligation, STATED[obligation], len(answered), proved, failed, unknown, seconds))
    return found
