"""What an interpreter says about a situation: ids only, no wording; what it means to be next."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import takewhile
from typing import NamedTuple

from simexit.model.expressions import All, Conclusion, Condition, Holds, Not

FINISHED = "finished"


def next_is(name: str, actions: Iterable[str]) -> Condition:
    """Return the condition that an action is due and none before it, or for `finished` that none is due.

    `actions` are all of them, in their order.
    """
    earlier = takewhile(lambda action: action != name, actions)
    none_before = (Not(Holds(Conclusion("action", action))) for action in earlier)
    return All((*none_before, *(() if name == FINISHED else (Holds(Conclusion("action", name)),))))


class Verdicts(NamedTuple):
    """The Kleene value of every conclusion: certainly true, certainly false; the rest is open."""

    true: frozenset[Conclusion]
    false: frozenset[Conclusion]


class Judgement(NamedTuple):
    """What is due, what may still be next, and which warnings hold.

    `possible_next` is in the order of the actions, `finished` last; it is empty where no completion of the facts is possible.
    """

    agenda: tuple[str, ...]
    possible_next: tuple[str, ...]
    certain_warnings: tuple[str, ...]
    possible_warnings: tuple[str, ...]
    certain_deadlines: tuple[str, ...]

    @property
    def certain_next(self) -> str | None:
        """The next action, or `finished`, where it is certain."""
        return self.possible_next[0] if len(self.possible_next) == 1 else None
