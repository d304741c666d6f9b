"""rule-engine: one rule for each conclusion; what is concluded is put beside the facts for the next."""

from __future__ import annotations

from typing import Any

from benchmarks.peers.program import Answer, Decide, Program
from benchmarks.peers.writing import Signs, compared, written

NAME, PACKAGE = "rule-engine", "rule-engine"
SIGNS = Signs(" and ", " or ", "not ", "true", "false", lambda atom: compared(atom, "not "))


def decide(program: Program) -> Decide:
    """Return the rules as a function."""
    import rule_engine

    types = {"boolean": rule_engine.DataType.BOOLEAN, "choice": rule_engine.DataType.STRING, "number": rule_engine.DataType.FLOAT}
    known_types = {name: types[kind] for name, kind in program.facts.items()} | dict.fromkeys(program.conditions, types["boolean"])
    context = rule_engine.Context(type_resolver=rule_engine.type_resolver_from_dict(known_types))
    rules = [(name, rule_engine.Rule(written(condition, SIGNS), context=context).matches) for name, condition in program.conditions.items()]

    def answer(facts: dict[str, Any]) -> Answer:
        known: dict[str, Any] = dict(facts)
        for name, matches in rules:
            known[name] = matches(known)
        return program.answer(known)

    return answer
