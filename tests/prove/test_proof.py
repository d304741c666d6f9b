"""What `prove` says of the shipped library, and that what it shows is small, true and remembered."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path
from typing import get_args

import pytest

from faulty.corpus import Fault, all_faults, gym, rules_of
from generators.shipped import shipped
from simexit.author.proof.findings import SAID
from simexit.check.ruleset import check
from simexit.libraries import library
from simexit.meaning.conditions import truth
from simexit.meaning.effects import after
from simexit.prove.cache import Cache
from simexit.prove.obligations import questions
from simexit.prove.proof import Proof, prove
from simexit.prove.questions import Existence, Held, Kind, Ways
from simexit.prove.steps import possibly_next
from simexit.text.render import render


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("proofs")
    prove(shipped(), jobs=1, cache=Cache(folder))
    return folder


@pytest.fixture(scope="module")
def proof(kept: Path) -> Proof:
    return prove(shipped(), jobs=1, cache=Cache(kept))


def test_everything_is_proved_of_the_shipped_library_but_a_figure_that_nobody_knows_yet(proof: Proof) -> None:
    assert proof.findings == ()
    assert [(one.obligation, one.names) for one in proof.not_verified] == [("time", ("exit_restriction_risk",))]
    assert "`mci`" in proof.not_verified[0].reason
    assert "retention_years" not in proof.not_verified[0].reason


def test_every_obligation_asks_something_of_the_shipped_library_or_says_why_not(proof: Proof) -> None:
    asked = {one.question.obligation for one in proof.answered}
    assert asked == {"total", "conflict", "dead", "safe", "ends", "invariant", "time"}  # no shipped source has an end


def test_the_longest_way_is_a_way_that_the_definition_walks_as_well(proof: Proof) -> None:
    longest = proof.longest_way
    assert longest is not None
    assert longest.situation is not None
    assert len(longest.steps) == 15
    situation, rules = longest.situation, shipped()
    for action, name in longest.steps:
        assert possibly_next(situation, rules) == {action}
        situation = after(next(one for one in rules.vocabulary.actions[action].outcomes if one.name == name), situation, rules)


def test_what_follows_on_an_outcome_is_what_the_domain_says(proof: Proof) -> None:
    assert proof.successions["recover_login", "works"] == ("apply_online",)
    assert proof.successions["fix_and_resubmit", "resubmitted"] == ("wait_for_confirmation",)
    assert proof.successions["destroy_sim", "destroyed"] == ("finished",)


def test_what_was_proved_is_not_asked_again_and_an_edit_only_brings_back_what_depends_on_it(kept: Path, tmp_path: Path) -> None:
    shown = library()
    shutil.copytree(shown.kb, tmp_path / "kb")
    shutil.copytree(shown.rules, tmp_path / "rules")
    path = tmp_path / "rules/warnings/roaming-charges.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("not ended", "not ended and data.backed_up"), encoding="utf-8")
    rules, findings = check(library(tmp_path))
    assert rules is not None, render(findings.in_order())
    anew = [one for one in prove(rules, jobs=1, cache=Cache(kept)).answered if one.seconds]
    assert 0 < len(anew) < 20
    assert not [one for one in anew if isinstance(one.question, Ways)]


def test_a_change_of_words_brings_nothing_back(kept: Path, tmp_path: Path) -> None:
    shown = library()
    shutil.copytree(shown.kb, tmp_path / "kb")
    shutil.copytree(shown.rules, tmp_path / "rules")
    path = tmp_path / "rules/settle/pay-debt.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("You owe", "You still owe"), encoding="utf-8")
    rules, _ = check(library(tmp_path))
    assert rules is not None
    anew = [one.question for one in prove(rules, jobs=1, cache=Cache(kept)).answered if one.seconds]
    # only what could not be proved before
    assert [getattr(question, "names", ()) for question in anew] == [("exit_restriction_risk",)]


@pytest.mark.parametrize("text", ["", "{", "[]", '{"a": 1}', '{"a": {"next": 3}}'])
def test_a_damaged_file_of_proofs_is_as_good_as_none(text: str, tmp_path: Path) -> None:
    (tmp_path / "proofs.json").write_text(text, encoding="utf-8")
    cache = Cache(tmp_path)
    assert cache.get("a") is None
    cache.put("a", Held(("x",), {"d": date(2026, 1, 1), "s": frozenset({"p"}), "n": 3}, (("act", "done"),)))
    cache.save()
    assert Cache(tmp_path).get("a") == Held(("x",), {"d": date(2026, 1, 1), "s": frozenset({"p"}), "n": 3}, (("act", "done"),))


def test_proofs_are_not_kept_where_their_file_cannot_be_written(tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("", encoding="utf-8")
    cache = Cache(blocked / "folder")
    cache.put("a", Held())
    cache.save()
    assert Cache(blocked / "folder").get("a") is None


SMALL = [fault for fault in all_faults() if fault.obligation in {"total", "conflict", "safe", "invariant"}]


@pytest.mark.parametrize("fault", [pytest.param(fault, id=fault.name) for fault in SMALL[::3]])
def test_a_situation_that_is_shown_is_the_smallest_and_shows_it_whatever_else_is_so(fault: Fault) -> None:
    rules = rules_of(fault)
    goals = {(one.kind, one.names): one.goal for one in questions(rules) if isinstance(one, Existence)}
    shown = [
        one for one in prove(rules, jobs=1, cache=Cache(None)).findings if one.situation is not None and (one.kind, one.names) in goals
    ]
    assert shown
    for finding in shown:
        goal, situation = goals[finding.kind, finding.names], finding.situation
        assert situation is not None
        assert truth(goal, situation, rules) is True
        for fact in situation:
            fewer = {name: value for name, value in situation.items() if name != fact}
            assert truth(goal, fewer, rules) is not True, f"{fact} is not needed"


def test_one_process_and_two_find_the_same() -> None:
    fault = next(fault for fault in all_faults() if fault.obligation == "conflict")
    rules = rules_of(fault)
    one, two = prove(rules, jobs=1), prove(rules, jobs=2)
    assert [finding.names for finding in one.findings] == [finding.names for finding in two.findings]
    assert len(one.answered) == len(two.answered) == len(questions(rules))


def test_a_short_time_leaves_questions_open_and_never_answers_them_wrongly() -> None:
    proof = prove(gym(), jobs=1, seconds=0.001)
    assert proof.findings == ()
    for one in proof.not_verified:
        assert one.reason


def test_every_kind_of_finding_has_its_words() -> None:
    assert set(SAID) == set(get_args(Kind))
    assert len({code for code, _, _ in SAID.values()}) == len(SAID)
