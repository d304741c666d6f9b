"""Formulas over what the facts of a situation can say: conditions of a rule set in one form, in which equal formulas are one number.

A literal says that the comparisons of a fact say one of some patterns; the patterns are the bits of a mask. Only literals are negated,
by taking the other patterns. Literals of one fact that stand side by side become one, and what a literal says is used in what stands
beside it, so that few facts stand in a formula twice.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

FALSE, TRUE = 0, 1
_UNIT = {"&": TRUE, "|": FALSE}
_ZERO = {"&": FALSE, "|": TRUE}


@dataclass(frozen=True, slots=True)
class Says:
    """The comparisons of a fact say one of the patterns of a mask."""

    fact: str
    mask: int


@dataclass(frozen=True, slots=True)
class Joined:
    """Formulas joined by `&` or `|`."""

    word: str
    parts: tuple[int, ...]


Formula = Says | Joined | bool


class Formulas:
    """Formulas over some facts, each with the mask of all its patterns; a formula is its place in `nodes`."""

    def __init__(self, all_patterns: Mapping[str, int]) -> None:
        self.all_patterns = all_patterns
        self.nodes: list[Formula] = [False, True]
        self.facts: list[frozenset[str]] = [frozenset(), frozenset()]
        """The facts that each formula speaks of."""
        self._places: dict[Formula, int] = {}
        self._under: dict[tuple[int, str, int], int] = {}

    def says(self, fact: str, mask: int) -> int:
        """Return the formula that a fact says one of the patterns of a mask."""
        return FALSE if not mask else TRUE if mask == self.all_patterns[fact] else self._place(Says(fact, mask), frozenset((fact,)))

    def joined(self, word: str, parts: Iterable[int]) -> int:
        """Return formulas joined by `&` or `|`."""
        masks, others = self._flat(word, parts)
        if masks is None:
            return _ZERO[word]
        literals = {fact: self.says(fact, mask) for fact, mask in masks.items()}
        if _ZERO[word] in literals.values():
            return _ZERO[word]
        used = [self._beside(word, masks, other) for other in others]
        if used != others:
            return self.joined(word, [*literals.values(), *used])
        found = sorted({*literals.values(), *others} - {_UNIT[word]})
        if len(found) < 2:
            return found[0] if found else _UNIT[word]
        return self._place(Joined(word, tuple(found)), frozenset().union(*(self.facts[one] for one in found)))

    def under(self, formula: int, fact: str, mask: int) -> int:
        """Return what a formula says where a fact says one of the patterns of a mask."""
        if fact not in self.facts[formula]:
            return formula
        key = formula, fact, mask
        if key not in self._under:
            match self.nodes[formula]:
                case Says(_, own):
                    self._under[key] = FALSE if not own & mask else TRUE if own & mask == mask else self.says(fact, own & mask)
                case Joined(word, parts):
                    self._under[key] = self.joined(word, [self.under(part, fact, mask) for part in parts])
        return self._under[key]

    def masks(self, formula: int, fact: str) -> set[int]:
        """Return the masks of the literals of a fact in a formula."""
        match self.nodes[formula]:
            case Says(other, mask) if other == fact:
                return {mask}
            case Joined(_, parts):
                return set().union(*(self.masks(part, fact) for part in parts if fact in self.facts[part]))
        return set()

    def groups(self, parts: Sequence[int]) -> list[list[int]]:
        """Return formulas in groups that have no fact in common."""
        found: list[tuple[frozenset[str], list[int]]] = []
        for part in parts:
            facts = self.facts[part]
            same = [one for one in found if one[0] & facts]
            found = [one for one in found if not one[0] & facts]
            found.append((facts.union(*(one[0] for one in same)), [*(other for one in same for other in one[1]), part]))
        return [group for _, group in found]

    def _flat(self, word: str, parts: Iterable[int]) -> tuple[dict[str, int] | None, list[int]]:
        """Return the literals as a mask for each fact, and the other parts; None where a part decides alone."""
        masks, others, waiting = dict[str, int](), dict[int, None](), list(parts)
        while waiting:
            part = waiting.pop()
            if part == _ZERO[word]:
                return None, []
            match self.nodes[part]:
                case Says(fact, mask):
                    before = masks.get(fact, mask)
                    masks[fact] = before & mask if word == "&" else before | mask
                case Joined(other, inner) if other == word:
                    waiting += inner
                case Joined():
                    others[part] = None
        return masks, list(others)

    def _beside(self, word: str, masks: Mapping[str, int], formula: int) -> int:
        """Return a formula where the literals beside it leave it to decide: they are true beside `&`, false beside `|`."""
        for fact in self.facts[formula] & masks.keys():
            formula = self.under(formula, fact, masks[fact] if word == "&" else self.all_patterns[fact] & ~masks[fact])
        return formula

    def _place(self, node: Formula, facts: frozenset[str]) -> int:
        place = self._places.get(node)
        if place is None:
            place = self._places[node] = len(self.nodes)
            self.nodes.append(node)
            self.facts.append(facts)
        return place
