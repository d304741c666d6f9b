"""Which goals some completion of a situation reaches: a search through many situations at once, in planes.

A state is a situation with some of its unknown facts given. All states are judged together; a state that fails is dropped, and
one that is still open is followed by a state for each thing that the comparisons of one more fact can say together. A goal is out of
reach where no state is left.
"""

from __future__ import annotations

import operator
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import reduce
from random import Random
from typing import Any

import numpy as np
from numpy.typing import NDArray

from simexit.model.rules import RuleSet, Situation
from simexit.run.blocks import Block, Plane, pack, pack_rows, unpack
from simexit.run.columns import Column, situation_at
from simexit.run.domains import Domains, Patterns
from simexit.run.fillings import Fillings
from simexit.run.goals import Goals
from simexit.run.leaf_planes import distinct
from simexit.run.planes import Planes
from simexit.run.relevance import Relevance

MOST_STATES = 1 << 16
TRIES = 4
"""So many completions are tried on all states before they are followed: most goals that can be reached are by one of them."""
Matrix = NDArray[np.bool_]
Places = NDArray[np.intp]


Values = tuple[list[Plane], list[Plane]]
"""What is true, and what may be."""
Marked = tuple[int, Plane]
"""The place of a conclusion, and some states."""


@dataclass(frozen=True, slots=True)
class Frontier:
    """States, a column for each: their questions, what their comparisons say, and which facts are unknown."""

    questions: Places
    trues: Matrix
    mays: Matrix
    unknown: Matrix

    def at(self, states: Places) -> Frontier:
        """Return some of the states, in this order."""
        return Frontier(self.questions[states], *(one.take(states, axis=1) for one in (self.trues, self.mays, self.unknown)))

    def between(self, start: int, end: int) -> Frontier:
        """Return the states from one place to another."""
        return Frontier(self.questions[start:end], self.trues[:, start:end], self.mays[:, start:end], self.unknown[:, start:end])

    def __len__(self) -> int:
        return len(self.questions)


@dataclass(frozen=True, slots=True)
class Pick:
    """A fact, the states in which it is given next, and where each of its comparisons matters."""

    fact: int
    where: Plane
    matter: list[Plane]


@dataclass(frozen=True, slots=True)
class Given:
    """States that follow on others by a fact that is given: what its comparisons say in each, a row for each comparison."""

    fact: int
    parents: Places
    trues: Matrix
    mays: Matrix


