"""How to: the sets of changes are the smallest, all of them, and only of facts that an action can change."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations, product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generators.rulesets import rule_sets, situations
from generators.shipped import shipped
from simexit.check.situations import from_option
from simexit.explain.how_to_reach import how_to_reach
from simexit.explain.reach import MOST_CHANGES, Search, changeable
from simexit.meaning.decide import decide
from simexit.meaning.representatives import representatives
from simexit.model.expressions import Constant
from simexit.model.rules import RuleSet, Situation
from simexit.model.types import Boolean, Choice, SetOf, Value
from simexit.model.vocabulary import Outcome
from simexit.run.decider import Decider
from simexit.text.diagnostics import Findings
from test_examples import LANGUAGES, advisor, facts_of

Set = frozenset[tuple[str, Value | None]]


@st.composite
def changing(draw: st.DrawFn) -> RuleSet:
    """A generated rule set in which the first action changes some facts."""
    rules = draw(rule_sets(actions=3, warnings=0))
    facts = draw(st.sets(st.sampled_from(["b0", "b1", "b2", "c0", "c1", "s0", "n0", "m0"]), min_size=1, max_size=4))
    outcome = Outcome("done", None, {fact: Constant(False) for fact in sorted(facts)})
    actions = {name: replace(action, outcomes=(outcome,)) for name, action in rules.vocabulary.actions.items()}
    return RuleSet(replace(rules.vocabulary, actions=actions), (), rules.conditions, "sha256:changing")


def without_numbers(rules: RuleSet, changes: dict[str, Value]) -> Set:
    facts = rules.vocabulary.facts
    return frozenset((fact, value if isinstance(facts[fact].type, Boolean | Choice | SetOf) else None) for fact, value in changes.items())


def by_brute_force(rules: RuleSet, decider: Decider, situation: Situation, action: str) -> set[Set]:
    """Try every set of changes, the small ones first."""
    values = {}
    for fact in changeable(rules):
        others = {name: value for name, value in situation.items() if name != fact}
        values[fact] = [value for value in representatives(fact, others, rules) if value != situation.get(fact)]
    for size in range(MOST_CHANGES + 1):
        found: set[Set] = set()
        for facts in combinations(values, size):
            for chosen in product(*(values[fact] for fact in facts)):
                changes = dict(zip(facts, chosen, strict=True))
                if decider.possible_next({**situation, **changes}) == (action,):
                    found.add(without_numbers(rules, changes))
        if found:
            return found
    return set()


@settings(max_examples=120)
@given(changing(), situations(known=(7, 10)))
def test_the_ways_are_those_that_brute_force_finds(rules: RuleSet, situation: Situation) -> None:
    decider = Decider(rules, "off")
    if not decider.possible_next(situation):
        return
    for action in rules.vocabulary.actions:
        reached = Search(rules, decider, situation, action, 10**9).run()
        ways = [without_numbers(rules, dict(way)) for way in reached.ways]
        assert len(ways) == len(set(ways))
        assert set(ways) == by_brute_force(rules, decider, situation, action)


@settings(max_examples=40)
@given(changing(), situations(known=(7, 10)))
def test_a_way_leads_there_by_the_definition(rules: RuleSet, situation: Situation) -> None:
    decider = Decider(rules, "off")
    for action in rules.vocabulary.actions:
        for way in Search(rules, decider, situation, action).run().ways:
            assert decide({**situation, **way}, rules).possible_next == (action,)


WAYS = {
    ("esim-debt", "settle_instalments"): [{"balance.owed": "0"}],
    ("internet-card-in-country", "chase_operator"): [{"application.submitted_on": "2026-11-10"}],
    ("data-card-in-country", "apply_at_office"): [
        {"person.documents_ready": "yes", "person.login": "none"},
        {"person.documents_ready": "yes", "online_closing": "no"},
    ],
    ("esim-in-country", "save_records"): [{"application.status": "confirmed", "service.stopped": "yes", "records.saved": "no"}],
}


@pytest.mark.parametrize(("name", "action"), WAYS)
def test_the_ways_of_an_example_lead_there_and_change_only_what_can_be_changed(name: str, action: str) -> None:
    answers = [advisor().how_to(facts_of(name), action, lang=language) for language in LANGUAGES]
    assert len({(one.status, len(one.ways), one.tell) for one in answers}) == 1
    assert len({one.text for one in answers}) == len(LANGUAGES)
    ways = [{step.change.fact: step.change.after for step in way} for way in answers[0].ways]
    assert ways == WAYS[name, action]
    for way in ways:
        assert set(way) <= set(changeable(shipped()))
        findings = Findings()
        told = [from_option(f"{fact}={text}", shipped(), findings) for fact, text in way.items()]
        new = {one.fact: one.value for one in told if one is not None}
        assert advisor().advise({**facts_of(name), **new}).next == action
    assert all(step.through for way in answers[0].ways for step in way)


def test_what_stands_in_the_way_is_said_where_nothing_leads_there() -> None:
    facts: Situation = {**facts_of("esim-debt"), "card.issuer": "operator"}
    found = advisor().how_to(facts, "ask_seller_to_close", lang="en")
    assert (found.status, found.ways) == ("none", ())
    assert found.in_the_way == ("the issuer of the card: A Kazakhstan mobile operator",)


def test_the_next_action_needs_no_change() -> None:
    found = advisor().how_to(facts_of("esim-debt"), "pay_debt", lang="en")
    assert (found.status, found.ways) == ("already", ())


def test_it_is_said_when_the_search_is_stopped() -> None:
    known, _ = advisor().facts_known(facts_of("esim-debt"))
    decider = Decider(shipped(), "off")
    assert not how_to_reach(shipped(), decider, known, "apply_at_office", "en", 3).complete
    assert how_to_reach(shipped(), decider, known, "settle_instalments", "en").complete
