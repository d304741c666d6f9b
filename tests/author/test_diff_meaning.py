"""`simexit diff`: what counts as advice, what the definition confirms, and what is shown; on libraries of a few lines."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count
from pathlib import Path
from shutil import copytree
from typing import Any

import pytest

from simexit.author.difference.report import DiffReport, Told
from simexit.check.ruleset import check
from simexit.libraries import Library
from simexit.meaning.conditions import truth, value
from simexit.model.expressions import Conclusion, Holds
from simexit.model.rules import RuleSet
from simexit.prove import claims
from simexit.prove.difference import Change, Comparison
from simexit.prove.solver import ReplayError
from simexit.text.render import render
from small_library import small_library

ASKED = "question: {en: Q}, find_out: {en: ask}, effort: 1, sensitivity: low"
ACT = "title: {en: Act}, do: [{en: do}], takes: {en: long}, outcomes: {done: {set: {x: 0}}}"
Edits = dict[str, str]


def rules_in(folder: Path, edits: Edits) -> RuleSet:
    """The small library with some files written otherwise; a key `file: text` takes the place of a text in a file."""
    small_library(folder)
    for name, text in edits.items():
        file, _, was = name.partition(": ")
        path = folder / file
        path.parent.mkdir(parents=True, exist_ok=True)
        assert not was or was in path.read_text(encoding="utf-8")
        path.write_text(path.read_text(encoding="utf-8").replace(was, text) if was else text, encoding="utf-8")
    rules, findings = check(Library(folder))
    assert rules is not None, render(findings.in_order())
    return rules


@pytest.fixture
def pair(tmp_path: Path) -> Any:
    numbers = count()

    def made(old: Edits, new: Edits) -> tuple[RuleSet, RuleSet]:
        return rules_in(tmp_path / f"{next(numbers)}", old), rules_in(tmp_path / f"{next(numbers)}", old | new)

    return made


def told(old: RuleSet, new: RuleSet) -> Iterator[Told]:
    return map(DiffReport(old, new, "en").told, Comparison(old, new).changes())


def summary(old: RuleSet, new: RuleSet) -> list[tuple[str, tuple[str, ...]]]:
    return [(one.headline, one.because) for one in told(old, new)]


def rule(when: str, then: str) -> str:
    return f"when: {when}\nthen: {then}\nwhy: {{en: because}}\nsources: [s]\nchecked: 2026-01-01\n"


DATED = {
    "kb/facts/d.yaml": f"sent: {{type: date, label: {{en: sent}}, {ASKED}}}\n",
    "rules/do/act.yaml": rule("x > 1 and working_days_since(sent) > 3", "{action: act}"),
}
NEXT_DAY = {
    "kb/facts/d.yaml": f"sent: {{type: date, label: {{en: sent}}, {ASKED}}}\n",
    "kb/deadlines/by.yaml": "by_then: {by: 'working_day_after(sent, 2)', label: {en: by}}\n",
    "rules/deadlines/by.yaml": rule("x > 1", "{deadline: by_then}"),
}
TWO = {"kb/actions/do.yaml": f"act: {{{ACT}}}\nlater: {{{ACT}}}\n", "rules/do/later.yaml": rule("x < 0", "{action: later}")}
TURNED = {"kb/actions/do.yaml": f"later: {{{ACT}}}\nact: {{{ACT}}}\n"}
OTHER_CALENDAR = {"kb/library.yaml: calendar: KZ": "calendar: DE"}


def test_each_library_counts_the_working_days_of_its_own_calendar(pair: Any) -> None:
    old, new = pair(DATED, OTHER_CALENDAR)
    changes = list(told(old, new))
    assert [one.headline for one in changes] == ["the action `act` is no longer due", "the action `act` is now due"]
    for one in changes:
        assert one.because == ("calendar changed from KZ to DE",)
        example = one.parts[0].example
        due = [truth(Holds(Conclusion("action", "act")), example, rules) for rules in (old, new)]
        assert due == [bool(one.change.before), bool(one.change.after)]
        assert {words.partition(":")[0] for _, words in one.parts[0].where} >= {"before", "now"}


def test_a_deadline_falls_on_another_day_by_the_calendar_alone(pair: Any) -> None:
    old, new = pair(NEXT_DAY, OTHER_CALENDAR)
    (one,) = told(old, new)
    assert (one.headline, one.because) == ("the deadline `by_then` falls on another day", ("calendar changed from KZ to DE",))
    days = [value(rules.vocabulary.deadlines["by_then"].by, one.parts[0].example, rules) for rules in (old, new)]
    assert None not in days
    assert days[0] != days[1]


def test_a_calendar_that_nothing_counts_by_changes_no_advice(pair: Any) -> None:
    old, new = pair({}, OTHER_CALENDAR)
    assert summary(old, new) == []
    assert list(DiffReport(old, new, "en").structure()) == ["calendar changed from KZ to DE"]


@pytest.mark.parametrize(
    ("was", "now", "headline"),
    [
        ("outcomes:", "waits_for: {en: somebody}, outcomes:", "the action `act` is now waiting for somebody"),
        ("outcomes:", "needs: [x, today], outcomes:", "the action `act` now asks for x, today, before for nothing"),
        ("x: 0", "x: 1", "the outcomes of the action `act` have other effects"),
        ("x: 0", "x: x - 1", "the outcomes of the action `act` have other effects"),
        ("done:", "ready:", "the outcomes of the action `act` have other effects"),
    ],
)
def test_what_an_action_waits_for_asks_for_and_brings_about_is_advice_wherever_it_is_due(
    pair: Any, was: str, now: str, headline: str
) -> None:
    old, new = pair({}, {f"kb/actions/do.yaml: {was}": now})
    (one,) = told(old, new)
    assert (one.headline, one.because) == (headline, ("action act changed",))
    assert [[rule for rule, _ in part.where] for part in one.parts] == [["x > 1"]]
    assert [truth(Holds(Conclusion("action", "act")), one.parts[0].example, rules) for rules in (old, new)] == [True, True]
    (back, *_) = told(new, old)
    assert back.change.subject == one.change.subject


def test_what_no_situation_shows_by_itself_is_not_the_first_change(pair: Any) -> None:
    assert Comparison(*pair({}, {"kb/actions/do.yaml: x: 0": "x: 1"})).first() is None
    both = pair({}, {"kb/actions/do.yaml: x: 0": "x: 1", "rules/do/act.yaml: > 1": "> 4"})
    assert Comparison(*both).first() is not None


def test_a_fact_that_applies_otherwise_is_asked_for_otherwise(pair: Any) -> None:
    asked = f"y: {{type: boolean, label: {{en: y}}, {ASKED}, applies_when: x > 3}}\n"
    needing = {"kb/facts/y.yaml": asked, "kb/actions/do.yaml: outcomes:": "needs: [y], outcomes:"}
    old, new = pair(needing, {"kb/facts/y.yaml: x > 3": "x > 5"})
    (one,) = told(old, new)
    assert (one.headline, one.because) == ("the action `act` no longer asks for y", ("fact y changed",))
    assert one.parts[0].example["x"] in {4, 5}
    (back,) = told(new, old)
    assert back.headline == "the action `act` now asks for y"


def test_an_action_that_can_never_be_due_may_ask_for_anything(pair: Any) -> None:
    never = {"rules/do/act.yaml: x > 1": "x > 1 and x < 1"}
    assert summary(*pair(never, {"kb/actions/do.yaml: outcomes:": "needs: [x], outcomes:"})) == []


def test_an_effect_that_is_computed_from_another_figure_is_another_effect(pair: Any) -> None:
    figure = "f: {type: integer, label: {en: f}, values: [{value: 3, confidence: inference, checked: 2026-01-01, sources: [s]}]}\n"
    old, new = pair(
        {"kb/parameters/f.yaml": figure, "kb/actions/do.yaml: x: 0": "x: x - parameter.f"}, {"kb/parameters/f.yaml: value: 3": "value: 4"}
    )
    assert summary(old, new) == [("the outcomes of the action `act` have other effects", ("figure f changed",))]


def test_other_words_of_an_action_are_no_other_advice(pair: Any) -> None:
    old, new = pair({}, {"kb/actions/do.yaml: {en: do}": "{en: do it}"})
    assert summary(old, new) == []
    assert list(DiffReport(old, new, "en").structure()) == ["action act changed"]


def test_what_only_stands_elsewhere_in_its_file_is_the_same(tmp_path: Path) -> None:
    gym = Path(__file__).parents[2] / "examples" / "gym"
    for name, note in (("old", ""), ("new", "# a note\n")):
        for part in ("kb", "rules"):
            copytree(gym / part, tmp_path / name / part)
        for path in (tmp_path / name).rglob("*.yaml"):
            path.write_text(note + path.read_text(encoding="utf-8"), encoding="utf-8")
    old, new = (check(Library(tmp_path / name))[0] for name in ("old", "new"))
    assert old is not None
    assert new is not None
    assert list(DiffReport(old, new, "en").structure()) == []


def test_another_order_of_actions_that_are_never_due_together_is_listed_and_changes_nothing(pair: Any) -> None:
    old, new = pair(TWO, TURNED)
    assert summary(old, new) == []
    assert list(DiffReport(old, new, "en").structure()) == ["order of the actions changed"]


def test_another_order_of_actions_that_can_be_due_together_changes_what_is_next(pair: Any) -> None:
    old, new = pair(TWO | {"rules/do/later.yaml": rule("x > 2", "{action: later}")}, TURNED)
    (one,) = told(old, new)
    assert (one.headline, one.turns) == ("`later` now comes before `act`", ("act → later",))


def test_an_example_can_be_in_both_libraries(pair: Any) -> None:
    """The old one forbids the round numbers from which a reader would choose an example."""
    forbidden = "c: {impossible: 'x in [2, 5, 10, 100, 1000, 10000, 1000000]', why: {en: no}}\n"
    old, new = pair(
        {"kb/constraints/c.yaml": forbidden},
        {"kb/constraints/c.yaml": "c: {impossible: x == 7, why: {en: no}}\n", "rules/do/act.yaml: > 1": "> 4"},
    )
    due = next(change for change in Comparison(old, new).changes() if change.subject == "due")
    assert due.regions
    for region in due.regions:
        assert [truth(Holds(Conclusion("impossible", "c")), region.example, rules) for rules in (old, new)] == [False, False]
        assert [truth(Holds(Conclusion("action", "act")), region.example, rules) for rules in (old, new)] == [True, False]


def test_a_fact_of_another_kind_has_a_value_on_each_side(pair: Any) -> None:
    old, new = pair(
        {"kb/actions/do.yaml: {x: 0}": "{y: 0}", "kb/facts/f.yaml: x:": "y:", "rules/do/act.yaml": rule("y > 1", "{action: act}")},
        {"kb/actions/do.yaml: {y: 0}": "{y: no}", "kb/facts/f.yaml: integer": "boolean", "rules/do/act.yaml": rule("y", "{action: act}")},
    )
    changes = {one.change.subject: one for one in told(old, new) if one.change.before}
    assert changes["due"].parts[0].example == {"y (before)": 2, "y": False}


def change(found: Change) -> tuple[str, tuple[str, ...], tuple[str, ...]]:
    return found.subject, found.before, found.after


def test_a_situation_that_the_definition_judges_otherwise_is_never_shown(pair: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    old, new = pair({}, {"rules/do/act.yaml: > 1": "> 4"})
    assert [change(one) for one in Comparison(old, new).changes()] == [("due", ("act",), ())]
    monkeypatch.setattr(claims, "truth", lambda condition, situation, rules: False)
    with pytest.raises(ReplayError):
        list(Comparison(old, new).changes())
    with pytest.raises(ReplayError):
        Comparison(old, new).first()


def test_another_day_that_the_definition_does_not_find_is_never_shown(pair: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    old, new = pair(NEXT_DAY, OTHER_CALENDAR)
    monkeypatch.setattr(claims, "value", lambda term, situation, rules: None)
    with pytest.raises(ReplayError):
        list(Comparison(old, new).changes())
