"""One step instead of several that all go on in the same way: the same actions, outcomes, ends and questions after them."""

from __future__ import annotations

from collections import deque
from collections.abc import Hashable
from dataclasses import replace

from simexit.document.way import Again, Branch, Goes, State, Target, Way


def merge(way: Way) -> Way:
    """Return the way with each kind of state only once, where it is met first; the main line still comes first."""
    return _Merger(way).merged()


def kinds(way: Way) -> list[int]:
    """Return a number for each state, equal where all that can follow is (partition refinement, E. F. Moore 1956)."""
    found = _numbered([(state.action, state.until is None) for state in way.states])
    while True:
        finer = _numbered([(found[state.number - 1], *(_sign(branch, found) for branch in state.branches)) for state in way.states])
        if finer == found:
            return found
        found = finer


def _sign(branch: Branch, found: list[int]) -> Hashable:
    outcome = None if branch.outcome is None else branch.outcome.name
    target = branch.target
    return outcome, found[target.step - 1] if isinstance(target, Goes | Again) else target


def _numbered(signs: list[Hashable]) -> list[int]:
    numbers: dict[Hashable, int] = {}
    return [numbers.setdefault(sign, len(numbers)) for sign in signs]


class _Merger:
    def __init__(self, way: Way) -> None:
        self._way = way
        self._kinds = kinds(way)
        self._numbers: dict[int, int] = {}
        self._kept: list[tuple[State, list[Branch]]] = []
        self._later: deque[tuple[int, Branch]] = deque()

    def merged(self) -> Way:
        start = self._target(self._way.start)
        self._line(start)
        while self._later:
            number, branch = self._later.popleft()
            self._line(self._add(number, branch))
        states = [replace(state, number=place, branches=tuple(branches)) for place, (state, branches) in enumerate(self._kept, 1)]
        return replace(self._way, start=start, states=tuple(states))

    def _line(self, target: Target) -> None:
        while isinstance(target, Goes):
            first, *others = self._kept[target.step - 1][0].branches
            self._later.extend((target.step, other) for other in others)
            target = self._add(target.step, first)

    def _add(self, number: int, branch: Branch) -> Target:
        target = self._target(branch.target)
        self._kept[number - 1][1].append(replace(branch, target=target))
        return target

    def _target(self, target: Target) -> Target:
        if not isinstance(target, Goes | Again):
            return target
        kind = self._kinds[target.step - 1]
        if kind in self._numbers:
            return Again(self._numbers[kind])
        self._kept.append((self._way.states[target.step - 1], []))
        self._numbers[kind] = len(self._kept)
        return Goes(len(self._kept))
