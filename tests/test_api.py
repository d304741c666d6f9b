"""The Python API: advice, errors with every problem in them, the second opinion, cases."""

from __future__ import annotations

import json
import threading
from datetime import date
from decimal import Decimal
from pathlib import Path
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import simexit
from cli.program import run
from generators.shipped import with_gaps
from simexit.model.expressions import Conclusion
from simexit.model.judgement import Verdicts
from simexit.model.rules import Situation
from simexit.run.decider import ONE_IN
from simexit.run.rete import network as rete_module
from simexit.run.rete.network import Rete
from simexit.run.rete.productions import ReteError

DAY = date(2026, 11, 20)
FACTS: dict[str, object] = {
    "card.registered_to": "me",
    "need.duration": "permanent",
    "plan.status": "active",
    "application.status": "none",
    "balance.owed": 3500,
}


@pytest.fixture(scope="module")
def advisor() -> simexit.Advisor:
    return simexit.load(lang="en")


def test_advice_is_what_the_command_line_gives(advisor: simexit.Advisor) -> None:
    options = [part for fact, value in FACTS.items() for part in ("-f", f"{fact}={value}")]
    shown = run("next", "--today", DAY.isoformat(), "--json", *options)
    assert json.loads(shown.stdout) == advisor.advise(FACTS, today=DAY).to_dict()


def test_values_may_be_python_objects_or_text(advisor: simexit.Advisor) -> None:
    as_objects = advisor.advise(
        {"person.considers": {"agent"}, "application.submitted_on": date(2026, 11, 2), "balance.owed": Decimal("1.50")}, today=DAY
    )
    as_text = advisor.advise(
        {"person.considers": ["agent"], "application.submitted_on": "2026-11-02", "balance.owed": Decimal("1.5")}, today=DAY
    )
    assert as_objects == as_text


def test_none_is_unknown_and_never_false(advisor: simexit.Advisor) -> None:
    assert advisor.advise({**FACTS, "card.form": None}, today=DAY) == advisor.advise(FACTS, today=DAY)
    assert advisor.advise({"balance.owed": None}, today=DAY).status == "ask"


def test_every_problem_of_the_facts_is_in_the_error(advisor: simexit.Advisor) -> None:
    with pytest.raises(simexit.FactError) as caught:
        advisor.advise({"balance.owd": 1, "plan.status": "on", "balance.credit": -1, "balance.owed": 3500.5})
    assert {finding.code.code for finding in caught.value.findings} == {"K601", "K602", "K603"}
    assert len(caught.value.findings) == 4


def test_an_impossible_combination_is_named_beside_every_other_problem(advisor: simexit.Advisor) -> None:
    with pytest.raises(simexit.FactError) as caught:
        advisor.advise({"operator": "reseller", "card.issuer": "operator", "balance.owed": -1})
    assert {finding.code.code for finding in caught.value.findings} == {"K603", "K604"}


@pytest.mark.parametrize("method", ["advise", "plan", "interview", "why"])
def test_two_different_days_are_a_contradiction_and_neither_is_chosen(advisor: simexit.Advisor, method: str) -> None:
    with pytest.raises(simexit.FactError, match="K605"):
        getattr(advisor, method)({**FACTS, "today": date(2026, 1, 1)}, today=DAY)


def test_a_library_with_errors_is_refused(tmp_path: Path) -> None:
    with pytest.raises(simexit.LibraryError, match="a library holds"):
        simexit.load(tmp_path)


def test_a_language_that_is_not_there_is_refused(advisor: simexit.Advisor) -> None:
    with pytest.raises(ValueError, match="'fr'"):
        advisor.advise({}, lang="fr")
    with pytest.raises(ValueError, match="'fr'"):
        simexit.load(lang="fr")


def test_the_texts_are_in_the_language_asked_for(advisor: simexit.Advisor) -> None:
    said = {lang: advisor.advise(FACTS, today=DAY, lang=lang).because[0].text for lang in ("zh", "en", "ru")}
    assert len(set(said.values())) == 3
    assert "3\u00a0500\u00a0KZT" in said["ru"]
    assert "KZT\u00a03,500" in said["zh"]


def test_without_a_day_what_depends_on_it_stays_open(advisor: simexit.Advisor) -> None:
    facts = {
        **FACTS,
        "balance.owed": 0,
        "application.status": "submitted",
        "application.submitted_on": date(2026, 11, 2),
        "balance.credit": 0,
    }
    advice = advisor.advise({**facts, "payment.card_linked": False})
    assert advice.possible_next == ("wait_for_confirmation", "chase_operator")


