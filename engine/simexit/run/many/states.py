"""States of a search through many situations at once, in planes: some are taken, given a fact, and put together again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from simexit.run.many.domains import Patterns
from simexit.run.planes.bit_matrix import Bytes, to_bytes, to_planes

MOST_STATES = 1 << 18
Places = NDArray[np.intp]


@dataclass(frozen=True, slots=True)
class Frontier:
    """States: the question of each, whether it is one and does not only fill a word, and what is known in it, a row for each plane."""

    questions: Places
    alive: Bytes
    planes: Bytes

    def __len__(self) -> int:
        return len(self.questions)


@dataclass(frozen=True, slots=True)
class Part:
    """States that are given the same fact next, what its comparisons can say there, and where each of these differs from those before."""

    fact: int
    states: Places
    patterns: Patterns
    different: list[Bytes]


Child = tuple[Places, Bytes, Bytes]
"""States by the place of the state that each follows on, whether it is one, and its planes."""


def part(fact: int, states: Places, patterns: Patterns, matter: NDArray[np.bool_]) -> Part:
    """Return states that are given a fact next; `matter` says for all states where each comparison of the fact matters."""
    padded = filled(states, 8)
    alive = np.packbits(np.arange(len(padded)) < len(states))
    return Part(fact, padded, patterns, _different(patterns, np.packbits(matter[:, padded], axis=1), alive))


def _different(patterns: Patterns, matter: Bytes, alive: Bytes) -> list[Bytes]:
    """Return for each pattern the states in which it differs from all before it in a comparison that matters."""
    found = []
    for before in patterns.differences:
        here = alive
        for columns in before:
            here = here & np.bitwise_or.reduce(matter[columns], axis=0)
        found.append(here)
    return found


def taken(states: Frontier, parts: Sequence[Part]) -> Bytes:
    """Return the planes of the states of some parts, one after the other."""
    which = filled(np.concatenate([one.states for one in parts]), 64)
    return to_planes(to_bytes(states.planes).T[which].T)


def filled(places: Places, size: int) -> Places:
    """Return places with the last one again until there are a multiple of so many."""
    return np.concatenate([places, np.repeat(places[-1:], -len(places) % size)])


def together(questions: Places, children: Sequence[Child]) -> Frontier:
    """Return states that follow on others as one frontier, up to a whole word."""
    states, alive, planes = zip(*children, strict=True)
    missing = -sum(map(len, alive)) % 8
    return Frontier(
        questions[filled(np.concatenate(states), 64)],
        np.concatenate([*alive, np.zeros(missing, dtype=np.uint8)]),
        np.concatenate([*planes, np.zeros((len(planes[0]), missing), dtype=np.uint8)], axis=1),
    )


def joined(waiting: list[Frontier]) -> Frontier:
    """Take as many states off those that wait as are judged at once."""
    some = [waiting.pop()]
    while waiting and len(waiting[-1]) + sum(map(len, some)) <= MOST_STATES:
        some.append(waiting.pop())
    if len(some) == 1:
        return some[0]
    return Frontier(
        np.concatenate([one.questions for one in some]),
        np.concatenate([one.alive for one in some]),
        np.concatenate([one.planes for one in some], axis=1),
    )
