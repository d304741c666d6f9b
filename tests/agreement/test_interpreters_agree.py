"""Every interpreter gives the answer that the definition gives, unknown facts included; the definition does not contradict itself."""

from __future__ import annotations

import pytest
from hypothesis import given, settings

from agreement.cases import LIBRARIES
from agreement.interpreters import COMPILED, INTERPRETERS, RETE, Case, Interpreter, disagreement
from generators.shipped import shipped

RULE_SETS = {"compiled": 300, "known": 300, "rete": 250, "certainty": 200, "diagrams": 200, "solver": 50, "definition": 150}
"""How many rule sets are generated, each with several situations."""
SEQUENCES = {"compiled": 60, "known": 30, "rete": 40, "certainty": 15, "diagrams": 15, "solver": 4, "definition": 15}
"""How often several situations of the shipped rules are judged one after another."""


def agree(interpreter: Interpreter, library: str, examples: int) -> None:
    @given(LIBRARIES[library](interpreter))
    @settings(max_examples=examples)
    def agreement(case: Case) -> None:
        assert disagreement(interpreter, case) is None

    agreement()


@pytest.mark.parametrize("interpreter", INTERPRETERS, ids=lambda one: one.name)
def test_an_interpreter_agrees_with_the_definition_on_generated_rule_sets(interpreter: Interpreter) -> None:
    agree(interpreter, "generated", RULE_SETS[interpreter.name])


@pytest.mark.parametrize("interpreter", INTERPRETERS, ids=lambda one: one.name)
def test_an_interpreter_agrees_with_the_definition_on_the_shipped_rules(interpreter: Interpreter) -> None:
    agree(interpreter, "shipped", SEQUENCES[interpreter.name])


@pytest.mark.parametrize("interpreter", [COMPILED, RETE], ids=lambda one: one.name)
def test_an_interpreter_agrees_with_the_definition_where_nothing_is_known(interpreter: Interpreter) -> None:
    assert disagreement(interpreter, Case(shipped(), [{}])) is None
