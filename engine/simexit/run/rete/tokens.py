"""A rule set to propositional rules over tokens: the only thing the Rete ever sees.

Each comparison has two tokens, for true and for false, and so has each conclusion; what is unknown has neither. With both
tokens no negation is needed, and what follows from tokens are Kleene's values.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import product
from typing import assert_never

from simexit.model.expressions import All, Always, Compare, Conclusion, Condition, Holds, Not, Some, comparisons, facts_compared
from simexit.model.rules import RuleSet

MOST_CONDITIONS = 15
"""durable_rules fails with 17 patterns in a rule; 15 is the limit that was tested."""
_MOST_WAYS = 12


@dataclass(frozen=True, slots=True)
class Token:
    """That something is true, or that it is false; of several tokens: that all of them are there; of a name: an action on the agenda."""

    about: Compare | Conclusion | Condition | tuple[Token, ...] | str
    value: bool


Ways = list[tuple[Token, ...]]
"""Alternatives, each a set of tokens that together are enough."""


@dataclass(frozen=True, slots=True)
class Production:
    """When all tokens of the body are there, the head follows; the smaller salience goes first."""

    salience: int
    body: tuple[Token, ...]
    head: Token


class Lowering:
    """Turns the conditions of a rule set into productions."""

    def __init__(self, rules: RuleSet) -> None:
        self.productions: list[Production] = []
        self._conditions = rules.conditions
        self._helpers: set[Token] = set()
        self.atoms = tuple(dict.fromkeys(atom for condition in rules.conditions.values() for atom in comparisons(condition)))
        for salience, (conclusion, condition) in enumerate(rules.conditions.items(), 1):
            # in the order in which conclusions depend on one another, and when all is concluded, the agenda in its own order
            for value in (True, False):
                self._conclude(Token(conclusion, value), self._ways(condition, value, salience), salience)
        for place, (conclusion, _) in enumerate(rules.of_kind("action"), len(rules.conditions) + 1):
            self.productions.append(Production(place, (Token(conclusion, True),), Token(conclusion.name, True)))

    def _conclude(self, head: Token, ways: Ways, salience: int) -> None:
        for way in ways:
            body = tuple(dict.fromkeys(way))
            while len(body) > MOST_CONDITIONS:
                part = body[:MOST_CONDITIONS]
                helper = Token(part, True)
                self.productions.append(Production(salience, part, helper))
                body = (helper, *body[MOST_CONDITIONS:])
            self.productions.append(Production(salience, body, head))

    def _ways(self, condition: Condition, value: bool, salience: int) -> Ways:
        """Return the ways in which a condition comes to have a value."""
        match condition:
            case Always(always):
                return [()] if always == value else []
            case Holds(conclusion):
                return [(Token(conclusion, value),)]
            case Not(part):
                return self._ways(part, not value, salience)
            case Compare():
                guards = [Conclusion("applies", fact) for fact in facts_compared(condition)]
                tokens = [*(Token(guard, value) for guard in guards if guard in self._conditions), Token(condition, value)]
                return [tuple(tokens)] if value else [(token,) for token in tokens]
            case All(parts):
                return self._every(parts, value, salience) if value else self._any(parts, value, salience)
            case Some(parts):
                return self._any(parts, value, salience) if value else self._every(parts, value, salience)
            case _:
                assert_never(condition)

    def _any(self, parts: tuple[Condition, ...], value: bool, salience: int) -> Ways:
        return [way for part in parts for way in self._ways(part, value, salience)]

    def _every(self, parts: tuple[Condition, ...], value: bool, salience: int) -> Ways:
        ways = [self._ways(part, value, salience) for part in parts]
        count = 1
        for alternatives in ways:
            count *= len(alternatives)
        if count > _MOST_WAYS:
            ways = [
                found if len(found) <= 1 else [(self._helper(part, value, found, salience),)]
                for part, found in zip(parts, ways, strict=True)
            ]
        return [tuple(token for way in chosen for token in way) for chosen in product(*ways)]

    def _helper(self, part: Condition, value: bool, ways: Ways, salience: int) -> Token:
        """Return a token that stands for a part, so that alternatives do not multiply."""
        token = Token(part, value)
        if token not in self._helpers:
            self._helpers.add(token)
            self._conclude(token, ways, salience)
        return token
