"""The column of one fact to typed values; a cell that does not fit keeps what `advise` would say of it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from simexit.batch.shortcuts import plainly_fitting, valid
from simexit.check.situations import from_option, from_python
from simexit.model.rules import RuleSet
from simexit.model.types import Type, Value
from simexit.run.planes.columns import Column, dtype_of, number_of
from simexit.text.diagnostics import Diagnostic, Findings

_REMEMBERED = 100_000


@dataclass(frozen=True, slots=True)
class Read:
    """A column as typed values, and the rows whose cell does not fit with what is wrong there; such a cell counts as unknown."""

    column: Column
    wrong: tuple[tuple[int, str], ...]


class Cells:
    """Reads the cells of one fact: a text as after `-f`, any other value as from Python, null as unknown.

    A floating number is read as it is written, so that 12.5 is an amount and 0.125 is not. What a cell says is remembered.
    """

    def __init__(self, fact: str, rules: RuleSet) -> None:
        self._fact = fact
        self._rules = rules
        self._type = rules.vocabulary.facts[fact].type
        self._said: dict[object, int | str] = {}

    def read(self, array: pa.Array) -> Read:
        """Return the typed values of a column."""
        if pa.types.is_dictionary(array.type):
            return _spread(self.read(array.dictionary), array)
        array = _plain(array)
        values, known = plainly_fitting(array, self._type)
        rest = np.flatnonzero(valid(array) & ~known)
        if not len(rest):
            return Read(Column(values, known), ())
        distinct, which = _distinct(array.take(pa.array(rest)))
        said = [self._says(cell) for cell in distinct]
        right = np.array([isinstance(one, int) for one in said])
        values = values.copy()
        values[rest] = np.array([one if isinstance(one, int) else 0 for one in said], values.dtype)[which]
        known[rest] = right[which]
        wrong = ((int(row), str(said[place])) for row, place in zip(rest, which, strict=True) if not right[place])
        return Read(Column(values, known), tuple(wrong))

    def _says(self, cell: Any) -> int | str:
        """Return the number that stands for the value of a cell, or what is wrong with it."""
        key = cell if isinstance(cell, str | int | float | Decimal | date) else repr(cell)
        if key not in self._said:
            if len(self._said) > _REMEMBERED:
                self._said.clear()
            self._said[key] = self._read_one(cell)
        return self._said[key]

    def _read_one(self, cell: Any) -> int | str:
        findings = Findings()
        text = repr(cell) if isinstance(cell, float) else cell
        if isinstance(text, str):
            told = from_option(f"{self._fact}={text}", self._rules, findings)
        else:
            told = next(iter(from_python({self._fact: text}, self._rules, findings)), None)
        if told is None or told.value is None:
            return each_in_words(findings.in_order())[0]
        return number_of(told.value, self._type)


def each_in_words(findings: Iterable[Diagnostic]) -> tuple[str, ...]:
    """Return each finding as one line: code, message and hint, as `simexit next` says them."""
    return tuple(f"{one.code.code}: {one.message}" + (f" (hint: {one.hint})" if one.hint else "") for one in findings)


def constant(value: Value, of: Type, count: int) -> Column:
    """Return a column in which every row has the same known value."""
    return Column(np.full(count, number_of(value, of), dtype_of(of)), np.ones(count, np.bool_))


def _spread(read: Read, array: pa.DictionaryArray) -> Read:
    """Return what a dictionary says for each row that refers to it."""
    there = valid(array)
    places = np.where(there, array.indices.fill_null(0).to_numpy(), 0)
    if not len(array.dictionary):
        return Read(Column(np.zeros(len(array), read.column.values.dtype), there), ())
    column = Column(read.column.values[places], read.column.known[places] & there)
    said = dict(read.wrong)
    rows = np.flatnonzero(np.isin(places, list(said)) & there).tolist() if said else []
    return Read(column, tuple((row, said[int(places[row])]) for row in rows))


def _plain(array: pa.Array) -> pa.Array:
    """Return a column without views and 64-bit offsets, which say the same in another form."""
    of = array.type
    if pa.types.is_large_string(of) or of == pa.string_view():
        return array.cast(pa.string())
    if pa.types.is_list(of) or pa.types.is_large_list(of) or pa.types.is_fixed_size_list(of):
        words = of.value_type
        if pa.types.is_large_string(words) or pa.types.is_string(words) or words == pa.string_view():
            return array.cast(pa.list_(pa.string()))
    return array


def _distinct(array: pa.Array) -> tuple[list[Any], NDArray[np.int64]]:
    """Return the distinct cells of a column without nulls, and which of them each row has."""
    if pa.types.is_nested(array.type):
        cells = array.to_pylist()
        places: dict[str, int] = {}
        which = np.array([places.setdefault(repr(cell), len(places)) for cell in cells], np.int64)
        _, first = np.unique(which, return_index=True)
        return [cells[row] for row in first], which
    encoded = array.dictionary_encode()
    return encoded.dictionary.to_pylist(), encoded.indices.to_numpy().astype(np.int64)
