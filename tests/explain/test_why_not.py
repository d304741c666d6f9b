"""Why not: what is said to be missing is enough, and nothing smaller is."""

from __future__ import annotations

from collections import Counter
from datetime import date
from itertools import product

from hypothesis import HealthCheck, assume, given, settings

from explain.trees import atoms_behind
from generators.rulesets import rule_sets, situations
from generators.shipped import shipped, with_gaps
from simexit.explain.near_miss import NearMiss, near_miss
from simexit.explain.why_not import why_not
from simexit.meaning.conditions import applies, compare, truth
from simexit.meaning.representatives import representatives
from simexit.model.expressions import Conclusion, facts_compared
from simexit.model.rules import RuleSet, Situation
from simexit.run.decider import Decider
from test_examples import EXPECTED, LANGUAGES, advisor, facts_of

KINDS = ("action", "warning")


def missed(rules: RuleSet, conclusion: Conclusion, situation: Situation) -> NearMiss:
    return near_miss(conclusion, situation, rules, lambda fact, known: representatives(fact, known, rules))


def check_enough(rules: RuleSet, conclusion: Conclusion, situation: Situation) -> bool:
    """Check that the example makes exactly the comparisons named come true, and with them the conclusion."""
    found = missed(rules, conclusion, situation)
    if found.example is None:
        return False
    changed = {**situation, **found.example}
    assert truth(rules.conditions[conclusion], changed, rules) is True
    assert found.steps
    for atom, wanted in found.steps:
        assert compare(atom, situation, rules) is not wanted
        assert compare(atom, changed, rules) is wanted
    assert set(found.example) <= {fact for atom, _ in found.steps for fact in facts_compared(atom)}
    return True


def without_figure(situation: Situation) -> bool:
    """Return whether some parameter has no value on the day, so that a comparison with it cannot come true."""
    today = situation["today"]
    assert isinstance(today, date)
    return any(parameter.on(today) is None for parameter in shipped().vocabulary.parameters.values())


@settings(max_examples=40)
@given(with_gaps())
def test_making_the_missing_comparisons_true_makes_it_due_on_the_shipped_rules(situation: Situation) -> None:
    rules = shipped()
    for conclusion, condition in rules.conditions.items():
        if conclusion.kind in KINDS and truth(condition, situation, rules) is False:
            assert check_enough(rules, conclusion, situation) or without_figure(situation), conclusion


@settings(max_examples=200)
@given(rule_sets(), situations())
def test_making_the_missing_comparisons_true_makes_it_due_on_generated_rule_sets(rules: RuleSet, situation: Situation) -> None:
    for conclusion, condition in rules.conditions.items():
        if conclusion.kind in KINDS and truth(condition, situation, rules) is False:
            check_enough(rules, conclusion, situation)


@settings(max_examples=150, suppress_health_check=[HealthCheck.filter_too_much])
@given(rule_sets(actions=1, warnings=0, deadlines=0, rules=1), situations(known=(6, 10)))
def test_no_situation_in_which_it_is_due_is_nearer_than_the_nearest_miss(rules: RuleSet, situation: Situation) -> None:
    target = Conclusion("action", "a0")
    assume(truth(rules.conditions[target], situation, rules) is False)
    atoms = atoms_behind(rules, target)
    facts = sorted({fact for atom in atoms for fact in facts_compared(atom)} - {"today"})
    assume(len(facts) <= 4)
    assume(all(len(set(facts_compared(atom)) - {"today"}) == 1 for atom in atoms))
    values = [representatives(fact, {k: v for k, v in situation.items() if k != fact}, rules) for fact in facts]
    nearest: int | None = None
    for chosen in product(*values):
        other = {**situation, **dict(zip(facts, chosen, strict=True))}
        if truth(rules.conditions[target], other, rules):
            now = [(compare(atom, situation, rules), compare(atom, other, rules)) for atom in atoms]
            changed = sum(before is not None and before is not after for before, after in now)
            nearest = changed if nearest is None else min(nearest, changed)
    found = missed(rules, target, situation)
    assert (found.example is None) == (nearest is None)
    if nearest is not None:
        assert sum(compare(atom, situation, rules) is not None for atom, _ in found.steps) <= nearest


@settings(max_examples=40)
@given(with_gaps())
def test_each_status_says_what_it_promises(situation: Situation) -> None:
    rules = shipped()
    decider = Decider(rules, "off")
    judgement = decider.decide(situation).judgement
    for conclusion in rules.conditions:
        if conclusion.kind not in KINDS:
            continue
        found = why_not(rules, decider, situation, judgement, conclusion.name, "en")
        if found.status == "next":
            assert judgement.certain_next == conclusion.name
        elif found.status == "due" and conclusion.kind == "action":
            assert found.earlier[0].action == judgement.possible_next[0]
        elif found.status == "open":
            assert found.tell or found.no_figure
            assert found.undecided
            assert not set(found.tell) & set(situation)
            assert all(applies(fact, situation, rules) is not False for fact in found.tell)


def test_a_number_says_by_how_much_it_misses() -> None:
    facts: Situation = {**facts_of("esim-debt"), "balance.owed": 172_800}
    (lacking,) = advisor().why_not(facts, "exit_restriction_risk", lang="en").lacking
    assert (lacking.by, lacking.wanted) == ("200", True)
    assert lacking.text.replace("\u00a0", " ").startswith("unpaid charges: KZT 172,800; it would have to be: more than KZT 173,000 (")
    assert lacking.text.replace("\u00a0", " ").endswith("(KZT 200 too little)")


def test_days_say_by_how_many_they_miss() -> None:
    facts = {**facts_of("internet-card-in-country"), "application.submitted_on": "2026-11-17"}
    found = advisor().why_not(facts, "chase_operator", lang="en")
    (lacking,) = found.lacking
    assert lacking.by == "5"
    assert "working days since the day your request was handed in: 3; it would have to be: more than 7" in lacking.text
    assert dict(found.example or ()) == {"application.submitted_on": "2026-11-10"}


def test_what_is_due_later_names_what_comes_first_and_why() -> None:
    facts = {**facts_of("esim-debt"), "data.backed_up": False}
    found = advisor().why_not(facts, "back_up_data", lang="en")
    assert found.status == "due"
    assert found.earlier[0].action == "pay_debt"
    assert found.earlier[0].certain
    assert "12,500" in found.earlier[0].because[0]


def test_every_example_answers_for_every_action_and_warning_in_every_language() -> None:
    statuses: Counter[str] = Counter()
    for name in EXPECTED:
        for target in (*list(shipped().vocabulary.actions)[::6], *list(shipped().vocabulary.warnings)[::6]):
            found = [advisor().why_not(facts_of(name), target, lang=language) for language in LANGUAGES]
            statuses[found[0].status] += 1
            assert len({(one.status, one.tell, one.example, tuple(each.comparison for each in one.lacking)) for one in found}) == 1
            assert len({one.text for one in found}) == len(LANGUAGES)
    assert set(statuses) == {"next", "due", "open", "out"}
