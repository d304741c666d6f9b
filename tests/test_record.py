"""Classes of fixed parts: what a frozen dataclass does, they do."""

from __future__ import annotations

import copy
import pickle
from dataclasses import asdict, dataclass, field, fields, is_dataclass, replace
from functools import cached_property
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from simexit.record import record, uncompared


@record
class Point:
    """A point with a note that does not count."""

    x: int
    y: int = 7
    note: str = uncompared(default="none")


@dataclass(frozen=True, slots=True)
class Same:
    """The same as a dataclass."""

    x: int
    y: int = 7
    note: str = field(default="none", compare=False, repr=False)


@record
class Other:
    """Another class with the same parts."""

    x: int
    y: int = 7
    note: str = uncompared(default="none")


@record
class Nothing:
    """No parts at all."""


@record
class Placed:
    """A part that does not count and has no default."""

    name: str
    place: object = uncompared()


@record
class Alone:
    """Only the same as itself, and what it works out is remembered."""

    parts: tuple[int, ...]

    __eq__ = object.__eq__
    __hash__ = object.__hash__

    @cached_property
    def worked_out(self) -> list[int]:
        """A new list each time it is worked out."""
        return list(self.parts)


VALUES = st.integers(0, 3)
GIVEN = st.lists(VALUES | st.text(max_size=2), max_size=4)
NAMED = st.dictionaries(st.sampled_from(["x", "y", "note", "z"]), VALUES | st.text(max_size=2), max_size=3)


def made(of: Any, values: list[object], named: dict[str, object]) -> Any:
    """Make an object, or None where it cannot be made of these values."""
    try:
        return of(*values, **named)
    except TypeError:
        return None


@given(GIVEN, NAMED, GIVEN, NAMED)
@settings(max_examples=200)
def test_it_is_made_compared_hashed_and_shown_as_a_frozen_dataclass_is(
    values: list[object], named: dict[str, object], others: list[object], others_named: dict[str, object]
) -> None:
    ours, theirs = made(Point, values, named), made(Same, values, named)
    assert (ours is None) == (theirs is None)
    if theirs is not None:
        assert asdict(ours) == asdict(theirs)
        assert repr(ours) == repr(theirs).replace("Same", "Point")
        again, their_again = made(Point, others, others_named), made(Same, others, others_named)
        assert (ours == again) == (theirs == their_again)
        assert ours != again or hash(ours) == hash(again)


def test_two_classes_with_the_same_parts_have_no_equal_objects() -> None:
    others: list[object] = [Other(1, 2), (1, 2, "none")]
    assert Point(1, 2) not in others
    assert Nothing() == Nothing()
    assert hash(Nothing()) == hash(Nothing())


def test_a_part_cannot_be_set_deleted_or_added() -> None:
    point: Any = Point(1, 2)
    with pytest.raises(AttributeError, match="x of Point cannot be changed"):
        point.x = 3
    with pytest.raises(AttributeError, match="x of Point cannot be changed"):
        del point.x
    with pytest.raises(AttributeError, match="z of Point cannot be changed"):
        point.z = 3
    assert point == Point(1, 2)


@pytest.mark.parametrize(
    ("of", "values", "named", "said"),
    [
        (Point, (), {}, "x"),
        (Point, (1, 2, "", 3), {}, "too many"),
        (Point, (1,), {"x": 2}, "x"),
        (Point, (1,), {"z": 2}, "z"),
        (Placed, ("a",), {}, "place"),
    ],
)
def test_what_is_wrong_with_the_values_is_said(of: Any, values: tuple[object, ...], named: dict[str, object], said: str) -> None:
    with pytest.raises(TypeError, match=f"{of.__name__} has the parts .*; not as given: {said}$"):
        of(*values, **named)


def test_it_goes_through_a_pickle_and_a_copy() -> None:
    for one in (Point(1, 2, "here"), Nothing(), Placed("a", (1, 2)), (Point(1), Point(2))):
        for again in (pickle.loads(pickle.dumps(one)), copy.copy(one), copy.deepcopy(one)):
            assert again == one
            assert repr(again) == repr(one)
    assert pickle.loads(pickle.dumps(Point(1, 2, "here"))).note == "here"


def test_it_is_matched_by_its_parts() -> None:
    match Point(1, 2, "here"):
        case Point(x, y=2, note=note):
            assert (x, note) == (1, "here")
        case _:
            pytest.fail("not matched")


def test_what_dataclasses_has_for_its_classes_works_with_it() -> None:
    point = Point(1, 2, "here")
    assert is_dataclass(point)
    assert replace(point, y=5) == Point(1, 5)
    assert replace(point, y=5).note == "here"
    ours, theirs = ([(one.name, one.compare, one.repr) for one in fields(of)] for of in (Point, Same))
    assert ours == theirs
    with pytest.raises(TypeError):
        replace(point, z=1)  # type: ignore[call-arg]  # that is what is tried


def test_what_a_class_says_itself_stays_and_what_it_works_out_is_remembered() -> None:
    one = Alone((1, 2))
    assert one != Alone((1, 2))
    assert len({one, Alone((1, 2))}) == 2
    assert one.worked_out is one.worked_out
    assert "worked_out" not in vars(replace(one, parts=(3,)))
