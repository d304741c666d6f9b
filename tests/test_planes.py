"""Planes: the same function on NumPy arrays, on Python's whole numbers, and one situation at a time."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from random import Random
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from faulty.corpus import gym
from generators.rows import Rows, columns_of
from generators.rulesets import rule_sets
from generators.shipped import shipped
from simexit.meaning.representatives import depends_on
from simexit.model.expressions import Compare, Conclusion
from simexit.model.rules import RuleSet, Situation
from simexit.run.functions.compiled import Compiled
from simexit.run.functions.openness import Openness
from simexit.run.functions.planes import Planes, PlaneSource
from simexit.run.functions.relevance import Relevance
from simexit.run.planes.blocks import Block, unpack
from simexit.run.planes.columns import situation_at
from simexit.run.planes.leaf_planes import Leaves
from simexit.run.planes.leaf_source import LeafSource
from simexit.run.planes.ranges import Ranges

Truths = tuple[tuple[bool, ...], ...]
LIBRARIES: dict[str, Callable[[], RuleSet]] = {"shipped": shipped, "gym": gym}


def by_arrays(rules: RuleSet, situations: Sequence[Situation]) -> list[tuple[Truths, Truths]]:
    """For each situation what is true and what may be: conclusions, then comparisons."""
    planes, block = Planes(rules), Block(columns_of(situations, rules, without=rules.vocabulary.facts), 0, len(situations))
    atoms = Leaves(rules, planes.atoms).planes(block)
    conclusions = planes.conclude(*atoms, block.none, block.ones)
    bits = [np.array([unpack(plane, block.count) for plane in (*conclusions[side], *atoms[side])]) for side in (0, 1)]
    return [tuple(tuple(bool(bit) for bit in side[:, row]) for side in bits) for row in range(len(situations))]  # type: ignore[misc]  # two sides


def one_by_one(rules: RuleSet, situations: Sequence[Situation]) -> list[Any]:
    compiled = Compiled(rules)
    return [compiled.conclude(situation) for situation in situations]


@given(rule_sets(), st.integers(0, 2**32))
@settings(max_examples=60, deadline=None)
def test_planes_of_arrays_say_what_the_compiled_function_says(rules: RuleSet, number: int) -> None:
    situations = Rows(rules, number).situations(70, Random(number).choice([0, 0.3, 0.6]))
    assert by_arrays(rules, situations) == one_by_one(rules, situations)


@pytest.mark.parametrize("library", LIBRARIES)
@pytest.mark.parametrize("gaps", [0, 0.3])
def test_planes_of_a_library_say_what_the_compiled_function_says(library: str, gaps: float) -> None:
    rules = LIBRARIES[library]()
    situations = Rows(rules, 1).situations(500, gaps)
    assert by_arrays(rules, situations) == one_by_one(rules, situations)


@given(rule_sets(), st.integers(0, 2**32))
@settings(max_examples=30, deadline=None)
def test_planes_are_the_same_for_whole_numbers_as_for_arrays(rules: RuleSet, number: int) -> None:
    situations = Rows(rules, number).situations(67, 0.4)
    planes, block = Planes(rules), Block(columns_of(situations, rules), 0, 67)
    arrays = Leaves(rules, planes.atoms).planes(block)
    trues, mays = ([_number(plane) for plane in side] for side in arrays)
    found = planes.conclude(*arrays, block.none, block.ones)
    assert planes.conclude(trues, mays, 0, _number(block.ones)) == tuple([_number(plane) for plane in side] for side in found)


def _number(plane: Any) -> int:
    return int.from_bytes(plane.tobytes(), "big")


def test_where_no_comparison_is_open_each_plane_is_computed_once() -> None:
    planes = Planes(gym())
    chance = np.random.default_rng(1)
    atoms = [chance.integers(0, 2**63, 4).astype(np.uint64) for _ in planes.atoms]
    ones = ~np.zeros(4, dtype=np.uint64)
    conclusions = planes.conclude(atoms, list(atoms), ~ones, ones)
    assert all(is_true is may_be for is_true, may_be in zip(*conclusions, strict=True))


@given(rule_sets(), st.integers(0, 2**32))
@settings(max_examples=30, deadline=None)
def test_comparisons_that_arrays_cannot_compute_are_asked_of_the_definition(rules: RuleSet, number: int) -> None:
    situations = Rows(rules, number).situations(40, 0.3)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Ranges, "can_compute", lambda self, atom: False)
        found = by_arrays(rules, situations)
    assert found == by_arrays(rules, situations)


@given(rule_sets(), st.integers(0, 2**32))
@settings(max_examples=30, deadline=None)
def test_what_matters_to_a_conclusion_is_what_keeps_it_open(rules: RuleSet, number: int) -> None:
    situations = Rows(rules, number).situations(30, 0.5)
    planes, compiled, relevance = Planes(rules), Compiled(rules), Relevance(rules)
    openness = Openness(rules, compiled)
    for situation in situations:
        trues, mays = (list(map(int, side)) for side in compiled.conclude(situation))
        count = len(compiled.conclusions)
        for place in range(count):
            roots = [int(other == place and mays[place] > trues[place]) for other in range(count)]
            values = (trues[count:], mays[count:]), (trues[:count], mays[:count])
            matter = relevance.comparisons(*values, roots, 0, 1)
            facts = {fact for atom, one in zip(planes.atoms, matter, strict=True) if one for fact in depends_on(atom, rules)}
            known = {fact for fact in facts if fact in situation}
            assert facts - known == set(openness.facts(place, _bools(trues), _bools(mays), situation))


def _bools(values: Sequence[int]) -> tuple[bool, ...]:
    return tuple(map(bool, values))


@given(rule_sets(), st.integers(0, 2**32))
@settings(max_examples=30, deadline=None)
def test_a_situation_goes_into_columns_and_comes_out_the_same(rules: RuleSet, number: int) -> None:
    situations = Rows(rules, number).situations(20, 0.3)
    columns = columns_of(situations, rules)
    found = [situation_at(columns, row, rules) for row in range(20)]
    assert found == situations
    assert [{name: type(value) for name, value in one.items()} for one in found] == [
        {name: type(value) for name, value in one.items()} for one in situations
    ]


def _without_guards(patch: pytest.MonkeyPatch) -> None:
    """Whether a fact applies is not asked."""
    patch.setattr("simexit.run.functions.planes.guards_of", lambda atom, conclusions: [])


def _two_valued_not(patch: pytest.MonkeyPatch) -> None:
    """What is not certainly true is taken to be false under a `not`."""
    right = PlaneSource._condition
    patch.setattr(
        PlaneSource,
        "_condition",
        lambda self, one, depth: tuple(reversed(found)) if "ones ^" in (found := right(self, one, depth))[0][:6] else found,
    )


def _any_is_all(patch: pytest.MonkeyPatch) -> None:
    """A list under `any` is joined by `&`."""
    right = PlaneSource._joined
    patch.setattr(PlaneSource, "_joined", lambda self, parts, word, empty, depth: right(self, parts, "&", empty, depth))


def _one_plane_too_soon(patch: pytest.MonkeyPatch) -> None:
    """The two planes of a condition are one where those of its first part are."""
    right = PlaneSource._made_of
    patch.setattr(PlaneSource, "_made_of", lambda self, condition: right(self, condition)[:1])


def _other_conclusion(patch: pytest.MonkeyPatch) -> None:
    """A conclusion is read from the place before its own."""
    right = PlaneSource._planes

    def planes(self: PlaneSource, _: Conclusion) -> tuple[str, str]:
        return right(self, next(iter(self.conclusions)))

    patch.setattr(PlaneSource, "_planes", planes)


def _replaced(old: str, new: str) -> Callable[[pytest.MonkeyPatch], None]:
    def fault(patch: pytest.MonkeyPatch) -> None:
        right = LeafSource._compare

        def compare(self: LeafSource, atom: Compare) -> str:
            found = right(self, atom)
            self._lines = [line.replace(old, new) for line in self._lines]
            return found.replace(old, new)

        patch.setattr(LeafSource, "_compare", compare)

    return fault


FAULTS = {
    "facts that do not apply are compared": _without_guards,
    "a not is two-valued": _two_valued_not,
    "any is all": _any_is_all,
    "one plane too soon": _one_plane_too_soon,
    "another conclusion is read": _other_conclusion,
    "less is less or equal": _replaced("less(", "less_equal("),
    "equal is not equal": _replaced("not_equal(", "equal("),
    "not in is in": _replaced(", True", ", False"),
    "days are counted backwards": _replaced("days_until(", "days_since("),
    "working days are counted backwards": _replaced("working_days_since(", "working_days_until("),
    "days are taken away by adding": _replaced(", -wide(", ", wide("),
    "a working day before is after": _replaced("working_day_before(", "working_day_after("),
    "amounts are not scaled": _replaced("finer(", "wide("),
    "numbers are too narrow": _replaced("int16", "int8"),
}


@pytest.fixture(scope="module")
def generated() -> list[tuple[RuleSet, list[Situation]]]:
    """The same random rule sets every time, with situations."""
    found: list[tuple[RuleSet, list[Situation]]] = []

    @given(rule_sets())
    @settings(max_examples=120, deadline=None, database=None, derandomize=True)
    def collect(rules: RuleSet) -> None:
        found.append((rules, Rows(rules, len(found)).situations(40, 0.25)))

    collect()
    return found


@pytest.mark.parametrize("name", FAULTS)
def test_a_fault_in_the_generated_source_is_noticed(name: str, generated: list[tuple[RuleSet, list[Situation]]]) -> None:
    with pytest.MonkeyPatch.context() as patch:
        FAULTS[name](patch)
        assert any(by_arrays(rules, situations) != one_by_one(rules, situations) for rules, situations in generated)
