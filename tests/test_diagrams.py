"""Decision diagrams say what the formulas say that they are made of, and equal functions are one number."""

from __future__ import annotations

from itertools import product
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simexit.run.diagrams.nodes import FALSE, TRUE, Diagrams, TooLargeError, edges, outcome

PATTERNS = (2, 3, 2, 4)
ROWS = list(product(*(range(count) for count in PATTERNS)))
"""Every combination of what the facts say."""
Tree = tuple[str, Any, Any]


def trees() -> st.SearchStrategy[Tree]:
    """Formulas: a fact says one of some patterns, all of two, any of two."""
    says = st.integers(0, len(PATTERNS) - 1).flatmap(
        lambda fact: st.tuples(st.just("says"), st.just(fact), st.integers(0, (1 << PATTERNS[fact]) - 1))
    )
    return st.recursive(says, lambda inner: st.tuples(st.sampled_from(["all", "any"]), inner, inner), max_leaves=12)


def made(diagrams: Diagrams, tree: Tree) -> int:
    """The diagram of a formula."""
    word, one, other = tree
    if word == "says":
        return diagrams.says(one, other)
    parts = [made(diagrams, one), made(diagrams, other)]
    return diagrams.all(parts) if word == "all" else diagrams.any(parts)


def holds(tree: Tree, row: tuple[int, ...]) -> bool:
    """Whether a formula holds where the facts say these patterns."""
    word, one, other = tree
    if word == "says":
        return bool(other >> row[one] & 1)
    parts = holds(one, row), holds(other, row)
    return all(parts) if word == "all" else any(parts)


def said(diagrams: Diagrams, diagram: int, row: tuple[int, ...]) -> int:
    """The outcome that a diagram comes to where the facts say these patterns."""
    while diagram >= 0:
        level = diagrams.levels[diagram]
        chosen = [child for mask, child in edges(diagrams.branches[diagram]) if mask >> row[level] & 1]
        assert len(chosen) == 1, "the patterns of a node are divided among its branches"
        assert chosen[0] < 0 or diagrams.levels[chosen[0]] > level, "facts come in their order"
        diagram = chosen[0]
    return diagram


def with_room() -> Diagrams:
    found = Diagrams(PATTERNS)
    found.room = 10_000
    return found


@given(trees(), trees())
def test_a_diagram_says_what_its_formula_says_and_equal_formulas_are_one_diagram(first: Tree, second: Tree) -> None:
    diagrams = with_room()
    one, other = made(diagrams, first), made(diagrams, second)
    truths = [[holds(tree, row) for row in ROWS] for tree in (first, second)]
    assert [[said(diagrams, diagram, row) == TRUE for row in ROWS] for diagram in (one, other)] == truths
    assert (one == other) == (truths[0] == truths[1])


@given(trees(), trees(), trees())
def test_what_comes_first_is_the_outcome(first: Tree, second: Tree, third: Tree) -> None:
    diagrams, later = with_room(), outcome(9)
    found = later
    for number, tree in enumerate((first, second, third)):
        own = diagrams.replaced(diagrams.replaced(made(diagrams, tree), FALSE, later), TRUE, outcome(number + 2))
        found = diagrams.replaced(found, later, own)
    for row in ROWS:
        first_true = next((number for number, tree in enumerate((first, second, third)) if holds(tree, row)), None)
        assert said(diagrams, found, row) == (later if first_true is None else outcome(first_true + 2))


@given(trees())
def test_without_room_there_is_no_diagram_and_nothing_wrong_is_left_behind(tree: Tree) -> None:
    diagrams = Diagrams(PATTERNS)
    for room in (0, 1, 2, 4, 8):
        diagrams.room = room
        try:
            made(diagrams, tree)
        except TooLargeError:
            assert diagrams.room == 0
    diagrams.room = 10_000
    diagram = made(diagrams, tree)
    assert all((said(diagrams, diagram, row) == TRUE) == holds(tree, row) for row in ROWS)


def test_nothing_is_made_without_room() -> None:
    with pytest.raises(TooLargeError):
        Diagrams(PATTERNS).says(0, 1)
