"""The way from a situation to its ends: ids only, no wording.

Each state has one certain next action; each way in which that can end leads on to another state, back to one that the rules
cannot tell from it, or to an end.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from simexit.model.expressions import TODAY
from simexit.model.judgement import Judgement
from simexit.model.rules import Situation
from simexit.model.vocabulary import Outcome


@dataclass(frozen=True, slots=True)
class Goes:
    """To a state that is met here for the first time."""

    step: int


@dataclass(frozen=True, slots=True)
class Again:
    """To a situation in which every comparison of the rules and the next action are as in a state met before."""

    step: int


@dataclass(frozen=True, slots=True)
class Finished:
    """Nothing is left to do."""


@dataclass(frozen=True, slots=True)
class Waits:
    """It is not known when this wait ends, and what comes then depends on the day."""

    action: str


@dataclass(frozen=True, slots=True)
class Asks:
    """The next action is not certain; `fact` is worth asking for, None where no fact can make it certain."""

    fact: str | None
    possible_next: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Cut:
    """The plan has as many steps as it may have, and is not followed further."""


Target = Goes | Again | Finished | Waits | Asks | Cut
"""Where a branch leads: a closed union."""


@dataclass(frozen=True, slots=True)
class Branch:
    """One way in which a step can end; `outcome` is None where a wait runs out without any."""

    outcome: Outcome | None
    situation: Situation
    target: Target


@dataclass(frozen=True, slots=True)
class WaitEnd:
    """The day on which to stop waiting, and the deadline that sets it."""

    deadline: str
    by: date


@dataclass(frozen=True, slots=True)
class State:
    """A situation with its certain next action; the first branch is the one of the main line."""

    number: int
    action: str
    situation: Situation
    judgement: Judgement
    until: WaitEnd | None
    branches: tuple[Branch, ...]

    @property
    def day(self) -> date | None:
        """The day on which the action is next, or None where it is not known."""
        return day_of(self.situation)


@dataclass(frozen=True, slots=True)
class Way:
    """All states that can be reached; their numbers are their places, from 1, those of the main line first."""

    start: Target
    states: tuple[State, ...]
    second_opinion: str

    def main_line(self) -> Iterator[State]:
        """Yield the states that are met where each action ends in its first outcome."""
        target = self.start
        while isinstance(target, Goes):
            state = self.states[target.step - 1]
            yield state
            target = state.branches[0].target


def day_of(situation: Situation) -> date | None:
    """Return the day of a situation, or None where it is not known."""
    day = situation.get(TODAY)
    return day if isinstance(day, date) else None
