"""Conditions in words say what the conditions mean, and cases are counted as coverage counts them."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from docs_site.sites import GYM, subject_of
from generators.rulesets import rule_sets, situations
from generators.shipped import shipped
from simexit.author.cases.situations import situation_of
from simexit.author.coverage.measure import measure
from simexit.meaning.conditions import Truth, truth
from simexit.model.expressions import All, Always, Compare, Condition, FactValue, Holds, Not, ParameterValue, Some, leaves
from simexit.site.addresses import Thing
from simexit.site.conditions import Conditions, Stated
from simexit.site.in_cases import in_cases
from simexit.site.names import Names
from simexit.site.pieces import as_text
from simexit.site.uses import uses


def read(stated: Stated, said: list[Condition]) -> Condition:
    """Return the condition that words mean, where each comparison that is said stands for the next of the leaves."""
    parts = () if stated.how == "said" else tuple(read(part, said) for part in stated.parts)
    match stated.how:
        case "said":
            leaf = said.pop(0)
            return Not(leaf) if stated.written.startswith("not ") else leaf
        case "all":
            return All(parts)
        case "any":
            return Some(parts)
        case "none":
            return Not(Some(parts))
        case "not_all":
            return Not(All(parts))


def with_always(condition: Condition) -> Condition:
    """Return a condition in which what is always or never so is not denied: its words say which of the two it is."""
    match condition:
        case Not(part):
            inner = with_always(part)
            return Always(not inner.value) if isinstance(inner, Always) else Not(inner)
        case All(parts):
            return All(tuple(map(with_always, parts)))
        case Some(parts):
            return Some(tuple(map(with_always, parts)))
        case _:
            return condition


@settings(max_examples=40, deadline=None)
@given(st.data())
def test_the_words_of_a_condition_are_true_where_the_condition_is(data: st.DataObject) -> None:
    rules = data.draw(rule_sets())
    conditions = Conditions(Names(rules, "en", {}))
    situation = data.draw(situations())
    for condition in map(with_always, rules.conditions.values()):
        meant = read(conditions.stated(condition), list(leaves(condition)))
        assert truth(meant, situation, rules) is truth(condition, situation, rules)


def test_every_condition_of_the_shipped_library_is_said_in_every_language_with_what_it_compares() -> None:
    rules = shipped()
    for language in ("en", "zh", "ru"):
        names = Names(rules, language, {})
        conditions = Conditions(names)
        for rule in rules.rules:
            said = list(spoken(conditions.stated(rule.when)))
            assert len(said) == len(list(leaves(rule.when)))
            for leaf, stated in zip(leaves(rule.when), said, strict=True):
                assert all(name.address in {piece.address for piece in stated.words} for name in things_in(leaf)), rule.name
                assert "{" not in as_text(stated.words)


def spoken(stated: Stated) -> list[Stated]:
    return [stated] if stated.how == "said" else [one for part in stated.parts for one in spoken(part)]


def things_in(leaf: Condition) -> list[Thing]:
    """What a leaf is plainly about."""
    match leaf:
        case Holds(conclusion):
            return [Thing("derived", conclusion.name)] if conclusion.kind == "derived" else []
        case Compare(_, left, right):
            facts = [Thing("fact", side.name) for side in (left, right) if isinstance(side, FactValue)]
            return facts + [Thing("parameter", side.name) for side in (left, right) if isinstance(side, ParameterValue)]
        case _:
            return []


def test_what_may_not_apply_is_not_said_to_be_the_opposite() -> None:
    rules = subject_of(GYM).rules
    limited = next(fact for fact in rules.vocabulary.facts.values() if fact.applies is not None and fact.answers)
    value = next(iter(limited.answers))
    denied = Not(next(atom for atom in rules.atoms_about[limited.name] if atom.left == FactValue(limited.name)))
    said = as_text(Conditions(Names(rules, "en", {})).stated(denied).words)
    assert value
    assert said.endswith("or this does not matter here")


def test_cases_are_counted_as_coverage_counts_them() -> None:
    subject = subject_of(GYM)
    cases = [case for cases in subject.cases.values() for case in cases]
    counted = in_cases(subject.rules, cases)
    assert tuple(one.covered for one in counted.values()) == measure(subject.rules, (situation_of(case, subject.rules) for case in cases))


def test_each_case_stands_in_one_place_for_each_rule() -> None:
    subject = subject_of(GYM)
    total = sum(map(len, subject.cases.values()))
    for rule in subject.rules.rules:
        standing: list[Truth] = [
            truth(rule.condition, situation_of(case, subject.rules), subject.rules) for case in subject.standing[rule.name].fires
        ]
        assert all(standing)
        found = subject.standing[rule.name]
        assert len(found.fires) + len(found.near) + found.open + found.out == total


def test_what_a_rule_asks_for_names_the_rule_among_its_uses() -> None:
    rules = shipped()
    found = uses(rules)
    for rule in rules.rules:
        for leaf in leaves(rule.when):
            for thing in things_in(leaf):
                assert Thing("rule", rule.name) in found[thing]["asked_by"]
