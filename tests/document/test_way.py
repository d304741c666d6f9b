"""The way of a plan: each step is the certain next action of its state, each path comes to an end, nothing is followed twice."""

from __future__ import annotations

from collections import Counter
from datetime import date

from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from document.ways import Followed, followed
from generators.shipped import complete, shipped, with_gaps
from simexit.document.follow import MOST_STEPS, follow
from simexit.document.merge import merge
from simexit.document.way import Again, Asks, Branch, Cut, Finished, Goes, State, Target, Waits, Way
from simexit.meaning.conditions import value
from simexit.meaning.decide import decide, verdicts
from simexit.meaning.effects import after
from simexit.model.expressions import TODAY
from simexit.model.judgement import FINISHED
from simexit.model.rules import RuleSet, Situation
from simexit.run.decider import Decider

some = settings(max_examples=30, suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much])
decider = Decider(shipped(), "off")


def judged_right(target: Target, situation: Situation, way: Way, certain: str | None) -> bool:
    """Return whether a target fits the certain next action of the situation that leads to it."""
    match target:
        case Goes(step) | Again(step):
            return certain == way.states[step - 1].action
        case Finished():
            return certain == FINISHED
        case Asks():
            return certain is None
        case Waits():
            return certain is None or TODAY not in situation
        case Cut():
            return certain not in {None, FINISHED}


@some
@given(followed())
def test_each_step_and_each_end_is_the_certain_next_of_its_situation_by_the_definition(one: Followed) -> None:
    assert judged_right(one.way.start, one.situation, one.way, decide(one.situation, one.rules).certain_next)
    for state in one.way.states:
        assert decide(state.situation, one.rules).certain_next == state.action
        for branch in state.branches:
            assert judged_right(branch.target, branch.situation, one.way, decide(branch.situation, one.rules).certain_next)


@some
@given(with_gaps(most=6))
def test_each_step_of_the_shipped_rules_is_the_only_possible_next_by_the_search_for_certainty(situation: Situation) -> None:
    assume(decider.possible_next(situation))
    way = merge(follow(situation, shipped(), decider))
    for state in way.states:
        assert decider.possible_next(state.situation) == (state.action,)
        for branch in state.branches:
            possible = decider.possible_next(branch.situation)
            assert judged_right(branch.target, branch.situation, way, possible[0] if len(possible) == 1 else None)


@some
@given(followed())
def test_each_outcome_of_each_action_is_followed_with_its_effects(one: Followed) -> None:
    for state in one.way.states:
        action = one.rules.vocabulary.actions[state.action]
        assert [b.outcome for b in state.branches if b.outcome] == list(action.outcomes)
        assert state.branches
        for branch in state.branches:
            assert branch.situation == expected_after(state, branch, one.rules)


def expected_after(state: State, branch: Branch, rules: RuleSet) -> Situation:
    """Return the situation after a branch: on the day of the step, or on the day on which its wait ends."""
    then = dict(state.situation)
    if rules.vocabulary.actions[state.action].waits_for is not None:
        then.pop(TODAY, None)
        if state.until is not None:
            then[TODAY] = state.until.by
            broken = [one for one in verdicts(then, rules).true if one.kind == "impossible"]
            for conclusion in broken:
                then = {fact: known for fact, known in then.items() if fact == TODAY or fact not in rules.facts_behind[conclusion]}
    return then if branch.outcome is None else after(branch.outcome, then, rules)


@some
@given(followed())
def test_a_wait_lasts_until_the_earliest_day_ahead_of_the_deadlines_that_hold(one: Followed) -> None:
    for state in one.way.states:
        today = state.situation.get(TODAY)
        named = decide(state.situation, one.rules).certain_deadlines
        days = [value(one.rules.vocabulary.deadlines[name].by, state.situation, one.rules) for name in named]
        ahead = [day for day in days if isinstance(day, date) and isinstance(today, date) and day > today]
        is_wait = one.rules.vocabulary.actions[state.action].waits_for is not None
        expected = min(ahead) if is_wait and ahead else None
        assert (None if state.until is None else state.until.by) == expected
        assert any(branch.outcome is None for branch in state.branches) == (
            expected is not None or not one.rules.vocabulary.actions[state.action].outcomes
        )


