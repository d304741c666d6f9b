"""Random cases for an interpreter: generated rule sets, and the shipped one."""

from __future__ import annotations

from collections.abc import Callable

from hypothesis import strategies as st

from agreement.interpreters import Case, Interpreter
from generators.rulesets import rule_sets, situations
from generators.shipped import shipped, with_gaps


@st.composite
def generated(draw: st.DrawFn, known: tuple[int, int], most: int) -> Case:
    """A generated rule set, and at most so many situations, of which so many facts are known."""
    rules = draw(rule_sets())
    count = draw(st.integers(1, most))
    return Case(rules, [draw(situations(known=known)) for _ in range(count)])


@st.composite
def of_shipped(draw: st.DrawFn, gaps: int | None, most: int) -> Case:
    """The shipped rules, and at most so many situations, of which at most so many facts are unknown."""
    count = draw(st.integers(1, most))
    return Case(shipped(), [draw(with_gaps(most=gaps)) for _ in range(count)])


LIBRARIES: dict[str, Callable[[Interpreter], st.SearchStrategy[Case]]] = {
    "generated": lambda interpreter: generated(interpreter.known, interpreter.most),
    "shipped": lambda interpreter: of_shipped(interpreter.gaps, interpreter.most),
}
