"""Completions of many situations at once: every unknown fact gets a value, in all of them the same or, for days, as far from today.

What one of them shows is possible, because it is a real completion; which values are tried only changes how much is shown.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from random import Random
from typing import Any

import numpy as np

from simexit.model.expressions import TODAY
from simexit.model.rules import RuleSet, Situation
from simexit.model.types import Day
from simexit.run.many.domains import Domains, Patterns
from simexit.run.planes.blocks import Block, Plane
from simexit.run.planes.columns import number_of
from simexit.run.planes.day_tables import FIRST, LAST, UNKNOWN_DAY
from simexit.run.planes.leaf_planes import Leaves

Atoms = tuple[list[Plane], list[Plane]]


class Fillings:
    """Makes completions of the situations of blocks of one rule set."""

    def __init__(self, rules: RuleSet, leaves: Leaves, domains: Domains) -> None:
        self._facts = rules.vocabulary.facts
        self._leaves = leaves
        self._domains = domains

    def alone(self, block: Block) -> dict[str, Patterns]:
        """Return the facts that are unknown somewhere and whose comparisons can say the same things in every situation of a block."""
        return {fact: patterns for fact, patterns in self.standing_alone(block).items() if block.unknown((fact,)) is not None}

    def standing_alone(self, block: Block) -> dict[str, Patterns]:
        """Return the facts whose comparisons can say the same things in every situation of a block, if they are unknown."""
        today = block.values[TODAY]
        beside: Situation = {TODAY: date.fromordinal(today)} if np.ndim(today) == 0 and today != UNKNOWN_DAY else {}
        return {fact: self._domains.patterns(fact, beside) for fact in self._domains.standing_alone(beside)}

    def filled(self, block: Block, alone: Mapping[str, Patterns], atoms: Atoms, chance: Random) -> Atoms:
        """Return what the comparisons say in a completion. A day that is unknown stays so."""
        trues, mays = self.filled_alone(alone, atoms, chance)
        values: dict[str, Any] = dict(block.values)
        together = set[str]()
        for fact, beside in self._domains.beside.items():
            if beside and fact not in alone and fact != TODAY and (unknown := block.unknown((fact,))) is not None:
                values[fact] = self._completed(fact, chance, block, unknown is block.ones)
                together.add(fact)
        for group in self._leaves.groups:
            if together.intersection(group.facts):
                self._leaves.write(group, block, values, trues, mays)
        return trues, mays

    def filled_alone(self, alone: Mapping[str, Patterns], atoms: Atoms, chance: Random) -> Atoms:
        """Return what the comparisons say where the facts that stand alone are given values; others are as they were."""
        trues, mays = list(atoms[0]), list(atoms[1])
        for fact, patterns in alone.items():
            row = chance.randrange(len(patterns.values))
            for column, place in enumerate(self._domains.places[fact]):
                if patterns.trues[row, column]:
                    trues[place] = mays[place] = atoms[1][place]
                elif not patterns.mays[row, column]:
                    trues[place] = mays[place] = atoms[0][place]
        return trues, mays

    def _completed(self, fact: str, chance: Random, block: Block, unknown_everywhere: bool) -> Any:
        """Return the values of a fact with one in place of those that are unknown."""
        of, today = self._facts[fact].type, block.values[TODAY]
        first = int(today) if np.ndim(today) == 0 else int(today[0])
        beside: Situation = {} if first == UNKNOWN_DAY else {TODAY: date.fromordinal(first)}
        found: Any = number_of(chance.choice(self._domains.patterns(fact, beside).values), of)
        if isinstance(of, Day) and np.ndim(today):
            found = np.clip(found + today - first, FIRST, LAST).astype(np.int32)
        if unknown_everywhere:
            return found
        column = block.columns[fact]
        return np.where(column.known, column.values, np.asarray(found, dtype=column.values.dtype))
