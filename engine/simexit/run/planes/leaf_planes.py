"""The comparisons of a rule set as planes: each is computed once for a whole block, with what may be true where facts are unknown."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from simexit.meaning.conditions import compare
from simexit.model.expressions import TODAY, Compare
from simexit.model.rules import RuleSet
from simexit.run.planes.blocks import Block, Plane, pack, pack_rows
from simexit.run.planes.columns import Column, situation_at
from simexit.run.planes.day_tables import Figure, figure_of
from simexit.run.planes.leaf_functions import namespace
from simexit.run.planes.leaf_source import FUNCTION, Group, LeafSource, groups
from simexit.run.planes.ranges import Ranges

Write = Callable[[Mapping[str, Any], NDArray[np.bool_]], None]
"""Writes whether each comparison of a group is true, a row for each."""


class Leaves:
    """The comparisons of one rule set, in the order in which the planes of them are wanted."""

    def __init__(self, rules: RuleSet, atoms: Sequence[Compare]) -> None:
        self._rules = rules
        self._count = len(atoms)
        tables = {name: figure_of(parameter) for name, parameter in rules.vocabulary.parameters.items()}
        self._figures: dict[str, Figure] = {name: table for name, table in tables.items() if table is not None}
        ranges = Ranges(rules, self._figures)
        names = namespace(rules.vocabulary.settings.calendar, self._figures)
        writer = LeafSource(rules, ranges, self._figures)
        self.groups = groups(atoms, ranges)
        self.sources = {group.places: writer.source(group.atoms) for group in self.groups if group.can_be_computed}
        self._writes = {places: _compiled(source, names) for places, source in self.sources.items()}

    def planes(self, block: Block) -> tuple[list[Plane], list[Plane]]:
        """Return where each comparison is true and where it may be: one object where the two are the same everywhere."""
        trues, mays = [block.none] * self._count, [block.ones] * self._count
        for group in self.groups:
            unknown = block.unknown(group.facts)
            if not group.can_be_computed:
                self._by_definition(group, block, trues, mays)
            elif unknown is not block.ones:
                self._write(group, block, block.values, unknown, trues, mays)
        return trues, mays

    def write(self, group: Group, block: Block, values: Mapping[str, Any], trues: list[Plane], mays: list[Plane]) -> None:
        """Write where the comparisons of a group are true and may be if the facts have these values everywhere."""
        if group.can_be_computed:
            self._write(group, block, values, None, trues, mays)

    def _write(
        self, group: Group, block: Block, values: Mapping[str, Any], unknown: Plane | None, trues: list[Plane], mays: list[Plane]
    ) -> None:
        rows = np.empty((len(group.places), block.count), dtype=np.bool_)
        self._writes[group.places](values, rows)
        holds = pack_rows(rows)
        missing = self._without_figures(group, block, unknown)
        first = holds if missing is None else holds & ~missing
        second = first if missing is None else holds | missing
        for row, place in enumerate(group.places):
            trues[place] = first[row]
            mays[place] = trues[place] if missing is None else second[row]

    def _without_figures(self, group: Group, block: Block, unknown: Plane | None) -> Plane | None:
        """Return where a fact is unknown or a parameter has no value on the day, or None where all is known."""
        for name in group.parameters:
            table = self._figures[name]
            if not table.known.all():
                known = np.broadcast_to(table.known[table.places(block.values[TODAY])], block.count)
                without = block.ones ^ pack(known)
                unknown = without if unknown is None else unknown | without
        return unknown

    def _by_definition(self, group: Group, block: Block, trues: list[Plane], mays: list[Plane]) -> None:
        """Ask the definition once for each combination of values that occurs."""
        names = dict.fromkeys((*group.facts, *((TODAY,) if group.parameters else ())))
        columns = {name: block.columns[name] for name in names if name in block.columns}
        firsts, places = distinct(columns, block.count)
        situations = [situation_at(columns, row, self._rules) for row in firsts]
        for place, atom in zip(group.places, group.atoms, strict=True):
            found = [compare(atom, situation, self._rules) for situation in situations]
            trues[place] = pack(np.array([one is True for one in found])[places])
            mays[place] = pack(np.array([one is not False for one in found])[places])


def _compiled(source: str, names: dict[str, Any]) -> Write:
    namespace_of_one: dict[str, Any] = dict(names)
    exec(compile(source, "<comparisons>", "exec"), namespace_of_one)
    write: Write = namespace_of_one[FUNCTION]
    return write


def distinct(columns: Mapping[str, Column], count: int) -> tuple[list[int], NDArray[np.intp]]:
    """Return a row for each combination of values that occurs, and for each row the place of its combination."""
    if not columns:
        return [0], np.zeros(count, dtype=np.intp)
    parts = [part for one in columns.values() for part in (np.where(one.known, one.values, 0).astype(np.int64), one.known.astype(np.int64))]
    _, firsts, places = np.unique(np.stack(parts), axis=1, return_index=True, return_inverse=True)
    return firsts.tolist(), places.reshape(-1)
