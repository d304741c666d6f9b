"""business-rules: facts and conclusions are its variables, one rule for each conclusion, whose action sets the variable."""

from __future__ import annotations

from typing import Any

from benchmarks.peers.program import Answer, Decide, Program, atoms_of, name_of, pushed, sides
from simexit.model.expressions import All, Always, Compare, Condition, Holds, Not, Some

NAME, PACKAGE = "business-rules", "business-rules"
OPERATORS = {"<": "less_than", "<=": "less_than_or_equal_to", ">": "greater_than", ">=": "greater_than_or_equal_to", "==": "equal_to"}


def decide(program: Program) -> Decide:
    """Return the rules as a function."""
    from business_rules.actions import BaseActions, rule_action
    from business_rules.engine import run_all
    from business_rules.fields import FIELD_TEXT
    from business_rules.variables import BaseVariables, boolean_rule_variable, numeric_rule_variable, string_rule_variable

    kinds = {"boolean": boolean_rule_variable, "number": numeric_rule_variable, "choice": string_rule_variable}
    methods = {name: kinds[kind]()(_fact(name)) for name, kind in program.facts.items()}
    for names in {sides(atom)[0] for atom in atoms_of(program.conditions) if len(sides(atom)[0]) == 2}:
        methods["_minus_".join(names)] = numeric_rule_variable()(_difference(*names))
    for name in program.conditions:
        methods[name] = boolean_rule_variable()(_conclusion(name))

    def known(self: Any, facts: dict[str, Any]) -> None:
        self.facts, self.concluded = facts, {}

    def conclude(self: Any, name: str) -> None:
        self.variables.concluded[name] = True

    def about(self: Any, variables: Any) -> None:
        self.variables = variables

    variables_of = type("Facts", (BaseVariables,), {"__init__": known, **methods})
    actions_of = type("Conclusions", (BaseActions,), {"__init__": about, "conclude": rule_action(params={"name": FIELD_TEXT})(conclude)})
    rules = [
        {"conditions": _tree(pushed(condition)), "actions": [{"name": "conclude", "params": {"name": name}}]}
        for name, condition in program.conditions.items()
        if condition != Always(False)
    ]

    def answer(facts: dict[str, Any]) -> Answer:
        variables = variables_of(facts)
        run_all(rules, variables, actions_of(variables))
        return program.answer(variables.concluded)

    return answer


def _fact(name: str) -> Any:
    return lambda self: self.facts.get(name)


def _difference(one: str, other: str) -> Any:
    return lambda self: self.facts[one] - self.facts[other]


def _conclusion(name: str) -> Any:
    return lambda self: name in self.concluded


def _tree(condition: Condition) -> dict[str, Any]:
    """Return a condition in which `not` stands only before conclusions as this library writes it."""
    match condition:
        case All(parts):
            return {"all": [_tree(part) for part in parts]}
        case Some(parts):
            return {"any": [_tree(part) for part in parts]}
        case Holds(conclusion):
            return {"name": name_of(conclusion), "operator": "is_true", "value": None}
        case Not(Holds(conclusion)):
            return {"name": name_of(conclusion), "operator": "is_false", "value": None}
        case Compare():
            return _compared(condition)
        case _:
            raise AssertionError(condition)


def _compared(atom: Compare) -> dict[str, Any]:
    names, constant = sides(atom)
    name = "_minus_".join(names)
    if isinstance(constant, frozenset):
        return _words(name, sorted(constant), atom.comparison == "in")
    if isinstance(constant, bool):
        return {"name": name, "operator": "is_true" if constant == (atom.comparison == "==") else "is_false", "value": None}
    if isinstance(constant, str):
        return _words(name, [constant], atom.comparison == "==")
    return {"name": name, "operator": OPERATORS[atom.comparison], "value": constant}


def _words(name: str, words: list[str], among: bool) -> dict[str, Any]:
    """Return that a variable is one of the words, or none; strings can only be asked for one word or one pattern."""
    if among:
        return {"any": [{"name": name, "operator": "equal_to", "value": word} for word in words]}
    return {"name": name, "operator": "matches_regex", "value": f"^(?!({'|'.join(words)})$)"}
