"""JsonLogic: one tree for each conclusion; what is concluded is put beside the facts for the next."""

from __future__ import annotations

from typing import Any, assert_never

from benchmarks.peers.program import Answer, Decide, Program, name_of, sides
from simexit.model.expressions import All, Always, Compare, Condition, Holds, Not, Some

NAME, PACKAGE = "json-logic", "json-logic-qubit"


def decide(program: Program) -> Decide:
    """Return the rules as a function."""
    from json_logic import jsonLogic

    trees = [(name, tree(condition)) for name, condition in program.conditions.items()]

    def answer(facts: dict[str, Any]) -> Answer:
        known: dict[str, Any] = dict(facts)
        for name, logic in trees:
            known[name] = jsonLogic(logic, known)
        return program.answer(known)

    return answer


def tree(condition: Condition) -> Any:
    """Return a condition in JsonLogic."""
    match condition:
        case Always(value):
            return value
        case Holds(conclusion):
            return {"var": name_of(conclusion)}
        case Not(part):
            return {"!": [tree(part)]}
        case All(parts):
            return {"and": [tree(part) for part in parts]}
        case Some(parts):
            return {"or": [tree(part) for part in parts]}
        case Compare():
            return _compared(condition)
        case _:
            assert_never(condition)


def _compared(atom: Compare) -> Any:
    names, constant = sides(atom)
    facts: list[Any] = [{"var": name} for name in names]
    left = facts[0] if len(facts) == 1 else {"-": facts}
    if isinstance(constant, frozenset):
        member = {"in": [left, sorted(constant)]}
        return member if atom.comparison == "in" else {"!": [member]}
    return {{"==": "===", "!=": "!=="}.get(atom.comparison, atom.comparison): [left, constant]}
