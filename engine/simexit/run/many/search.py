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
from typing import Any

import numpy as np
from numpy.typing import NDArray

from simexit.model.rules import RuleSet, Situation
from simexit.run.functions.planes import Planes, guards_of
from simexit.run.functions.relevance import Relevance
from simexit.run.many.asked import Asked, Tries, Values
from simexit.run.many.domains import Domains
from simexit.run.many.fillings import Fillings
from simexit.run.many.goals import Goals, Marked
from simexit.run.many.pools import Pool
from simexit.run.many.states import MOST_STATES, Child, Frontier, Part, Places, filled, joined, part, taken, together
from simexit.run.planes.bit_matrix import Bytes, to_bytes, to_planes
from simexit.run.planes.blocks import Block, Plane, unpack
from simexit.run.planes.columns import Column, situation_at
from simexit.run.planes.leaf_planes import distinct

Matrix = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Pick:
    """A fact, the states in which it is given next, and where each of its comparisons matters."""

    fact: int
    where: Plane
    matter: list[Plane]


class Search:
    """Answers questions, each about one row of a block and one goal."""

    def __init__(self, rules: RuleSet, planes: Planes, goals: Goals, domains: Domains, fillings: Fillings, relevance: Relevance) -> None:
        self._rules = rules
        self._planes = planes
        self._goals = goals
        self._domains = domains
        self._fillings = fillings
        self._relevance = relevance
        self._atoms = len(planes.atoms)
        self._guards = [[planes.place[guard] for guard in guards_of(atom, planes.place)] for atom in planes.atoms]
        # what has few comparisons first
        used = [name for name in rules.vocabulary.facts if domains.places[name]]
        self._order = sorted(used, key=lambda name: len(domains.places[name]))

    def reached(self, block: Block, known: Bytes, rows: Places, goals: Places, pool: Pool | None) -> Matrix:
        """Return for each question whether some completion of its row reaches its goal."""
        tries = Tries(pool, self._fillings, self._fillings.alone(block))
        asked = Asked(block, rows, goals, np.zeros(len(rows), dtype=np.bool_), tries)
        for start in range(0, len(rows), MOST_STATES):
            waiting = [self._first(known, rows, goals, start)]
            while waiting:
                waiting += self._step(asked, joined(waiting))
        return asked.found

    def known(self, block: Block, atoms: Values) -> Bytes:
        """Return what is known in the rows of a block, a row of bytes for each."""
        unknowns = [block.none if (one := block.unknown((name,))) is None else one for name in self._order]
        planes = np.stack([*atoms[0], *atoms[1], *unknowns, *[block.none] * (-(2 * self._atoms + len(unknowns)) % 8)])
        return np.ascontiguousarray(to_bytes(planes.view(np.uint8)).T)

    def _first(self, known: Bytes, rows: Places, goals: Places, start: int) -> Frontier:
        """Return the states in which nothing is given yet, of as many questions as are searched at once."""
        count = min(MOST_STATES, len(rows) - start)
        questions = filled(np.arange(start, start + count), 64)
        alive = np.packbits(np.arange(len(questions)) < count)
        numbers = goals[questions].astype("<u2").view(np.uint8).reshape(-1, 2)
        return Frontier(questions, alive, to_planes(np.concatenate([known[rows[questions]], numbers], axis=1).T))

    def _step(self, asked: Asked, states: Frontier) -> list[Frontier]:
        """Judge states, note the goals that they reach, and return what follows on the others."""
        planes = states.planes.view(np.uint64)
        alive: Plane = states.alive.view(np.uint64)
        none, ones = np.zeros_like(alive), ~np.zeros_like(alive)
        atoms = list(planes[: self._atoms]), list(planes[self._atoms : 2 * self._atoms])
        conclusions = self._planes.conclude(*atoms, none, ones)
        goals = self._goals.asked([*planes[-9:-17:-1], *planes[-1:-9:-1]], alive)
        marks = self._goals.wanted(goals, none, ones)
        failed, wanted = _wanted(marks, conclusions, none)
        wanted = [(place, plane & alive & ~failed) for place, plane in wanted]
        open_ = alive & ~failed
        tried = asked.tries.filled(asked.goals[states.questions], atoms)
        missed, undecided = _wanted(marks, self._planes.conclude(*tried, none, ones), none)
        asked.show(states, open_ & ~missed & ~_any((plane for _, plane in undecided), none), tried)
        picks = self._picks(planes, (atoms, conclusions), wanted, (none, ones))
        asked.note(states, open_ & ~_any((pick.where for pick in picks), none))
        return self._children(asked, states, picks)

    def _picks(
        self, planes: NDArray[np.uint64], values: tuple[Values, Values], roots: list[Marked], nothing: tuple[Plane, Plane]
    ) -> list[Pick]:
        """Return for some facts the states in which each is given next, because it keeps a root open; no state twice.

        A fact that keeps the first root open comes before others.
        """
        matter = self._matter(values, roots, nothing)
        first = self._matter(values, _first_each(roots), nothing)
        trues, mays = values[1]
        # where it is open whether its facts apply, a comparison can matter later
        later = [_any((trues[guard] ^ mays[guard] for guard in guards), nothing[0]) for guards in self._guards]
        unknown = planes[2 * self._atoms :]
        picks, free = [], nothing[1]
        for among in (first, matter):
            for number, fact in enumerate(self._order):
                places = self._domains.places[fact]
                where = free & unknown[number] & _any([among[place] for place in places], nothing[0])
                if where.any():
                    free = free & ~where
                    picks.append(Pick(number, where, [matter[place] | later[place] for place in places]))
        return picks

    def _matter(self, values: tuple[Values, Values], roots: list[Marked], nothing: tuple[Plane, Plane]) -> list[Plane]:
        marked = [nothing[0]] * len(values[1][0])
        for place, plane in roots:
            marked[place] = marked[place] | plane
        found: list[Plane] = self._relevance.comparisons(*values, marked, *nothing)
        return found

    def _children(self, asked: Asked, states: Frontier, picks: list[Pick]) -> list[Frontier]:
        """Return the states that follow: for each pick, one for each thing that the comparisons that matter can say together."""
        parts = [one for pick in picks for one in self._parts(asked, states, pick)]
        if not parts:
            return []
        parents, found, waiting, start, size = taken(states, parts), list[Child](), list[Frontier](), 0, 0
        for one in parts:
            end = start + len(one.states) // 8
            for row, different in enumerate(one.different):
                if different.any():
                    found.append((one.states, different, self._given(parents[:, start:end], one, row)))
                    size += len(one.states)
                    if size >= MOST_STATES:
                        waiting.append(together(states.questions, found))
                        found, size = [], 0
            start = end
        return [*waiting, together(states.questions, found)] if found else waiting

    def _given(self, parents: Bytes, part: Part, row: int) -> Bytes:
        """Return states with a fact given: what its comparisons say with one of its values."""
        found = parents.copy()
        for column, place in enumerate(self._domains.places[self._order[part.fact]]):
            found[place] = 255 * part.patterns.trues[row, column]
            found[self._atoms + place] = 255 * part.patterns.mays[row, column]
        found[2 * self._atoms + part.fact] = 0
        return found

    def _parts(self, asked: Asked, states: Frontier, pick: Pick) -> Iterator[Part]:
        """Yield the states of a pick, by what is known beside the fact."""
        fact = self._order[pick.fact]
        chosen = np.flatnonzero(unpack(pick.where, len(states)))
        chosen = chosen[~asked.found[states.questions[chosen]]]
        if not len(chosen):
            return
        matter = unpack(np.stack(pick.matter), len(states))
        columns = {name: asked.block.columns[name] for name in self._domains.beside[fact] if name in asked.block.columns}
        for some, beside in self._beside(columns, asked.rows[states.questions[chosen]]):
            patterns, here = self._domains.patterns(fact, beside), chosen[some]
            yield part(pick.fact, here, patterns, matter)

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
