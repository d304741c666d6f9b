"""What lints know of conditions is true for every value of a fact, not only for those that they try."""

from __future__ import annotations

from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from author.lint.examples import BASE
from simexit.author.lint.lints.decided import verdict
from simexit.author.lint.normal import implies, needless, normal
from simexit.author.lint.values import ABSENT, Point, holds, only_fact, points
from simexit.check.ruleset import check
from simexit.libraries import Library
from simexit.model.expressions import All, Compare, Comparison, Condition, Constant, FactValue, Not, Some, Term
from simexit.model.rules import RuleSet


def rules_of(root: Path) -> RuleSet:
    rules, findings = check(Library(root))
    assert rules is not None, findings.in_order()
    return rules


RULES = rules_of(BASE)
WEEKS = range(1, 9)
"""Every value of `loan.weeks`."""
NUMBERS = st.integers(-1, 10).map(Constant)
SIGNS: tuple[Comparison, ...] = ("==", "!=", "<", "<=", ">", ">=")
WEEKS_FACT: Term = FactValue("loan.weeks")
LEAVES: st.SearchStrategy[Condition] = st.one_of(
    st.builds(Compare, st.sampled_from(SIGNS), st.just(WEEKS_FACT), NUMBERS),
    st.builds(Compare, st.sampled_from(SIGNS), NUMBERS, st.just(WEEKS_FACT)),
    st.sets(st.integers(0, 9), min_size=1, max_size=3).map(lambda some: Compare("in", WEEKS_FACT, Constant(frozenset(some)))),
)
CONDITIONS: st.SearchStrategy[Condition] = st.recursive(
    LEAVES,
    lambda parts: st.one_of(
        parts.map(Not),
        st.lists(parts, min_size=1, max_size=3).map(lambda some: All(tuple(some))),
        st.lists(parts, min_size=1, max_size=3).map(lambda some: Some(tuple(some))),
    ),
    max_leaves=6,
)


def true_at(condition: Condition) -> set[Point]:
    return {week for week in WEEKS if holds(condition, week)}


@settings(max_examples=150, deadline=None)
@given(CONDITIONS)
def test_a_condition_in_normal_form_is_true_for_the_same_values(condition: Condition) -> None:
    simple = normal(condition, RULES)
    assert true_at(simple) == true_at(condition)
    assert normal(simple, RULES) == simple


@settings(max_examples=150, deadline=None)
@given(CONDITIONS, CONDITIONS)
def test_one_condition_implies_another_exactly_where_it_does_for_every_value(first: Condition, second: Condition) -> None:
    assert implies(first, second, RULES) == (true_at(first) <= true_at(second))


@settings(max_examples=150, deadline=None)
@given(CONDITIONS)
def test_a_condition_is_called_decided_exactly_where_every_value_agrees(condition: Condition) -> None:
    value = {frozenset(WEEKS): True, frozenset(): False}.get(frozenset(w for w in WEEKS if holds(condition, w)))
    assert verdict(condition, RULES) == value


@settings(max_examples=100, deadline=None)
@given(st.lists(CONDITIONS, min_size=2, max_size=4), st.sampled_from([All, Some]))
def test_without_its_needless_parts_a_condition_is_true_for_the_same_values(parts: list[Condition], kind: type[All | Some]) -> None:
    dropped = needless(parts, kind, RULES)
    kept = tuple(part for place, part in enumerate(parts) if place not in dropped)
    assert kept
    assert true_at(kind(kept)) == true_at(kind(tuple(parts)))


def test_where_a_fact_may_not_apply_what_holds_for_all_its_values_is_not_always_true(tmp_path: Path) -> None:
    from author.lint.examples import lay_out

    weeks = (BASE / "kb" / "facts" / "loan.yaml").read_text(encoding="utf-8")
    library = lay_out({"kb/facts/loan.yaml": weeks.replace("  unit: weeks\n", "  unit: weeks\n  applies_when: branch == main\n")}, tmp_path)
    rules = rules_of(library.root)
    either = Some((Compare("<", WEEKS_FACT, Constant(4)), Compare(">=", WEEKS_FACT, Constant(4))))
    assert ABSENT in points("loan.weeks", (either,), rules)
    assert (verdict(either, RULES), verdict(either, rules)) == (True, None)


def test_a_condition_about_two_facts_or_a_figure_is_about_no_single_one() -> None:
    first, second = Compare("<", WEEKS_FACT, Constant(4)), Compare("==", FactValue("branch"), Constant("main"))
    assert only_fact(All((first, Not(first)))) == "loan.weeks"
    assert only_fact(All((first, second))) is None
    assert only_fact(Compare("<", WEEKS_FACT, FactValue("loan.weeks"))) is None
