"""Judges many situations at once: exactly what `Certainty.judge` says of each, most of it 64 situations a machine word.

First the known facts decide what they can, then formulas without the unknown facts, then completions tried on all situations show what
is possible, then a search settles the rest. The few situations that none of this can judge are judged one by one, equal ones once.
"""

from __future__ import annotations

import operator
from collections import OrderedDict
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cached_property, reduce
from threading import Lock

import numpy as np
from numpy.typing import NDArray

from simexit.model.judgement import FINISHED, Judgement
from simexit.model.rules import RuleSet, Situation
from simexit.model.types import Value
from simexit.run.certainty.judging import Certainty
from simexit.run.functions.compiled import Compiled
from simexit.run.many.after_answers import AfterAnswers
from simexit.run.many.completing import Completing, Reached
from simexit.run.planes.blocks import Block, Plane, unpack
from simexit.run.planes.columns import Column, situation_at

UNCERTAIN, IMPOSSIBLE = -1, -2
BLOCK = 1 << 18
"""At most so many situations are judged together: enough that NumPy's calls cost little, few enough for the memory of each thread."""
SHARE = 1 << 15
"""A thread is given no fewer situations, if there are as many."""
_REMEMBERED = 10_000
Places = NDArray[np.intp]
_LISTS = ("possible_next", "agenda", "certain_warnings", "possible_warnings")


