"""Formulas without the facts that are unknown: what is possible by them is what some completion shows, found by trying all."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from simexit.run.many.formulas import FALSE, TRUE, Formulas, Joined, Says
from simexit.run.many.quantified import Quantified, beginning
from simexit.run.planes.bit_matrix import to_bytes, to_planes
from simexit.run.planes.blocks import Plane, nothing, pack, unpack

COUNTS = {"a": 2, "b": 2, "c": 3, "d": 4}
EVERYTHING = {fact: (1 << count) - 1 for fact, count in COUNTS.items()}
CASES = [dict(zip(COUNTS, case, strict=True)) for case in product(*(range(count) for count in COUNTS.values()))]
PARTLY = [dict(zip(COUNTS, case, strict=True)) for case in product(*((None, *range(count)) for count in COUNTS.values()))]

Tree = tuple[str, int | Sequence["Tree"]]


def trees() -> st.SearchStrategy[Tree]:
    literals = st.sampled_from(list(COUNTS)).flatmap(lambda fact: st.tuples(st.just(fact), st.integers(0, EVERYTHING[fact])))
    return st.recursive(literals, lambda parts: st.tuples(st.sampled_from(["&", "|"]), st.lists(parts, max_size=4)), max_leaves=14)


def formula(formulas: Formulas, tree: Tree) -> int:
    word, rest = tree
    return formulas.joined(word, [formula(formulas, one) for one in rest]) if not isinstance(rest, int) else formulas.says(word, rest)


def is_true(tree: Tree, case: Mapping[str, int]) -> bool:
    word, rest = tree
    if isinstance(rest, int):
        return bool(rest >> case[word] & 1)
    return (all if word == "&" else any)(is_true(one, case) for one in rest)


def says(formulas: Formulas, place: int, case: Mapping[str, int]) -> bool:
    match formulas.nodes[place]:
        case Says(fact, mask):
            return bool(mask >> case[fact] & 1)
        case Joined(word, parts):
            return (all if word == "&" else any)(says(formulas, part, case) for part in parts)
        case bool(value):
            return value


@given(trees())
@settings(deadline=None)
def test_a_formula_in_its_one_form_says_the_same(tree: Tree) -> None:
    formulas = Formulas(EVERYTHING)
    place = formula(formulas, tree)
    assert [says(formulas, place, case) for case in CASES] == [is_true(tree, case) for case in CASES]


@given(trees(), st.data())
@settings(deadline=None)
def test_under_what_a_fact_says_a_formula_says_the_same(tree: Tree, data: st.DataObject) -> None:
    formulas = Formulas(EVERYTHING)
    fact = data.draw(st.sampled_from(list(COUNTS)))
    mask = data.draw(st.integers(1, EVERYTHING[fact]))
    place = formulas.under(formula(formulas, tree), fact, mask)
    for case in CASES:
        if mask >> case[fact] & 1:
            assert says(formulas, place, case) == is_true(tree, case)


def planes_of(fact: str, mask: int) -> Plane:
    return pack(np.array([(said := case[fact]) is None or bool(mask >> said & 1) for case in PARTLY]))


def possible(tree: Tree) -> list[bool]:
    """In each situation in which some facts are unknown, whether the formula is possible."""
    formulas = Formulas(EVERYTHING)
    quantified, place = Quantified(formulas), formula(formulas, tree)
    assert quantified.prepared(place, 10_000)
    found: list[bool] = unpack(quantified.possible(place, planes_of, beginning(*nothing(len(PARTLY)))), len(PARTLY)).tolist()
    return found


def shown(tree: Tree) -> list[bool]:
    """The same, by trying all that the unknown facts can say."""
    true = [case for case in CASES if is_true(tree, case)]
    return [any(all(known in {None, case[fact]} for fact, known in partly.items()) for case in true) for partly in PARTLY]


@given(trees())
@settings(max_examples=200, deadline=None)
def test_possible_is_what_some_completion_shows(tree: Tree) -> None:
    assert possible(tree) == shown(tree)


def test_parts_that_share_a_fact_are_not_asked_one_by_one(monkeypatch: pytest.MonkeyPatch) -> None:
    tree: Tree = ("&", [("|", [("a", 1), ("b", 1)]), ("|", [("a", 2), ("c", 1)]), ("|", [("b", 2), ("c", 6)])])
    assert possible(tree) == shown(tree)
    monkeypatch.setattr(Formulas, "groups", lambda self, parts: [[part] for part in parts])
    assert possible(tree) != shown(tree)


def test_what_takes_too_many_steps_is_not_prepared() -> None:
    formulas = Formulas(EVERYTHING)
    quantified = Quantified(formulas)
    tree: Tree = ("&", [("|", [("a", 1), ("b", 1), ("d", 3)]), ("|", [("a", 2), ("c", 1), ("d", 6)])])
    place = formula(formulas, tree)
    assert not quantified.prepared(place, 2)
    assert quantified.prepared(place, 20)
    assert all(quantified.prepared(constant, 0) for constant in (FALSE, TRUE))


@pytest.mark.parametrize(("groups", "width"), [(1, 1), (3, 8), (5, 24)])
def test_planes_become_bytes_and_come_back(groups: int, width: int) -> None:
    bits = np.random.default_rng(1).integers(0, 2, (groups * 8, width * 8)).astype(np.bool_)
    planes = np.packbits(bits, axis=1)
    found = to_bytes(planes)
    expected = np.packbits(bits.reshape(groups, 8, width * 8), axis=1)[:, 0]
    assert np.array_equal(found, expected)
    assert np.array_equal(to_planes(found), planes)
