"""Rules in force on some days only, rules that override others, and figures that change."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

import simexit
from small_library import small_library

RULE = "then: {action: act}\nwhy: {en: because}\nsources: [s]\nchecked: 2026-01-01\n"


def load(folder: Path, **rules: str) -> simexit.Advisor:
    small_library(folder)
    for name, text in rules.items():
        (folder / "rules" / "do" / f"{name}.yaml").write_text(text, encoding="utf-8")
    return simexit.load(folder)


@pytest.mark.parametrize(
    ("day", "due"), [(date(2026, 1, 2), False), (date(2026, 1, 3), True), (date(2026, 12, 31), True), (date(2027, 1, 1), False)]
)
def test_a_rule_holds_only_on_the_days_it_is_in_force_the_first_and_last_included(tmp_path: Path, day: date, due: bool) -> None:
    advisor = load(tmp_path, act=f"when: x > 1\nin_force: {{from: 2026-01-03, until: 2026-12-31}}\n{RULE}")
    assert ("act" in advisor.advise({"x": 2}, today=day).agenda) is due


def test_without_a_day_it_is_open_whether_a_dated_rule_holds(tmp_path: Path) -> None:
    advisor = load(tmp_path, act=f"when: x > 1\nin_force: {{from: 2026-01-03}}\n{RULE}")
    advice = advisor.advise({"x": 2})
    assert (advice.status, advice.possible_next) == ("ask", ("act", "finished"))
    assert advice.question is not None
    assert advice.question.fact == "today"


def test_where_an_exception_holds_the_rule_it_overrides_does_not(tmp_path: Path) -> None:
    exception = "when: x > 10\nthen: {action: rest}\noverrides: [do/act]\nwhy: {en: because}\nsources: [s]\nchecked: 2026-01-01\n"
    advisor = _with_rest(tmp_path, exception)
    assert advisor.advise({"x": 5}).agenda == ("act",)
    assert advisor.advise({"x": 11}).agenda == ("rest",)
    assert advisor.advise({"x": 1}).agenda == ()


def test_where_an_exception_to_the_exception_holds_the_rule_is_back(tmp_path: Path) -> None:
    exception = "when: x > 10\nthen: {action: rest}\noverrides: [do/act]\nwhy: {en: because}\nsources: [s]\nchecked: 2026-01-01\n"
    again = f"when: x > 20\noverrides: [do/rest]\n{RULE}"
    advisor = _with_rest(tmp_path, exception, again=again)
    assert advisor.advise({"x": 11}).agenda == ("rest",)
    assert advisor.advise({"x": 21}).agenda == ("act",)


def test_exceptions_that_go_round_in_a_circle_are_refused(tmp_path: Path) -> None:
    with pytest.raises(simexit.LibraryError, match="depend on one another in a circle"):
        _with_rest(
            tmp_path,
            "when: x > 10\nthen: {action: rest}\noverrides: [do/act]\nwhy: {en: because}\nsources: [s]\nchecked: 2026-01-01\n",
            act=f"when: x > 1\noverrides: [do/rest]\n{RULE}",
        )


def _with_rest(folder: Path, exception: str, **rules: str) -> simexit.Advisor:
    small_library(folder)
    actions = folder / "kb" / "actions" / "do.yaml"
    more = "rest: {title: {en: Rest}, do: [{en: rest}], takes: {en: long}, outcomes: {done: {set: {x: 0}}}}\n"
    actions.write_text(actions.read_text(encoding="utf-8") + more, encoding="utf-8")
    for name, text in {"rest": exception, **rules}.items():
        (folder / "rules" / "do" / f"{name}.yaml").write_text(text, encoding="utf-8")
    return simexit.load(folder)


def test_a_figure_counts_on_the_days_it_has_a_value_and_is_unknown_on_others(tmp_path: Path) -> None:
    small_library(tmp_path, "x > parameter.most")
    (tmp_path / "kb" / "parameters").mkdir()
    values = "\n".join(
        f"    - {{from: {year}-01-01, until: {year}-12-31, value: {value}, confidence: inference, checked: 2026-01-01, sources: [s]}}"
        for year, value in ((2024, 1), (2026, 5))
    )
    figure = f"most:\n  type: integer\n  label: {{en: the most}}\n  values:\n{values}\n"
    (tmp_path / "kb" / "parameters" / "p.yaml").write_text(figure, encoding="utf-8")
    advisor = simexit.load(tmp_path)
    assert advisor.advise({"x": 3}, today=date(2024, 12, 31)).next == "act"
    assert advisor.advise({"x": 3}, today=date(2026, 1, 1)).status == "finished"
    between = advisor.advise({"x": 3}, today=date(2025, 6, 1))
    assert (between.status, between.possible_next, between.no_figure) == ("ask", ("act", "finished"), ("most",))
