"""Comparisons to the source of small functions on columns, one for those that need the same facts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import assert_never

from simexit.model.expressions import (
    COUNTS_FROM_TODAY,
    TODAY,
    Arithmetic,
    Call,
    Compare,
    Constant,
    FactValue,
    ParameterValue,
    Term,
    facts_compared,
    parameters_of,
)
from simexit.model.rules import RuleSet
from simexit.model.types import Money
from simexit.run.planes.day_tables import Figure
from simexit.run.planes.leaf_functions import NAMES
from simexit.run.planes.ranges import Ranges, number_of_word
from simexit.run.planes.scales import scaled

FUNCTION = "compare"
Written = tuple[str, int]
"""The source of a term, in units of so many decimals."""


@dataclass(frozen=True, slots=True)
class Group:
    """Comparisons, by their places, that need the same facts and the same figures, all of them of the same kind."""

    facts: tuple[str, ...]
    parameters: tuple[str, ...]
    can_be_computed: bool
    places: tuple[int, ...]
    atoms: tuple[Compare, ...]


def groups(atoms: Sequence[Compare], ranges: Ranges) -> list[Group]:
    """Return the comparisons by what they need."""
    found: dict[tuple[tuple[str, ...], tuple[str, ...], bool], list[int]] = {}
    for place, atom in enumerate(atoms):
        parameters = tuple(dict.fromkeys((*parameters_of(atom.left), *parameters_of(atom.right))))
        found.setdefault((tuple(sorted(facts_compared(atom))), parameters, ranges.can_compute(atom)), []).append(place)
    return [Group(*need, tuple(places), tuple(atoms[place] for place in places)) for need, places in found.items()]


class LeafSource:
    """Collects the lines of one function: `compare(column, rows)` writes whether each comparison is true into its row.

    `column` has the values of each fact; they are arrays, or numbers where they are the same in every situation.
    """

    def __init__(self, rules: RuleSet, ranges: Ranges, figures: Mapping[str, Figure]) -> None:
        self._rules = rules
        self._ranges = ranges
        self._figures = {name: (place, table) for place, (name, table) in enumerate(figures.items())}
        self._lines: list[str] = []
        self._names: dict[Term, Written] = {}

    def source(self, atoms: Iterable[Compare]) -> str:
        """Return the source of the function for these comparisons."""
        self._lines, self._names = [], {}
        for row, atom in enumerate(atoms):
            self._lines.append(f"{self._compare(atom)}, rows[{row}])")
        return f"def {FUNCTION}(column, rows):\n" + "".join(f"    {line}\n" for line in self._lines)

    def _compare(self, atom: Compare) -> str:
        negated = atom.comparison == "not in"
        match atom:
            case Compare("in" | "not in", Constant(str(word)), FactValue(name) as chosen):
                return f"has(column[{name!r}], {number_of_word(word, chosen, self._rules.vocabulary.facts)}, {negated}"
            case Compare("in" | "not in", left, Constant(frozenset(members))):
                sides = [self._sides(left, Constant(member)) for member in members]
                decimals = max(more for _, _, more in sides)
                written = self._at(self._side(left, left), decimals)
                numbers = sorted(self._number_at(Constant(member), left, decimals) for member in members)
                return f"among({written}, ({''.join(f'{number}, ' for number in numbers)}), {negated}"
            case _:
                first, second, _ = self._sides(atom.left, atom.right)
                return f"{NAMES[atom.comparison]}({first}, {second}"

    def _sides(self, left: Term, right: Term) -> tuple[str, str, int]:
        """Return both sides of a comparison in the same units, and how many decimals these have."""
        first, second = self._side(left, right), self._side(right, left)
        decimals = max(first[1], second[1])
        return self._at(first, decimals), self._at(second, decimals), decimals

    def _number_at(self, member: Constant, left: Term, decimals: int) -> int:
        number, own = self._side(member, left)
        return int(number) * int(10 ** (decimals - own))

    def _at(self, written: Written, decimals: int) -> str:
        source, own = written
        if own == decimals:
            return source
        is_number = source.lstrip("-").isdigit()
        return str(int(source) * 10 ** (decimals - own)) if is_number else f"finer({source}, {decimals - own})"

    def _side(self, term: Term, other: Term) -> Written:
        if isinstance(term, Constant) and isinstance(term.value, str):
            return str(number_of_word(term.value, other, self._rules.vocabulary.facts)), 0
        return self._term(term)

    def _term(self, term: Term) -> Written:
        """Return a term as source; what has to be computed gets a name, so that it is computed once."""
        if isinstance(term, Constant):
            number = scaled(term.value)
            assert number is not None
            return str(number.number), number.decimals
        if term not in self._names:
            source, decimals = self._computed(term)
            self._names[term] = f"x{len(self._names)}", decimals
            self._lines.append(f"{self._names[term][0]} = {source}")
        return self._names[term]

    def _computed(self, term: Term) -> Written:
        match term:
            case FactValue(name):
                decimals = 2 if isinstance(self._rules.vocabulary.facts[name].type, Money) else 0
                return f"narrow(column[{name!r}], {self._ranges.narrow(name)})", decimals
            case ParameterValue(name):
                place, table = self._figures[name]
                return f"figure(p_{place}, column[{TODAY!r}])", table.decimals
            case Arithmetic(operation, left, right):
                return self._arithmetic(operation, left, right)
            case Call(function, arguments):
                given = [self._term(argument)[0] for argument in arguments]
                today = [f"column[{TODAY!r}]"] if function in COUNTS_FROM_TODAY else []
                return f"{function}({', '.join([*given, *today])})", 0
            case Constant():
                raise AssertionError("a constant needs no computation")
            case _:
                assert_never(term)

    def _arithmetic(self, operation: str, left: Term, right: Term) -> Written:
        first, second = self._term(left), self._term(right)
        if operation == "*":
            return f"wide({first[0]}) * wide({second[0]})", first[1] + second[1]
        match self._ranges.is_day(left), self._ranges.is_day(right):
            case True, False:
                return f"shifted({first[0]}, {'-' if operation == '-' else ''}wide({second[0]}))", 0
            case False, True:
                return f"shifted({second[0]}, {first[0]})", 0
        decimals = max(first[1], second[1])
        return f"wide({self._at(first, decimals)}) {operation} wide({self._at(second, decimals)})", decimals
