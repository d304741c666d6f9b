"""What is asked of the completions of a situation: which action can be next, which conclusions can be true or false."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from simexit.model.expressions import Conclusion
from simexit.model.rules import RuleSet
from simexit.run.planes.blocks import Block, Plane

Marked = tuple[int, Plane]
"""The place of a conclusion, and some states."""


@dataclass(frozen=True, slots=True)
class Goal:
    """Conclusions, by place, of which one, or none, must be true and others must be false; no constraint may be broken either."""

    true: int | None
    false: tuple[int, ...]


class Goals:
    """The goals of a rule set: first each action as the next one, `finished` after them; then what can be true; then what can be false."""

    def __init__(self, rules: RuleSet, place: Mapping[Conclusion, int]) -> None:
        self.actions = [place[conclusion] for conclusion, _ in rules.of_kind("action")]
        self.warnings = [place[conclusion] for conclusion, _ in rules.of_kind("warning")]
        self.impossible = [place[conclusion] for conclusion, _ in rules.of_kind("impossible")]
        self.nexts = [Goal(action, tuple(self.actions[:number])) for number, action in enumerate(self.actions)]
        self.nexts.append(Goal(None, tuple(self.actions)))
        self.can_be_true = [Goal(warning, ()) for warning in self.warnings]
        self.can_be_false = [Goal(None, (one,)) for one in (*self.actions, *self.warnings)]
        self.all = [*self.nexts, *self.can_be_true, *self.can_be_false]

    def asked(self, numbers: Sequence[Plane], ones: Plane) -> list[Plane]:
        """Return for each goal where it is the one with the number whose bits are these planes, from the lowest."""
        chosen = [ones]
        for place in reversed(range(len(self.all).bit_length())):
            most = (len(self.all) >> place) + 1
            chosen = [half for one in chosen for half in (one & ~numbers[place], one & numbers[place])][:most]
        return chosen[: len(self.all)]

    def wanted(self, asked: list[Plane], none: Plane, ones: Plane) -> tuple[list[Marked], list[Marked]]:
        """Return the conclusions that goals want to be true, each with where they are asked, and those that they want to be false."""
        nexts, can_be_true, can_be_false = self.split(asked)
        trues = [*zip(self.actions, nexts, strict=False), *can_be_true.items()]
        later, falses = none, []
        for place, after in zip(reversed(self.actions), reversed(nexts[1:]), strict=True):
            later = later | after
            falses.append((place, later | can_be_false[place]))
        warnings = [(place, can_be_false[place]) for place in self.warnings]
        return trues, [*((place, ones) for place in self.impossible), *falses, *warnings]

    def split(self, planes: list[Plane]) -> tuple[list[Plane], dict[int, Plane], dict[int, Plane]]:
        """Return the planes of what can be next, and by conclusion those of what can be true and of what can be false."""
        first, second = len(self.nexts), len(self.nexts) + len(self.warnings)
        can_be_false = dict(zip((*self.actions, *self.warnings), planes[second:], strict=True))
        return planes[:first], dict(zip(self.warnings, planes[first:second], strict=True)), can_be_false

    def questions(self, conclusions: tuple[list[Plane], list[Plane]], block: Block) -> tuple[list[Plane], list[Plane]]:
        """Return for each goal where the known facts reach it whatever is unknown, and where that is open: `none` where nothing can be.

        Of what can be true and false, only what is open is asked.
        """
        trues, mays = conclusions
        can_be, must_be = block.ones, block.ones
        for place in self.impossible:
            same = must_be is can_be and mays[place] is trues[place]
            can_be = can_be & ~trues[place]
            must_be = can_be if same else must_be & ~mays[place]
        reached, open_ = [], []
        first, only = can_be, must_be
        for action in self.actions:
            same = only is first and mays[action] is trues[action]
            reached.append(only & trues[action])
            open_.append(block.none if same else first & mays[action] & ~reached[-1])
            first = first & ~trues[action]
            only = first if same else only & ~mays[action]
        reached.append(only)
        open_.append(block.none if only is first else first & ~only)
        for place in (*self.warnings, *self.actions, *self.warnings):
            reached.append(block.none)
            open_.append(block.none if mays[place] is trues[place] else can_be & (mays[place] ^ trues[place]))
        return reached, open_

    def shown(self, conclusions: tuple[list[Plane], list[Plane]], block: Block) -> list[Plane]:
        """Return for each goal where a completion reaches it.

        With every fact known, what is open is open for want of a figure, and may be either.
        """
        trues, mays = conclusions
        allowed = block.ones
        for place in self.impossible:
            allowed = allowed & ~trues[place]
        found, first = [], allowed
        for action in self.actions:
            found.append(first & mays[action])
            first = first & ~trues[action]
        found.append(first)
        found += [allowed & mays[place] for place in self.warnings]
        found += [allowed & ~trues[place] for place in (*self.actions, *self.warnings)]
        return found
