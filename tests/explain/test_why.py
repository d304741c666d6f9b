"""Why: the tree comes from the evaluation of the answer, and the facts in it are enough to force the answer."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import pytest
from hypothesis import given, settings

import simexit
from explain.trees import named, only, tree
from generators.rulesets import rule_sets, situations
from generators.shipped import shipped, with_gaps
from simexit.explain.names import UnknownNameError
from simexit.meaning.conditions import truth
from simexit.model.expressions import Conclusion
from simexit.model.rules import RuleSet, Situation
from simexit.run.decider import Decider
from test_examples import EXPECTED, LANGUAGES, advisor, facts_of


def check_complete(rules: RuleSet, situation: Situation) -> None:
    for conclusion, condition in rules.conditions.items():
        shown = tree(rules, situation, conclusion)
        value = truth(condition, situation, rules)
        assert shown.value is value
        assert truth(condition, only(situation, named(shown)), rules) is value, (conclusion, named(shown))


@settings(max_examples=150)
@given(rule_sets(), situations())
def test_the_facts_named_in_a_tree_alone_give_the_same_value_on_generated_rule_sets(rules: RuleSet, situation: Situation) -> None:
    check_complete(rules, situation)


@settings(max_examples=60)
@given(with_gaps())
def test_the_facts_named_in_a_tree_alone_give_the_same_value_on_the_shipped_rules(situation: Situation) -> None:
    check_complete(shipped(), situation)


@settings(max_examples=100)
@given(rule_sets(), situations())
def test_what_is_shown_of_a_decided_conclusion_is_decided_and_of_an_open_one_open(rules: RuleSet, situation: Situation) -> None:
    for conclusion, condition in rules.conditions.items():
        value = truth(condition, situation, rules)
        conditions = [node for node in tree(rules, situation, conclusion).nodes() if node.kind not in {"fact", "parameter", "always"}]
        assert all((node.value is None) == (value is None) for node in conditions), conclusion


@settings(max_examples=60)
@given(with_gaps())
def test_the_same_part_is_shown_once(situation: Situation) -> None:
    for conclusion in shipped().conditions:
        nodes = [node for node in tree(shipped(), situation, conclusion).nodes() if not node.above]
        shown = [(node.kind, node.name) for node in nodes if node.kind in {"derived", "applies", "rule"}]
        assert len(shown) == len(set(shown))


@pytest.mark.parametrize("name", EXPECTED)
def test_the_next_action_of_an_example_is_explained_in_every_language(name: str) -> None:
    told = facts_of(name)
    advice = advisor().advise(told)
    trees = [advisor().why(told, lang=language) for language in LANGUAGES]
    for found in trees:
        assert found.about == (advice.next or advice.possible_next[0])
        assert found.status == ("open" if advice.status == "ask" else "next")
        assert all(node.text.strip() for node in found.tree.nodes())
        assert [node.name for node in found.tree.nodes()] == [node.name for node in trees[0].tree.nodes()]
    assert len({found.text for found in trees}) == len(LANGUAGES)
    shown = {reason.text for reason in advisor().advise(told, lang="en").because}
    rules = {node.text for node in trees[1].tree.nodes() if node.kind == "rule"}
    assert shown & rules or advice.status == "ask"


def test_a_tree_ends_in_facts_figures_with_their_day_and_sources() -> None:
    facts: Situation = {**facts_of("esim-debt"), "balance.owed": 200_000}
    found = advisor().why(facts, "exit_restriction_risk", lang="en")
    figures = {node.name: node for node in found.tree.nodes() if node.kind == "parameter"}
    assert set(figures) == {"mci", "exit_restriction_mci"}
    figure = figures["mci"].figure
    assert figure is not None
    assert (figure.value, figure.confidence, figure.checked) == ("4325", "secondary", "2026-11-20")
    assert [cited.source for cited in figures["mci"].sources] == ["S53"]
    comparison = next(node for node in found.tree.nodes() if node.kind == "comparison" and "parameter" in node.name)
    assert dict(comparison.facts) == {"balance.owed": "200000", "today": "2026-11-20"}
    assert comparison.text.replace("\u00a0", " ").startswith("unpaid charges: KZT 200,000, more than KZT 173,000 (")


def test_the_end_is_explained_by_every_action_that_is_not_due() -> None:
    facts = {**facts_of("esim-in-country"), "application.status": "confirmed", "service.stopped": True, "records.saved": True}
    facts |= {"payment.card_linked": False, "card.disposed": True, "balance.owed": 0, "refund.status": "received"}
    found = advisor().why(facts, lang="en")
    assert (found.status, found.tree.value, found.certain_anyway) == ("finished", True, False)
    assert {part.name for part in found.tree.parts} == set(shipped().vocabulary.actions)
    assert {part.value for part in found.tree.parts} == {False}
    assert Decider(shipped(), "off").possible_next(only(found_facts(facts), named(found.tree))) == ("finished",)


def found_facts(facts: Mapping[str, object]) -> Situation:
    known, _ = advisor().facts_known(facts)
    return known


def test_what_holds_in_every_completion_is_said_to_although_its_tree_is_open() -> None:
    rules = shipped()
    known: dict[str, object] = {"today": date(2026, 11, 20), "card.registered_to": "company"}
    found = advisor().why(known, lang="en")
    value = truth(rules.conditions[Conclusion("action", found.about)], found_facts(known), rules)
    assert found.certain_anyway == (value is None and found.status == "next")


def test_an_unknown_name_is_refused_with_the_nearest_one() -> None:
    with pytest.raises(UnknownNameError, match=r"`pay_deb`; did you mean `pay_debt`\?"):
        advisor().why({}, "pay_deb")
    with pytest.raises(UnknownNameError, match="there is no action `no_agents`"):
        advisor().how_to({}, "no_agents")
    assert issubclass(UnknownNameError, ValueError)


def test_impossible_facts_are_refused() -> None:
    with pytest.raises(simexit.FactError):
        advisor().why({"application.status": "rejected", "application.rejections": 0})
