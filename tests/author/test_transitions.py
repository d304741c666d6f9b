"""The graph of what can follow on what: as proved, and readable without losing a way."""

from __future__ import annotations

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from faulty.corpus import gym
from faulty.situations import complete
from simexit.author.proof.transitions import Edge, to_mermaid, transitions
from simexit.meaning.conditions import truth
from simexit.meaning.effects import after
from simexit.model.judgement import FINISHED
from simexit.model.types import Value
from simexit.prove.proof import prove
from simexit.prove.questions import Succession
from simexit.prove.steps import possibly_next

RULES = gym()
AFTER = prove(RULES, jobs=1, only=Succession).successions
WHOLE = transitions(AFTER, RULES, complete=True).edges
SHOWN = transitions(AFTER, RULES, complete=False).edges


def reached(start: str, edges: set[Edge]) -> set[str]:
    seen: set[str] = set()
    begun = [end for one, end in edges if one == start]
    while begun:
        one = begun.pop()
        if one not in seen:
            seen.add(one)
            begun += [end for other, end in edges if other == one]
    return seen


@given(complete(RULES), st.data())
@settings(max_examples=400, deadline=None)
def test_no_step_that_the_definition_takes_is_missing(situation: dict[str, Value], data: st.DataObject) -> None:
    assume(not [one for _, one in RULES.of_kind("impossible") if truth(one, situation, RULES)])
    (here,) = possibly_next(situation, RULES)
    assume(here != FINISHED)
    outcome = data.draw(st.sampled_from(RULES.vocabulary.actions[here].outcomes))
    later = after(outcome, situation, RULES)
    following = possibly_next(later, RULES)
    assume(len(following) == 1)
    assert following <= set(AFTER[here, outcome.name])


def test_the_graph_that_is_shown_has_fewer_arrows_and_loses_no_way() -> None:
    assert len(SHOWN) < len(WHOLE)
    assert SHOWN.items() <= WHOLE.items()
    for name in RULES.vocabulary.actions:
        assert reached(name, set(SHOWN)) == reached(name, set(WHOLE)), name


def test_the_flowchart_has_every_action_in_its_stage_and_names_outcomes_where_they_matter() -> None:
    chart = to_mermaid(transitions(AFTER, RULES, complete=False), RULES, "en")
    assert chart.startswith("flowchart TD\n")
    for action in RULES.vocabulary.actions.values():
        assert f"        {action.name}{'(' if action.waits_for else '['}" in chart
    assert chart.count("subgraph") == len(RULES.vocabulary.settings.stages)
    assert '-->|"' in chart
