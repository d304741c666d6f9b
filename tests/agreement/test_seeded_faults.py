"""Faults put into the interpreters on purpose: the agreement tests find each of them, by a wrong answer."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

import pytest
from hypothesis import HealthCheck, Phase, given, seed, settings

from agreement.cases import generated
from agreement.faults import FAULTS, Fault
from agreement.interpreters import INTERPRETERS, Case, Interpreter, Raised, disagreement
from agreement.regressions import saved

LEAST = 10
CASES = 400
BY_NAME = {interpreter.name: interpreter for interpreter in INTERPRETERS}
SEEDED = [(name, fault) for name, faults in FAULTS.items() for fault in faults]


@cache
def random_cases(interpreter: Interpreter) -> list[Case]:
    """The same random cases every time, made once; most faults are found in the first hundred."""
    found: list[Case] = []

    @seed(0)
    @given(generated(interpreter.known, interpreter.most))
    @settings(max_examples=CASES, phases=[Phase.generate], database=None, suppress_health_check=list(HealthCheck))
    def collect(case: Case) -> None:
        found.append(case)

    collect()
    return found


def cases(interpreter: Interpreter) -> Iterator[Case]:
    """What random cases have found before and was saved, and where that is not enough, random cases."""
    yield from (regression.case for regression in saved() if regression.interpreter == interpreter.name)
    yield from random_cases(interpreter)


@pytest.mark.parametrize(("name", "fault"), SEEDED, ids=[f"{name}-{fault.__name__}" for name, fault in SEEDED])
def test_a_seeded_fault_is_found_by_a_wrong_answer(name: str, fault: Fault) -> None:
    interpreter = BY_NAME[name]
    with pytest.MonkeyPatch.context() as patch:
        fault(patch)
        answers = (disagreement(interpreter, case) for case in cases(interpreter))
        found = next((wrong for wrong in answers if wrong is not None and not isinstance(wrong.said, Raised)), None)
    assert found is not None
    assert disagreement(interpreter, found.case) is None, "without the fault the answer must be right"


@pytest.mark.parametrize("name", FAULTS)
def test_each_interpreter_has_at_least_ten_faults_each_with_a_sentence(name: str) -> None:
    sentences = {fault.__doc__ for fault in FAULTS[name]}
    assert len(sentences) >= LEAST
    assert None not in sentences


def test_every_interpreter_that_is_judged_by_the_definition_has_faults() -> None:
    assert set(FAULTS) == set(BY_NAME) - {"definition"}
