"""The facts of a rule set to the source of one Python function that says whether given facts are typed values in range already.

What it admits needs no reading; everything else is read, and what is wrong with it named, by `check.situations`.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import assert_never

from simexit.model.rules import RuleSet
from simexit.model.types import FIRST_DAY, LAST_DAY, Boolean, Choice, Day, Integer, Money, SetOf, Type

FUNCTION = "admits"


class TypedGenerator:
    """Writes the function, line by line; `constants` are what its names `k…` stand for."""

    def __init__(self, rules: RuleSet) -> None:
        self.rules = rules
        self.constants: dict[str, object] = {
            "date": date,
            "first": FIRST_DAY,
            "last": LAST_DAY,
            "Decimal": Decimal,
            "hundredths": _hundredths,
        }

    def source(self) -> str:
        """Return the source; a fact that is not there or None is unknown, and a name that is no fact makes the counts differ."""
        lines = ["get = facts.get", "known = 0"]
        for name, fact in self.rules.vocabulary.facts.items():
            lines += [f"v = get({name!r})", "if v is not None:", f"    if not ({self._fits(fact.type)}): return False", "    known += 1"]
        lines.append("return known == len(facts)")
        return f"def {FUNCTION}(facts):\n" + "".join(f"    {line}\n" for line in lines)

    def _fits(self, of: Type) -> str:
        """Return the expression for a value `v` of just the class and range of a type."""
        match of:
            case Boolean():
                return "v is True or v is False"
            case Choice(values):
                return f"type(v) is str and v in {self._constant(frozenset(values))}"
            case SetOf(values):
                return f"type(v) is frozenset and v <= {self._constant(frozenset(values))}"
            case Integer(_, low, high):
                return f"type(v) is int and {low} <= v <= {high}"
            case Money(_, low, high):
                return f"(type(v) is int or type(v) is Decimal and hundredths(v)) and {self._constant(low)} <= v <= {self._constant(high)}"
            case Day():
                return "type(v) is date and first <= v <= last"
            case _:
                assert_never(of)

    def _constant(self, value: object) -> str:
        if type(value) is int:
            return repr(value)
        name = f"k{len(self.constants)}"
        self.constants[name] = value
        return name


def _hundredths(amount: Decimal) -> bool:
    """Return whether an amount is written as typed amounts are: whole ones as whole numbers, others exact to a hundredth."""
    return amount.is_finite() and amount != amount.to_integral_value() and amount == round(amount, 2)
