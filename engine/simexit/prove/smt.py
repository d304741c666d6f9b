"""Formulas over whole numbers, and whether they can be true: the only module that imports the solver, z3.

Source of the solver: L. de Moura, N. Bjørner, Z3: An efficient SMT solver (2008).
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Literal

import z3  # type: ignore[import-untyped]  # the solver has no types

Formula = Any
"""True or false, a formula of the solver; `==`, `<`, `<=`, `>`, `>=`, `!=` of two numbers give one."""
Number = Any
"""A whole number, known or not; `+`, `-` and `*` with a known number work on it."""
Answer = Literal["yes", "no", "unknown"]

TRUE: Formula = z3.BoolVal(True)
FALSE: Formula = z3.BoolVal(False)


def boolean(name: str) -> Formula:
    """Return a formula whose truth is not known."""
    return z3.Bool(name)


def integer(name: str) -> Number:
    """Return a number that is not known."""
    return z3.Int(name)


def number(value: int) -> Number:
    """Return a known number."""
    return z3.IntVal(value)


def function(name: str) -> Any:
    """Return a function from numbers to numbers of which nothing is known."""
    return z3.Function(name, z3.IntSort(), z3.IntSort())


def every(parts: Iterable[Formula]) -> Formula:
    """Return that all parts are true."""
    found = list(parts)
    return found[0] if len(found) == 1 else z3.And(found)


def some(parts: Iterable[Formula]) -> Formula:
    """Return that at least one part is true."""
    found = list(parts)
    return found[0] if len(found) == 1 else z3.Or(found)


def negation(part: Formula) -> Formula:
    """Return that a part is false."""
    return z3.Not(part)


def implied(condition: Formula, part: Formula) -> Formula:
    """Return that a part is true wherever the condition is."""
    return z3.Implies(condition, part)


def either(condition: Formula, first: Number, second: Number) -> Number:
    """Return the first number where the condition is true, else the second."""
    return z3.If(condition, first, second)


def exactly_one(parts: list[Formula]) -> Formula:
    """Return that one part is true and no other."""
    return z3.PbEq([(part, 1) for part in parts], 1)


class Model:
    """Values of everything unknown that make the formulas true."""

    def __init__(self, model: Any) -> None:
        self._model = model

    def holds(self, formula: Formula) -> bool:
        """Return whether a formula is true."""
        return bool(z3.is_true(self._value(formula)))

    def value(self, of: Number) -> int:
        """Return the value of a number."""
        return int(self._value(of).as_long())

    def _value(self, of: Any) -> Any:
        return self._model.eval(of.translate(self._model.ctx), model_completion=True)


class Checker:
    """Formulas that hold, and what can be true together with them; not shared between threads.

    Formulas are taken over into a context of its own. Which of several models the solver finds hangs on the numbers that it gives to
    formulas; in the context of all they hang on what else was asked in this process, in its own only on what it was given.
    """

    def __init__(self) -> None:
        self._context = z3.Context()
        self._solver = z3.Solver(ctx=self._context)
        self._solver.set("random_seed", 0)

    def add(self, *formulas: Formula) -> None:
        """Take formulas as true from here on."""
        self._solver.add(*self._own(formulas))

    def check(self, seconds: float, *assumed: Formula) -> Answer:
        """Return whether all formulas and the assumed ones can be true; unknown where the time was too short."""
        self._solver.set("timeout", max(1, int(seconds * 1000)))
        result = self._solver.check(*self._own(assumed))
        return "yes" if result == z3.sat else "no" if result == z3.unsat else "unknown"

    def model(self) -> Model:
        """Return the values found by the last `check` that said yes."""
        return Model(self._solver.model())

    def culprits(self) -> list[Formula]:
        """Return which of the assumed formulas were enough for the last `check` to say no."""
        core = self._solver.unsat_core()
        return [core[place] for place in range(len(core))]

    def _own(self, formulas: Iterable[Formula]) -> list[Formula]:
        return [formula.translate(self._context) for formula in formulas]
