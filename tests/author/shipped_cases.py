"""Cases written in a test, read against the shipped rules."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from simexit.author.cases.case import Case
from simexit.author.cases.files import read_cases
from simexit.author.cases.run import Result, run_case
from simexit.check.ruleset import check
from simexit.libraries import library
from simexit.model.rules import RuleSet
from simexit.run.decider import Decider
from simexit.text.diagnostics import Diagnostic

OWING = """
- name: 1 KZT is owed
  today: 2026-11-20
  facts: {card.registered_to: me, need.duration: permanent, balance.owed: 1}
  expect: {EXPECT}
"""


@cache
def rules() -> RuleSet:
    found, findings = check(library())
    assert found is not None, findings.in_order()
    return found


@cache
def decider() -> Decider:
    return Decider(rules(), "off")


def written(folder: Path, text: str) -> Path:
    path = folder / "some.cases.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def findings_in(folder: Path, text: str) -> tuple[Diagnostic, ...]:
    _, findings = read_cases(rules(), [written(folder, text)])
    return findings.in_order()


def cases_in(folder: Path, text: str) -> tuple[Case, ...]:
    cases, findings = read_cases(rules(), [written(folder, text)])
    assert findings.in_order() == ()
    return cases


def result_of(folder: Path, text: str) -> Result:
    (case,) = cases_in(folder, text)
    return run_case(case, rules(), decider())
