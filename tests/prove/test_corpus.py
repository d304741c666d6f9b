"""`prove` finds the mistake of every faulty library under tests/faulty, as a case that fails, and none in the library it was made of."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from tempfile import mkdtemp

import pytest

from faulty.corpus import Fault, all_faults, gym, rules_of
from simexit.author.cases.files import read_cases
from simexit.author.cases.run import run_case
from simexit.author.proof.findings import explained
from simexit.meaning.conditions import truth
from simexit.prove.cache import Cache
from simexit.prove.proof import Proof, prove
from simexit.run.decider import Decider


@cache
def folder() -> Path:
    """Where what was proved of the library without mistakes is kept: a mistake leaves most of it as it is."""
    kept = Path(mkdtemp(prefix="proofs-"))
    prove(gym(), jobs=1, cache=Cache(kept))
    return kept


@pytest.fixture(scope="module", params=[pytest.param(fault, id=fault.name) for fault in all_faults()])
def fault(request: pytest.FixtureRequest) -> Fault:
    """Each faulty library in turn: its proof is asked for once."""
    found: Fault = request.param
    return found


@cache
def proof_of(fault: Fault) -> Proof:
    return prove(rules_of(fault), jobs=1, cache=Cache(folder()))


def test_the_mistake_is_found_and_what_it_is_about_is_named(fault: Fault) -> None:
    proof = proof_of(fault)
    named = [finding.names for finding in proof.findings if finding.obligation == fault.obligation]
    assert [names for names in named if set(fault.names) <= set(names)], [(one.obligation, one.names) for one in proof.findings]
    rules = rules_of(fault)
    impossible = [condition for _, condition in rules.of_kind("impossible")]
    for finding in proof.findings:
        if finding.situation is not None:
            assert not [one for one in impossible if truth(one, finding.situation, rules) is True]


CASES_IN = {"total", "conflict", "safe", "ends", "invariant"}
"""The obligations that are about situations, so that a case can say what must not be."""


def test_every_situation_that_is_shown_is_a_case_that_fails(fault: Fault, tmp_path: Path) -> None:
    rules = rules_of(fault)
    explanations = [explained(finding, rules, "en") for finding in proof_of(fault).findings]
    saved = [one.case for one in explanations if one.case is not None]
    shown = [one for one in proof_of(fault).findings if one.obligation in CASES_IN and one.situation is not None]
    assert len(saved) >= len(shown)
    assert saved or fault.obligation not in CASES_IN
    for place, text in enumerate(saved):
        file = tmp_path / f"{place}.cases.yaml"
        file.write_text(text, encoding="utf-8")
        (case,), findings = read_cases(rules, [file])
        assert not findings.in_order()
        assert run_case(case, rules, Decider(rules, "off")).outcome == "failed", text


def test_nothing_is_found_in_the_library_without_mistakes() -> None:
    proof = prove(gym(), jobs=1)
    assert proof.findings == ()
