"""Cells that plainly fit, many at a time.

What is not plainly right is left to `cells`, which reads each distinct cell as `advise` does. So a shortcut may pass over a cell that
fits, but never take one that does not, or take it for another value.
"""

from __future__ import annotations

from datetime import date
from math import ceil, floor
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute
from numpy.typing import NDArray

from simexit.model.types import FIRST_DAY, LAST_DAY, Boolean, Choice, Day, Integer, Money, SetOf, Type
from simexit.run.planes.columns import dtype_of

pc: Any = pyarrow.compute
"""Its functions are made when it is imported, so that no checker of types knows them."""

Numbers = NDArray[Any]
Fits = NDArray[np.bool_]
EPOCH = date(1970, 1, 1).toordinal()
_NUMBER_TEXTS = {1: r"^-?\d{1,12}$", 100: r"^-?\d{1,12}(\.\d{1,2})?$"}


def plainly_fitting(array: pa.Array, of: Type) -> tuple[Numbers, Fits]:
    """Return the values of a column in the form of `run.columns`, and where they may be relied on; never where a cell is null."""
    known = valid(array)
    found = _converted(array, of) if known.any() else None
    if found is None:
        return np.zeros(len(array), dtype_of(of)), np.zeros(len(array), np.bool_)
    numbers, fits = found
    return numbers.astype(dtype_of(of), copy=False), fits & known


def valid(array: pa.Array) -> Fits:
    """Return where a column has cells that are not null."""
    if pa.types.is_null(array.type):
        return np.zeros(len(array), np.bool_)
    validity = array.buffers()[0]
    return np.ones(len(array), np.bool_) if validity is None else _bits(validity, array)


def _converted(array: pa.Array, of: Type) -> tuple[Numbers, Fits | bool] | None:
    match of:
        case Boolean() if pa.types.is_boolean(array.type):
            return _bits(array.buffers()[1], array), True
        case Integer(_, low, high):
            return _number(array, 1, low, high)
        case Money(_, low, high):
            return _number(array, 100, ceil(low * 100), floor(high * 100))
        case Day() if pa.types.is_date32(array.type):
            ordinals = _plain(array.cast(pa.int32())).astype(np.int64) + EPOCH
            return ordinals, (ordinals >= FIRST_DAY.toordinal()) & (ordinals <= LAST_DAY.toordinal())
        case Choice(values) if pa.types.is_string(array.type):
            places = _places(array, values)
            return places, places >= 0
        case SetOf(values) if pa.types.is_list(array.type) and pa.types.is_string(array.type.value_type):
            return _members(array, values)
        case Boolean() | Day() | SetOf() | Choice():
            return None


def _bits(buffer: pa.Buffer, array: pa.Array) -> Fits:
    """Return the bits of one of a column's buffers."""
    first = array.offset // 8
    some = np.frombuffer(buffer, np.uint8)[first : (array.offset + len(array) + 7) // 8]
    start = array.offset - 8 * first
    return np.unpackbits(some, bitorder="little")[start : start + len(array)].view(np.bool_)


def _plain(array: pa.Array) -> Numbers:
    """Return the numbers of a column as they are kept; where a cell is null, anything may stand."""
    return np.frombuffer(array.buffers()[1], array.type.to_pandas_dtype())[array.offset : array.offset + len(array)]


def _places(words: pa.Array, values: tuple[str, ...]) -> Numbers:
    """Return the place of each word among the values, -1 where it is none of them."""
    return _plain(pc.fill_null(pc.index_in(words, pa.array(values, pa.string())), -1))


def _number(array: pa.Array, scale: int, low: int, high: int) -> tuple[Numbers, Fits] | None:
    """Return numbers in parts of one `scale`th, and where they are exact and between the bounds, which are in the same parts."""
    of = array.type
    if pa.types.is_string(of):
        return _number_texts(array, scale, low, high)
    if pa.types.is_integer(of):
        whole = _plain(array)
        return whole.astype(np.int64) * scale, (whole >= ceil(low / scale)) & (whole <= high // scale)
    if pa.types.is_floating(of):
        given = _plain(array).astype(np.float64, copy=False)
        with np.errstate(over="ignore"):
            parts = np.rint(given * scale)
        fits = np.isfinite(given) & (parts >= low) & (parts <= high) & (parts / scale == given)
        return np.where(fits, parts, 0).astype(np.int64), fits
    if pa.types.is_decimal128(of) and scale == 100 and 0 <= of.scale <= 18:
        return _decimals(array, low, high)
    return None


def _number_texts(array: pa.Array, scale: int, low: int, high: int) -> tuple[Numbers, Fits]:
    right = pc.fill_null(pc.match_substring_regex(array, _NUMBER_TEXTS[scale]), False)
    numbers, fits = _decimals(pc.if_else(right, array, "0").cast(pa.decimal128(14, 2)), low * (100 // scale), high * (100 // scale))
    return numbers // (100 // scale), fits & right.to_numpy(zero_copy_only=False)


def _decimals(array: pa.Array, low: int, high: int) -> tuple[Numbers, Fits]:
    """Return decimals in hundredths; Arrow keeps each as a whole number of 128 bits, the lower half of them first."""
    halves = np.frombuffer(array.buffers()[1], np.int64).reshape(-1, 2)[array.offset : array.offset + len(array)]
    lower, upper = halves[:, 0], halves[:, 1]
    small = (upper == lower >> 63) & (np.abs(lower) < 10**17)
    if array.type.scale >= 2:
        unit = 10 ** (array.type.scale - 2)
        numbers, exact = lower // unit, lower % unit == 0
    else:
        small &= np.abs(lower) < 10**15
        numbers, exact = lower * 10 ** (2 - array.type.scale), True
    return numbers, small & exact & (numbers >= low) & (numbers <= high)


def _members(array: pa.Array, values: tuple[str, ...]) -> tuple[Numbers, Fits]:
    """Return sets of words as bits, and where every member is one of the words."""
    offsets = array.offsets.to_numpy()
    words = array.values.slice(offsets[0], offsets[-1] - offsets[0])
    places = _places(words, values).astype(np.int64)
    starts, ends = offsets[:-1] - offsets[0], offsets[1:] - offsets[0]
    bits = np.append(np.where(places < 0, 0, 1 << np.maximum(places, 0)), 0)
    unknown = np.append(0, np.cumsum(places < 0))
    some = starts < ends
    numbers = np.where(some, np.bitwise_or.reduceat(bits, starts), 0)
    return numbers, unknown[starts] == unknown[ends]
