"""Counterexamples: whatever they refute is refuted by the definition too, and they spare the search what takes long."""

from __future__ import annotations

from unittest.mock import patch

from hypothesis import given, settings
from hypothesis import strategies as st

from generators.rulesets import rule_sets, situations
from generators.shipped import shipped
from simexit.explain.counterexamples import Counterexamples
from simexit.explain.reach import Search
from simexit.meaning.decide import decide
from simexit.model.rules import RuleSet, Situation
from simexit.run.decider import Decider


@settings(max_examples=40)
@given(rule_sets(), st.lists(situations(known=(5, 10)), min_size=1, max_size=3))
def test_what_is_refuted_may_have_something_else_next_by_the_definition(rules: RuleSet, asked: list[Situation]) -> None:
    decider = Decider(rules, "off")
    for action in rules.vocabulary.actions:
        counterexamples = Counterexamples(rules, decider, action)
        for situation in asked:
            if counterexamples.refute(situation):
                assert set(decide(situation, rules).possible_next) - {action}


def test_where_everything_is_open_a_counterexample_is_found_for_every_action() -> None:
    decider = Decider(shipped(), "off")
    assert all(Counterexamples(shipped(), decider, action).refute({}) for action in shipped().vocabulary.actions)


def test_a_search_asks_what_may_be_next_only_where_no_counterexample_answers() -> None:
    decider = Decider(shipped(), "off")
    with patch.object(decider, "possible_next", wraps=decider.possible_next) as asked:
        reached = Search(shipped(), decider, {}, "ask_company").run()
    assert reached.judged > 1000
    assert asked.call_count < reached.judged / 20, "each of them takes as long as an advice"
