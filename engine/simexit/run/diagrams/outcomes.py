"""A rule set as decision diagrams: which action is next, and where each conclusion can be true or false, for every completion at once.

With such a diagram, what some completion reaches is read off in one pass over its nodes, whatever is unknown: no two facts on a way are
the same, so each unknown fact may go its own way (decomposable: A. Darwiche, Decomposable negation normal form, 2001).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property
from threading import Lock
from typing import NamedTuple, assert_never

from simexit.model.expressions import All, Always, Compare, Conclusion, Condition, Holds, Not, Some, comparisons, conclusions_in
from simexit.model.rules import RuleSet
from simexit.run.diagrams.literals import Literals
from simexit.run.diagrams.nodes import FALSE, TRUE, Diagrams, Edge, TooLargeError, edges, outcome
from simexit.run.functions.planes import guards_of

FORBIDDEN, LATER = outcome(2), outcome(3)
"""A constraint is broken; none of the actions that the diagram names is next."""
_FIRST = 4
ROOM = 20_000
"""What is next may take so many nodes."""
LITTLE_ROOM = 2_000
"""What can be true or false may take so many each."""


class Node(NamedTuple):
    """A node of a diagram: its number, the place of the fact that it asks for, and what it goes on with."""

    number: int
    fact: int
    edges: tuple[Edge, ...]


class _Nodes(dict[int, Node]):
    """The nodes of some diagrams by their numbers, each made when it is first asked for."""

    def __init__(self, diagrams: Diagrams) -> None:
        super().__init__()
        self._diagrams = diagrams

    def __missing__(self, number: int) -> Node:
        found = self[number] = Node(number, self._diagrams.levels[number], edges(self._diagrams.branches[number]))
        return found


class Outcomes:
    """The diagrams of one rule set, for situations in which some facts can say the same patterns everywhere."""

    def __init__(self, rules: RuleSet, atoms: Mapping[Compare, int], literals: Literals) -> None:
        self._rules, self._atoms, self.literals = rules, atoms, literals
        self.facts = list(_in_order(rules, atoms, literals))
        """The facts that nodes ask for, in the order in which they do."""
        self._levels = {fact: level for level, fact in enumerate(self.facts)}
        self._diagrams = Diagrams([len(literals.rows[fact]) for fact in self.facts])
        self._concluded: dict[tuple[Conclusion, bool], int | None] = {}
        self._can_be: dict[tuple[Conclusion, bool], int | None] = {}
        self.node: Mapping[int, Node] = _Nodes(self._diagrams)
        """The nodes of all diagrams by their numbers."""
        self._lock = Lock()
        self.ends: list[int] = []
        """The outcomes of `next` for the first actions, as many as it names; the end follows on them where these are all."""
        self.next = self._next()
        self.complete = len(self.ends) == len(rules.vocabulary.actions)
        """Whether all that may be next has an outcome of its own."""
        if self.complete:
            self.ends.append(LATER)

    def can_be(self, conclusion: Conclusion, negated: bool) -> int | None:
        """Return the diagram that a conclusion is true, or false, and no constraint is broken; None where there is none."""
        key = conclusion, negated
        with self._lock:
            if key not in self._can_be:
                self._can_be[key] = self._beside_constraints(conclusion, negated)
        return self._can_be[key]

    @cached_property
    def next_nodes(self) -> tuple[Node, ...]:
        """The nodes of `next`, in the order of what they ask for; the first is its own."""
        found, waiting = dict[int, Node](), [self.next]
        while waiting:
            one = waiting.pop()
            if one >= 0 and one not in found:
                found[one] = self.node[one]
                waiting += (child for _, child in found[one].edges)
        return tuple(sorted(found.values(), key=lambda node: node.fact))

    def _beside_constraints(self, conclusion: Conclusion, negated: bool) -> int | None:
        self._diagrams.room = LITTLE_ROOM
        try:
            forbidden = [self._conclusion(one, True) for one, _ in self._rules.of_kind("impossible")]
            return self._joined([*forbidden, self._conclusion(conclusion, negated)], every=True)
        except TooLargeError:
            return None

    def _next(self) -> int:
        """Return the diagram of what is next, with as many of the actions, in their order, as there is room for."""
        diagrams, found = self._diagrams, LATER
        diagrams.room = ROOM
        try:
            broken = self._joined([self._conclusion(one, False) for one, _ in self._rules.of_kind("impossible")], every=False)
            if broken is None:
                return LATER
            found = diagrams.replaced(diagrams.replaced(broken, FALSE, LATER), TRUE, FORBIDDEN)
            for action, _ in self._rules.of_kind("action"):
                due = self._conclusion(action, False)
                if due is None:
                    break
                end = outcome(_FIRST + len(self.ends))
                found = diagrams.replaced(found, LATER, diagrams.replaced(diagrams.replaced(due, FALSE, LATER), TRUE, end))
                self.ends.append(end)
        except TooLargeError:
            pass
        return found

    def _conclusion(self, conclusion: Conclusion, negated: bool) -> int | None:
        """Return the diagram that a conclusion holds, or that it does not; None where its facts cannot say the same everywhere."""
        key = conclusion, negated
        if key not in self._concluded:
            self._concluded[key] = self._condition(self._rules.conditions[conclusion], negated)
        return self._concluded[key]

    def _condition(self, condition: Condition, negated: bool) -> int | None:
        match condition:
            case Always(value):
                return TRUE if value != negated else FALSE
            case Holds(conclusion):
                return self._conclusion(conclusion, negated)
            case Compare():
                return self._comparison(condition, negated)
            case Not(part):
                return self._condition(part, not negated)
            case All(parts):
                return self._joined([self._condition(part, negated) for part in parts], every=not negated)
            case Some(parts):
                return self._joined([self._condition(part, negated) for part in parts], every=negated)
            case _:
                assert_never(condition)

    def _comparison(self, atom: Compare, negated: bool) -> int | None:
        """Return a comparison that is false where one of its facts does not apply."""
        literal = self.literals.of.get(self._atoms[atom])
        if literal is None:
            return None
        fact, mask = literal
        own = self._diagrams.says(self._levels[fact], ~mask if negated else mask)
        guards = [self._conclusion(guard, negated) for guard in guards_of(atom, self._rules.conditions)]
        return self._joined([own, *guards], every=not negated)

    def _joined(self, parts: Sequence[int | None], *, every: bool) -> int | None:
        known = [part for part in parts if part is not None]
        if len(known) < len(parts):
            return None
        return self._diagrams.all(known) if every else self._diagrams.any(known)


def _in_order(rules: RuleSet, atoms: Mapping[Compare, int], literals: Literals) -> dict[str, None]:
    """Return the facts in the order in which the constraints, then the actions, then the rest speak of them."""
    found: dict[str, None] = {}
    seen: set[Conclusion] = set()

    def visit(conclusion: Conclusion) -> None:
        if conclusion in seen:
            return
        seen.add(conclusion)
        condition = rules.conditions[conclusion]
        for atom in comparisons(condition):
            for guard in guards_of(atom, rules.conditions):
                visit(guard)
            if atoms[atom] in literals.of:
                found[literals.of[atoms[atom]][0]] = None
        for inner in conclusions_in(condition):
            visit(inner)

    first = (one for kind in ("impossible", "action") for one, _ in rules.of_kind(kind))
    for conclusion in (*first, *rules.conditions):
        visit(conclusion)
    return found
