"""ZEN: a node whose expressions refer to one another, and one that picks the answer; `engine.evaluate` was its fastest way."""

from __future__ import annotations

from typing import Any

from benchmarks.peers.program import Answer, Decide, Program, name_of
from benchmarks.peers.writing import Signs, compared, written

NAME, PACKAGE = "ZEN (Rust)", "zen-engine"
SIGNS = Signs(" and ", " or ", "not ", "true", "false", lambda atom: compared(atom, "not "), lambda one: f"$.{name_of(one)}")


def decide(program: Program) -> Decide:
    """Return the rules as a function."""
    import zen

    asked = [name for name, _ in (*program.actions, *program.warnings)]
    rules = {name: written(condition, SIGNS) for name, condition in program.conditions.items()}
    nodes = [
        {"id": "in", "name": "in", "type": "inputNode", "content": {"schema": ""}},
        _expressions("rules", rules),
        _expressions("asked", {"asked": f"[{', '.join(asked)}]"}),
        {"id": "out", "name": "out", "type": "outputNode", "content": {"schema": ""}},
    ]
    ends = (("in", "rules"), ("rules", "asked"), ("asked", "out"))
    edges = [{"id": f"{one}-{other}", "sourceId": one, "targetId": other, "type": "edge"} for one, other in ends]
    content = {"contentType": "application/vnd.gorules.decision", "nodes": nodes, "edges": edges}
    evaluate = zen.ZenEngine({"loader": {"type": "static", "content": {"rules": content}}}).evaluate

    def answer(facts: dict[str, Any]) -> Answer:
        return program.answer(dict(zip(asked, evaluate("rules", facts)["result"]["asked"], strict=True)))

    return answer


def _expressions(name: str, values: dict[str, str]) -> dict[str, Any]:
    listed = [{"id": key, "key": key, "value": value} for key, value in values.items()]
    return {"id": name, "name": name, "type": "expressionNode", "content": {"expressions": listed, "passThrough": False}}
