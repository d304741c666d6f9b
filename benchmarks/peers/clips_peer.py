"""CLIPS: the facts in one template, a rule for each conclusion, lower levels with higher salience, so that `not` is safe."""

from __future__ import annotations

from typing import Any

from benchmarks.peers.program import Answer, Decide, Program, atoms_of, name_of, pushed, sides
from simexit.model.expressions import All, Always, Compare, Condition, Holds, Not, Some, comparisons, conclusions_in

NAME, PACKAGE = "CLIPS (C)", "clipspy"


def decide(program: Program) -> Decide:
    """Return the rules as a function."""
    import clips

    used = sorted({name for atom in atoms_of(program.conditions) for name in sides(atom)[0]})
    environment = clips.Environment()
    environment.build(f"(deftemplate facts {' '.join(f'(slot {name})' for name in used)})")
    environment.build("(deftemplate true (slot name))")
    top = max(program.levels.values())
    for name, condition in program.conditions.items():
        if condition != Always(False):
            salience = f"(declare (salience {top - program.levels[name]}))"
            environment.build(f"(defrule {name} {salience} {_pattern(pushed(condition))} => (assert (true (name {name}))))")
    template = environment.find_template("facts")
    yes, no = clips.Symbol("TRUE"), clips.Symbol("FALSE")
    words = {True: yes, False: no}

    def answer(facts: dict[str, Any]) -> Answer:
        environment.reset()
        slots = {name: value for name in used if (value := facts.get(name)) is not None}
        template.assert_fact(**{name: words[value] if value is True or value is False else value for name, value in slots.items()})
        environment.run()
        return program.answer({fact["name"]: True for fact in environment.facts() if fact.template.name == "true"})

    return answer


def _pattern(condition: Condition) -> str:
    """Return what must match: comparisons of facts as one pattern, because a join for each of them is slower."""
    if not any(conclusions_in(condition)):
        return _facts(condition)
    match condition:
        case All(parts):
            compared = tuple(part for part in parts if not any(conclusions_in(part)))
            others = [_pattern(part) for part in parts if part not in compared]
            return f"(and {' '.join([_facts(All(compared)), *others] if compared else others)})"
        case Some(parts):
            return f"(or {' '.join(map(_pattern, parts))})"
        case Holds(conclusion):
            return f"(true (name {name_of(conclusion)}))"
        case Not(Holds(conclusion)):
            return f"(not (true (name {name_of(conclusion)})))"
        case _:
            raise AssertionError(condition)


def _facts(condition: Condition) -> str:
    """Return a pattern of the one fact in which variables are named for their slots, the condition at the last of them."""
    names = sorted({name for atom in comparisons(condition) for name in sides(atom)[0]})
    slots = [f"({name} ?{name})" for name in names[:-1]]
    return f"(facts {' '.join([*slots, f'({names[-1]} ?{names[-1]}&:{_expression(condition)})'])})"


def _expression(condition: Condition) -> str:
    match condition:
        case All(parts):
            return f"(and {' '.join(map(_expression, parts))})" if len(parts) > 1 else _expression(parts[0])
        case Some(parts):
            return f"(or {' '.join(map(_expression, parts))})" if len(parts) > 1 else _expression(parts[0])
        case Compare():
            return _compared(condition)
        case _:
            raise AssertionError(condition)


def _compared(atom: Compare) -> str:
    """Return a comparison; a number that is not known is none."""
    names, constant = sides(atom)
    equal = {"==": "eq", "!=": "neq"}.get(atom.comparison, "")
    if isinstance(constant, bool):
        return f"({equal} ?{names[0]} {'TRUE' if constant else 'FALSE'})"
    if isinstance(constant, str):
        return f'({equal} ?{names[0]} "{constant}")'
    if isinstance(constant, frozenset):
        word, one = ("or", "eq") if atom.comparison == "in" else ("and", "neq")
        each = " ".join(f'({one} ?{names[0]} "{value}")' for value in sorted(constant))
        return f"({word} {each})" if len(constant) > 1 else each
    numbers = " ".join(f"(numberp ?{name})" for name in names)
    difference = f"(- {' '.join(f'?{name}' for name in names)})" if len(names) > 1 else f"?{names[0]}"
    comparison = {"==": "=", "!=": "<>"}.get(atom.comparison, atom.comparison)
    return f"(and {numbers} ({comparison} {difference} {constant}))"
