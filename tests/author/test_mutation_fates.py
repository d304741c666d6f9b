"""What becomes of mutants: noticed, proved to change nothing, or shown with a situation; each judged once more by trying it."""

from __future__ import annotations

import sys
from collections import Counter
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from author.mutated import GYM, by_sentence, equivalent, loaded, made, mutation
from simexit.author.cases.run import differences
from simexit.author.mutation.cases import Cases
from simexit.author.mutation.difference import Differences
from simexit.author.mutation.fate import Equivalent, Killed, Survived
from simexit.author.mutation.report import Score
from simexit.author.mutation.run import fates
from simexit.meaning.conditions import truth
from simexit.model.expressions import Conclusion
from simexit.model.rules import RuleSet
from simexit.run.decider import Decider
from small_library import small_library

VALUES = range(-4, 14)
"""Around all the numbers that conditions are made of here; beyond them no comparison changes."""
DUE = Conclusion("action", "act")


def _library(folder: Path, condition: str, cases: str) -> Path:
    small_library(folder, condition)
    (folder / "rules/do/act.cases.yaml").write_text(cases, encoding="utf-8")
    return folder


def test_the_score_of_a_badly_tested_library_is_exact(tmp_path: Path) -> None:
    found = mutation(_library(tmp_path, "x > 1", "- {name: five are many, facts: {x: 5}, expect: {next: act}}\n"))
    fates_of = by_sentence(found)
    assert {sentence for sentence, fate in fates_of.items() if isinstance(fate, Killed)} == {
        "`x > 1` becomes `not x > 1`",
        "this rule is never true",
    }
    assert equivalent(found) == {"outcome `done`: `x == 0` becomes `x == 1`", "outcome `done`: `x == 0` becomes `x == -1`"}
    assert {sentence for sentence, fate in fates_of.items() if isinstance(fate, Survived)} == {
        "`x > 1` becomes `x >= 1`",
        "`x > 1` becomes `x != 1`",
        "`x > 1` becomes `x > 2`",
        "`x > 1` becomes `x > 0`",
        "this rule is always true",
        "outcome `done`: `x == 0` is left out",
    }
    assert found.score == Score(10, 2, 2)
    assert found.score.percent == Fraction(25)


def test_an_outcome_is_noticed_by_a_case_with_steps_alone(tmp_path: Path) -> None:
    before = "- {name: five are many, facts: {x: 5}, expect: {next: act}}\n- {name: one is few, facts: {x: 1}, expect: {next: null}}\n"
    step = "- {name: once done there is none left, facts: {x: 5}, did: [act], expect: {status: finished}}\n"
    sentence = "outcome `done`: `x == 0` is left out"
    assert isinstance(by_sentence(mutation(_library(tmp_path / "before", "x > 1", before)))[sentence], Survived)
    noticed = by_sentence(mutation(_library(tmp_path / "after", "x > 1", before + step)))[sentence]
    assert isinstance(noticed, Killed)
    assert noticed.case.endswith("once done there is none left")


def test_nothing_to_notice_is_all_noticed() -> None:
    assert Score(3, 0, 3).percent == 100
    assert str(Score(2001, 2000, 0)) == "2000 of 2001 (99.9 %)"


COMPARISONS = st.builds("x {} {}".format, st.sampled_from(["<", "<=", ">", ">=", "==", "!="]), st.integers(-1, 9))
CONDITIONS = st.recursive(
    COMPARISONS,
    lambda parts: st.one_of(
        st.builds("({} and {})".format, parts, parts), st.builds("({} or {})".format, parts, parts), st.builds("(not {})".format, parts)
    ),
    max_leaves=3,
)


def _due(rules: RuleSet) -> list[bool | None]:
    return [truth(rules.conditions[DUE], {"x": x}, rules) for x in VALUES]


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(condition=CONDITIONS)
def test_a_mutant_of_a_condition_is_equivalent_exactly_where_no_value_tells(
    tmp_path_factory: pytest.TempPathFactory, condition: str
) -> None:
    folder = small_library(tmp_path_factory.mktemp("l"), condition)
    rules, _ = loaded(folder)
    compared = Differences(rules, 10.0)
    for mutant in made(folder, "do/act"):
        assert (compared.find(mutant.rules) is None) == (_due(mutant.rules) == _due(rules)), (condition, mutant.sentence)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(condition=CONDITIONS)
