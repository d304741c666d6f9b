"""The graph of a whole library: its actions in their stages, and what can follow on what."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from simexit.author.cases.case import Case
from simexit.author.cases.situations import situation_of
from simexit.author.proof.transitions import Transitions, transitions
from simexit.meaning.effects import after
from simexit.model.judgement import FINISHED
from simexit.model.rules import RuleSet
from simexit.run.decider import Decider
from simexit.site.addresses import Thing
from simexit.site.graph.layout import drawn
from simexit.site.graph.shapes import Arrow, Box, Drawing, in_lines
from simexit.site.names import Names
from simexit.site.pieces import as_text

Followers = Mapping[tuple[str, str], tuple[str, ...]]
"""For an action and one of its outcomes, the actions that are next then, `finished` among them."""


def seen_in_cases(cases: Iterable[Case], rules: RuleSet) -> Followers:
    """Return what follows on what in the situations of cases: their certain next action, under each of its outcomes."""
    decider = Decider(rules, "off")
    found: dict[tuple[str, str], dict[str, None]] = {}
    for case in cases:
        situation = situation_of(case, rules)
        action = decider.decide(situation).judgement.certain_next
        outcomes = () if action is None or action == FINISHED else rules.vocabulary.actions[action].outcomes
        for outcome in outcomes:
            following = decider.decide(after(outcome, situation, rules)).judgement.certain_next
            if action is not None and following is not None:
                found.setdefault((action, outcome.name), {})[following] = None
    return {step: tuple(following) for step, following in found.items()}


def graph_of(followers: Followers, rules: RuleSet) -> Transitions:
    """Return the graph without arrows for which others do; arrows come in the order of the actions."""
    graph = transitions(followers, rules, complete=False)
    place = {name: number for number, name in enumerate((*rules.vocabulary.actions, FINISHED))}
    return Transitions(dict(sorted(graph.edges.items(), key=lambda edge: (place[edge[0][0]], place[edge[0][1]]))), complete=False)


def drawing(graph: Transitions, names: Names) -> Drawing:
    """Return the drawing: a band for each stage, a box for each action, and the end."""
    vocabulary, language = names.rules.vocabulary, names.language
    stages = list(vocabulary.settings.stages)
    boxes = [
        Box(name, stages.index(action.stage), "act" if action.waits_for is None else "wait", in_lines(_title(name, names)), _page(name))
        for name, action in vocabulary.actions.items()
    ]
    used = sorted({box.band for box in boxes})
    boxes = [box._replace(band=used.index(box.band)) for box in boxes]
    end = vocabulary.settings.finished_title[language]
    boxes.append(Box(FINISHED, len(used), "end", in_lines(end)))
    arrows = [Arrow(*edge, said_of(edge[0], outcomes, names)) for edge, outcomes in graph.edges.items()]
    titles = [vocabulary.settings.stages[stages[stage]][language] for stage in used]
    return drawn(boxes, arrows, (*titles, end))


def said_of(action: str, outcomes: tuple[str, ...], names: Names) -> str:
    """Return after which outcomes an arrow is taken, or nothing where it is after every one."""
    every = names.rules.vocabulary.actions[action].outcomes
    if len(outcomes) == len(every):
        return ""
    titles = {one.name: one.title for one in every}
    return " / ".join(title[names.language] if (title := titles[name]) is not None else name for name in outcomes)


def _title(action: str, names: Names) -> str:
    return as_text(names.title(Thing("action", action)))


def _page(action: str) -> str:
    return Thing("action", action).address
