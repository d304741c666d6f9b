"""The judgements of many rows to the columns of an answer."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from simexit.batch.layout import ANSWER
from simexit.explain.compose import status
from simexit.model.judgement import FINISHED
from simexit.model.rules import RuleSet
from simexit.run.many.judging import Judgements
from simexit.run.planes.bit_matrix import to_bytes

ERROR = "error"
"""The status of a row that has no advice, because its facts do not fit."""
Bools = NDArray[np.bool_]


class Answers:
    """Writes the judgements of one rule set as columns; a row with errors has nothing but them."""

    def __init__(self, rules: RuleSet) -> None:
        vocabulary = rules.vocabulary
        self._identity = pa.array([rules.identity])
        actions = [*vocabulary.actions]
        self._actions = pa.array(actions, pa.string())
        self._possible = pa.array([*actions, FINISHED], pa.string())
        self._facts = pa.array([*vocabulary.facts], pa.string())
        self._warnings = pa.array([conclusion.name for conclusion, _ in rules.of_kind("warning")], pa.string())
        by_next = [*(status(rules, name) for name in [*actions, FINISHED]), status(rules, None), ERROR]
        statuses = list(dict.fromkeys(by_next))
        self._statuses = pa.array(statuses, pa.string())
        self._status_by_next = np.array([statuses.index(one) for one in by_next], np.int16)

    def columns(self, judged: Judgements, questions: NDArray[np.int16], errors: Mapping[int, Sequence[str]]) -> dict[str, pa.Array]:
        """Return the columns of the answer by name, those of `layout.ANSWER`; `questions` are places of facts, -1 for none."""
        right = np.ones(judged.count, np.bool_)
        right[list(errors)] = False
        finished, uncertain = len(self._actions), len(self._actions) + 1
        place = np.where(right, np.where(judged.next < 0, uncertain, judged.next), uncertain + 1).astype(np.int16)
        found = {
            "status": _words(self._status_by_next[place], self._statuses),
            "next": _words(place, self._actions, place >= finished),
            "possible_next": _lists(judged.packed["possible_next"], self._possible, right),
            "question": _words(questions, self._facts, questions < 0),
            "agenda": _lists(judged.packed["agenda"], self._actions, right),
            "warnings": _lists(judged.packed["certain_warnings"], self._warnings, right),
            "possible_warnings": _lists(judged.packed["possible_warnings"], self._warnings, right),
            "ruleset": _words(np.zeros(judged.count, np.int16), self._identity),
            "errors": _errors(judged.count, errors),
        }
        return {name: found[name] for name in ANSWER}


def _words(places: NDArray[np.int16], words: pa.Array, missing: Bools | None = None) -> pa.Array:
    return pa.DictionaryArray.from_arrays(pa.array(places, pa.int16(), mask=missing), words)


def _lists(planes: NDArray[np.uint8], names: pa.Array, right: Bools) -> pa.Array:
    """Return for each row the names whose planes are set there, and null where the row is not right."""
    if not right.all():
        planes = planes & np.packbits(right)
    used = np.flatnonzero(planes.any(axis=1))
    by_row = to_bytes(np.concatenate([planes[used], np.zeros((8 - len(used) % 8, planes.shape[1]), np.uint8)]))[:, : len(right)]
    numbers = np.flatnonzero(np.unpackbits(by_row.T).view(np.bool_))
    # the place in a row is a remainder; this way of computing it is the quickest
    places = numbers - numbers // (8 * len(by_row)) * (8 * len(by_row))
    offsets = np.append(0, np.cumsum(np.bitwise_count(by_row).sum(axis=0, dtype=np.int32))).astype(np.int32)
    mask = None if right.all() else pa.array(~right)
    return pa.ListArray.from_arrays(pa.array(offsets), _words(used.astype(np.int16)[places], names), mask=mask)


def _errors(count: int, errors: Mapping[int, Sequence[str]]) -> pa.Array:
    """Return what is wrong with each row; an empty list where nothing is."""
    lengths = np.zeros(count, np.int32)
    rows = sorted(errors)
    lengths[rows] = [len(errors[row]) for row in rows]
    offsets = np.append(0, np.cumsum(lengths)).astype(np.int32)
    return pa.ListArray.from_arrays(pa.array(offsets), pa.array([text for row in rows for text in errors[row]], pa.string()))
