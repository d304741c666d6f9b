"""Proofs that an action cannot be next: it and a few earlier actions, of which no completion makes it alone due.

What refutes one situation is asked of many at once. The groups of earlier actions that refuted something are remembered: which they are
changes how much is refuted, never what.
"""

from __future__ import annotations

from collections.abc import Sequence
from threading import Lock

import numpy as np
from numpy.typing import NDArray

from simexit.run.diagrams.literals import Values
from simexit.run.many.quantified import Quantified, beginning
from simexit.run.many.translation import Translation
from simexit.run.planes.blocks import Plane, nothing, unpack

MOST_STEPS = 200
MOST_GROUPS = 300
LESSONS = 4
"""So many groups are tried on what was refuted in another way."""
SAMPLE = 256
WORTH = 8
"""A group is tried if it stands open in so many situations of a sample, and kept if it refutes so many."""
Group = tuple[int, ...]
"""Earlier actions, by their places among the actions."""


class Refutations:
    """What rules out that actions are next, in situations in which some facts can say the same patterns everywhere."""

    def __init__(
        self,
        due: Sequence[int | None],
        not_due: Sequence[int | None],
        forbidden: Sequence[int | None],
        quantified: Quantified,
        translation: Translation,
    ) -> None:
        """Take the formulas that each action is due, that it is not, and that no constraint is broken; None where there is none."""
        self._due, self._not_due, self._forbidden = due, not_due, forbidden
        self._quantified, self._translation = quantified, translation
        self._groups: list[dict[Group, int | None] | None] = [None] * (len(due) + 1)
        self._lock = Lock()

    def possible(self, action: int, values: Values, none: Plane, ones: Plane) -> Plane:
        """Return where nothing that is remembered refutes that an action is next."""
        found, possible = beginning(none, ones), ones
        for formula in list(self._known(action).values()):
            if formula is not None:
                possible = possible & self._quantified.possible(formula, self._translation.leaf(values, ones), found)
        return possible

    def learn(self, action: int, values: Values, mays: NDArray[np.bool_]) -> None:
        """Look for groups that refute what was refuted otherwise; `mays` says which earlier actions may be due, a row for each."""
        known, count = self._known(action), mays.shape[1]
        none, ones = nothing(count)
        found, left = beginning(none, ones), np.ones(count, dtype=np.bool_)
        for _ in range(LESSONS):
            group = _frequent(mays[:, left][:, :SAMPLE], known)
            if group is None or len(known) > MOST_GROUPS:
                return
            with self._lock:
                formula = self._formula(action, group)
            refuted = np.zeros(count, dtype=np.bool_)
            if formula is not None:
                possible = self._quantified.possible(formula, self._translation.leaf(values, ones), found)
                refuted = left & ~unpack(possible, count)
            known[group] = formula if refuted.sum() >= WORTH else None
            left &= ~refuted

    def _known(self, action: int) -> dict[Group, int | None]:
        """Return the groups that are remembered with their formulas, None where one is of no use; single actions are in any case."""
        with self._lock:
            groups = self._groups[action]
            if groups is None:
                first: list[Group] = [(), *((other,) for other in range(action))]
                groups = self._groups[action] = {group: self._formula(action, group) for group in first}
            return groups

    def _formula(self, action: int, earlier: Group) -> int | None:
        """Return the formula that an action is due and earlier ones are not, if it takes few steps; for `finished` nothing is due."""
        parts = [*self._due[action : action + 1], *(self._not_due[other] for other in earlier), *self._forbidden]
        found = self._translation.joined("&", parts)
        return found if found is not None and self._quantified.prepared(found, MOST_STEPS) else None


def _frequent(mays: NDArray[np.bool_], known: dict[Group, int | None]) -> Group | None:
    """Return the two actions that are open together most often and were not tried; None where that is rare."""
    together = np.triu(mays.astype(np.float32) @ mays.T.astype(np.float32), 1)
    for group in list(known):
        if len(group) > 1:
            together[group] = 0
    if not together.size or together.max() < WORTH:
        return None
    first, second = np.unravel_index(together.argmax(), together.shape)
    return int(first), int(second)