class Search:
    """Answers questions, each about one row of a block and one goal."""

    def __init__(self, rules: RuleSet, planes: Planes, goals: Goals, domains: Domains, fillings: Fillings) -> None:
        self._rules = rules
        self._planes = planes
        self._goals = goals
        self._domains = domains
        self._fillings = fillings
        self._relevance = Relevance(rules)
        # what has few comparisons first
        used = [name for name in rules.vocabulary.facts if domains.places[name]]
        self._order = sorted(used, key=lambda name: len(domains.places[name]))

    def reached(self, block: Block, atoms: tuple[list[Plane], list[Plane]], rows: Places, goals: Places) -> Matrix:
        """Return for each question whether some completion of its row reaches its goal."""
        found = np.zeros(len(rows), dtype=np.bool_)
        alone, chance = self._fillings.alone(block), Random(0)
        unknowns = [block.none if (one := block.unknown((name,))) is None else one for name in self._order]
        trues, mays, unknown = (unpack(np.stack(planes), block.count) for planes in (*atoms, unknowns))
        for start in range(0, len(rows), MOST_STATES):
            some = rows[start : start + MOST_STATES]
            waiting = [Frontier(np.arange(start, start + len(some)), *(one.take(some, axis=1) for one in (trues, mays, unknown)))]
            while waiting:
                states = _joined(waiting)
                waiting += self._step(block, states, rows, goals, found, alone, chance) if len(states) else []
        return found

    def _step(
        self, block: Block, states: Frontier, rows: Places, goals: Places, found: Matrix, alone: Mapping[str, Patterns], chance: Random
    ) -> list[Frontier]:
        """Judge states, note the goals that they reach, and return what follows on the others."""
        nothing = np.zeros(-(-len(states) // 64), dtype=np.uint64), pack(np.ones(len(states), dtype=np.bool_))
        atoms = list(pack_rows(states.trues)), list(pack_rows(states.mays))
        conclusions = self._planes.conclude(*atoms, *nothing)
        marks = list(self._goals.trues(goals[states.questions])), list(self._goals.falses(goals[states.questions]))
        failed, wanted = _wanted(marks, conclusions, nothing[0])
        for _ in range(TRIES):
            filled = self._planes.conclude(*self._fillings.filled_alone(alone, atoms, chance), *nothing)
            missed, open_ = _wanted(marks, filled, nothing[0])
            shown = nothing[1] & ~missed & ~_any((plane for _, plane in open_), nothing[0])
            found[states.questions[unpack(shown, len(states))]] = True
        picks = self._picks(states, atoms, conclusions, wanted, nothing)
        left = nothing[1] & ~failed & ~_any((pick.where for pick in picks), nothing[0])
        found[states.questions[unpack(left, len(states))]] = True
        return self._children(block, states, rows, picks, found)

    def _picks(self, states: Frontier, atoms: Values, conclusions: Values, roots: list[Marked], nothing: tuple[Plane, Plane]) -> list[Pick]:
        """Return for some facts the states in which each is given next, because it keeps a root open; no state twice.

        A fact that keeps the first root open comes before others.
        """
        matter = self._matter(atoms, conclusions, roots, nothing)
        first = self._matter(atoms, conclusions, _first_each(roots), nothing)
        unknown = pack_rows(states.unknown)
        picks, free = [], nothing[1]
        for among in (first, matter):
            for number, fact in enumerate(self._order):
                places = self._domains.places[fact]
                where = free & unknown[number] & _any([among[place] for place in places], nothing[0])
                if where.any():
                    free = free & ~where
                    picks.append(Pick(number, where, [matter[place] for place in places]))
        return picks

    def _matter(self, atoms: Values, conclusions: Values, roots: list[Marked], nothing: tuple[Plane, Plane]) -> list[Plane]:
        marked = [nothing[0]] * len(conclusions[0])
        for place, plane in roots:
            marked[place] = marked[place] | plane
        found: list[Plane] = self._relevance.comparisons(atoms, conclusions, marked, *nothing)
        return found

    def _children(self, block: Block, states: Frontier, rows: Places, picks: list[Pick], found: Matrix) -> list[Frontier]:
        """Return the states that follow: for each pick, one for each thing that the comparisons that matter can say together."""
        given = [one for pick in picks for one in self._given(block, states, rows, pick, found)]
        if not given:
            return []
        children = states.at(np.concatenate([one.parents for one in given]))
        start = 0
        for one in given:
            end = start + len(one.parents)
            places = self._domains.places[self._order[one.fact]]
            children.trues[places, start:end] = one.trues
            children.mays[places, start:end] = one.mays
            children.unknown[one.fact, start:end] = False
            start = end
        return [children.between(start, start + MOST_STATES) for start in range(0, len(children), MOST_STATES)]

    def _given(self, block: Block, states: Frontier, rows: Places, pick: Pick, found: Matrix) -> Iterator[Given]:
        """Yield what follows on the states of a pick, by what is known beside the fact."""
        fact = self._order[pick.fact]
        parents = np.flatnonzero(unpack(pick.where, len(states)))
        parents = parents[~found[states.questions[parents]]]
        matter = unpack(np.stack(pick.matter), len(states))[:, parents]
        columns = {name: block.columns[name] for name in self._domains.beside[fact] if name in block.columns}
        for some, beside in self._beside(columns, rows[states.questions[parents]]):
            masks, kinds = _kinds(matter[:, some])
            yield _spread(pick.fact, parents[some], kinds, [self._domains.projected(fact, beside, mask) for mask in masks])

    def _beside(self, columns: Mapping[str, Column], rows: Places) -> Iterator[tuple[Any, Situation]]:
        """Yield places of rows in which the same is known of some facts, and what that is."""
        here = {name: Column(column.values[rows], column.known[rows]) for name, column in columns.items()}
        firsts, places = distinct(here, len(rows))
        for number, first in enumerate(firsts if len(rows) else []):
            yield (slice(None) if len(firsts) == 1 else places == number), situation_at(here, first, self._rules)


def _wanted(marks: tuple[list[Marked], list[Marked]], conclusions: Values, none: Plane) -> tuple[Plane, list[Marked]]:
    """Return where a goal is out of reach, and the open conclusions that goals want to be true, then those wanted to be false."""
    trues, mays = conclusions
    failed, wanted = none, []
    for place, plane in marks[0]:
        failed = failed | (plane & ~mays[place])
        wanted.append((place, plane & (mays[place] ^ trues[place])))
    for place, plane in marks[1]:
        failed = failed | (plane & trues[place])
        wanted.append((place, plane & (mays[place] ^ trues[place])))
    return failed, [(place, plane & ~failed) for place, plane in wanted]


def _kinds(matter: Matrix) -> tuple[list[int], Places]:
    """Return which comparisons matter together, bit i for the i-th row, and for each state the place of what matters there."""
    packed = np.packbits(matter, axis=0, bitorder="little")
    if len(packed) > 8:
        different, kinds = np.unique(packed, axis=1, return_inverse=True)
        return [int.from_bytes(one.tobytes(), "little") for one in different.T], kinds.reshape(-1)
    words = np.zeros((packed.shape[1], 8), dtype=np.uint8)
    words[:, : len(packed)] = packed.T
    numbers, kinds = np.unique(words.view("<u8").reshape(-1), return_inverse=True)
    return [int(number) for number in numbers], kinds.reshape(-1)


def _spread(fact: int, parents: Places, kinds: Places, patterns: list[Patterns]) -> Given:
    """Return each state as often as its kind of patterns has rows, with a row for each."""
    sizes = np.array([len(one.values) for one in patterns])
    counts = sizes[kinds]
    ends = np.cumsum(counts)
    places = np.arange(ends[-1]) + np.repeat((np.cumsum(sizes) - sizes)[kinds] - (ends - counts), counts)
    trues, mays = (np.concatenate([getattr(one, side) for one in patterns]).T.take(places, axis=1) for side in ("trues", "mays"))
    return Given(fact, np.repeat(parents, counts), trues, mays)


def _first_each(wanted: list[Marked]) -> list[Marked]:
    """Return the same with each state in the first plane only that it is in."""
    found: list[Marked] = []
    taken = None
    for place, plane in wanted:
        found.append((place, plane if taken is None else plane & ~taken))
        taken = plane if taken is None else taken | plane
    return found


def _any(planes: Iterable[Plane], none: Plane) -> Plane:
    return reduce(operator.or_, planes, none)


def _joined(waiting: list[Frontier]) -> Frontier:
    """Take as many states off those that wait as are judged at once."""
    taken = [waiting.pop()]
    while waiting and len(waiting[-1]) + sum(map(len, taken)) <= MOST_STATES:
        taken.append(waiting.pop())
    if len(taken) == 1:
        return taken[0]
    return Frontier(
        np.concatenate([one.questions for one in taken]),
        np.concatenate([one.trues for one in taken], axis=1),
        np.concatenate([one.mays for one in taken], axis=1),
        np.concatenate([one.unknown for one in taken], axis=1),
    )
