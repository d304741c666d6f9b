"""Planes turned into bytes and back: in planes logic is fast, in bytes some situations out of many are taken fast.

Eight planes become one row of bytes, a byte for each situation: matrices of eight by eight bits, each transposed within a word.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

Bytes = NDArray[np.uint8]
_STEPS = ((9, 0x0055005500550055), (18, 0x0000333300003333), (36, 0x000000000F0F0F0F))


def to_bytes(planes: Bytes) -> Bytes:
    """Return planes, in bytes and eight times so many as there are rows of bytes, as a byte for each situation."""
    groups, width = len(planes) // 8, planes.shape[1]
    words = np.ascontiguousarray(planes.reshape(groups, 8, width).transpose(0, 2, 1)).view("<u8")
    return _transposed(words).view(np.uint8).reshape(groups, width * 8)


def to_planes(rows: Bytes) -> Bytes:
    """Return rows of bytes, eight times so many as a plane has bytes, as planes; the first plane is the highest bit."""
    groups, width = len(rows), rows.shape[1] // 8
    words = _transposed(np.ascontiguousarray(rows).view("<u8"))
    planes = words.view(np.uint8).reshape(groups, width, 8).transpose(0, 2, 1)
    return np.ascontiguousarray(planes).reshape(groups * 8, width)


def _transposed(words: NDArray[Any]) -> NDArray[Any]:
    """Transpose the matrix in each word: H. S. Warren, Hacker's Delight, 7-3, with the first column in the highest bit."""
    words = words.copy()
    swapped = np.empty_like(words)
    for shift, mask in _STEPS:
        np.right_shift(words, shift, out=swapped)
        swapped ^= words
        swapped &= mask
        words ^= swapped
        swapped <<= shift
        words ^= swapped
    return words
