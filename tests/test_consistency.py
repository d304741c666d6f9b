"""The shipped rules are consistent: total, without conflict, safe, ending, monotone, exact about what they do not know."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import product
from pathlib import Path
from shutil import copytree
from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from generators.shipped import complete, shipped, with_gaps
from simexit.check.files import identity, read_texts
from simexit.check.ruleset import check
from simexit.libraries import library
from simexit.meaning.conditions import truth
from simexit.meaning.effects import after
from simexit.meaning.representatives import representatives
from simexit.model.expressions import Conclusion
from simexit.model.judgement import FINISHED
from simexit.model.rules import Situation
from simexit.model.types import Value
from simexit.run.certainty.judging import Certainty
from simexit.run.functions.compiled import Compiled
from simexit.text.diagnostics import Findings

RULES = shipped()
COMPILED = Compiled(RULES)
CERTAINTY = Certainty(RULES, COMPILED)
ACTIONS = RULES.vocabulary.actions
MOST_STEPS = 40


def next_of(situation: Situation) -> str | None:
    return CERTAINTY.judge(situation)[0].certain_next


@given(complete())
@settings(max_examples=3_000)
def test_every_complete_situation_has_exactly_one_next_step(facts: dict[str, Value]) -> None:
    judgement, _ = CERTAINTY.judge(facts)
    assert len(judgement.possible_next) == 1
    assert judgement.certain_next == (judgement.agenda[0] if judgement.agenda else FINISHED)


@given(with_gaps())
@settings(max_examples=1_000)
def test_a_situation_that_can_be_completed_always_has_a_possible_next_step(situation: Situation) -> None:
    assert CERTAINTY.judge(situation)[0].possible_next


@given(complete())
@settings(max_examples=3_000)
def test_exclusive_actions_are_never_due_together(facts: dict[str, Value]) -> None:
    agenda = set(CERTAINTY.judge(facts)[0].agenda)
    for name in agenda:
        assert not agenda & set(ACTIONS[name].excludes), name


@given(complete())
@settings(max_examples=3_000)
def test_no_action_is_next_while_its_precondition_is_false(facts: dict[str, Value]) -> None:
    step = next_of(facts)
    assert step is not None
    if step != FINISHED and (requires := ACTIONS[step].requires) is not None:
        assert truth(requires, facts, RULES) is True


@given(complete(), st.data())
@settings(max_examples=1_500)
def test_following_the_advice_ends_in_finished_or_a_named_wait(facts: dict[str, Value], data: st.DataObject) -> None:
    situation: Situation = facts
    seen = []
    for _ in range(MOST_STEPS):
        step = next_of(situation)
        assert step is not None
        if step == FINISHED or ACTIONS[step].waits_for is not None:
            return
        assert (step, situation) not in seen, "a loop"
        seen.append((step, situation))
        situation = after(data.draw(st.sampled_from(ACTIONS[step].outcomes)), situation, RULES)
        assert not [c for c in COMPILED.verdicts(situation).true if c.kind == "impossible"], f"{step} leads to an impossible situation"
    pytest.fail(f"no end after {MOST_STEPS} steps: {[step for step, _ in seen]}")


@given(complete(), st.data())
@settings(max_examples=500)
def test_a_whole_case_ends_though_every_wait_is_lived_through(facts: dict[str, Value], data: st.DataObject) -> None:
    """Waiting is not the end of the story: somebody answers, or days pass. Three answers of each kind at the most, then a yes."""
    situation: Situation = facts
    waits = 0
    for _ in range(3 * MOST_STEPS):
        step = next_of(situation)
        assert step is not None
        if step == FINISHED:
            return
        outcomes = ACTIONS[step].outcomes
        going_on = step in {"wait_for_confirmation", "chase_operator", "check_service_stopped", "wait_for_refund"}
        waits += going_on
        outcome = outcomes[0] if going_on and waits > 6 else data.draw(st.sampled_from(outcomes))
        situation = after(outcome, situation, RULES)
        today = situation["today"]
        assert isinstance(today, date)
        later = today + timedelta(data.draw(st.integers(0, 20))) if going_on else today
        leaves = situation.get("person.leaves_on")
        # a departure that has come is a departure no more
        gone = {"person.leaving": False} if isinstance(leaves, date) and leaves < later else {}
        situation = {**situation, "today": later, **gone}
    pytest.fail("the case does not end")


@given(complete(), st.data())
@settings(max_examples=500)
def test_learning_a_fact_never_contradicts_what_was_certain(facts: dict[str, Value], data: st.DataObject) -> None:
    gaps = data.draw(st.sets(st.sampled_from(sorted(set(facts) - {"today"})), max_size=20))
    learned = data.draw(st.sampled_from(sorted(gaps))) if gaps else None
    assume(learned)
    before = {name: value for name, value in facts.items() if name not in gaps}
    known, _ = CERTAINTY.judge(before)
    more, _ = CERTAINTY.judge({**before, str(learned): facts[str(learned)]})
    assert set(more.possible_next) <= set(known.possible_next)
    assert set(known.agenda) <= set(more.agenda)
    assert set(known.certain_warnings) <= set(more.certain_warnings)
    assert set(more.certain_warnings) | set(more.possible_warnings) <= set(known.certain_warnings) | set(known.possible_warnings)


MOST_COMPLETIONS = 20_000


def without_some(data: st.DataObject, facts: dict[str, Value]) -> tuple[dict[str, Value], list[dict[str, Value]]]:
    """Take up to twelve facts away, and return what is left with all its completions."""
    situation, unknown, count = dict(facts), {}, 1
    for name in data.draw(st.lists(st.sampled_from(sorted(set(facts) - {"today"})), max_size=12, unique=True)):
        rest = {fact: value for fact, value in situation.items() if fact != name}
        values = representatives(name, rest, RULES)
        if count * len(values) <= MOST_COMPLETIONS:
            situation, unknown[name], count = rest, values, count * len(values)
    return situation, [{**situation, **dict(zip(unknown, chosen, strict=True))} for chosen in product(*unknown.values())]


@given(complete(), st.data())
@settings(max_examples=300)
def test_certainty_is_what_all_completions_say(facts: dict[str, Value], data: st.DataObject) -> None:
    """Brute force over every combination of the values that stand for all values, up to 20,000 of them."""
    situation, combinations = without_some(data, facts)
    judgement, _ = CERTAINTY.judge(situation)
    nexts, due, warned = set(), [], []
    for one in combinations:
        trues, mays = COMPILED.conclude(one)
        true = {conclusion for conclusion, is_true in zip(COMPILED.conclusions, trues, strict=False) if is_true}
        open_now = {c.name for c, t, m in zip(COMPILED.conclusions, trues, mays, strict=False) if m and not t}
        if any(conclusion.kind == "impossible" for conclusion in true):
            continue
        assert open_now <= {"exit_restriction_risk"}  # its figure is not known for every year
        agenda = [name for name in ACTIONS if Conclusion("action", name) in true]
        nexts.add(agenda[0] if agenda else FINISHED)
        due.append(set(agenda))
        warned.append(({c.name for c in true if c.kind == "warning"}, open_now))
    assert set(judgement.possible_next) == nexts
    assert set(judgement.agenda) == set.intersection(*due)
    certain = set.intersection(*(true for true, _ in warned))
    assert set(judgement.certain_warnings) == certain
    assert set(judgement.possible_warnings) == set.union(*(true | open_now for true, open_now in warned)) - certain


@given(st.data())
@settings(max_examples=300)
def test_values_that_stand_for_all_values_miss_none(data: st.DataObject) -> None:
    """Any value of a fact gives the same verdicts as one of its representatives."""
    facts = data.draw(complete())
    name = data.draw(st.sampled_from(sorted(set(facts) - {"today"})))
    rest = {fact: value for fact, value in facts.items() if fact != name}
    found = representatives(name, rest, RULES)
    here = COMPILED.verdicts(facts)
    assert any(COMPILED.verdicts({**rest, name: value}) == here for value in found)


def test_no_order_of_files_matters(tmp_path: Path) -> None:
    """The same files under other file names, so that they are read in another order, mean the same."""
    copytree(library().kb, tmp_path / "kb")
    copytree(library().rules, tmp_path / "rules")
    for folder in ("facts", "constraints", "derived", "parameters", "warnings", "deadlines", "sources"):
        files = sorted((tmp_path / "kb" / folder).glob("*.yaml"))
        for number, path in enumerate(files):
            path.rename(path.with_name(f"{len(files) - number:02}-renamed.yaml"))
    other, findings = check(library(tmp_path))
    assert other is not None, findings.in_order()
    assert dict(other.conditions) == dict(RULES.conditions)
    assert list(other.vocabulary.actions) == list(ACTIONS)


def test_the_same_files_have_the_same_identity_and_any_change_another(tmp_path: Path) -> None:
    copytree(library().kb, tmp_path / "kb")
    copytree(library().rules, tmp_path / "rules")
    assert identity(read_texts(library(tmp_path), Findings())) == RULES.identity
    rule = tmp_path / "rules" / "settle" / "pay-debt.yaml"
    rule.write_text(rule.read_text(encoding="utf-8") + "# another word\n", encoding="utf-8")
    assert identity(read_texts(library(tmp_path), Findings())) != RULES.identity


def test_every_waiting_state_says_for_whom() -> None:
    waiting: dict[str, Any] = {name: action.waits_for for name, action in ACTIONS.items() if action.waits_for}
    assert set(waiting) == {"ask_registered_owner", "ask_company", "wait_for_confirmation", "wait_for_refund"}
