"""What is kept of a proof, for how long it holds, and that its steps are those of the definition."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

from cli.program import run
from simexit.check.ruleset import check
from simexit.libraries import Library
from simexit.model.rules import RuleSet
from simexit.prove import answer, content
from simexit.prove.answer import Answerer
from simexit.prove.cache import Cache
from simexit.prove.content import Contents
from simexit.prove.known import Known
from simexit.prove.obligations import questions
from simexit.prove.processes import results
from simexit.prove.proof import prove
from simexit.prove.questions import Held, Succession, Ways
from simexit.prove.solver import ReplayError
from simexit.prove.steps import taken
from small_library import small_library

WAYS = Ways("ends", "loop")
STEP = Succession("ends", "impossible_outcome", ("act", "done"))


@pytest.fixture
def rules(tmp_path: Path) -> RuleSet:
    found, _ = check(Library(small_library(tmp_path / "library")))
    assert found is not None
    return found


def test_a_file_of_proofs_is_written_only_where_something_is_new(rules: RuleSet, tmp_path: Path) -> None:
    prove(rules, jobs=1, cache=Cache(tmp_path))
    kept = Cache(tmp_path)
    (tmp_path / "proofs.json").unlink()
    prove(rules, jobs=1, cache=kept)
    assert not (tmp_path / "proofs.json").exists()
    kept.put("another", Held())
    kept.save()
    assert (tmp_path / "proofs.json").exists()


def test_a_proof_holds_however_long_it_might_have_taken(rules: RuleSet, tmp_path: Path) -> None:
    prove(rules, jobs=1, seconds=60, cache=Cache(tmp_path))
    assert [one for one in prove(rules, jobs=1, seconds=30, cache=Cache(tmp_path)).answered if one.seconds] == []


def test_a_proof_by_another_version_of_this_program_is_asked_for_again(rules: RuleSet, monkeypatch: pytest.MonkeyPatch) -> None:
    before = {Contents(rules).key(question) for question in questions(rules)}
    assert {Contents(rules).key(question) for question in questions(rules)} == before
    monkeypatch.setattr(content, "_program", lambda: "another version")
    assert before.isdisjoint(Contents(rules).key(question) for question in questions(rules))


WITH_TWO = """
act:
  title: {en: Act}
  do: [{en: do}]
  takes: {en: long}
  outcomes: {done: {title: {en: Done}, set: {x: 0}}, half: {title: {en: Half}, set: {x: 1}}}
"""


@pytest.mark.parametrize(
    ("was", "now", "again"),
    [
        ("en: Done", "en: All done", set[str]()),
        ("{en: long}", "{en: short}", set[str]()),
        ("x: 1", "x: -1", {"the ways", "half"}),
        ("x: 0", "x: -1", {"the ways", "done"}),
        ("half", "some", {"the ways", "some"}),
        ("outcomes", "waits_for: {en: who}\n  outcomes", {"the ways"}),
    ],
)
def test_an_edit_of_an_action_brings_back_the_steps_that_it_changes(tmp_path: Path, was: str, now: str, again: set[str]) -> None:
    keys = []
    for folder, text in (("before", WITH_TWO), ("after", WITH_TWO.replace(was, now))):
        path = small_library(tmp_path / folder) / "kb/actions/do.yaml"
        path.write_text(text, encoding="utf-8")
        rules, _ = check(Library(tmp_path / folder))
        assert rules is not None
        steps = [question for question in questions(rules) if isinstance(question, Succession | Ways)]
        keys.append({Contents(rules).key(one): "the ways" if isinstance(one, Ways) else one.names[1] for one in steps})
    before, after = keys
    assert {name for key, name in after.items() if key not in before} == again


def test_that_every_way_ends_is_asked_again_where_the_longest_was_not_found(rules: RuleSet, tmp_path: Path) -> None:
    known = Known(rules, Cache(tmp_path))
    known.put(WAYS, Held())
    assert known.get(WAYS) is None
    longest = Held((), {"x": 5}, (("act", "done"),))
    known.put(WAYS, longest)
    assert known.get(WAYS) == longest


def test_steps_that_were_taken_are_those_that_the_definition_finds(rules: RuleSet) -> None:
    assert taken([{"x": 5}], rules) == (("act", "done"),)
    for wrong in ([{"x": 0}], [{"x": 5}, {"x": 7}]):
        with pytest.raises(ReplayError):
            taken(wrong, rules)


def test_what_can_follow_on_an_outcome_is_confirmed_by_the_definition(rules: RuleSet, monkeypatch: pytest.MonkeyPatch) -> None:
    answerer = Answerer(rules, 60, 7)
    assert answerer.answer(STEP) == Held(("finished",))
    monkeypatch.setattr(answer, "leads_to", lambda outcome, situation, later, rules: False)
    with pytest.raises(ReplayError):
        answerer.answer(STEP)


def counted(start: int) -> Callable[[int], int]:
    return lambda item: start + item


@pytest.mark.parametrize("jobs", [1, 2])
def test_each_item_gets_its_result_however_many_processes_work(jobs: int) -> None:
    assert dict(results(partial(counted, 10), [3, 1, 2], jobs, worth_a_process=2)) == {0: 13, 1: 11, 2: 12}


def test_who_shares_work_among_processes_does_not_load_the_solver() -> None:
    said = "import sys, simexit.prove.processes, simexit.author.mutation.run; print('z3' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", said], capture_output=True, text=True, check=True).stdout == "False\n"


@pytest.mark.parametrize("name", ["found.yaml", "found.cases.yml", "cases.yaml.txt"])
def test_situations_are_not_saved_where_nothing_would_run_them_as_cases(tmp_path: Path, name: str) -> None:
    result = run("--from", str(small_library(tmp_path / "library")), "prove", "--no-cache", "--save", str(tmp_path / name))
    assert result.exit_code == 2
    assert "does not end in `.cases.yaml`" in result.stderr
    assert not (tmp_path / name).exists()
