"""The flowchart of a plan: only forms of Mermaid that are known, whatever the texts hold."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from document.examples import LANGUAGES, NAMES, plan_of
from simexit.document.mermaid import escaped, to_mermaid
from simexit.document.plan import Plan

NAME = r"[se]\d+(?:_\d+)?"
LABEL = r'"(?:[^"#<>`|{}&;\\]|#\d+;|<br/>)+"'
FORMS = [
    re.compile(rf"    (?P<node>{NAME})(?:\[{LABEL}\]|\({LABEL}\)|\(\[{LABEL}\]\)|\(\(\({LABEL}\)\)\)|\{{\{{{LABEL}\}}\}})"),
    re.compile(rf"    (?P<start>{NAME}) (?:-->|-\.->) (?:\|{LABEL}\| )?(?P<end>{NAME})"),
]


def check(chart: str) -> tuple[list[str], list[tuple[str, str]]]:
    """Return the nodes and arrows of a chart in which every line has a known form and every arrow two nodes."""
    first, *lines = chart.removesuffix("\n").split("\n")
    assert first == "flowchart TD"
    nodes, arrows = [], []
    for line in lines:
        found = next((match for form in FORMS if (match := form.fullmatch(line))), None)
        assert found, line
        if "node" in found.groupdict():
            nodes.append(found["node"])
        else:
            arrows.append((found["start"], found["end"]))
    assert len(set(nodes)) == len(nodes)
    assert {name for arrow in arrows for name in arrow} <= set(nodes)
    return nodes, arrows


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", NAMES)
def test_the_chart_of_an_example_has_known_forms_only_and_every_branch(name: str, language: str) -> None:
    plan = plan_of(name, language)
    nodes, arrows = check(plan.to_mermaid())
    assert [node for node in nodes if node.startswith("s")] == [f"s{step.number}" for step in plan.steps]
    assert len(arrows) == sum(len(step.branches) for step in plan.steps)


@given(st.text(max_size=60))
def test_no_text_can_break_a_chart(text: str) -> None:
    plan: Plan = plan_of("esim-in-country")
    steps = []
    for step in plan.steps:
        branches = tuple(replace(one, title=text, lead=replace(one.lead, text=text)) for one in step.branches)
        steps.append(replace(step, title=text, branches=branches))
    nodes, arrows = check(to_mermaid(replace(plan, steps=tuple(steps))))
    assert (len(nodes) >= len(steps), len(arrows)) == (True, sum(len(step.branches) for step in steps))


@given(st.text())
def test_an_escaped_text_says_the_same_on_one_line(text: str) -> None:
    back = re.sub(r"#(\d+);", lambda found: chr(int(found[1])), escaped(text))
    assert back == " ".join(text.split())