def test_an_advisor_may_be_used_by_several_threads(advisor: simexit.Advisor) -> None:
    expected = [advisor.advise({**FACTS, "balance.owed": owed}, today=DAY) for owed in range(3)]
    wrong: list[int] = []

    def ask(owed: int) -> None:
        for _ in range(20):
            if advisor.advise({**FACTS, "balance.owed": owed}, today=DAY) != expected[owed]:
                wrong.append(owed)  # noqa: PERF401  a list shared by threads

    threads = [threading.Thread(target=ask, args=(owed,)) for owed in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not wrong


class TestSecondOpinion:
    """Advice is given only where both interpreters agree."""

    @pytest.fixture
    def rete_is_wrong(self, monkeypatch: pytest.MonkeyPatch) -> None:
        right = Rete.verdicts

        def wrong(self: Rete, situation: Any) -> tuple[Verdicts, tuple[str, ...]]:
            found, agenda = right(self, situation)
            return Verdicts(found.true - {Conclusion("action", "pay_debt")}, found.false), agenda

        monkeypatch.setattr(Rete, "verdicts", wrong)

    @pytest.mark.usefixtures("rete_is_wrong")
    def test_a_disagreement_is_an_error_that_keeps_both_answers(self) -> None:
        with pytest.raises(simexit.DisagreementError) as caught:
            simexit.load().advise(FACTS, today=DAY)
        report = caught.value.to_dict()
        assert report["differences"] == [{"conclusion": "action pay_debt", "compiled": "true", "rete": "open"}]
        assert report["situation"] == {**{name: str(value) for name, value in FACTS.items()}, "today": "2026-11-20"}

    @pytest.mark.usefixtures("rete_is_wrong")
    def test_the_command_line_says_so_gives_no_advice_and_writes_the_report(self, tmp_path: Path) -> None:
        options = [part for fact, value in FACTS.items() for part in ("-f", f"{fact}={value}")]
        path = tmp_path / "report.json"
        result = run("next", "--today", "2026-11-20", *options, "--report", str(path))
        assert (result.exit_code, result.stdout) == (1, "")
        assert "compiled says true, rete says open" in result.stderr
        assert json.loads(path.read_text(encoding="utf-8"))["situation"]["balance.owed"] == "3500"
        assert "--report FILE" in run("next", "--today", "2026-11-20", *options).stderr

    @pytest.mark.usefixtures("rete_is_wrong")
    def test_off_asks_nobody_and_sampled_asks_now_and_then(self) -> None:
        assert simexit.load(second_opinion="off").advise(FACTS, today=DAY).second_opinion == "not asked"
        sampled = simexit.load(second_opinion="sampled")
        with pytest.raises(simexit.DisagreementError):
            sampled.advise(FACTS, today=DAY)
        assert {sampled.advise(FACTS, today=DAY).second_opinion for _ in range(ONE_IN - 1)} == {"not asked"}
        with pytest.raises(simexit.DisagreementError):
            sampled.advise(FACTS, today=DAY)

    def test_without_the_extension_advice_goes_on_and_says_so(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(rete_module, "extension", lambda: (None, "it was not built"))
        advisor = simexit.load(lang="en")
        assert advisor.second_opinion_missing == "it was not built"
        assert advisor.advise(FACTS, today=DAY).second_opinion == "not available: it was not built"
        result = run("next", "--today", "2026-11-20", "-f", "balance.owed=1")
        assert "Decided without a second opinion: it was not built" in result.stderr

    def test_a_rete_that_fails_once_does_not_stop_the_advice(self, monkeypatch: pytest.MonkeyPatch) -> None:
        def fail(_self: Rete, _situation: Any) -> Any:
            raise ReteError("assert_facts gave code 303")

        monkeypatch.setattr(Rete, "verdicts", fail)
        advice = simexit.load().advise(FACTS, today=DAY)
        assert (advice.next, advice.second_opinion) == ("pay_debt", "not available: assert_facts gave code 303")


class TestCase:
    """Facts and actions told one after the other."""

    def test_doing_what_is_advised_leads_on(self, advisor: simexit.Advisor) -> None:
        case = advisor.case(FACTS, today=DAY)
        assert case.advice.next == "pay_debt"
        case.did("pay_debt")
        assert case.facts["balance.owed"] == 0
        assert case.advice.next != "pay_debt"

    def test_a_fact_can_be_changed_and_taken_back(self, advisor: simexit.Advisor) -> None:
        case = advisor.case(FACTS, today=DAY)
        assert case.tell({"balance.owed": 0}).advice.next != "pay_debt"
        assert case.tell({"balance.owed": None}).advice.possible_next[0] == "pay_debt"
        assert "balance.owed" not in case.facts

    def test_an_action_that_can_end_in_several_ways_needs_its_outcome(self, advisor: simexit.Advisor) -> None:
        case = advisor.case(
            {**FACTS, "application.status": "submitted", "application.submitted_on": DAY, "application.rejections": 1}, today=DAY
        )
        with pytest.raises(ValueError, match="confirmed, rejected"):
            case.did("wait_for_confirmation")
        case.did("wait_for_confirmation", "rejected")
        assert case.facts["application.rejections"] == 2

    def test_bad_facts_change_nothing(self, advisor: simexit.Advisor) -> None:
        case = advisor.case(FACTS, today=DAY)
        before = (dict(case.facts), case.advice)
        with pytest.raises(simexit.FactError):
            case.tell({"balance.owed": -1})
        assert (case.facts, case.advice) == before

    def test_an_unknown_action_is_refused(self, advisor: simexit.Advisor) -> None:
        with pytest.raises(ValueError, match="pay_dept"):
            advisor.case(FACTS).did("pay_dept")


@settings(max_examples=60, deadline=None)
@given(known=with_gaps(), chance=st.randoms(use_true_random=False))
def test_the_order_in_which_facts_are_told_changes_nothing(advisor: simexit.Advisor, known: Situation, chance: Random) -> None:
    shuffled = list(known.items())
    chance.shuffle(shuffled)
    assert advisor.advise(dict(shuffled)).to_dict() == advisor.advise(known).to_dict()
