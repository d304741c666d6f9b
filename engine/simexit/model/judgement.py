"""What an interpreter says about a situation: ids only, no wording."""

from __future__ import annotations

from dataclasses import dataclass

from simexit.model.expressions import Conclusion

FINISHED = "finished"


@dataclass(frozen=True, slots=True)
class Verdicts:
    """The Kleene value of every conclusion: certainly true, certainly false; the rest is open."""

    true: frozenset[Conclusion]
    false: frozenset[Conclusion]


@dataclass(frozen=True, slots=True)
class Judgement:
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
