"""`prove` finds the mistake of every faulty library under tests/faulty, and none in the library it was made of."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from tempfile import mkdtemp

import pytest

from faulty.corpus import Fault, all_faults, gym, rules_of
from simexit.meaning.conditions import truth
from simexit.prove.cache import Cache
from simexit.prove.proof import Proof, prove


@cache
def folder() -> Path:
    """Where what was proved of the library without mistakes is kept: a mistake leaves most of it as it is."""
    kept = Path(mkdtemp(prefix="proofs-"))
    prove(gym(), jobs=1, cache=Cache(kept))
    return kept


def proof_of(fault: Fault) -> Proof:
    return prove(rules_of(fault), jobs=1, cache=Cache(folder()))


@pytest.mark.parametrize("fault", [pytest.param(fault, id=fault.name) for fault in all_faults()])
def test_the_mistake_is_found_and_what_it_is_about_is_named(fault: Fault) -> None:
    proof = proof_of(fault)
    named = [finding.names for finding in proof.findings if finding.obligation == fault.obligation]
    assert [names for names in named if set(fault.names) <= set(names)], [(one.obligation, one.names) for one in proof.findings]
    rules = rules_of(fault)
    impossible = [condition for _, condition in rules.of_kind("impossible")]
    for finding in proof.findings:
        if finding.situation is not None:
            assert not [one for one in impossible if truth(one, finding.situation, rules) is True]


def test_nothing_is_found_in_the_library_without_mistakes() -> None:
    proof = prove(gym(), jobs=1)
    assert proof.findings == ()
