"""The cases under cases/: the advice that a domain expert expects in a named situation."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

import pytest

from simexit.api import Advice, Advisor, load
from simexit.check.situations import Told, from_node, from_python, situation
from simexit.meaning.decide import possible
from simexit.model.expressions import TODAY, Conclusion, Holds
from simexit.model.judgement import FINISHED
from simexit.model.rules import RuleSet, Situation
from simexit.parse.nodes import Node, Scalar, parse
from simexit.parse.shapes import day, fields, items, one_of, scalar, words
from simexit.text.diagnostics import Findings
from simexit.text.render import render
from simexit.text.source import Source

FOLDER = Path(__file__).parent / "cases"
WHOLE = {"asking", "finished"}
"""The files that are about no one action or warning."""

STATUSES = ("act", "wait", "ask", "finished")
SINGLE = ("status", "next", "question", "deadline")
LISTS = ("possible_next", "due", "not_due", "warned", "not_warned", "maybe_warned")


class BadCaseError(Exception):
    """A case file cannot be read; the message says where and why."""


@dataclass(frozen=True)
class Case:
    """One case as it is written; facts and expectations are not looked into yet."""

    file: str
    name: str
    today: Node | None
    facts: Node
    expect: Node


@dataclass(frozen=True)
class Expected:
    """What a case says of the advice, by key; a key that it does not name is not in `single` or `lists`."""

    single: dict[str, str | date | None]
    lists: dict[str, tuple[str, ...]]


@cache
def advisor() -> Advisor:
    return load(lang="en")


def cases_in(text: str, file: str) -> list[Case]:
    """Return the cases of one file, each with its own name."""
    findings = Findings()
    root = parse(Source(f"{file}.yaml", text), findings)
    found: list[Case] = []
    for node in items(root, "a case file", findings) if root else ():
        parts = fields(node, "a case", findings, needs=("name", "facts", "expect"), may=("today",))
        name = scalar(parts["name"], "the name of a case", findings) if parts else None
        if parts and name:
            found.append(Case(file, name.text, parts.get("today"), parts["facts"], parts["expect"]))
    _refuse(findings)
    names = [case.name for case in found]
    if not names or len(set(names)) < len(names):
        raise BadCaseError(f"{file}.yaml: there must be cases, each with its own name")
    return found


@cache
def all_cases() -> tuple[Case, ...]:
    files = {path.relative_to(FOLDER).with_suffix("").as_posix(): path for path in sorted(FOLDER.rglob("*.yaml"))}
    return tuple(case for file, path in files.items() for case in cases_in(path.read_text("utf-8"), file))


def told_in(case: Case, rules: RuleSet) -> list[Told]:
    """Return the facts of a case; an unknown fact or a wrong value is an error."""
    findings = Findings()
    told = from_node(case.facts, rules, findings)
    today = day(case.today, "the day of a case", findings) if case.today else None
    if today:
        told += from_python({TODAY: today}, rules, findings)
    _refuse(findings)
    return told


def expected_in(case: Case, rules: RuleSet) -> Expected:
    """Return the expectations of a case; an unknown key, action, warning or fact is an error, and so is one that nothing can fail."""
    findings = Findings()
    parts = fields(case.expect, "what a case expects", findings, needs=(), may=(*SINGLE, *LISTS)) or {}
    vocabulary = rules.vocabulary
    allowed: dict[str, list[str]] = {
        "status": list(STATUSES),
        "next": list(vocabulary.actions),
        "question": list(vocabulary.facts),
        "possible_next": [*vocabulary.actions, FINISHED],
        **{key: list(vocabulary.actions) for key in ("due", "not_due")},
        **{key: list(vocabulary.warnings) for key in ("warned", "not_warned", "maybe_warned")},
    }
    single: dict[str, str | date | None] = {}
    lists: dict[str, tuple[str, ...]] = {}
    for key, node in parts.items():
        if key in LISTS:
            lists[key] = tuple(word.text for word in words(node, f"`{key}`", findings) if one_of(word, f"`{key}`", allowed[key], findings))
        elif isinstance(node, Scalar) and node.is_null and key != "status":
            single[key] = None
        elif key == "deadline":
            single[key] = day(node, f"`{key}`", findings)
        else:
            single[key] = one_of(node, f"`{key}`", allowed[key], findings)
    _refuse(findings)
    if not parts or not all(lists.values()):
        raise BadCaseError(f"{case.file}.yaml: {case.name}: expects nothing, or an empty list")
    return Expected(single, lists)


def _refuse(findings: Findings) -> None:
    if len(findings):
        raise BadCaseError(render(findings.in_order()))


def differences(expected: Expected, advice: Advice) -> Iterator[str]:
    """Yield in words where an advice is not what is expected."""
    got_single: dict[str, str | date | None] = {
        "status": advice.status,
        "next": advice.next,
        "question": None if advice.question is None else advice.question.fact,
        "deadline": None if advice.deadline is None else advice.deadline.by,
    }
    for key, wanted in expected.single.items():
        if got_single[key] != wanted:
            yield f"{key} is {got_single[key]}, expected {wanted}"
    certain = [warned.id for warned in advice.warnings.certain]
    maybe = list(advice.warnings.possible)
    for key, names in expected.lists.items():
        match key:
            case "possible_next":
                wrong = [] if advice.possible_next == names else [*advice.possible_next, "expected", *names]
            case "due":
                wrong = [name for name in names if name not in advice.agenda]
            case "not_due":
                wrong = [name for name in names if name in advice.agenda]
            case "warned":
                wrong = [name for name in names if name not in certain]
            case "maybe_warned":
                wrong = [name for name in names if name not in maybe]
            case _:
                wrong = [name for name in names if name in certain or name in maybe]
        if wrong:
            yield f"{key} is wrong: {', '.join(wrong)}"


def check(case: Case) -> list[str]:
    """Return in words where the advice for a case is not what it expects."""
    asked = advisor()
    expected = expected_in(case, asked.rules)
    advice = asked.advise_told(told_in(case, asked.rules), Findings())
    return list(differences(expected, advice))


@pytest.mark.parametrize("case", [pytest.param(case, id=f"{case.file}: {case.name}") for case in all_cases()])
def test_the_advice_is_what_the_case_expects(case: Case) -> None:
    assert check(case) == []


def test_every_action_and_every_warning_has_a_file_and_no_file_is_left_over() -> None:
    assert {case.file for case in all_cases()} == {*_files_by_subject().values(), *WHOLE}


def test_every_action_is_next_in_one_case_and_not_due_in_another_of_its_file() -> None:
    for name, file in _files_of_actions().items():
        assert _cases_expecting(file, "next", name), f"no case in which {name} is next"
        assert _cases_expecting(file, "not_due", name), f"no case in which {name} is not due"


def test_every_warning_holds_in_one_case_and_not_in_another_of_its_file() -> None:
    for name, file in _files_of_warnings().items():
        assert _cases_expecting(file, "warned", name), f"no case in which {name} holds"
        assert _cases_expecting(file, "not_warned", name), f"no case in which {name} does not hold"


def test_each_file_holds_two_cases_on_both_sides_of_the_boundary_with_one_value_between_them() -> None:
    for name, file in _files_by_subject().items():
        keys = ("next", "not_due") if name in advisor().rules.vocabulary.actions else ("warned", "not_warned")
        this_side, that_side = ([_situation(case) for case in _cases_expecting(file, key, name)] for key in keys)
        assert any(_differing(one, other) == 1 for one in this_side for other in that_side), f"no such pair for {name}"


def test_an_action_that_its_file_says_is_not_due_is_out_and_not_merely_unknown() -> None:
    rules = advisor().rules
    for name, file in _files_of_actions().items():
        for case in _cases_expecting(file, "not_due", name):
            assert not possible(Holds(Conclusion("action", name)), _situation(case), rules, frozenset()), f"{file}: {case.name}"


def _files_of_actions() -> dict[str, str]:
    return {name: f"{action.stage}/{_dashed(name)}" for name, action in advisor().rules.vocabulary.actions.items()}


def _files_of_warnings() -> dict[str, str]:
    return {name: f"warnings/{_dashed(name)}" for name in advisor().rules.vocabulary.warnings}


def _files_by_subject() -> dict[str, str]:
    return {**_files_of_actions(), **_files_of_warnings()}


def _dashed(name: str) -> str:
    return name.replace("_", "-")


def _cases_expecting(file: str, key: str, name: str) -> list[Case]:
    found = []
    for case in all_cases():
        if case.file == file:
            expected = expected_in(case, advisor().rules)
            if expected.single.get(key) == name or name in expected.lists.get(key, ()):
                found.append(case)
    return found


def _situation(case: Case) -> Situation:
    return situation(told_in(case, advisor().rules), Findings())


def _differing(one: Situation, other: Situation) -> int:
    """Return how many facts have another value, or a value on one side only."""
    return sum(one.get(fact) != other.get(fact) for fact in {*one, *other})


OWING = """
- name: 1 KZT is owed
  today: 2026-11-20
  facts: {card.registered_to: me, need.duration: permanent, balance.owed: 1}
  expect: {EXPECT}
