"""What a mistake can reach: the conclusions, outcomes and other parts of the advice that it may change."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from simexit.model.expressions import Conclusion, Condition, comparisons, conclusions_in, facts_compared, parameters_of
from simexit.model.rules import RuleSet

Step = tuple[str, str]
"""An action and one of its outcomes."""


@dataclass(frozen=True, slots=True)
class Reach:
    """The conclusions that may differ between two rule sets, the outcomes, the deadlines whose day may; and what else of actions."""

    conclusions: frozenset[Conclusion]
    outcomes: frozenset[Step]
    deadlines: frozenset[str]
    needs: frozenset[str]
    waiting: frozenset[str]
    order: bool

    @property
    def conditions(self) -> bool:
        """Whether a condition differs, or a figure in one."""
        return bool(self.conclusions)


def reach(old: RuleSet, new: RuleSet) -> Reach:
    """Return what may differ between a rule set and one of its mutants."""
    before, after = old.vocabulary, new.vocabulary
    figures = frozenset(name for name, parameter in after.parameters.items() if parameter != before.parameters[name])
    actions = [(before.actions[name], action) for name, action in after.actions.items()]
    return Reach(
        conclusions=_conclusions(old, new, figures),
        outcomes=frozenset(
            (now.name, outcome.name)
            for was, now in actions
            for outcome in now.outcomes
            if outcome not in was.outcomes or figures.intersection(*map(parameters_of, outcome.changes.values()))
        ),
        deadlines=frozenset(
            name
            for name, deadline in after.deadlines.items()
            if deadline != before.deadlines[name] or figures & {*parameters_of(deadline.by)}
        ),
        needs=frozenset(now.name for was, now in actions if was.needs != now.needs),
        waiting=frozenset(now.name for was, now in actions if was.waits_for != now.waits_for),
        order=list(before.actions) != list(after.actions),
    )


def _conclusions(old: RuleSet, new: RuleSet, figures: frozenset[str]) -> frozenset[Conclusion]:
    """Return the conclusions whose own condition differs, and those that depend on them."""
    found: set[Conclusion] = set()
    for rules in (old, new):
        # each condition stands after those it refers to
        for conclusion, condition in rules.conditions.items():
            own = old.conditions.get(conclusion) != new.conditions.get(conclusion) or figures.intersection(_figures_in(condition))
            if own or not found.isdisjoint(_referred(condition)):
                found.add(conclusion)
    return frozenset(found)


def _figures_in(condition: Condition) -> Iterator[str]:
    return (name for atom in comparisons(condition) for side in (atom.left, atom.right) for name in parameters_of(side))


def _referred(condition: Condition) -> Iterator[Conclusion]:
    yield from conclusions_in(condition)
    yield from (Conclusion("applies", fact) for atom in comparisons(condition) for fact in facts_compared(atom))