def test_a_mutant_of_an_outcome_is_equivalent_exactly_where_no_value_tells(
    tmp_path_factory: pytest.TempPathFactory, condition: str
) -> None:
    folder = small_library(tmp_path_factory.mktemp("l"), condition)
    rules, _ = loaded(folder)
    due = dict(zip(VALUES, _due(rules), strict=True))
    never_next = True not in due.values()
    expected = {
        # the number stays as it was where it was known, and not known where it was not
        "outcome `done`: `x == 0` is left out": never_next or set(due.values()) == {due[0]},
        "outcome `done`: `x == 0` becomes `x == 1`": never_next or due[0] == due[1],
        "outcome `done`: `x == 0` becomes `x == -1`": never_next or due[0] == due[-1],
    }
    compared = Differences(rules, 10.0)
    assert {mutant.sentence: compared.find(mutant.rules) is None for mutant in made(folder, "act")} == expected, condition


def test_what_a_case_notices_is_never_proved_to_change_nothing() -> None:
    rules, cases = loaded(GYM)
    tried, compared = Cases(rules, cases), Differences(rules, 10.0)
    for mutant in made(GYM)[::6]:
        if tried.failing(mutant) is not None:
            assert compared.find(mutant.rules) is not None, mutant.sentence


@pytest.mark.parametrize(
    ("root", "names"),
    [(GYM, ()), (None, ("warnings/departure-too-soon", "person.leaving", "ask_refund"))],
)
def test_the_cases_that_are_not_run_are_those_that_would_pass(root: Path | None, names: tuple[str, ...]) -> None:
    rules, cases = loaded(root)
    # without those that kill most mutants, so that many survive
    few = cases[:: 4 if root is None else 3]
    tried = Cases(rules, few)
    for mutant in made(root, *names)[:: 1 if names else 9]:
        decider = Decider(mutant.rules, "off")
        fails = any(any(differences(case, mutant.rules, decider)) for case in few)
        assert (tried.failing(mutant) is not None) == fails, mutant.sentence


def test_the_second_library_notices_every_mistake_that_changes_anything() -> None:
    found = mutation(GYM)
    assert [mutant.sentence for mutant, _ in found.survivors] == []
    assert found.score == Score(410, 403, 7)


def test_some_of_the_shipped_library_is_noticed_whole() -> None:
    # all of it: `simexit mutate --threshold 95`
    found = mutation(None, "confirm/wait-for-confirmation", "warnings/departure-too-soon", "decide/let-it-lapse", "wait_for_confirmation")
    assert [mutant.sentence for mutant, _ in found.survivors] == []
    assert equivalent(found) == {
        "`person.leaving` is left out",
        "`balance.owed == 0` becomes `balance.owed <= 0`",
        "`balance.credit > 0` becomes `balance.credit != 0`",
    }


def test_several_processes_find_the_same_as_one() -> None:
    rules, cases = loaded(GYM)
    some = made(GYM)[::10]
    assert fates(rules, cases, some, jobs=2) == fates(rules, cases, some, jobs=1)


def test_without_the_solver_no_mutant_is_taken_for_equivalent(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [name for name in sys.modules if name.startswith(("simexit.prove", "simexit.author.mutation"))]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "z3", None)
    from simexit.author.mutation import run

    rules, cases = loaded(_library(tmp_path, "x > 1", "- {name: five are many, facts: {x: 5}, expect: {next: act}}\n"))
    found = run.fates(rules, cases, made(tmp_path), jobs=1)
    assert Counter(type(fate).__name__ for fate in found) == {"Killed": 2, "Survived": 8}
    reasons = {getattr(fate, "reason", None) for fate in found}
    assert any("simexit[prove]" in reason for reason in reasons if reason)


@pytest.mark.parametrize(("only_a_beyond", "found"), [(1, Equivalent), (3, Survived)])
def test_a_fact_that_follows_wherever_it_is_needed_is_not_missed(tmp_path: Path, only_a_beyond: int, found: type) -> None:
    folder = small_library(tmp_path)
    with (folder / "kb/facts/f.yaml").open("a", encoding="utf-8") as facts:
        facts.write("kind: {type: choice, values: {a: {en: A}, b: {en: B}}, label: {en: kind}, question: {en: Which?}, ")
        facts.write("find_out: {en: look}, effort: 1, sensitivity: low}\n")
    (folder / "kb/constraints").mkdir()
    constraint = f"only_a: {{impossible: kind == b and x > {only_a_beyond}, why: {{en: so it is}}}}\n"
    (folder / "kb/constraints/c.yaml").write_text(constraint, encoding="utf-8")
    action = (folder / "kb/actions/do.yaml").read_text("utf-8")
    (folder / "kb/actions/do.yaml").write_text(action.replace("takes:", "needs: [kind], takes:"), encoding="utf-8")
    fates_of = by_sentence(mutation(folder, "act"))
    assert isinstance(fates_of["`kind` is not needed"], found)