@dataclass(frozen=True, slots=True)
class Judgements:
    """What is next in each of many situations: its place among the actions, their number for `finished`, or one of the two constants.

    The rest is packed: a plane for each action or warning, `finished` after the actions in `possible_next`.
    """

    rules: RuleSet
    count: int
    next: NDArray[np.int16]
    packed: Mapping[str, NDArray[np.uint8]]

    @classmethod
    def unwritten(cls, rules: RuleSet, count: int) -> Judgements:
        """Return the judgements of so many situations before anything is said of them."""
        actions, warnings = len(rules.vocabulary.actions), len([*rules.of_kind("warning")])
        sizes = {"possible_next": actions + 1, "agenda": actions, "certain_warnings": warnings, "possible_warnings": warnings}
        packed = {name: np.empty((size, -(-count // 8)), np.uint8) for name, size in sizes.items()}
        return cls(rules, count, np.empty(count, np.int16), packed)

    def part(self, start: int, end: int) -> Judgements:
        """Return some of the judgements, to write them; `start` is a multiple of 8."""
        packed = {name: planes[:, start // 8 : -(-end // 8)] for name, planes in self.packed.items()}
        return Judgements(self.rules, end - start, self.next[start:end], packed)

    def judgement(self, row: int) -> Judgement:
        """Return what is said of one situation, without deadlines."""
        actions = (*self.rules.vocabulary.actions, FINISHED)
        warnings = tuple(conclusion.name for conclusion, _ in self.rules.of_kind("warning"))
        names = {name: warnings if name.endswith("warnings") else actions for name in _LISTS}
        chosen = {name: tuple(names[name][place] for place in self._places(name, row)) for name in _LISTS}
        return Judgement(certain_deadlines=(), **chosen)

    def _places(self, name: str, row: int) -> list[int]:
        bits = self.packed[name][:, row // 8] >> (7 - row % 8) & 1
        return [int(place) for place in np.flatnonzero(bits)]


class Many:
    """Judges situations of one rule set, on so many threads."""

    def __init__(self, rules: RuleSet, threads: int = 1) -> None:
        self._rules = rules
        self._threads = threads
        self._completing = Completing(rules)
        self._judged: OrderedDict[frozenset[tuple[str, Value]], Judgement] = OrderedDict()
        self._lock = Lock()

    def __reduce__(self) -> tuple[type[Many], tuple[RuleSet, int]]:
        """Return what makes the same again: it is made of the rule set in little time."""
        return Many, (self._rules, self._threads)

    @cached_property
    def _certainty(self) -> Certainty:
        return Certainty(self._rules, Compiled(self._rules))

    def judge(self, columns: Mapping[str, Column], count: int) -> Judgements:
        """Return what is certain and possible in each row; a fact without a column is unknown in every row."""
        share = -(-max(SHARE, -(-count // self._threads)) // 64) * 64
        size = min(BLOCK, share)
        starts = range(0, count, size)
        judged = Judgements.unwritten(self._rules, count)

        def judge(start: int) -> None:
            end = min(start + size, count)
            self._judge(Block(columns, start, end), judged.part(start, end))

        if self._threads > 1 and len(starts) > 1:
            with ThreadPoolExecutor(self._threads) as pool:
                list(pool.map(judge, starts))
        else:
            for start in starts:
                judge(start)
        return judged

    def after_answers(self, columns: Mapping[str, Column], rows: Places) -> Iterator[tuple[Places, AfterAnswers | None]]:
        """Yield some of these rows at a time, with what counts what may be next after answers, where the diagrams say it."""
        asked = {name: Column(column.values[rows], column.known[rows]) for name, column in columns.items()}
        for start in range(0, len(rows), BLOCK):
            end = min(start + BLOCK, len(rows))
            yield rows[start:end], self._completing.after_answers(Block(asked, start, end))

    def _judge(self, block: Block, judged: Judgements) -> None:
        """Judge the situations of a block, and write what is said of them."""
        reached = self._completing.reached(block)
        lists = self._lists(reached)
        judged.next[:] = _next(lists["possible_next"], block)
        for name, planes in lists.items():
            for place, plane in enumerate(planes):
                judged.packed[name][place] = plane.view(np.uint8)[: -(-block.count // 8)]
        for row in np.flatnonzero(unpack(reached.left, block.count)).tolist():
            self._judge_one(situation_at(block.columns, row, self._rules), row, judged)

    def _lists(self, reached: Reached) -> dict[str, list[Plane]]:
        """Return the planes of what is possible and certain, from the goals that are reached."""
        (trues, mays), goals = reached.conclusions, self._completing.goals
        nexts, can_be_true, can_be_false = goals.split(reached.goals)
        possible = reduce(operator.or_, nexts)
        always = {place: possible & (trues[place] | (mays[place] & ~plane)) for place, plane in can_be_false.items()}
        open_ = {place: possible & (mays[place] ^ trues[place]) & plane for place, plane in can_be_true.items()}
        return {
            "possible_next": nexts,
            "agenda": [always[place] for place in goals.actions],
            "certain_warnings": [always[place] & (trues[place] | open_[place]) for place in goals.warnings],
            "possible_warnings": [open_[place] & can_be_false[place] for place in goals.warnings],
        }

    def _judge_one(self, situation: Situation, row: int, judged: Judgements) -> None:
        """Judge one situation by itself, and write what is said of it into its row."""
        judgement = self._remembered(situation)
        actions = {name: place for place, name in enumerate((*self._rules.vocabulary.actions, FINISHED))}
        warnings = {conclusion.name: place for place, (conclusion, _) in enumerate(self._rules.of_kind("warning"))}
        for name, planes in judged.packed.items():
            places = warnings if name.endswith("warnings") else actions
            chosen = [places[one] for one in getattr(judgement, name)]
            planes[:, row // 8] &= 255 ^ (128 >> row % 8)
            planes[chosen, row // 8] |= 128 >> row % 8
        certain = judgement.certain_next
        judged.next[row] = IMPOSSIBLE if not judgement.possible_next else UNCERTAIN if certain is None else actions[certain]

    def _remembered(self, situation: Situation) -> Judgement:
        key = frozenset(situation.items())
        with self._lock:
            found = self._judged.get(key)
            if found is not None:
                self._judged.move_to_end(key)
                return found
        found = self._certainty.judge(situation)[0]
        with self._lock:
            self._judged[key] = found
            if len(self._judged) > _REMEMBERED:
                self._judged.popitem(last=False)
        return found


def _next(possible: Sequence[Plane], block: Block) -> NDArray[np.int16]:
    """Return the place of the one action that is possible, or why there is none: its number is put together bit by bit."""
    some, several = block.none, block.none
    for plane in possible:
        some, several = some | plane, several | (some & plane)
    found = np.zeros(block.count, dtype=np.int16)
    for bit in range(len(possible).bit_length()):
        chosen = [plane for place, plane in enumerate(possible) if place >> bit & 1]
        found |= unpack(reduce(operator.or_, chosen, block.none), block.count).astype(np.int16) << bit
    found[unpack(several, block.count)] = UNCERTAIN
    found[unpack(block.ones & ~some, block.count)] = IMPOSSIBLE
    return found
