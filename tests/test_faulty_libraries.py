"""The corpus of faulty libraries under faulty/: each passes `check`, and the definition shows that its fault is real.

No prover is asked here: what must never be is looked at in the situation that the fault names, what must be possible is searched for.
"""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from faulty.corpus import CORPUS, BadFaultError, Fault, all_faults, fault_in, gym, lay_out, rules_of, witness_of
from faulty.situations import complete, value_of
from simexit.meaning.conditions import truth
from simexit.meaning.decide import possible
from simexit.meaning.effects import after
from simexit.meaning.representatives import left_open
from simexit.model.expressions import TODAY, All, Conclusion, Condition, Holds, Not
from simexit.model.rules import Rule, RuleSet, Situation

LEAST = {"total": 5, "conflict": 6, "dead": 9, "safe": 6, "ends": 8, "invariant": 5, "dates": 3}
"""How many faults there are at least, by what the name of their folder begins with."""
ROUNDS = 4
"""How often a circle is gone round: more often than any count of the gym goes on."""
WHOLE_YEAR = [date(2026, 1, 1) + timedelta(days) for days in range(365)]


def faults(*obligations: str) -> list[object]:
    return [pytest.param(fault, id=fault.name) for fault in all_faults() if not obligations or fault.obligation in obligations]


def is_so(kind: str, name: str, situation: Situation, rules: RuleSet) -> bool | None:
    return truth(Holds(Conclusion(kind, name)), situation, rules)  # type: ignore[arg-type]  # each is a kind


def due(situation: Situation, rules: RuleSet) -> list[str]:
    return [name for name in rules.vocabulary.actions if is_so("action", name, situation, rules)]


def is_impossible(situation: Situation, rules: RuleSet) -> bool:
    return any(truth(condition, situation, rules) for _, condition in rules.of_kind("impossible"))


def shows(fault: Fault, situation: Situation, rules: RuleSet) -> bool:
    """Return whether an obligation is broken in a situation that can be."""
    if is_impossible(situation, rules):
        return False
    found, actions = due(situation, rules), rules.vocabulary.actions
    match fault.obligation:
        case "total":
            assert rules.finished is not None
            return not found and truth(rules.finished, situation, rules) is False
        case "conflict":
            first, second = fault.names
            return second in actions[first].excludes and {first, second} <= set(found)
        case "safe":
            requires = actions[found[0]].requires if found else None
            return found[:1] == list(fault.names) and requires is not None and truth(requires, situation, rules) is not True
        case "invariant":
            return any(truth(one.forbidden, situation, rules) is True for one in rules.invariants if one.name in fault.names)
        case "sourced":
            return any(_outlives_its_sources(rule, situation, rules) for rule in rules.rules if rule.name in fault.names)
        case "ends":
            return leads_astray(fault.way * ROUNDS, situation, rules)
        case _:
            raise AssertionError(f"{fault.obligation} has no witness")


def _outlives_its_sources(rule: Rule, situation: Situation, rules: RuleSet) -> bool:
    ends = [rules.vocabulary.works[source.partition("/")[0]].until for source in rule.sources]
    today = situation[TODAY]
    assert isinstance(today, date)
    return bool(truth(rule.condition, situation, rules)) and all(end is not None and end < today for end in ends)


def leads_astray(way: tuple[str, ...], situation: Situation, rules: RuleSet) -> bool:
    """Return whether each step of the way is the next one, until its end or until what cannot be."""
    for step in way:
        name, _, chosen = step.partition("/")
        if due(situation, rules)[:1] != [name]:
            return False
        outcomes = {outcome.name: outcome for outcome in rules.vocabulary.actions[name].outcomes}
        if chosen and chosen not in outcomes:
            return False
        if chosen:
            situation = after(outcomes[chosen], situation, rules)
        elif outcomes:
            return False
        if is_impossible(situation, rules):
            return True
    return True


ONLY_THERE = {"total-uncovered-choice"}
"""Faults that show only with an answer that the gym does not know."""
WITNESSED = ("total", "conflict", "safe", "invariant", "ends", "sourced")


@pytest.mark.parametrize("fault", faults())
def test_a_faulty_library_passes_check(fault: Fault) -> None:
    assert rules_of(fault).rules


@pytest.mark.parametrize("fault", faults(*WITNESSED))
def test_the_fault_shows_in_the_situation_that_it_names(fault: Fault) -> None:
    rules = rules_of(fault)
    assert shows(fault, witness_of(fault, rules), rules)


@pytest.mark.parametrize(
    "fault", [pytest.param(fault, id=fault.name) for fault in all_faults() if fault.witness and fault.name not in ONLY_THERE]
)
def test_without_the_mistake_the_same_situation_shows_no_fault(fault: Fault) -> None:
    assert not shows(fault, witness_of(fault, gym()), gym())


@pytest.mark.parametrize("fault", [pytest.param(fault, id=fault.name) for fault in all_faults() if fault.not_on])
def test_a_fault_of_some_days_does_not_show_on_another_day(fault: Fault) -> None:
    rules = rules_of(fault)
    assert fault.not_on is not None
    assert not shows(fault, {**witness_of(fault, rules), TODAY: fault.not_on}, rules)


@pytest.mark.parametrize("fault", faults(*WITNESSED))
def test_a_witness_leaves_no_action_open(fault: Fault) -> None:
    rules = rules_of(fault)
    situation = witness_of(fault, rules)
    assert [name for name in rules.vocabulary.actions if is_so("action", name, situation, rules) is None] == []


