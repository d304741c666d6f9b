"""Files of cases are read whole or refused with every problem in its place."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from author.shipped_cases import OWING, cases_in, findings_in, rules, written
from simexit.author.cases.case import Done, Is, MayBeNext, Standing, Telling
from simexit.author.cases.files import read_cases
from simexit.check.files import case_files, parsed, read_texts
from simexit.libraries import library
from simexit.text.diagnostics import Findings
from small_library import small_library

RIGHT = OWING.replace("EXPECT", "next: pay_debt")


def test_a_case_is_read_with_its_facts_its_day_its_steps_and_what_it_expects(tmp_path: Path) -> None:
    expect = "status: act, next: null, deadline: 2026-12-01, possible_next: [finished, pay_debt], due: [pay_debt], not_warned: [no_agents]"
    text = RIGHT.replace("next: pay_debt", expect) + "  did: [pay_debt, {pay_debt: paid}, {tell: {operator: null}}, {today: 2026-11-21}]\n"
    (case,) = cases_in(tmp_path, text)
    assert (case.name, case.span.line) == ("1 KZT is owed", 2)
    assert case.facts == {
        "card.registered_to": "me",
        "need.duration": "permanent",
        "balance.owed": 1,
        "today": date(2026, 11, 20),
    }
    place = case.span
    assert case.steps == (
        Done("pay_debt", "paid", place),
        Done("pay_debt", "paid", place),
        Telling({"operator": None}, place),
        Telling({"today": date(2026, 11, 21)}, place),
    )
    assert case.expected == (
        Is("status", "act", place),
        Is("next", None, place),
        Is("deadline", date(2026, 12, 1), place),
        MayBeNext(("finished", "pay_debt"), place),
        Standing("due", "pay_debt", place),
        Standing("not_warned", "no_agents", place),
    )


def test_an_expectation_stands_where_it_is_written(tmp_path: Path) -> None:
    (case,) = cases_in(tmp_path, OWING.replace("{EXPECT}", "\n    due:\n      - pay_debt\n      - ask_refund\n    holds: closing"))
    assert [(one.span.line, one.span.column) for one in case.expected] == [(7, 9), (8, 9), (9, 12)]


@pytest.mark.parametrize(
    ("expect", "code", "column"),
    [
        ("nxet: pay_debt", "K201", 12),
        ("next: pay_debts", "K301", 18),
        ("next: finished", "K301", 18),
        ("next: [pay_debt]", "K203", 18),
        ("status: done", "K204", 20),
        ("status: null", "K203", 20),
        ("due: [pay_debts]", "K301", 18),
        ("due: pay_debt", "K203", 17),
        ("possible_next: [finish]", "K301", 28),
        ("warned: [pay_debt]", "K301", 21),
        ("question: balance.owes", "K301", 22),
        ("deadline: tomorrow", "K204", 22),
        ("not_due: []", "K203", 21),
        ("holds: balance.owes > 1", "K301", 19),
        ("holds: warned(pay_debt)", "K301", 26),
        ("never: balance.owed", "K407", 19),
        ("never: null", "K203", 19),
        ("", "K202", 11),
    ],
)
def test_an_expectation_that_means_nothing_is_a_finding_in_its_place(tmp_path: Path, expect: str, code: str, column: int) -> None:
    (finding,) = findings_in(tmp_path, OWING.replace("EXPECT", expect))
    assert finding.span is not None
    assert (finding.code.code, finding.span.line, finding.span.column) == (code, 5, column)


@pytest.mark.parametrize(
    ("step", "code", "column"),
    [
        ("pay_debts", "K301", 9),
        ("pay_debt: payed", "K301", 19),
        ("wait_for_confirmation", "K202", 9),
        ("{tell: {balance.owes: 1}}", "K601", 17),
        ("{tell: {balance.owed: much}}", "K602", 31),
        ("{tell: {balance.owed: 1, balance: {owed: 2}}}", "K605", 50),
        ("{today: soon}", "K204", 17),
        ("{pay_debt: paid, ask_refund: asked}", "K203", 9),
        ("[pay_debt]", "K203", 9),
        ("null", "K203", 9),
    ],
)
def test_a_step_that_means_nothing_is_a_finding_in_its_place(tmp_path: Path, step: str, code: str, column: int) -> None:
    (finding,) = findings_in(tmp_path, RIGHT + f"  did:\n    -   {step}\n")
    assert finding.span is not None
    assert (finding.code.code, finding.span.line, finding.span.column) == (code, 7, column)


def test_an_action_that_can_end_in_several_ways_is_shown_with_them(tmp_path: Path) -> None:
    (finding,) = findings_in(tmp_path, RIGHT + "  did: [wait_for_confirmation]\n")
    assert "rejected" in finding.message
    assert finding.hint is not None
    assert finding.hint.startswith("say how it ended, such as `wait_for_confirmation: ")


@pytest.mark.parametrize(
    ("right", "wrong", "code"),
    [
        ("balance.owed: 1", "balance.owes: 1", "K601"),
        ("balance.owed: 1", "balance.owed: much", "K602"),
        ("2026-11-20", "today", "K204"),
        ("balance.owed: 1", "today: 2026-11-21", "K605"),
        ("name: 1 KZT is owed", "name: [1, 2]", "K203"),
        ("facts", "fcats", "K201"),
    ],
)
def test_a_case_with_an_unknown_fact_or_a_wrong_value_is_refused(tmp_path: Path, right: str, wrong: str, code: str) -> None:
    assert code in [finding.code.code for finding in findings_in(tmp_path, RIGHT.replace(right, wrong))]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "K103"),
        ("# only a comment\n", "K103"),
        ("[]", "K103"),
        ("pay_debt", "K203"),
        (RIGHT + RIGHT, "K302"),
        (RIGHT + "  else: 1\n", "K201"),
        (RIGHT + "  did: pay_debt\n", "K203"),
    ],
)
def test_a_file_without_cases_or_with_cases_of_another_shape_is_refused(tmp_path: Path, text: str, code: str) -> None:
    assert [finding.code.code for finding in findings_in(tmp_path, text)] == [code]


def test_every_problem_of_every_file_is_found_and_the_right_cases_are_still_read(tmp_path: Path) -> None:
    for name, text in (("a", RIGHT.replace("owed: 1", "owes: 1") + RIGHT), ("b", "[]"), ("c", RIGHT), ("d", OWING)):
        (tmp_path / f"{name}.cases.yaml").write_text(text, encoding="utf-8")
    cases, findings = read_cases(rules(), [tmp_path])
    assert [Path(finding.span.source.name).name[0] for finding in findings.in_order() if finding.span] == ["a", "a", "b", "d"]
    assert [Path(case.file).name for case in cases] == ["c.cases.yaml"]


def test_a_file_that_is_named_twice_is_read_once(tmp_path: Path) -> None:
    path = written(tmp_path, RIGHT)
    cases, _ = read_cases(rules(), [path, tmp_path])
    assert len(cases) == 1


def test_files_of_cases_are_found_in_every_folder_but_hidden_ones(tmp_path: Path) -> None:
    for name in ("b/one.cases.yaml", "a.cases.yaml", ".hidden/x.cases.yaml", "b/.x.cases.yaml", "b/rule.yaml", "cases.yaml"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).touch()
    assert [path.relative_to(tmp_path).as_posix() for path in case_files(tmp_path)] == ["a.cases.yaml", "b/one.cases.yaml"]


def test_cases_are_no_rules_and_no_part_of_what_identifies_the_library(tmp_path: Path) -> None:
    folder = library(small_library(tmp_path))
    before = parsed(read_texts(folder, Findings()), folder, Findings())
    (tmp_path / "rules" / "do" / "act.cases.yaml").write_text("- anything", encoding="utf-8")
    after = parsed(read_texts(folder, findings := Findings()), folder, findings)
    assert len(findings) == 0
    assert [file.path for file in after.rules] == ["do/act"]
    assert after.identity == before.identity


def test_cases_in_kb_are_no_knowledge(tmp_path: Path) -> None:
    folder = library(small_library(tmp_path))
    (tmp_path / "kb" / "facts" / "x.cases.yaml").write_text("y: {}", encoding="utf-8")
    assert "facts/x.cases" in [file.path for file in parsed(read_texts(folder, Findings()), folder, Findings()).knowledge]


def test_the_example_in_the_documents_can_be_read(tmp_path: Path) -> None:
    text = (library().rules / "README.md").read_text(encoding="utf-8").partition("## Cases")[2]
    (case,) = cases_in(tmp_path, text.partition("```yaml\n")[2].partition("```")[0])
    assert len(case.expected) == 12


WORDS = st.sampled_from(
    ["null", "[]", "{}", "pay_debt", "finished", "due(pay_debt)", "[x]", "{did: 1}", "2026-11-20", "'", ": ", "not", "&a"]
)
WHOLE = """
- name: everything
  today: 2026-11-20
  facts: {card.registered_to: me, balance: {owed: 1}}
  did: [pay_debt, {tell: {balance.owed: 1}}, {today: 2026-11-21}, {wait_for_confirmation: rejected}]
  expect: {next: null, possible_next: [pay_debt], due: [pay_debt], holds: mine, never: next(finished), deadline: null}
"""


@given(st.integers(0, 60), st.integers(0, 3), st.one_of(WORDS, st.text(max_size=5)))
@settings(max_examples=200)
def test_no_text_in_any_place_ends_in_anything_but_cases_or_findings(
    tmp_path_factory: pytest.TempPathFactory, place: int, replaced: int, word: str
) -> None:
    parts = WHOLE.replace("\n", " \n ").split(" ")
    text = " ".join([*parts[:place], word, *parts[place + replaced :]])
    path = tmp_path_factory.getbasetemp() / "fuzz.cases.yaml"
    path.write_text(text, encoding="utf-8", errors="replace")
    cases, findings = read_cases(rules(), [path])
    assert cases or len(findings)