"""


@pytest.mark.parametrize(
    "expect",
    [
        "status: wait",
        "next: ask_refund",
        "next: null",
        "possible_next: [pay_debt, finished]",
        "due: [ask_refund]",
        "not_due: [pay_debt]",
        "warned: [exit_restriction_risk]",
        "not_warned: [no_agents]",
        "maybe_warned: [exit_restriction_risk]",
        "question: today",
        "deadline: 2026-11-20",
    ],
)
def test_a_wrong_expectation_is_found_whatever_its_key(expect: str) -> None:
    (case,) = cases_in(OWING.replace("EXPECT", expect), "owing")
    assert len(check(case)) == 1


@pytest.mark.parametrize(
    "expect",
    [
        "nxet: pay_debt",
        "next: pay_debts",
        "next: finished",
        "status: done",
        "status: null",
        "due: [pay_debts]",
        "warned: [pay_debt]",
        "question: balance.owes",
        "deadline: tomorrow",
        "not_due: []",
        "",
    ],
)
def test_an_expectation_that_means_nothing_is_refused(expect: str) -> None:
    (case,) = cases_in(OWING.replace("EXPECT", expect), "owing")
    with pytest.raises(BadCaseError):
        check(case)


@pytest.mark.parametrize(
    "wrong", [("balance.owed: 1", "balance.owes: 1"), ("balance.owed: 1", "balance.owed: much"), ("2026-11-20", "today")]
)
def test_a_case_with_an_unknown_fact_or_a_wrong_value_is_refused(wrong: tuple[str, str]) -> None:
    (case,) = cases_in(OWING.replace("EXPECT", "next: pay_debt").replace(*wrong), "owing")
    with pytest.raises(BadCaseError):
        check(case)


@pytest.mark.parametrize(
    "text", ["", "# only a comment\n", "[]", "pay_debt", OWING + OWING, OWING.replace("facts", "fcats"), OWING + "  else: 1\n"]
)
def test_a_case_file_without_cases_or_with_cases_of_another_shape_is_refused(text: str) -> None:
    with pytest.raises(BadCaseError):
        cases_in(text, "owing")
