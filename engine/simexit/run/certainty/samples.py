"""Many completions of one situation at once: a whole number has a bit for each, and one pass over planes judges them all.

Two kinds are made. Random ones give every unknown fact one of its representative values, and show what is possible. Exhaustive ones
give a few unknown facts every combination of their values and leave the others unknown, and show what is not.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import pairwise
from typing import Any, NamedTuple

from simexit.model.expressions import Compare
from simexit.model.rules import Situation
from simexit.model.types import Value
from simexit.run.functions.compiled import Bits, Compiled

RANDOM = 1024
"""Random samples of a situation; the values of each fact divide them by a generator that starts from its name, the same each time."""
MOST = 1024
"""The most combinations that are tried at once."""
_REMEMBERED = 10_000
Representatives = Callable[[str, Situation], tuple[Value, ...]]
Masks = tuple[int, ...]
"""For each value of a fact, the samples that have it."""


class Effect(NamedTuple):
    """The values of an unknown fact, and for each comparison that they decide, by place, with which of them it is true and may be."""

    values: tuple[Value, ...]
    decided: tuple[tuple[int, Bits, Bits], ...]


class Sampled(NamedTuple):
    """What the conclusions are in the samples: where each is true and where it may be; and what was given to which fact where."""

    trues: list[int]
    mays: list[int]
    ones: int
    given: dict[str, tuple[tuple[Value, ...], Masks]]

    def may_reach(self, true: Iterable[int], false: Iterable[int]) -> int:
        """Return the samples in which these conclusions may be true and those may be false."""
        found = self.ones
        for place in true:
            found &= self.mays[place]
        for place in false:
            found &= ~self.trues[place]
        return found

    def reach(self, true: Iterable[int], false: Iterable[int]) -> int:
        """Return the samples in which these conclusions are true and those false."""
        found = self.ones
        for place in true:
            found &= self.trues[place]
        for place in false:
            found &= ~self.mays[place]
        return found

    def values(self, samples: int) -> dict[str, Value]:
        """Return what was given in the first of some samples."""
        bit = samples & -samples
        return {
            fact: next(value for value, mask in zip(values, masks, strict=True) if mask & bit)
            for fact, (values, masks) in self.given.items()
        }


class Samples:
    """Samples of the situations of one rule set; of each comparison there, at most one fact may get values.

    `about` has the comparisons that the value of each fact has a part in, `beside` the other facts that have a part in these.
    """

    def __init__(
        self,
        compiled: Compiled,
        representatives: Representatives,
        about: Mapping[str, Iterable[Compare]],
        beside: Mapping[str, tuple[str, ...]],
    ) -> None:
        self._compiled = compiled
        self._representatives = representatives
        self._beside = beside
        self._first = len(compiled.conclusions)
        self._places = {fact: [compiled.atoms[atom] for atom in atoms] for fact, atoms in about.items() if atoms}
        self._effects: dict[tuple[Any, ...], Effect] = {}
        self._planes: dict[tuple[Any, ...], list[tuple[int, int, int]]] = {}

    def random(self, situation: Situation, trues: Bits, mays: Bits, unsplit: frozenset[str]) -> Sampled:
        """Return random samples of a situation whose Kleene values are these; facts in `unsplit` stay unknown."""
        ones = (1 << RANDOM) - 1
        is_true = [ones if bit else 0 for bit in trues[self._first :]]
        may_be = [ones if bit else 0 for bit in mays[self._first :]]
        given = {}
        for fact in self._places:
            if fact not in situation and fact not in unsplit:
                key = self._key(fact, situation)
                effect = self._effect(fact, key, situation)
                masks = _random_masks(fact, len(effect.values))
                planes = self._planes.get(key)
                if planes is None:
                    planes = self._planes[key] = _planes(effect, masks)
                for place, true_plane, may_plane in planes:
                    is_true[place], may_be[place] = true_plane, may_plane
                given[fact] = (effect.values, masks)
        return Sampled(*self._compiled.conclude_planes(is_true, may_be, 0, ones), ones, given)

    def exhaustive(self, situation: Situation, trues: Bits, mays: Bits, facts: Sequence[str]) -> Sampled:
        """Return every combination of the values of the first of these unknown facts, as many of them as there is room for."""
        chosen: list[tuple[str, Effect, int]] = []
        count = 1
        for fact in facts:
            effect = self._effect(fact, self._key(fact, situation), situation)
            if count * len(effect.values) <= MOST:
                chosen.append((fact, effect, count))
                count *= len(effect.values)
        ones = (1 << count) - 1
        is_true = [ones if bit else 0 for bit in trues[self._first :]]
        may_be = [ones if bit else 0 for bit in mays[self._first :]]
        given = {}
        for fact, effect, stride in chosen:
            masks = _exhaustive_masks(len(effect.values), stride, count)
            for place, true_plane, may_plane in _planes(effect, masks):
                is_true[place], may_be[place] = true_plane, may_plane
            given[fact] = (effect.values, masks)
        return Sampled(*self._compiled.conclude_planes(is_true, may_be, 0, ones), ones, given)

    def neighbours(self, situation: Situation, completions: Sequence[tuple[Bits, Bits]], facts: Iterable[str]) -> Sampled:
        """Return completions, given by their Kleene values, each with every other value of each of these facts instead of its own."""
        effects = [(fact, self._effect(fact, self._key(fact, situation), situation)) for fact in facts]
        repeated, width = sum(len(effect.values) for _, effect in effects), 8 * len(completions)
        block = int.from_bytes(bytes([1]) * len(completions), "little")
        ones = sum(block << (width * number) for number in range(repeated))
        # a byte for each sample is a plane as well, and made in one step
        is_true, may_be = (
            [int.from_bytes(bytes(column) * repeated, "little") for column in list(zip(*values, strict=True))[self._first :]]
            for values in zip(*completions, strict=True)
        )
        given, number = {}, 0
        for fact, effect in effects:
            masks = tuple(block << (width * (number + place)) for place in range(len(effect.values)))
            everywhere, number = sum(masks), number + len(masks)
            for place, true_plane, may_plane in _planes(effect, masks):
                is_true[place] = is_true[place] & ~everywhere | true_plane
                may_be[place] = may_be[place] & ~everywhere | may_plane
            given[fact] = (effect.values, masks)
        return Sampled(*self._compiled.conclude_planes(is_true, may_be, 0, ones), ones, given)

    def _key(self, fact: str, situation: Situation) -> tuple[Any, ...]:
        return (fact, *(situation.get(other) for other in self._beside[fact]))

    def _effect(self, fact: str, key: tuple[Any, ...], situation: Situation) -> Effect:
        found = self._effects.get(key)
        if found is None:
            if len(self._effects) > _REMEMBERED:
                self._effects.clear()
                self._planes.clear()
            found = self._effects[key] = self._tried(fact, situation)
        return found

    def _tried(self, fact: str, situation: Situation) -> Effect:
        """Try each value of a fact; where a comparison is open all the same it lacks a figure, with some days or with all."""
        values = self._representatives(fact, situation)
        judged = [self._compiled.conclude({**situation, fact: value}) for value in values]
        decided = []
        for place in self._places[fact]:
            is_true, may_be = (tuple(bits[self._first + place] for bits in sides) for sides in zip(*judged, strict=True))
            if any(is_true) or not all(may_be):
                decided.append((place, is_true, may_be))
        return Effect(values, tuple(decided))


def _planes(effect: Effect, masks: Masks) -> list[tuple[int, int, int]]:
    """Return for each comparison that is decided the samples in which it is true, and those in which it may be."""
    return [(place, _with(is_true, masks), _with(may_be, masks)) for place, is_true, may_be in effect.decided]


def _with(bits: Bits, masks: Masks) -> int:
    return sum(mask for mask, bit in zip(masks, bits, strict=True) if bit)


_divided: dict[tuple[object, ...], Masks] = {}


def _random_masks(fact: str, count: int) -> Masks:
    """Return the samples with each of so many values: each sample has a byte of a hash, and each value its stretch of the 256.

    Of more than 256 values some get no sample.
    """
    found = _divided.get((fact, count))
    if found is None:
        drawn = hashlib.shake_256(f"{fact} {count}".encode()).digest(RANDOM)
        bounds = [256 * number // count for number in range(count + 1)]
        stretches = [b"0" * low + b"1" * (high - low) + b"0" * (256 - high) for low, high in pairwise(bounds)]
        found = _divided[fact, count] = tuple(int(drawn.translate(stretch), 2) for stretch in stretches)
    return found


def _exhaustive_masks(values: int, stride: int, count: int) -> Masks:
    """Return the samples with each value of a fact, which changes every `stride` samples and then starts again."""
    found = _divided.get((values, stride, count))
    if found is None:
        block = (1 << stride) - 1
        one = sum(block << start for start in range(0, count, stride * values))
        found = _divided[values, stride, count] = tuple(one << (stride * value) for value in range(values))
    return found