def check_shape(way: Way) -> None:
    """Every state is met first in one place, so no path holds a state twice; the main line comes first."""
    assert [state.number for state in way.states] == list(range(1, len(way.states) + 1))
    targets = [way.start, *(branch.target for state in way.states for branch in state.branches)]
    assert Counter(target.step for target in targets if isinstance(target, Goes)) == Counter(state.number for state in way.states)
    assert all(target.step <= len(way.states) for target in targets if isinstance(target, Again))
    for state in way.states:
        assert all(branch.target.step > state.number for branch in state.branches if isinstance(branch.target, Goes))
    line = [state.number for state in way.main_line()]
    assert line == list(range(1, len(line) + 1))


@some
@given(followed())
def test_no_state_is_twice_on_a_path_and_the_main_line_comes_first(one: Followed) -> None:
    check_shape(one.way)
    check_shape(merge(one.way))


@some
@given(followed(most=2))
def test_a_way_is_never_longer_than_allowed_and_says_where_it_was_cut(one: Followed) -> None:
    assert len(one.way.states) <= 2
    longer = follow(one.situation, one.rules, one.decider)
    targets = [one.way.start, *(branch.target for state in one.way.states for branch in state.branches)]
    assert (Cut() in targets) == (len(longer.states) > 2)


@settings(some, max_examples=60)
@given(complete())
def test_with_everything_known_the_shipped_rules_lead_to_the_end_on_every_path(situation: Situation) -> None:
    assume(decider.possible_next(situation))
    way = follow(situation, shipped(), decider)
    assert len(way.states) < MOST_STEPS / 2
    merged = merge(way)
    assert len(merged.states) <= 60
    check_shape(merged)
    for state in merged.states:
        assert not any(isinstance(branch.target, Cut | Waits) for branch in state.branches)
    assert isinstance(last_target(merged), Finished)
    assert can_end(merged) == {state.number for state in merged.states}


@some
@given(with_gaps())
def test_each_main_line_of_the_shipped_rules_ends_finished_in_a_named_wait_or_in_a_question(situation: Situation) -> None:
    assume(decider.possible_next(situation))
    way = merge(follow(situation, shipped(), decider))
    end = last_target(way)
    assert isinstance(end, Finished | Waits | Asks)
    assert not isinstance(end, Asks) or end.fact is not None
    assert can_end(way) == {state.number for state in way.states}


def last_target(way: Way) -> Target:
    line = list(way.main_line())
    return line[-1].branches[0].target if line else way.start


def can_end(way: Way) -> set[int]:
    """Return the states from which some path comes to an end."""
    ends: set[int] = set()
    while True:
        more = {state.number for state in way.states if any(leads_to_end(branch.target, ends) for branch in state.branches)}
        if more == ends:
            return ends
        ends = more


def leads_to_end(target: Target, ends: set[int]) -> bool:
    return target.step in ends if isinstance(target, Goes | Again) else True


@some
@given(followed(), st.data())
def test_a_merged_way_goes_on_just_as_the_whole_one(one: Followed, data: st.DataObject) -> None:
    merged = merge(one.way)
    whole_at, merged_at = one.way.start, merged.start
    for _ in range(12):
        if not isinstance(whole_at, Goes | Again):
            assert merged_at == whole_at
            return
        assert isinstance(merged_at, Goes | Again)
        whole_state, merged_state = one.way.states[whole_at.step - 1], merged.states[merged_at.step - 1]
        assert whole_state.action == merged_state.action
        assert [b.outcome for b in whole_state.branches] == [b.outcome for b in merged_state.branches]
        chosen = data.draw(st.integers(0, len(whole_state.branches) - 1))
        whole_at, merged_at = whole_state.branches[chosen].target, merged_state.branches[chosen].target


@some
@given(followed())
def test_merging_twice_changes_nothing_more(one: Followed) -> None:
    merged = merge(one.way)
    assert len(merge(merged).states) == len(merged.states)
