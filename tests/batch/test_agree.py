"""What judges a hundred thousand rows is itself the definition, and sees a row that is answered otherwise."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings

from agreement.cases import generated
from agreement.interpreters import Case
from batch import meant
from batch.agree import by_batch, differing, judged
from batch.meant import Meant, block, situations_with_gaps
from batch.remembering import Memory, remembering
from generators.shipped import shipped
from simexit.meaning.decide import decide
from simexit.meaning.representatives import representatives
from simexit.model.expressions import TODAY


def remembers_what_is_so(case: Case) -> None:
    with remembering(case.rules):
        remembered = [decide(situation, case.rules) for situation in case.situations]
    assert remembered == [decide(situation, case.rules) for situation in case.situations]


@given(generated(known=(4, 11), most=8))
@settings(max_examples=50)
def test_with_a_memory_the_definition_says_the_same_of_generated_rule_sets(case: Case) -> None:
    remembers_what_is_so(case)


def test_with_a_memory_the_definition_says_the_same_of_the_shipped_rules() -> None:
    known = situations_with_gaps(1)
    remembers_what_is_so(Case(shipped(), [*known[:6], *known[100:104], *known[400:404]]))


def test_values_that_stand_for_others_are_remembered_of_the_day_only() -> None:
    memory = Memory(shipped())
    for today in (date(2025, 12, 31), date(2026, 1, 1)):
        for fact in shipped().vocabulary.facts.keys() - {TODAY}:
            assert memory.representatives(fact, {TODAY: today}, shipped()) == representatives(fact, {TODAY: today}, shipped())


def test_what_is_kept_is_what_was_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(meant, "IN_BLOCK", 20)
    found = block(3, None)
    assert block(3, tmp_path) == block(3, tmp_path) == found


def test_a_row_that_is_answered_otherwise_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(meant, "IN_BLOCK", 20)
    rows, without_memory = judged(4, None, 2)
    assert not without_memory
    assert not differing(rows, by_batch)
    wrong = Meant(rows[7].known, {**rows[7].said, "agenda": ["nothing"]})
    assert differing([*rows[:7], wrong, *rows[8:]], by_batch) == [(wrong, rows[7].said)]
