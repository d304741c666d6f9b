"""Where two rule sets give different advice: each change with the regions in which it happens, or a proof that there is none.

Both are asked about the situations that both know and allow, and about what only one of them allows. Each situation that is shown
was judged by the definition with both.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from simexit.model.judgement import FINISHED, next_is
from simexit.model.rules import RuleSet, Situation
from simexit.prove.regions import Region, RegionFinder
from simexit.prove.sides import Side, Sides
from simexit.prove.smt import FALSE, TRUE, Formula, every, negation, some
from simexit.prove.solver import SECONDS, Open, ReplayError, Shown
from simexit.prove.steps import possibly_next
from simexit.prove.terms import Pair
from simexit.prove.wanted import Changes, Subject, Wanted
from simexit.prove.world import NO


@dataclass(frozen=True, slots=True)
class Turn:
    """What was next before and is next now, in a situation; several where a figure has no value."""

    before: tuple[str, ...]
    after: tuple[str, ...]
    situation: Situation


@dataclass(frozen=True, slots=True)
class Change:
    """What is otherwise, and where; `more` says that there are further regions, `open` why that is not known.

    `before` and `after` are names: of what is possible or due, of the warning or deadline; none where there is nothing, and with
    a question mark where it is open. Of an action that is due in both, `waiting` is whether it waits for somebody, `needs` what it
    asks for (with the name of a fact where that applies otherwise), `outcomes` what is so afterwards. `turns` are how the next
    action changes with it.
    """

    subject: Subject
    before: tuple[str, ...]
    after: tuple[str, ...]
    regions: tuple[Region, ...]
    more: bool = False
    open: str | None = None
    turns: tuple[Turn, ...] = ()


class Comparison:
    """Compares two rule sets; `seconds` is the time for each search."""

    def __init__(self, old: RuleSet, new: RuleSet, seconds: float = SECONDS) -> None:
        self._old, self._new = old, new
        self._sides = Sides(old, new, seconds)
        self._regions = RegionFinder(self._sides)

    def first(self) -> Change | Open | None:
        """Return one change with one situation that shows it, None where there is provably none, or why neither is known.

        What an action waits for, asks for and brings about is left out: of two rule sets that differ in one place that is known.
        """
        unknown: Open | None = None
        for wanted in (one for one in Changes(self._sides).each() if one.subject not in {"waiting", "needs", "outcomes"}):
            match self._sides.models([*wanted.given, *wanted.claims]):
                case Shown((before, after)):
                    shown = self._sides.together(before, after)
                    return Change(wanted.subject, wanted.before, wanted.after, (Region((), shown, shown),))
                case Open() as answer:
                    unknown = answer
                case _:
                    continue
        return unknown

    def changes(self) -> Iterator[Change]:
        """Yield every change of advice with its regions; nothing where there is provably none."""
        for wanted in Changes(self._sides).each():
            found = self._regions.find(wanted)
            if found.regions or found.open:
                turns = tuple(self._turns(wanted)) if wanted.subject in {"due", "order"} else ()
                yield Change(wanted.subject, wanted.before, wanted.after, found.regions, found.more, found.open, turns)

    def _turns(self, wanted: Wanted) -> Iterator[Turn]:
        """Yield each pair of what was next before and is next now where a change happens."""
        may_be = self._may_be_next()
        otherwise = some([negation(before == after) for before, after in may_be.values()])
        names = {one.name for one in wanted.about}
        concerned = some([found for name, pair in may_be.items() if name in names for found in pair])
        claims, left = [*wanted.given, *wanted.claims], [otherwise, concerned]
        while isinstance(shown := self._sides.models(claims, left), Shown):
            before, after = shown.situations
            was, now = possibly_next(before, self._old), possibly_next(after, self._new)
            if was == now:
                raise ReplayError(
                    f"the solver found that something else is next in {dict(before)}, where the definition finds {was} in both"
                )
            yield Turn(self._ordered(was), self._ordered(now), self._sides.together(before, after))
            here = [old == _bool(name in was) for name, (old, _) in may_be.items()]
            left.append(negation(every([*here, *(new == _bool(name in now) for name, (_, new) in may_be.items())])))

    def _may_be_next(self) -> dict[str, tuple[Formula, Formula]]:
        """Return for each action, and for the end, whether it may be next before and now."""
        names = [*dict.fromkeys((*self._old.vocabulary.actions, *self._new.vocabulary.actions)), FINISHED]
        return {name: (self._next("old", name).may, self._next("new", name).may) for name in names}

    def _next(self, side: Side, name: str) -> Pair:
        actions = self._sides.rules[side].vocabulary.actions
        return self._sides.worlds[side].formula(next_is(name, actions)) if name == FINISHED or name in actions else NO

    def _ordered(self, names: set[str]) -> tuple[str, ...]:
        return tuple(name for name in self._may_be_next() if name in names)


def _bool(value: bool) -> Formula:
    return TRUE if value else FALSE
