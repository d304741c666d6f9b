"""The fact worth asking for in each of many situations: what `next_question` says of each, most of it for all at once."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import partial
from math import log2

import numpy as np
from numpy.typing import NDArray

from simexit.ask.question import cost, first_open, needed, next_question
from simexit.model.judgement import Judgement
from simexit.model.rules import RuleSet, Situation
from simexit.run.decider import Decider
from simexit.run.many.after_answers import AfterAnswers, Counted
from simexit.run.many.judging import UNCERTAIN, Judgements, Many
from simexit.run.planes.columns import Column, situation_at
from simexit.run.planes.leaf_planes import distinct

Columns = Mapping[str, Column]
Places = NDArray[np.intp]
Ids = NDArray[np.int16]
NOTHING = -1
_SEVERAL, _NO_GAIN = -2, -3
"""Several questions bring as much; none brings anything."""
_SAME = 1e-9
"""Gains that are nearer than this are taken for the same: which of them comes first is asked of each situation alone."""


class Questions:
    """Finds the questions of one rule set."""

    def __init__(self, rules: RuleSet, many: Many) -> None:
        self._rules, self._many = rules, many
        self._decider = Decider(rules, "off")
        self._facts = {name: place for place, name in enumerate(rules.vocabulary.facts)}
        self._costs = {name: cost(fact) for name, fact in rules.vocabulary.facts.items()}
        self._logs = np.array([0.0, *(log2(count) for count in range(1, len(rules.vocabulary.actions) + 2))])

    def of(self, columns: Columns, judgements: Judgements) -> Ids:
        """Return for each row the place of the fact to ask for, `NOTHING` where there is none."""
        found = np.full(judgements.count, NOTHING, dtype=np.int16)
        for rows, after in self._many.after_answers(columns, np.flatnonzero(judgements.next == UNCERTAIN)):
            found[rows] = _SEVERAL if after is None else self._by_gain(after, judgements, rows)
        for mark, ask in ((_SEVERAL, self._alone), (_NO_GAIN, self._first_open)):
            left = np.flatnonzero(found == mark)
            found[left] = self._once(columns, left, partial(_of_row, ask, judgements))
        for number, action in enumerate(self._rules.vocabulary.actions):
            self._note_needed(number, action, columns, judgements, found)
        return found

    def _by_gain(self, after: AfterAnswers, judgements: Judgements, rows: Places) -> Ids:
        """Return the questions about actions that are open: of the first that a question settles, the one that brings most."""
        possible = np.unpackbits(judgements.packed["possible_next"], axis=1, count=judgements.count)[:, rows].view(np.bool_)
        before = possible.sum(axis=0)
        possible[-1] = False
        found = np.full(len(rows), _SEVERAL, dtype=np.int16)
        open_ = ~after.left
        while open_.any():
            actions = np.where(open_ & possible.any(axis=0), possible.argmax(axis=0), -1).astype(np.int16)
            gains, facts, several = self._best(after.counts(actions), before)
            settled = open_ & (gains > _SAME)
            found[settled & ~several] = facts[settled & ~several]
            found[open_ & (actions < 0)] = _NO_GAIN
            open_ &= ~settled & (actions >= 0)
            possible[actions[open_], np.flatnonzero(open_)] = False
        return found

    def _best(self, counted: Iterable[Counted], before: NDArray[np.int64]) -> tuple[NDArray[np.float64], Ids, NDArray[np.bool_]]:
        """Return what the best question brings in each situation, which it is, and whether several bring as much."""
        gains, facts = np.zeros(len(before)), np.full(len(before), NOTHING, dtype=np.int16)
        several = np.zeros(len(before), dtype=np.bool_)
        for one in counted:
            gain = self._gain(one, before[one.rows])
            most = gains[one.rows]
            better = gain > most + _SAME
            several[one.rows] = ~better & (several[one.rows] | ((gain > _SAME) & (gain > most - _SAME)))
            gains[one.rows[better]], facts[one.rows[better]] = gain[better], self._facts[one.fact]
        return gains, facts, several

    def _gain(self, one: Counted, before: NDArray[np.int64]) -> NDArray[np.float64]:
        """Return the certainty that an answer brings for its cost; 0 where the constraints forbid every answer."""
        allowed = one.values @ (one.counts > 0)
        left = one.values @ self._logs[one.counts] / np.maximum(allowed, 1)
        return np.where(allowed > 0, (self._logs[before] - left) / self._costs[one.fact], 0.0)

    def _note_needed(self, number: int, action: str, columns: Columns, judgements: Judgements, found: Ids) -> None:
        """Note the facts that an action needs where it is next; equal rows are looked at once."""
        needs = self._rules.vocabulary.actions[action].needs
        known = [columns[fact].known if fact in columns else np.zeros(judgements.count, dtype=np.bool_) for fact in needs]
        if not known:
            return
        rows = np.flatnonzero((judgements.next == number) & ~np.logical_and.reduce(known))
        behind = {name: columns[name] for name in sorted(self._behind(needs)) if name in columns}
        found[rows] = self._once(behind, rows, lambda some, _: self._facts.get(next(needed(self._rules, some, action), ""), NOTHING))

    def _behind(self, facts: Iterable[str]) -> set[str]:
        """Return the facts on which it rests whether some facts are known, apply, and follow from others."""
        found = set(facts)
        for conclusion, behind in self._rules.facts_behind.items():
            applies = conclusion.kind == "applies" and conclusion.name in found
            if applies or (conclusion.kind == "impossible" and not behind.isdisjoint(facts)):
                found |= behind
        return found

    def _alone(self, known: Situation, judgement: Judgement) -> int:
        """Return the question of one situation."""
        asked = next_question(self._rules, self._decider, known, judgement)
        return NOTHING if asked is None else self._facts[asked]

    def _first_open(self, known: Situation, judgement: Judgement) -> int:
        asked = first_open(self._decider, known, judgement)
        return NOTHING if asked is None else self._facts[asked]

    def _once(self, columns: Columns, rows: Places, ask: Callable[[Situation, int], int]) -> Ids:
        """Return what is asked in some rows, of equal ones once."""
        if not len(rows):
            return np.zeros(0, dtype=np.int16)
        here = {name: Column(column.values[rows], column.known[rows]) for name, column in columns.items()}
        firsts, places = distinct(here, len(rows))
        return np.array([ask(situation_at(here, first, self._rules), int(rows[first])) for first in firsts], dtype=np.int16)[places]


def _of_row(ask: Callable[[Situation, Judgement], int], judgements: Judgements, known: Situation, row: int) -> int:
    return ask(known, judgements.judgement(row))
