"""A condition written as text with the signs of another language."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import assert_never

from benchmarks.peers.program import name_of, sides
from simexit.model.expressions import All, Always, Compare, Conclusion, Condition, Holds, Not, Some


@dataclass(frozen=True)
class Signs:
    """How a language writes conditions: its words for logic, a comparison, and the name of a conclusion."""

    both: str
    either: str
    negation: str
    true: str
    false: str
    comparison: Callable[[Compare], str]
    conclusion: Callable[[Conclusion], str] = name_of


def written(condition: Condition, signs: Signs) -> str:
    """Return the condition as text, every part in parentheses."""
    match condition:
        case Always(value):
            return signs.true if value else signs.false
        case Holds(conclusion):
            return signs.conclusion(conclusion)
        case Not(part):
            return f"({signs.negation}({written(part, signs)}))"
        case All(parts):
            return f"({signs.both.join(written(part, signs) for part in parts)})"
        case Some(parts):
            return f"({signs.either.join(written(part, signs) for part in parts)})"
        case Compare():
            return signs.comparison(condition)
        case _:
            assert_never(condition)


def compared(atom: Compare, negation: str) -> str:
    """Return a comparison as many languages write it: `x - y > 3`, `x == "word"`, `x in ["word"]`."""
    names, constant = sides(atom)
    facts = " - ".join(names)
    if isinstance(constant, frozenset):
        found = f"({facts} in {json.dumps(sorted(constant))})"
        return found if atom.comparison == "in" else f"({negation}{found})"
    return f"({facts} {atom.comparison} {json.dumps(constant)})"
