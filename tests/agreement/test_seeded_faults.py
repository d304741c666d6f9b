"""Faults put into the interpreters on purpose: the agreement tests must find each of them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from rulesets import rule_sets, situations
from simexit.meaning import conditions
from simexit.meaning.decide import decide, verdicts
from simexit.meaning.representatives import representatives
from simexit.model.expressions import Conclusion
from simexit.model.rules import RuleSet, Situation
from simexit.run import certainty as certainty_module
from simexit.run import rete as rete_module
from simexit.run.certainty import Certainty
from simexit.run.compiled import Compiled
from simexit.run.generate import Generator
from simexit.run.rete import Rete
from simexit.run.tokens import Lowering

Fault = Callable[[pytest.MonkeyPatch], None]


def two_valued_not(patch: pytest.MonkeyPatch) -> None:
    right = Generator._named
    patch.setattr(
        Generator, "_named", lambda self, t, m, depth: right(self, m, t, depth) if t.startswith("(not") else right(self, t, m, depth)
    )


def facts_that_do_not_apply_are_compared(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(Generator, "_guards", lambda self, atom: [])


def a_bound_is_one_off(patch: pytest.MonkeyPatch) -> None:
    right = Generator._compare
    patch.setattr(Generator, "_compare", lambda self, atom: right(self, atom).replace(" < ", " <= "))


def any_is_all(patch: pytest.MonkeyPatch) -> None:
    right = Generator._joined
    patch.setattr(Generator, "_joined", lambda self, parts, word, depth: right(self, parts, " and ", depth))


def a_missing_parameter_is_zero(patch: pytest.MonkeyPatch) -> None:
    right = Compiled.conclude

    def conclude(self: Compiled, situation: Situation) -> Any:
        self._figures = {day: tuple(0 if one is None else one for one in figures) for day, figures in self._figures.items()}
        return right(self, situation)

    patch.setattr(Compiled, "conclude", conclude)


def the_rete_reads_unknown_as_false(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(rete_module, "compare", lambda *given: bool(conditions.compare(*given)))


def the_rete_forgets_an_alternative(patch: pytest.MonkeyPatch) -> None:
    right = Lowering._any
    patch.setattr(Lowering, "_any", lambda self, *given: right(self, *given)[:1])


def the_rete_fires_in_another_order(patch: pytest.MonkeyPatch) -> None:
    right = Rete.verdicts
    patch.setattr(Rete, "verdicts", lambda self, situation: (right(self, situation)[0], right(self, situation)[1][::-1]))


def values_are_missed(patch: pytest.MonkeyPatch) -> None:
    right = representatives

    def fewer(*given: Any) -> Any:
        return right(*given)[:-1]

    patch.setattr(certainty_module, "representatives", fewer)


def constraints_are_forgotten(patch: pytest.MonkeyPatch) -> None:
    right = Certainty._places
    patch.setattr(Certainty, "_places", lambda self, kind: [] if kind == "impossible" else right(self, kind))


def a_failure_blames_too_little(patch: pytest.MonkeyPatch) -> None:
    right = Certainty.__init__

    def blameless(self: Certainty, rules: RuleSet, compiled: Compiled) -> None:
        right(self, rules, compiled)
        self._behind = [frozenset(sorted(facts)[:1]) for facts in self._behind]

    patch.setattr(Certainty, "__init__", blameless)


FAULTS: list[Fault] = [
    two_valued_not,
    facts_that_do_not_apply_are_compared,
    a_bound_is_one_off,
    any_is_all,
    a_missing_parameter_is_zero,
    the_rete_reads_unknown_as_false,
    the_rete_forgets_an_alternative,
    the_rete_fires_in_another_order,
    values_are_missed,
    constraints_are_forgotten,
    a_failure_blames_too_little,
]


def found_by_agreement() -> None:
    """The agreement properties once more, small and without shrinking, on generated rule sets."""

    @given(rule_sets(), st.lists(situations(known=(4, 10)), min_size=4, max_size=4))
    @settings(max_examples=1_000, phases=[Phase.generate], database=None, derandomize=True)
    def agree(rules: RuleSet, cases: list[Situation]) -> None:
        compiled, rete = Compiled(rules), Rete(rules)
        certainty = Certainty(rules, compiled)
        for situation in cases:
            meant = verdicts(situation, rules)
            assert compiled.verdicts(situation) == meant
            chained, fired = rete.verdicts(situation)
            assert chained == meant
            assert fired == tuple(name for name in rules.vocabulary.actions if Conclusion("action", name) in meant.true)
            assert certainty.judge(situation)[0] == decide(situation, rules)

    agree()


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.__name__)
def test_a_seeded_fault_is_found(monkeypatch: pytest.MonkeyPatch, fault: Fault) -> None:
    fault(monkeypatch)
    with pytest.raises(AssertionError):
        found_by_agreement()
