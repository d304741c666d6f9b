"""Every interpreter gives Kleene's value of every conclusion that the definition gives, unknown facts included."""

from __future__ import annotations

from functools import cache

from hypothesis import example, given, settings
from hypothesis import strategies as st

from rulesets import rule_sets, situations
from shipped import shipped, with_gaps
from simexit.meaning.decide import decide, verdicts
from simexit.model.expressions import Conclusion
from simexit.model.judgement import Verdicts
from simexit.model.rules import RuleSet, Situation
from simexit.run.certainty import Certainty
from simexit.run.compiled import Compiled
from simexit.run.rete import Rete

SITUATIONS_PER_RULE_SET = 5


@cache
def interpreters() -> tuple[Compiled, Rete]:
    return Compiled(shipped()), Rete(shipped())


def agenda_of(rules: RuleSet, meant: Verdicts) -> tuple[str, ...]:
    return tuple(name for name in rules.vocabulary.actions if Conclusion("action", name) in meant.true)


@given(with_gaps())
@example({})
@settings(max_examples=10_000)
def test_compiled_and_rete_agree_with_the_meaning_on_the_shipped_rules(situation: Situation) -> None:
    compiled, rete = interpreters()
    meant = verdicts(situation, shipped())
    chained, fired = rete.verdicts(situation)
    assert compiled.verdicts(situation) == meant
    assert chained == meant
    assert fired == agenda_of(shipped(), meant)


@given(rule_sets(), st.lists(situations(), min_size=SITUATIONS_PER_RULE_SET, max_size=SITUATIONS_PER_RULE_SET))
@settings(max_examples=2_000)
def test_compiled_and_rete_agree_with_the_meaning_on_generated_rule_sets(rules: RuleSet, cases: list[Situation]) -> None:
    compiled, rete = Compiled(rules), Rete(rules)
    for situation in cases:
        meant = verdicts(situation, rules)
        chained, fired = rete.verdicts(situation)
        assert compiled.verdicts(situation) == meant
        assert chained == meant
        assert fired == agenda_of(rules, meant)


@given(rule_sets(), st.lists(situations(known=(4, 10)), min_size=SITUATIONS_PER_RULE_SET, max_size=SITUATIONS_PER_RULE_SET))
@settings(max_examples=2_000)
def test_certainty_agrees_with_the_meaning_on_generated_rule_sets(rules: RuleSet, cases: list[Situation]) -> None:
    certainty = Certainty(rules, Compiled(rules))
    for situation in cases:
        assert certainty.judge(situation)[0] == decide(situation, rules)


@given(with_gaps(most=3))
@settings(max_examples=150)
def test_certainty_agrees_with_the_meaning_on_the_shipped_rules(situation: Situation) -> None:
    certainty = Certainty(shipped(), interpreters()[0])
    assert certainty.judge(situation)[0] == decide(situation, shipped())