def never(goal: Condition, rules: RuleSet) -> bool:
    """Return whether no situation that can be makes the goal true; of two days beside each other, the first is one of a year."""

    def found(situation: Situation) -> bool:
        return possible(goal, situation, rules, left_open(situation, rules))

    return not found({}) or not any(found({TODAY: today}) for today in WHOLE_YEAR)


def ways_to_be_dead(name: str, rules: RuleSet) -> list[Condition]:
    """Return the conditions one of which must be possible nowhere if a rule, action, derived or other fact is dead."""
    for number, action in enumerate(rules.vocabulary.actions):
        if action == name:
            earlier = [Not(Holds(Conclusion("action", one))) for one in list(rules.vocabulary.actions)[:number]]
            return [All((*earlier, Holds(Conclusion("action", name))))]
    for rule in rules.rules:
        if rule.name == name:
            others = [Not(other.condition) for other in rules.rules_for[rule.then] if other is not rule]
            overridden = [other.when for other in rules.rules if other.name in rule.overrides]
            alone: list[Condition] = [All((rule.condition, *others))] if others else []
            return [rule.condition, *alone, *(All((rule.condition, when)) for when in overridden)]
    if Conclusion("derived", name) in rules.conditions:
        return [Not(Holds(Conclusion("derived", name)))]
    return [Holds(Conclusion("applies", name))] if Conclusion("applies", name) in rules.conditions else []


def is_dead(name: str, rules: RuleSet) -> bool:
    constraint = Conclusion("impossible", name)
    if constraint in rules.conditions:
        rest = {conclusion: condition for conclusion, condition in rules.conditions.items() if conclusion != constraint}
        return never(rules.conditions[constraint], RuleSet(rules.vocabulary, rules.rules, rest, rules.identity))
    return any(never(goal, rules) for goal in ways_to_be_dead(name, rules))


WITHOUT_EFFECT = [
    fault for fault in all_faults() if fault.name.startswith("dead-fact-without") or fault.name.startswith("dead-fact-drowned")
]
DEAD = [fault for fault in all_faults() if fault.obligation == "dead" and fault not in WITHOUT_EFFECT]


@pytest.mark.parametrize("fault", [pytest.param(fault, id=fault.name) for fault in DEAD])
def test_what_is_said_to_be_dead_is_possible_nowhere(fault: Fault) -> None:
    assert all(is_dead(name, rules_of(fault)) for name in fault.names)


def test_nothing_of_the_gym_is_dead() -> None:
    rules = gym()
    names = [*(rule.name for rule in rules.rules), *rules.vocabulary.actions, *rules.vocabulary.constraints, *rules.vocabulary.facts]
    names += [conclusion.name for conclusion, _ in rules.of_kind("derived")]
    assert [name for name in names if is_dead(name, rules)] == []


def differs(one: Situation, other: Situation, rules: RuleSet) -> bool:
    """Return whether something else is due or warned of in one of two situations that can be."""
    if is_impossible(one, rules) or is_impossible(other, rules):
        return False
    about = [condition for kind in ("action", "warning", "deadline") for _, condition in rules.of_kind(kind)]
    return any(truth(condition, one, rules) is not truth(condition, other, rules) for condition in about)


@pytest.mark.parametrize("fault", [pytest.param(fault, id=fault.name) for fault in WITHOUT_EFFECT])
@given(data=st.data())
@settings(max_examples=200, deadline=None)
def test_a_fact_said_to_be_without_effect_changes_nothing(fault: Fault, data: st.DataObject) -> None:
    rules, (fact,) = rules_of(fault), fault.names
    situation = data.draw(complete(rules))
    other = {**situation, fact: data.draw(value_of(fact, rules, situation))}
    assert not differs(situation, other, rules)


@pytest.mark.parametrize("fact", list(gym().vocabulary.facts))
def test_every_fact_of_the_gym_has_an_effect(fact: str) -> None:
    """The same look at pairs of situations sees an effect where there is one."""
    seen: list[Situation] = []

    @given(situation=complete(gym()), data=st.data())
    @settings(max_examples=300, deadline=None, database=None, derandomize=True)
    def look(situation: Situation, data: st.DataObject) -> None:
        if differs(situation, {**situation, fact: data.draw(value_of(fact, gym(), situation))}, gym()):
            seen.append(situation)

    look()
    assert seen


def test_there_are_enough_faults_of_each_kind() -> None:
    counted = Counter(fault.name.partition("-")[0] for fault in all_faults())
    assert {kind: count for kind, count in LEAST.items() if counted[kind] < count} == {}
    assert sum(counted.values()) >= 44


def test_every_folder_holds_a_fault_and_every_fault_says_what_differs() -> None:
    folders = {path.name for path in CORPUS.iterdir() if path.is_dir() and path.name != "__pycache__"}
    assert folders == {fault.name for fault in all_faults()}
    assert [fault.name for fault in all_faults() if not fault.edits and len(list(fault.folder.rglob("*.yaml"))) == 1] == []


@pytest.mark.parametrize(("was", "now"), [("nowhere in the file", "anything"), ("when: fees.owed > 0", "when: fees.owed > 0"), ("e", "a")])
def test_an_edit_that_changes_nothing_or_several_places_is_refused(tmp_path: Path, was: str, now: str) -> None:
    folder = tmp_path / "fault"
    folder.mkdir()
    edit = f"edits: [{{in: rules/settle/pay-fees.yaml, was: '{was}', now: '{now}'}}]"
    (folder / "expected.yaml").write_text(f"obligation: total\nnames: []\nwhy: none\n{edit}\n", encoding="utf-8")
    with pytest.raises(BadFaultError):
        lay_out(fault_in(folder), tmp_path / "library")
