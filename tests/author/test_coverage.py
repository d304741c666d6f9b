"""What cases cover, and what is said of what they do not cover."""

from __future__ import annotations

import sys
from collections import Counter
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from author.covered import coverage_of, gaps_of, numbers, rules_in, rules_with
from simexit.author.cases.files import read_cases
from simexit.author.cases.run import run_case
from simexit.author.cases.situations import situation_of
from simexit.author.coverage.gaps import Coverable, Gap, Impossible, Unanswered, gap_finder, goals
from simexit.author.coverage.leaves import Sight
from simexit.author.coverage.measure import Side, measure
from simexit.author.coverage.report import Totals, cut
from simexit.author.coverage.suggest import suggestions
from simexit.libraries import library
from simexit.meaning.conditions import truth
from simexit.run.decider import Decider
from small_library import small_library

LISTS = "{all: [x > 1, {any: [x > 5, x < 3]}, {none: [x == 8]}]}"


def test_both_comparisons_of_a_chain_are_leaves_with_places_of_their_own(tmp_path: Path) -> None:
    (covered,) = measure(rules_with(tmp_path, "0 < x <= 12"), [])
    assert [(leaf.span.text(), leaf.span.column) for leaf in covered.leaves] == [("0 < x", 7), ("x <= 12", 11)]


def test_each_comparison_of_a_chain_decides_on_its_own_side(tmp_path: Path) -> None:
    (covered,) = measure(rules_with(tmp_path, "0 < x <= 12"), [*numbers(0, 1, 12, 13), {}])
    assert [leaf.sights for leaf in covered.leaves] == [
        Counter({Sight(True, True): 2, Sight(False, True): 1, Sight(True, False): 1, Sight(None, False): 1}),
        Counter({Sight(True, True): 2, Sight(False, True): 1, Sight(True, False): 1, Sight(None, False): 1}),
    ]


def test_leaves_of_lists_decide_as_their_list_lets_them(tmp_path: Path) -> None:
    (covered,) = measure(rules_with(tmp_path, LISTS), numbers(1, 2, 4, 6, 8))
    decided = {leaf.span.text(): (leaf.decided(True), leaf.decided(False)) for leaf in covered.leaves}
    assert decided == {"x > 1": (2, 1), "x > 5": (1, 1), "x < 3": (1, 1), "x == 8": (1, 2)}


def test_situations_that_show_every_leaf_both_ways_leave_nothing_uncovered(tmp_path: Path) -> None:
    coverage = coverage_of(rules_with(tmp_path, LISTS), numbers(1, 2, 4, 6, 8))
    assert (coverage.totals, coverage.gaps) == (Totals(8, 8, 0), {})


def test_a_situation_that_the_constraints_forbid_covers_nothing(tmp_path: Path) -> None:
    folder = small_library(tmp_path)
    (folder / "kb/constraints").mkdir()
    (folder / "kb/constraints/c.yaml").write_text("few: {impossible: x > 5, why: {en: there are not so many}}", encoding="utf-8")
    (covered,) = measure(rules_in(folder), numbers(6))
    assert covered.leaves[0].sights == Counter()


def test_a_side_that_cannot_be_is_proved_and_a_side_that_can_be_is_shown(tmp_path: Path) -> None:
    rules = rules_with(tmp_path, "x > 1 and x > 0")
    gaps = gaps_of(coverage_of(rules, numbers(5)))
    shown = gaps["x > 1", False]
    assert gaps == {("x > 1", False): shown, ("x > 0", False): Impossible()}
    assert shown == Coverable({"x": 1})


def test_a_situation_that_would_cover_has_no_fact_that_does_not_matter(tmp_path: Path) -> None:
    rules = rules_with(tmp_path, "x > 1 or x < -1")
    for side, gap in coverage_of(rules, []).gaps.items():
        assert isinstance(gap, Coverable)
        assert set(gap.situation) == {"x"}
        assert truth(goals(rules.rules[0])[side], gap.situation, rules) is True


def test_a_side_that_only_days_without_a_figure_do_not_exclude_is_impossible(tmp_path: Path) -> None:
    folder = small_library(tmp_path, "x > 0 and x > parameter.least")
    (folder / "kb/parameters").mkdir()
    period = "{from: 2026-01-01, until: 2026-12-31, value: 5, confidence: inference, checked: 2026-01-01, sources: [s]}"
    parameter = f"least: {{type: integer, label: {{en: least}}, values: [{period}]}}"
    (folder / "kb/parameters/p.yaml").write_text(parameter, encoding="utf-8")
    assert gaps_of(coverage_of(rules_in(folder), []))["x > 0", False] == Impossible()


def test_without_the_solver_nothing_is_called_impossible(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    rules = rules_with(tmp_path, "x > 1 and x > 0")
    for name in [name for name in sys.modules if name.startswith("simexit.prove")]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "z3", None)
    gap = gap_finder(rules)(Side("do/act", 1, False))
    assert isinstance(gap, Unanswered)
    assert "simexit[prove]" in gap.reason


@given(st.integers(1, 5000), st.data())
def test_a_percentage_is_never_rounded_up(sides: int, data: st.DataObject) -> None:
    covered = data.draw(st.integers(0, sides))
    percent = Totals(sides, covered, 0).percent
    assert Fraction(cut(percent)) <= percent < Fraction(cut(percent)) + Fraction(1, 10)
    assert (cut(percent) == "100") == (covered == sides)


def test_of_ten_thousand_sides_four_uncovered_are_99_9_percent() -> None:
    assert str(Totals(10_050, 9_996, 50)) == "9996 of 10000 (99.9 %)"


def test_the_cases_suggested_for_the_shipped_rules_are_read_pass_and_cover_all_that_can_be(tmp_path: Path) -> None:
    rules = rules_in(library().root)
    coverage = coverage_of(rules, [])
    for number, block in enumerate(suggestions(coverage, rules)):
        (tmp_path / f"{number}.cases.yaml").write_text(block, encoding="utf-8")
    cases, findings = read_cases(rules, [tmp_path])
    assert findings.in_order() == ()
    decider = Decider(rules, "off")
    assert {run_case(case, rules, decider).outcome for case in cases} == {"passed"}
    after = coverage_of(rules, [situation_of(case, rules) for case in cases])
    assert after.totals.covered == after.totals.coverable == coverage.totals.coverable


def test_the_cases_of_the_shipped_library_cover_all_that_its_leaves_can_decide() -> None:
    rules = rules_in(library().root)
    cases, findings = read_cases(rules, [library().rules])
    assert findings.in_order() == ()
    coverage = coverage_of(rules, [situation_of(case, rules) for case in cases])
    assert [side for covered in coverage.rules for side, _ in coverage.missing(covered)] == []
    assert all(leaf.times(value) for leaf in coverage.leaves for value in (True, False, None))


def test_the_situation_shown_for_a_gap_is_the_same_whatever_the_solver_was_asked_before() -> None:
    rules = rules_in(Path("examples/gym"))
    sides = [side for covered in measure(rules, []) for side in covered.uncovered()][:20]

    def answers() -> list[Gap]:
        find = gap_finder(rules)
        return [find(side) for side in sides]

    assert answers() == answers()
