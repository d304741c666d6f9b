"""A search for a disagreement: random cases, and where one is wrong, the smallest that Hypothesis and the reduction find."""

from __future__ import annotations

from dataclasses import dataclass

from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st
from hypothesis.errors import Flaky

from agreement.interpreters import Case, Disagreement, Interpreter, disagreement
from agreement.reduction import reduced


@dataclass(slots=True)
class Exploration:
    """What was judged, and the disagreement, if one was found."""

    rule_sets: int = 0
    situations: int = 0
    conclusions: int = 0
    found: Disagreement | None = None


class DisagreementFoundError(AssertionError):
    """Tells Hypothesis that a case fails."""


def explore(interpreter: Interpreter, cases: st.SearchStrategy[Case], number: int, examples: int) -> Exploration:
    """Judge so many random cases, which follow from the number; what is judged while a case is shrunk does not count."""
    explored = Exploration()
    shrinking = False

    @seed(number)
    @given(cases)
    @settings(
        max_examples=examples, phases=[Phase.generate, Phase.shrink], database=None, suppress_health_check=list(HealthCheck), deadline=None
    )
    def agree(case: Case) -> None:
        nonlocal shrinking
        found = disagreement(interpreter, case)
        if not shrinking:
            explored.rule_sets += 1
            explored.situations += len(case.situations)
            explored.conclusions += len(case.situations) * len(case.rules.conditions)
        if found is not None:
            shrinking = True
            explored.found = found
            raise DisagreementFoundError

    try:
        agree()
    except (DisagreementFoundError, Flaky):
        # an interpreter that answers now this and now that disagrees too
        assert explored.found is not None
        explored.found = reduced(explored.found, lambda case: disagreement(interpreter, case))
    return explored
