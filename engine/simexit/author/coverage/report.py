"""What the cases cover and what not: counted exactly, never rounded up."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import assert_never

from simexit.author.coverage.gaps import Coverable, Gap, Impossible, Unanswered
from simexit.author.coverage.measure import LeafCoverage, RuleCoverage, Side
from simexit.model.types import written


@dataclass(frozen=True, slots=True)
class Totals:
    """How many sides of leaves there are, how many a case covers, and how many are proved impossible."""

    sides: int
    covered: int
    impossible: int

    @property
    def coverable(self) -> int:
        """The sides that are not proved impossible."""
        return self.sides - self.impossible

    @property
    def percent(self) -> Fraction:
        """The part of the coverable sides that is covered; all of nothing is 100."""
        return Fraction(100 * self.covered, self.coverable) if self.coverable else Fraction(100)

    def __str__(self) -> str:
        return f"{self.covered} of {self.coverable} ({cut(self.percent)} %)"


@dataclass(frozen=True, slots=True)
class Coverage:
    """The rules with what the cases cover of them, and what is known of each side that they do not cover."""

    cases: int
    rules: tuple[RuleCoverage, ...]
    gaps: Mapping[Side, Gap]

    @property
    def totals(self) -> Totals:
        """The sides of all rules."""
        return totals(self.rules, self.gaps)

    @property
    def leaves(self) -> tuple[LeafCoverage, ...]:
        """The leaves of all rules."""
        return tuple(leaf for covered in self.rules for leaf in covered.leaves)

    def missing(self, covered: RuleCoverage) -> Iterator[tuple[Side, Coverable | Unanswered]]:
        """Yield the sides of a rule that no case covers although that is not proved impossible."""
        for side in covered.uncovered():
            gap = self.gaps[side]
            if not isinstance(gap, Impossible):
                yield side, gap

    def to_dict(self) -> dict[str, object]:
        """Return the report as plain values for JSON."""
        counted = self.totals
        return {
            "cases": self.cases,
            "sides": counted.sides,
            "covered": counted.covered,
            "impossible": counted.impossible,
            "percent": cut(counted.percent),
            "leaves": len(self.leaves),
            **{f"seen_{name}": seen(self.leaves, value) for name, value in (("true", True), ("false", False), ("open", None))},
            "rules": [self._described(covered) for covered in self.rules],
        }

    def _described(self, covered: RuleCoverage) -> dict[str, object]:
        leaves = []
        for place, leaf in enumerate(covered.leaves):
            sides = {"true": Side(covered.rule.name, place, True), "false": Side(covered.rule.name, place, False)}
            leaves.append(
                {
                    "text": leaf.span.text(),
                    "line": leaf.span.line,
                    "column": leaf.span.column,
                    "true": leaf.times(True),
                    "false": leaf.times(False),
                    "open": leaf.times(None),
                    "decided": {name: leaf.decided(side.value) for name, side in sides.items()},
                    "gaps": {name: gap_to_dict(self.gaps[side]) for name, side in sides.items() if side in self.gaps},
                }
            )
        return {"rule": covered.rule.name, "file": covered.rule.span.source.name, "leaves": leaves}


def totals(rules: Iterable[RuleCoverage], gaps: Mapping[Side, Gap]) -> Totals:
    """Return what is covered of some of the rules."""
    chosen = tuple(rules)
    uncovered = [side for covered in chosen for side in covered.uncovered()]
    sides = 2 * sum(len(covered.leaves) for covered in chosen)
    return Totals(sides, sides - len(uncovered), sum(isinstance(gaps[side], Impossible) for side in uncovered))


def seen(leaves: Iterable[LeafCoverage], value: bool | None) -> int:
    """Return how many leaves have a value in some case; None is open."""
    return sum(leaf.times(value) > 0 for leaf in leaves)


def cut(percent: Fraction) -> str:
    """Return a percentage with one decimal, the rest cut off; 100 has none and means all."""
    tenths = int(percent * 10)
    return "100" if tenths == 1000 else f"{tenths // 10}.{tenths % 10}"


def gap_to_dict(gap: Gap) -> dict[str, object]:
    """Return a gap as plain values for JSON."""
    match gap:
        case Coverable(situation):
            return {"covered_by": {fact: written(value) for fact, value in situation.items()}}
        case Impossible():
            return {"impossible": True}
        case Unanswered(reason):
            return {"not_known": reason}
        case _:
            assert_never(gap)
