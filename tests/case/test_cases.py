"""Cases in a store: days of the clock, others who write, advice given again, and other rules."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

import simexit
from simexit.case.cases import Cases
from simexit.case.due import Item
from simexit.case.events import Advised, Redacted, Told
from simexit.case.opening import open_store
from simexit.case.past import Reviewed
from simexit.libraries import library
from simexit.text.codes import Code

START = datetime(2026, 11, 20, 9, tzinfo=UTC)
DEBT: dict[str, object] = {"balance.owed": 3500, "card.registered_to": "me", "need.duration": "permanent", "plan.status": "active"}


class Clock:
    """A clock that is set by hand."""

    def __init__(self) -> None:
        self.time = START

    def __call__(self) -> datetime:
        return self.time

    def passes(self, days: int) -> None:
        self.time += timedelta(days)


@pytest.fixture(scope="module")
def advisor() -> simexit.Advisor:
    return simexit.load(lang="en", second_opinion="off")


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def cases(advisor: simexit.Advisor, clock: Clock, tmp_path: Path) -> Iterator[Cases]:
    with Cases(open_store(tmp_path / "cases.db"), advisor, lambda root: simexit.load(root, lang="en"), clock=clock) as found:
        yield found


def test_a_case_goes_on_where_it_was_left(cases: Cases) -> None:
    cases.new("my card", DEBT).did("pay_debt")
    again = cases.open("my card")
    assert again.facts["balance.owed"] == 0
    assert [type(entry.event).__name__ for entry in again.entries] == ["Told", "Advised", "Did", "Advised"]


def test_every_advice_of_the_past_is_given_again_to_the_letter(cases: Cases, clock: Clock) -> None:
    case = cases.new("my card", DEBT)
    clock.passes(2)
    case.did("pay_debt")
    clock.passes(30)
    case.tell({"operator": "kcell"}).undo()
    given = [entry.number for entry in case.entries if isinstance(entry.event, Advised)]
    assert len(given) == 4
    assert all(cases.replay("my card", number).same for number in given)


def test_what_is_no_advice_cannot_be_given_again(cases: Cases) -> None:
    cases.new("my card", DEBT)
    with pytest.raises(ValueError, match="entry 1 of this case is no advice"):
        cases.replay("my card", 1)


def test_two_who_have_a_case_open_both_keep_what_they_tell(cases: Cases) -> None:
    mine, yours = cases.new("my card", DEBT), cases.open("my card")
    mine.tell({"operator": "kcell"})
    yours.tell({"person.in_kazakhstan": True})
    mine.refresh()
    assert mine.facts == yours.facts
    assert {"operator", "person.in_kazakhstan"} <= set(mine.facts)
    assert [entry.number for entry in mine.entries] == list(range(1, len(mine.entries) + 1))


def test_what_another_told_in_between_can_make_a_step_impossible(cases: Cases) -> None:
    mine, yours = cases.new("my card", DEBT), cases.open("my card")
    mine.tell({"card.issuer": "reseller"})
    with pytest.raises(simexit.FactError, match="cannot all be true"):
        yours.tell({"operator": "kcell"})
    assert "operator" not in cases.open("my card").facts


def test_the_day_is_that_of_the_clock_in_the_time_zone_of_the_library(cases: Cases, clock: Clock) -> None:
    case = cases.new("my card", DEBT)
    assert case.day == date(2026, 11, 20)
    clock.time = datetime(2026, 11, 20, 20, tzinfo=UTC)  # one o'clock in the morning in Almaty
    assert case.refresh().day == date(2026, 11, 21)


def test_a_clock_that_goes_back_to_an_earlier_day_is_an_error_that_says_what_to_do(cases: Cases, clock: Clock) -> None:
    case = cases.new("my card", DEBT)
    clock.passes(-1)
    with pytest.raises(simexit.StoreError, match="clock shows 2026-11-19, but entry 1 of this case is of 2026-11-20") as caught:
        case.tell({"operator": "kcell"})
    assert caught.value.code == Code.CLOCK
    assert "undone" in caught.value.hint
    case.tell({"operator": "kcell"}, today=date(2026, 11, 20))
    assert cases.store.read(case.head.id if case.head else "")[-2].event == Told({"operator": "kcell"})


def test_a_clock_that_goes_back_by_hours_changes_no_order(cases: Cases, clock: Clock) -> None:
    case = cases.new("my card", DEBT)
    clock.time -= timedelta(hours=3)
    case.tell({"operator": "kcell"})
    assert cases.open("my card").facts["operator"] == "kcell"


def test_a_wrong_day_can_be_undone(cases: Cases, advisor: simexit.Advisor) -> None:
    cases.new("my card", DEBT).tell({"operator": "kcell"}, today=date(2027, 5, 1))
    with pytest.raises(simexit.StoreError):
        cases.open("my card")
    later = Cases(cases.store, advisor, simexit.load, today=date(2027, 5, 1))
    later.open("my card").undo()
    assert "operator" not in cases.open("my card").facts


def test_due_names_every_case_that_has_something_to_do(cases: Cases) -> None:
    cases.new("debt", DEBT)
    cases.new("nothing known")
    found = {item.head.name: item for item in cases.due() if isinstance(item, Item)}
    assert found["debt"].next == "pay_debt"
    assert found["debt"].urgency == "now"
    assert found["nothing known"].status == "ask"


def test_one_case_that_cannot_be_advised_hides_no_other(cases: Cases, clock: Clock) -> None:
    cases.new("from the future", DEBT)
    clock.passes(-10)
    cases.new("of today", DEBT)
    problems = [head.name for head, error in (found for found in cases.due() if isinstance(found, tuple)) if error]
    assert problems == ["from the future"]
    assert [item.head.name for item in cases.due() if isinstance(item, Item)] == ["of today"]


def test_a_case_is_meant_by_the_beginning_of_its_name_where_only_one_has_it(cases: Cases, clock: Clock) -> None:
    cases.new("beeline one", DEBT)
    clock.passes(1)
    cases.new("beeline two", DEBT)
    assert cases.head("beeline t").name == "beeline two"
    with pytest.raises(simexit.StoreError, match="may be beeline one, beeline two"):
        cases.head("beeline")
    with pytest.raises(simexit.StoreError, match="there is no case `tele2`"):
        cases.head("tele2")


def test_a_name_is_given_once(cases: Cases) -> None:
    cases.new("my card", DEBT)
    with pytest.raises(ValueError, match="there is a case `my card` already"):
        cases.new("my card", DEBT)


@pytest.mark.parametrize("name", ["my\ncard", "\x1b[2J", "\ud800"])
def test_a_name_is_one_line_that_can_be_shown(cases: Cases, name: str) -> None:
    with pytest.raises(ValueError, match="the name of a case is one line"):
        cases.new(name, DEBT)
    assert cases.heads() == ()
    cases.new("моя карта 卡", DEBT)


def test_a_name_that_another_process_gave_in_the_same_instant_is_not_given_again(cases: Cases, monkeypatch: pytest.MonkeyPatch) -> None:
    cases.new("my card", DEBT)
    monkeypatch.setattr(cases, "heads", lambda: ())  # read before the other process wrote
    with pytest.raises(ValueError, match="there is a case `my card` already"):
        cases.new("my card", DEBT)
    monkeypatch.undo()
    assert len(cases.heads()) == 1


def test_facts_that_cannot_be_true_open_no_case(cases: Cases) -> None:
    with pytest.raises(simexit.FactError):
        cases.new("my card", {"balance.owed": -1})
    assert cases.heads() == ()


def test_a_redacted_entry_says_nothing_any_more_and_its_facts_are_unknown(cases: Cases) -> None:
    case = cases.new("my card", DEBT).tell({"operator": "kcell"}, source="the shop, by phone")
    cases.redact("my card", next(entry.number for entry in case.entries if entry.event == Told({"operator": "kcell"})))
    again = cases.open("my card")
    assert Redacted("told") in [entry.event for entry in again.entries]
    assert "operator" not in again.facts
    assert "balance.owed" in again.facts


@pytest.fixture
def other_rules(tmp_path: Path) -> Path:
    """A copy of the shipped library."""
    folder = tmp_path / "other"
    for part in ("kb", "rules"):
        shutil.copytree(getattr(library(), part), folder / part)
    return folder


def _only_large_debts(folder: Path) -> None:
    path = folder / "rules" / "settle" / "pay-debt.yaml"
    old = path.read_text(encoding="utf-8")
    assert "balance.owed > 0" in old
    path.write_text(old.replace("balance.owed > 0", "balance.owed > 5000"), encoding="utf-8")


def test_review_says_which_cases_get_other_advice_by_other_rules(cases: Cases, other_rules: Path, clock: Clock) -> None:
    cases.new("debt", DEBT)
    cases.new("no debt", {**DEBT, "balance.owed": 0})
    _only_large_debts(other_rules)
    other = Cases(cases.store, simexit.load(other_rules, lang="en", second_opinion="off"), simexit.load, clock=clock)
    found = {one.head.name: one for one in other.review() if isinstance(one, Reviewed)}
    assert found["no debt"].same
    assert not found["debt"].same
    assert found["debt"].difference.before.next == "pay_debt"
    assert found["debt"].difference.after.next != "pay_debt"


def test_advice_by_rules_that_were_replaced_is_given_again_by_them(cases: Cases, other_rules: Path, clock: Clock) -> None:
    _only_large_debts(other_rules)
    other = Cases(cases.store, simexit.load(other_rules, lang="en", second_opinion="off"), simexit.load, clock=clock)
    other.new("debt", DEBT)
    shutil.rmtree(other_rules)
    replayed = cases.replay("debt", 2)
    assert replayed.same
    assert replayed.advice.ruleset == replayed.entry.ruleset
    assert replayed.advice.next != "pay_debt"


def test_facts_that_newer_rules_do_not_have_are_kept_and_named(cases: Cases, other_rules: Path, clock: Clock) -> None:
    cases.new("debt", {**DEBT, "operator": "kcell"})
    for path in sorted(other_rules.rglob("*.yaml")):
        path.write_text(path.read_text(encoding="utf-8").replace("balance.owed", "balance.debt"), encoding="utf-8")
    newer = simexit.load(other_rules, lang="en", second_opinion="off")
    case = Cases(cases.store, newer, simexit.load, clock=clock).open("debt")
    assert case.state.outgrown == {"balance.owed": 3500}
    assert case.facts["operator"] == "kcell"


def test_rule_files_that_change_while_they_are_in_use_are_not_kept_under_the_old_name(cases: Cases, other_rules: Path) -> None:
    other = Cases(cases.store, simexit.load(other_rules, lang="en", second_opinion="off"), simexit.load)
    _only_large_debts(other_rules)
    with pytest.raises(simexit.StoreError, match="were changed while they were in use"):
        other.new("debt", DEBT)
    assert cases.heads() == ()


def test_the_language_of_an_advice_is_kept_with_it(advisor: simexit.Advisor, cases: Cases) -> None:
    russian = Cases(cases.store, advisor, simexit.load, lang="ru", today=date(2026, 11, 20))
    case = russian.new("моя карта", DEBT)
    assert case.advice.language == "ru"
    assert russian.replay("моя карта", 2).same
