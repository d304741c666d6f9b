"""What can follow on what when the advice is followed, as proved: a graph of actions."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from simexit.document.mermaid import escaped
from simexit.model.judgement import FINISHED
from simexit.model.rules import RuleSet
from simexit.prove.questions import Step

Edge = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Transitions:
    """From action to action, with the outcomes that lead there; `complete` says that no step in between was left out."""

    edges: Mapping[Edge, tuple[str, ...]]
    complete: bool

    def to_dict(self) -> dict[str, object]:
        """Return the graph as plain values for JSON."""
        edges = [{"from": start, "to": end, "outcomes": outcomes} for (start, end), outcomes in self.edges.items()]
        return {"complete": self.complete, "edges": edges}


def transitions(after: Mapping[Step, tuple[str, ...]], rules: RuleSet, *, complete: bool) -> Transitions:
    """Return the graph of all steps; not `complete`, an edge is left out where other edges lead to the same action."""
    edges: dict[Edge, tuple[str, ...]] = {}
    for (action, outcome), targets in after.items():
        for target in targets:
            edges[action, target] = (*edges.get((action, target), ()), outcome)
    return Transitions(edges, complete=True) if complete else Transitions(_reduced(edges, rules), complete=False)


def _reduced(edges: dict[Edge, tuple[str, ...]], rules: RuleSet) -> dict[Edge, tuple[str, ...]]:
    """Leave out each edge for which others do.

    An edge to a later action goes where a way over actions in between leads there as well; an edge back goes where another one
    from the same action leads back to an action from which a way leads there.
    """
    order = {name: place for place, name in enumerate((*rules.vocabulary.actions, FINISHED))}
    forward = {edge for edge in edges if order[edge[0]] < order[edge[1]]}
    for edge in sorted(forward, key=lambda edge: order[edge[0]] - order[edge[1]]):
        if edge[1] in _reached(edge[0], forward - {edge}):
            forward.discard(edge)
    back = edges.keys() - {edge for edge in edges if order[edge[0]] < order[edge[1]]}
    shown = {edge for edge in back if not any(edge[1] in _reached(other, forward) for start, other in back if start == edge[0])}
    return {edge: outcomes for edge, outcomes in edges.items() if edge in forward | shown}


def _reached(start: str, edges: Iterable[Edge]) -> set[str]:
    following: dict[str, list[str]] = {}
    for one, other in edges:
        following.setdefault(one, []).append(other)
    seen: set[str] = set()
    begun = list(following.get(start, ()))
    while begun:
        one = begun.pop()
        if one not in seen:
            seen.add(one)
            begun += following.get(one, ())
    return seen


def to_mermaid(graph: Transitions, rules: RuleSet, language: str) -> str:
    """Return the graph as a Mermaid flowchart: a box for an action in its stage, a rounded one for a wait, a circle at the end."""
    return "\n".join(["flowchart TD", *(f"    {line}" for line in _lines(graph, rules, language))]) + "\n"


def _lines(graph: Transitions, rules: RuleSet, language: str) -> Iterator[str]:
    settings = rules.vocabulary.settings
    for stage, title in settings.stages.items():
        yield f'subgraph {stage}_stage["{escaped(title[language])}"]'
        for action in rules.vocabulary.actions.values():
            if action.stage == stage:
                text = escaped(action.title[language])
                yield f'    {action.name}("{text}")' if action.waits_for is not None else f'    {action.name}["{text}"]'
        yield "end"
    yield f'{FINISHED}((("{escaped(settings.finished_title[language])}")))'
    for (start, end), outcomes in graph.edges.items():
        every = len(outcomes) == len(rules.vocabulary.actions[start].outcomes)
        yield f"{start} --> {end}" if every else f'{start} -->|"{escaped(_titles(start, outcomes, rules, language))}"| {end}'


def _titles(action: str, outcomes: tuple[str, ...], rules: RuleSet, language: str) -> str:
    titled = {one.name: one.title for one in rules.vocabulary.actions[action].outcomes}
    return " / ".join(title[language] if (title := titled[name]) else name for name in outcomes)
