"""Other conditions that an author might have written instead of one, each with one mistake."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import assert_never

from simexit.author.mutation.comparisons import other_comparisons
from simexit.author.mutation.kinds import Kind
from simexit.author.mutation.text import condition_text
from simexit.model.expressions import All, Always, Compare, Condition, Holds, Not, Some, leaves
from simexit.model.vocabulary import Vocabulary


@dataclass(frozen=True, slots=True)
class Variant:
    """A condition with one mistake; `leaf` is the place, among the leaves, of the first one that it is about."""

    kind: Kind
    condition: Condition
    leaf: int
    sentence: str


def variants(condition: Condition, vocabulary: Vocabulary, first: int = 0) -> Iterator[Variant]:
    """Yield every variant of a condition; `first` is the place of its first leaf."""
    match condition:
        case Always() | Holds():
            yield _variant("negated", condition, Not(condition), first)
        case Compare():
            yield _variant("negated", condition, Not(condition), first)
            for kind, other in other_comparisons(condition, vocabulary):
                yield _variant(kind, condition, other, first)
        case Not(Always() | Compare() | Holds() as leaf):
            yield _variant("negated", condition, leaf, first)
            yield from (_not(one) for one in variants(leaf, vocabulary, first) if one.kind != "negated")
        case Not(part):
            yield from (_not(one) for one in variants(part, vocabulary, first))
        case All(parts):
            yield from _joined(parts, All, Some, vocabulary, first)
        case Some(parts):
            yield from _joined(parts, Some, All, vocabulary, first)
        case _:
            assert_never(condition)


Join = Callable[[tuple[Condition, ...]], Condition]


def _joined(parts: tuple[Condition, ...], join: Join, other_join: Join, vocabulary: Vocabulary, first: int) -> Iterator[Variant]:
    if len(parts) > 1:
        yield _variant("connective", join(parts), other_join(parts), first)
    leaf = first
    for place, part in enumerate(parts):
        before, after = parts[:place], parts[place + 1 :]
        if len(parts) > 1:
            left = (*before, *after)
            yield Variant("dropped", left[0] if len(left) == 1 else join(left), leaf, f"`{condition_text(part)}` is left out")
        yield from (replace(one, condition=join((*before, one.condition, *after))) for one in variants(part, vocabulary, leaf))
        leaf += len(list(leaves(part)))


def _variant(kind: Kind, condition: Condition, other: Condition, leaf: int) -> Variant:
    return Variant(kind, other, leaf, f"`{condition_text(condition)}` becomes `{condition_text(other)}`")


def _not(variant: Variant) -> Variant:
    return replace(variant, condition=Not(variant.condition))
