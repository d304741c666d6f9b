"""The conclusions of a rule set as formulas over what its facts can say on one day, and the literals of these formulas as planes."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import assert_never

from simexit.model.expressions import All, Always, Compare, Conclusion, Condition, Holds, Not, Some
from simexit.model.rules import RuleSet
from simexit.run.diagrams.literals import Literals, Values
from simexit.run.functions.planes import guards_of
from simexit.run.many.formulas import FALSE, TRUE, Formulas
from simexit.run.planes.blocks import Plane


class Translation:
    """The conclusions of a rule set as formulas of its literals."""

    def __init__(self, rules: RuleSet, atoms: Sequence[Compare], literals: Literals) -> None:
        self._rules = rules
        self._places = {atom: place for place, atom in enumerate(atoms)}
        self._literals = literals
        self.formulas = Formulas({fact: (1 << len(rows)) - 1 for fact, rows in literals.rows.items()})
        self._concluded: dict[tuple[Conclusion, bool], int | None] = {}

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
        literal = self._literals.of.get(self._places[atom])
        if literal is None:
            return None
        fact, mask = literal
        own = self.formulas.says(fact, self.formulas.all_patterns[fact] & ~mask if negated else mask)
        guards = [self.conclusion(guard, negated) for guard in guards_of(atom, self._rules.conditions)]
        return self.joined("|" if negated else "&", [own, *guards])

    def joined(self, word: str, parts: Sequence[int | None]) -> int | None:
        """Return formulas joined by `&` or `|`, None where one of them is."""
        known = [part for part in parts if part is not None]
        return self.formulas.joined(word, known) if len(known) == len(parts) else None

    def leaf(self, values: Values, ones: Plane) -> Callable[[str, int], Plane]:
        """Return a function that says where a fact may say one of the patterns of a mask, from what the comparisons say."""
        return lambda fact, mask: self._literals.may_say((fact, mask), values, ones)
