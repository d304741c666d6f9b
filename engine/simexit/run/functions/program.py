"""A rule set to the code of its functions."""

from __future__ import annotations

from simexit.model.rules import RuleSet
from simexit.run.functions import generate, generate_known, generate_typed, planes
from simexit.run.functions.code import Program, compiled
from simexit.run.functions.source import atoms
from simexit.run.rete.productions import ReteError, productions


def program(rules: RuleSet) -> Program:
    """Return the functions of a rule set."""
    admits = generate_typed.TypedGenerator(rules)
    decide = generate_known.KnownGenerator(rules)
    conclude = generate.Generator(rules)
    return Program(
        compiled(generate_typed.FUNCTION, admits.source(), admits.constants),
        compiled(generate_known.FUNCTION, decide.source(), decide.constants),
        compiled(generate.FUNCTION, conclude.source(), conclude.constants),
        compiled(planes.FUNCTION, planes.PlaneSource(rules).source(), {}),
        atoms(rules),
    )


def with_productions(made: Program, rules: RuleSet) -> Program:
    """Return a program with the productions for the Rete, where it can hold them."""
    try:
        return made._replace(productions=productions(rules))
    except ReteError:
        return made
