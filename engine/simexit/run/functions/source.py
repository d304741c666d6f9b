"""What generated functions share: the names of their variables, and comparisons as source text.

The fact numbered 3 is the variable `f3`, a figure its place in `parameters`, a comparison `a…`, a conclusion `t…`.
"""

from __future__ import annotations

from typing import assert_never

from simexit.model.expressions import (
    COUNTS_FROM_TODAY,
    TODAY,
    Arithmetic,
    Call,
    Compare,
    Conclusion,
    Constant,
    FactValue,
    ParameterValue,
    Term,
    comparisons,
    facts_compared,
)
from simexit.model.rules import RuleSet
from simexit.model.types import Day


class FunctionSource:
    """The lines of a function for one rule set; `constants` are what its names `k…` stand for."""

    def __init__(self, rules: RuleSet) -> None:
        self.rules = rules
        self.lines: list[str] = []
        self.constants: dict[str, object] = {}
        self.conclusions = {conclusion: number for number, conclusion in enumerate(rules.conditions)}
        self.atoms = {atom: number for number, atom in enumerate(atoms(rules))}
        self.facts = {name: number for number, name in enumerate(rules.vocabulary.facts)}
        self.parameters = {name: number for number, name in enumerate(rules.vocabulary.parameters)}
        self.used = tuple(dict.fromkeys(name for atom in self.atoms for name in facts_compared(atom)))

    def source(self) -> str:
        """Return the source of the function."""
        raise NotImplementedError

    def _guards(self, atom: Compare) -> list[Conclusion]:
        found = (Conclusion("applies", name) for name in facts_compared(atom))
        return [conclusion for conclusion in found if conclusion in self.conclusions]

    def _compare(self, atom: Compare) -> str:
        """Return a comparison whose facts and figures are all known."""
        return f"{self._term(atom.left)} {atom.comparison} {self._term(atom.right)}"

    def _term(self, term: Term) -> str:
        match term:
            case Constant(value):
                if isinstance(value, bool | int | str):
                    return repr(value)
                name = f"k{len(self.constants)}"
                self.constants[name] = value
                return name
            case FactValue(name):
                return f"f{self.facts[name]}"
            case ParameterValue(name):
                return f"parameters[{self.parameters[name]}]"
            case Arithmetic(operation, left, right):
                return self._arithmetic(operation, left, right)
            case Call(function, arguments):
                given = [self._term(argument) for argument in arguments]
                today = [f"f{self.facts[TODAY]}"] if function in COUNTS_FROM_TODAY else []
                return f"{function}({', '.join([*given, *today])})"
            case _:
                assert_never(term)

    def _arithmetic(self, operation: str, left: Term, right: Term) -> str:
        first, second = self._term(left), self._term(right)
        if isinstance(left, Arithmetic) and operation != "*" and first.startswith("("):
            # sums are read from the left, and Python limits nested parentheses
            first = first[1:-1]
        match self._is_day(left), self._is_day(right):
            case True, True:
                return f"({first} - {second}).days"
            case True, False:
                return f"shifted({first}, {'-' if operation == '-' else ''}({second}))"
            case False, True:
                return f"shifted({second}, {first})"
            case _:
                return f"({first} {operation} {second})"

    def _is_day(self, term: Term) -> bool:
        match term:
            case FactValue(name):
                return isinstance(self.rules.vocabulary.facts[name].type, Day)
            case Call(function):
                return function in {"working_day_before", "working_day_after"}
            case Arithmetic(_, left, right):
                return self._is_day(left) != self._is_day(right)
            case Constant(value):
                return not isinstance(value, bool | int | str | frozenset) and hasattr(value, "toordinal")
            case _:
                return False


def atoms(rules: RuleSet) -> tuple[Compare, ...]:
    """Return the comparisons of a rule set, in the order in which generated functions number them."""
    return tuple(dict.fromkeys(atom for condition in rules.conditions.values() for atom in comparisons(condition)))
