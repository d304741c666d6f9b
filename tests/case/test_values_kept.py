"""Values of facts as they are kept in a log."""

from __future__ import annotations

import json

from hypothesis import given
from hypothesis import strategies as st

from generators.shipped import TODAYS, shipped, values_of
from generators.vocabulary import VALUES
from simexit.case.plain import plain, typed
from simexit.model.types import Boolean, Choice, Integer, Money


@given(st.data())
def test_a_value_comes_back_as_it_was_through_json(data: st.DataObject) -> None:
    facts = shipped().vocabulary.facts
    name = data.draw(st.sampled_from(sorted(facts)))
    value = data.draw(values_of(name, facts[name].type, data.draw(TODAYS)))
    back = typed(json.loads(json.dumps(plain(value))), facts[name].type)
    assert back == value
    assert type(back) is type(value)


def test_a_value_that_the_type_does_not_have_any_more_is_none() -> None:
    assert typed("blue", Choice(("red", "green"))) is None
    assert typed(True, Integer()) is None
    assert typed(1, Boolean()) is None
    assert typed(5, Integer(high=4)) is None
    assert typed("0.005", Money("KZT")) is None


def test_what_is_no_number_or_day_any_more_is_none() -> None:
    facts = shipped().vocabulary.facts
    for name in VALUES.keys() & facts.keys() | set(facts):
        assert typed("no such thing", facts[name].type) is None
