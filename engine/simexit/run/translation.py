"""The conclusions of a rule set as formulas over what its facts can say on one day, and the literals of these formulas as planes."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from itertools import combinations
from typing import assert_never

from simexit.model.expressions import TODAY, All, Always, Compare, Conclusion, Condition, Holds, Not, Some, parameters_of
from simexit.model.rules import RuleSet
from simexit.run.blocks import Plane
from simexit.run.domains import Domains, Patterns
from simexit.run.formulas import FALSE, TRUE, Formulas
from simexit.run.planes import guards_of

Values = tuple[list[Plane], list[Plane]]
Factors = tuple[tuple[tuple[int, bool], ...], ...]
"""A literal as alternatives; each is comparisons, by place, that must all be true or must be false."""


class Translation:
    """The conclusions of a rule set as formulas, for situations in which some facts can say the same patterns everywhere."""

    def __init__(self, rules: RuleSet, atoms: Sequence[Compare], domains: Domains, alone: Mapping[str, Patterns]) -> None:
        self._rules = rules
        self._places = {atom: place for place, atom in enumerate(atoms)}
        self._columns = {fact: domains.places[fact] for fact in alone}
        self._rows = {fact: _distinct(patterns) for fact, patterns in alone.items() if (patterns.trues == patterns.mays).all()}
        self._literals = self._of_comparisons(domains)
        everything = {fact: (1 << len(rows)) - 1 for fact, rows in self._rows.items()}
        self.formulas = Formulas(everything | {fact: 3 for fact, _ in self._literals.values() if fact not in everything})
        self._concluded: dict[tuple[Conclusion, bool], int | None] = {}
        self._factors: dict[tuple[str, int], Factors] = {}

    def _of_comparisons(self, domains: Domains) -> dict[int, tuple[str, int]]:
        """Return the literal of each comparison; one that depends on no unknown fact is a fact of its own, which is true or false."""
        found = dict[int, tuple[str, int]]()
        for fact, rows in self._rows.items():
            for column, place in enumerate(self._columns[fact]):
                found[place] = fact, sum(1 << number for number, row in enumerate(rows) if row[column])
        dependent = {place for fact, places in domains.places.items() if fact != TODAY for place in places}
        for atom, place in self._places.items():
            # without a figure a comparison is open though nothing is unknown
            if place not in dependent and not (parameters_of(atom.left) or parameters_of(atom.right)):
                found[place] = f"comparison {place}", 2
        return found

    def conclusion(self, conclusion: Conclusion, negated: bool) -> int | None:
        """Return the formula that a conclusion holds, or that it does not; None where its facts cannot say the same everywhere."""
        key = conclusion, negated
        if key not in self._concluded:
            self._concluded[key] = self._condition(self._rules.conditions[conclusion], negated)
        return self._concluded[key]

    def _condition(self, condition: Condition, negated: bool) -> int | None:
        match condition:
            case Always(value):
                return TRUE if value != negated else FALSE
            case Holds(conclusion):
                return self.conclusion(conclusion, negated)
            case Compare():
                return self._comparison(condition, negated)
            case Not(part):
                return self._condition(part, not negated)
            case All(parts):
                return self.joined("|" if negated else "&", [self._condition(part, negated) for part in parts])
            case Some(parts):
                return self.joined("&" if negated else "|", [self._condition(part, negated) for part in parts])
            case _:
                assert_never(condition)

    def _comparison(self, atom: Compare, negated: bool) -> int | None:
        """Return a comparison that is false where one of its facts does not apply."""
        place = self._places[atom]
        if place not in self._literals:
            return None
        fact, mask = self._literals[place]
        own = self.formulas.says(fact, self.formulas.all_patterns[fact] & ~mask if negated else mask)
        guards = [self.conclusion(guard, negated) for guard in guards_of(atom, self._rules.conditions)]
        return self.joined("|" if negated else "&", [own, *guards])

    def joined(self, word: str, parts: Sequence[int | None]) -> int | None:
        """Return formulas joined by `&` or `|`, None where one of them is."""
        known = [part for part in parts if part is not None]
        return self.formulas.joined(word, known) if len(known) == len(parts) else None

    def leaf(self, values: Values, ones: Plane) -> Callable[[str, int], Plane]:
        """Return a function that says where a fact may say one of the patterns of a mask, from what the comparisons say."""
        return lambda fact, mask: self._may_say(fact, mask, values, ones)

    def _may_say(self, fact: str, mask: int, values: Values, ones: Plane) -> Plane:
        """Return where a fact is unknown or says one of the patterns of a mask, from what the comparisons say."""
        key = fact, mask
        if key not in self._factors:
            self._factors[key] = self._found(fact, mask)
        total: Plane | None = None
        for alternative in self._factors[key]:
            plane: Plane | None = None
            for place, is_true in alternative:
                one = values[1][place] if is_true else ones ^ values[0][place]
                plane = one if plane is None else plane & one
            assert plane is not None
            total = plane if total is None else total | plane
        assert total is not None
        return total

    def _found(self, fact: str, mask: int) -> Factors:
        """Return few comparisons that tell the patterns of a mask from the others."""
        if fact not in self._rows:
            return (((int(fact.split()[1]), mask == 2),),)
        rows, places = self._rows[fact], self._columns[fact]
        everything = (1 << len(rows)) - 1
        single = dict[tuple[int, bool], int]()
        for column, place in enumerate(places):
            trues = sum(1 << number for number, row in enumerate(rows) if row[column])
            single |= {(place, True): trues, (place, False): everything & ~trues}
        for one, own in single.items():
            if own == mask:
                return ((one,),)
        for (one, own), (other, others) in combinations(single.items(), 2):
            if own & others == mask:
                return ((one, other),)
            if own | others == mask:
                return (one,), (other,)
        chosen = [row for number, row in enumerate(rows) if mask >> number & 1]
        return tuple(tuple(zip(places, row, strict=True)) for row in chosen)


def _distinct(patterns: Patterns) -> list[tuple[bool, ...]]:
    return list(dict.fromkeys(map(tuple, patterns.trues.tolist())))
