"""Where a leaf of a condition decides alone: in one situation, and as a condition itself.

A leaf is a part that has no parts itself. It decides where the condition is true or false and would be the opposite with this
one leaf flipped and the others as they are. What is open decides nothing. Each leaf counts where it stands; so what it decides
as true is never what it decides as false, and two such situations are a pair of masking MC/DC.
Sources: K. J. Hayhurst et al., A Practical Tutorial on Modified Condition/Decision Coverage, NASA/TM-2001-210876;
J. J. Chilenski, An Investigation of Three Forms of the Modified Condition Decision Coverage Criterion, DOT/FAA/AR-01/18 (2001).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import assert_never

from simexit.meaning.conditions import Truth
from simexit.model.expressions import All, Always, Compare, Condition, Holds, Not, Some

Leaf = Always | Compare | Holds


@dataclass(frozen=True, slots=True)
class Sight:
    """What a leaf is in one situation, and whether it decides there."""

    value: Truth
    decides: bool


def looked_at(condition: Condition, value: Callable[[Leaf], Truth]) -> tuple[Truth, tuple[Sight, ...]]:
    """Return the truth of a condition after Kleene and what its leaves are, in order; `value` says it of one leaf."""
    match condition:
        case Always() | Compare() | Holds():
            own = value(condition)
            return own, (Sight(own, own is not None),)
        case Not(part):
            inner, sights = looked_at(part, value)
            return None if inner is None else not inner, sights
        case All(parts):
            return _joined([looked_at(part, value) for part in parts], neutral=True)
        case Some(parts):
            return _joined([looked_at(part, value) for part in parts], neutral=False)
        case _:
            assert_never(condition)


def _joined(parts: list[tuple[Truth, tuple[Sight, ...]]], *, neutral: bool) -> tuple[Truth, tuple[Sight, ...]]:
    """Join the parts of an `and`, where true is neutral, or of an `or`: a leaf decides where all parts but its own are neutral."""
    others = Counter(value for value, _ in parts)
    whole = neutral if others[neutral] == len(parts) else (not neutral) if others[not neutral] else None
    sights: list[Sight] = []
    for value, own in parts:
        alone = others[neutral] - (value is neutral) == len(parts) - 1
        sights += (replace(sight, decides=sight.decides and alone) for sight in own)
    return whole, tuple(sights)


def deciding(condition: Condition) -> tuple[Condition, ...]:
    """Return for each leaf of a condition, in order, where it decides: the Boolean difference of the condition by that leaf.

    Source: S. B. Akers, On a Theory of Boolean Functions (1959).
    """
    match condition:
        case Always() | Compare() | Holds():
            return (Always(True),)
        case Not(part):
            return deciding(part)
        case All(parts):
            return _with_neutral(parts, parts)
        case Some(parts):
            return _with_neutral(parts, tuple(Not(part) for part in parts))
        case _:
            assert_never(condition)


def _with_neutral(parts: tuple[Condition, ...], neutral: tuple[Condition, ...]) -> tuple[Condition, ...]:
    """Return where the leaves of each part decide in it and all other parts are neutral."""
    found: list[Condition] = []
    for place, part in enumerate(parts):
        others = (*neutral[:place], *neutral[place + 1 :])
        found += (All((inner, *others)) for inner in deciding(part))
    return tuple(found)
