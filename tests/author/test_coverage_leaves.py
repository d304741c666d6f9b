"""Where a leaf decides, against flipping it by hand."""

from __future__ import annotations

from dataclasses import replace
from typing import assert_never

from hypothesis import given, settings
from hypothesis import strategies as st

from generators.conditions import conditions
from generators.rulesets import rule_sets, situations
from simexit.author.coverage.leaves import Sight, deciding, looked_at
from simexit.meaning.conditions import Truth, truth
from simexit.model.expressions import All, Always, Compare, Condition, Holds, Not, Some, leaves
from simexit.model.rules import RuleSet, Situation

CONDITIONS = conditions([])


def with_leaf(condition: Condition, place: int, value: bool) -> Condition:
    """The condition with one leaf made true or false whatever the facts are."""
    match condition:
        case Always() | Compare() | Holds():
            return Always(value) if place == 0 else condition
        case Not(part):
            return Not(with_leaf(part, place, value))
        case All(parts) | Some(parts):
            changed: list[Condition] = []
            for part in parts:
                count = len(tuple(leaves(part)))
                changed.append(with_leaf(part, place, value) if 0 <= place < count else part)
                place -= count
            return replace(condition, parts=tuple(changed))
        case _:
            assert_never(condition)


def opposite(one: Truth, other: Truth) -> bool:
    return one is not None and other is not None and one is not other


def flipped_by_hand(condition: Condition, situation: Situation, rules: RuleSet) -> tuple[Sight, ...]:
    found = []
    for place, leaf in enumerate(leaves(condition)):
        value = truth(leaf, situation, rules)
        flipped = None if value is None else truth(with_leaf(condition, place, not value), situation, rules)
        found.append(Sight(value, opposite(truth(condition, situation, rules), flipped)))
    return tuple(found)


@given(rule_sets(), CONDITIONS, situations())
@settings(max_examples=300)
def test_a_leaf_decides_exactly_where_flipping_it_alone_turns_the_condition(
    rules: RuleSet, condition: Condition, situation: Situation
) -> None:
    whole, sights = looked_at(condition, lambda leaf: truth(leaf, situation, rules))
    assert whole is truth(condition, situation, rules)
    assert sights == flipped_by_hand(condition, situation, rules)


@given(rule_sets(), CONDITIONS, situations())
@settings(max_examples=300)
def test_the_condition_under_which_a_leaf_decides_is_true_exactly_where_its_value_makes_the_difference(
    rules: RuleSet, condition: Condition, situation: Situation
) -> None:
    for place, decides in enumerate(deciding(condition)):
        both = (truth(with_leaf(condition, place, value), situation, rules) for value in (True, False))
        assert (truth(decides, situation, rules) is True) == opposite(*both)


@given(st.lists(st.sampled_from([True, False, None]), min_size=3, max_size=3))
def test_the_parts_of_an_or_in_an_and_decide_where_the_rest_leaves_it_to_them(values: list[Truth]) -> None:
    first, second, third = values
    names = [Always(True), Always(True), Always(True)]
    told = iter(values)
    _, sights = looked_at(All((names[0], Some((names[1], names[2])))), lambda _: next(told))
    assert [sight.decides for sight in sights] == [
        first is not None and (second is True or third is True),
        second is not None and first is True and third is False,
        third is not None and first is True and second is False,
    ]
