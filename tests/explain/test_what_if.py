"""What if: both advices and what differs between them."""

from __future__ import annotations

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import simexit
from generators.shipped import complete, mended, with_gaps
from simexit.model.rules import Situation
from test_examples import EXPECTED, advisor, facts_of


def test_the_difference_is_between_the_two_advices() -> None:
    found = advisor().what_if(facts_of("esim-debt"), {"balance.owed": 0}, lang="en")
    assert (found.before.next, found.after.next) == ("pay_debt", "settle_instalments")
    assert (found.agenda.added, found.agenda.removed) == ((), ("pay_debt",))
    assert [(change.fact, change.before, change.after) for change in found.changes] == [("balance.owed", "12500", "0")]
    assert not found.same


def test_a_fact_can_be_taken_back() -> None:
    found = advisor().what_if(facts_of("esim-debt"), {"balance.owed": None}, lang="en")
    assert found.after.status == "ask"
    assert found.changes[0].after == "unknown"


def test_a_change_that_makes_no_difference_is_said_to_make_none() -> None:
    assert advisor().what_if(facts_of("esim-debt"), {"balance.owed": 12_501}, lang="en").same
    assert advisor().what_if(facts_of("esim-debt"), {}, lang="en").same


def test_changes_that_cannot_be_are_refused() -> None:
    with pytest.raises(simexit.FactError, match="cannot all be true"):
        advisor().what_if({"application.rejections": 0, "application.status": "none"}, {"application.status": "rejected"})
    with pytest.raises(simexit.FactError, match="K601"):
        advisor().what_if({}, {"balance.owd": 1})


@settings(max_examples=25)
@given(with_gaps(), complete(), st.data())
def test_what_comes_and_goes_makes_one_advice_of_the_other(situation: Situation, other: Situation, data: st.DataObject) -> None:
    names = data.draw(st.sets(st.sampled_from(sorted(set(other) - {"today"})), max_size=3))
    changed = mended({**other, **situation, **{name: other[name] for name in names}})
    changes = {name: changed[name] for name in changed if name in situation and changed[name] != situation[name]}
    try:
        found = advisor().what_if(situation, changes)
    except simexit.FactError:
        return
    lists = [
        (found.agenda, found.before.agenda, found.after.agenda),
        (found.possible_warnings, found.before.warnings.possible, found.after.warnings.possible),
        (
            found.certain_warnings,
            [one.id for one in found.before.warnings.certain],
            [one.id for one in found.after.warnings.certain],
        ),
    ]
    for difference, before, after in lists:
        assert (set(before) - set(difference.removed)) | set(difference.added) == set(after)
        assert not set(difference.added) & set(before)
        assert set(difference.removed) <= set(before)
    assert found.before == advisor().advise(situation)
    assert found.after == advisor().advise({**situation, **changes})


@pytest.mark.parametrize("name", EXPECTED)
def test_the_plain_values_are_json(name: str) -> None:
    plain = advisor().what_if(facts_of(name), {"data.backed_up": True}).to_dict()
    assert json.loads(json.dumps(plain)) == plain
