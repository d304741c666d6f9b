"""Faults for the function that decides where every fact is known, each as somebody might make it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from simexit.model.expressions import Compare, Conclusion, Condition, Not, Some
from simexit.model.judgement import FINISHED, Judgement
from simexit.model.rules import Situation
from simexit.run.functions.compiled import Compiled
from simexit.run.functions.generate_known import KnownGenerator


def _source(patch: pytest.MonkeyPatch, wrong: Callable[[str], str]) -> None:
    right = KnownGenerator.source
    patch.setattr(KnownGenerator, "source", lambda self: wrong(right(self)))


def a_bound_is_one_off_where_all_is_known(patch: pytest.MonkeyPatch) -> None:
    """`<` is written as `<=`."""
    right = KnownGenerator._compare
    patch.setattr(KnownGenerator, "_compare", lambda self, atom: right(self, atom).replace(" < ", " <= "))


def equal_is_different(patch: pytest.MonkeyPatch) -> None:
    """A boolean fact is taken for its opposite."""
    right = KnownGenerator._as_boolean

    def as_boolean(self: KnownGenerator, atom: Compare) -> str | None:
        written = right(self, atom)
        return None if written is None else f"(not {written})"

    patch.setattr(KnownGenerator, "_as_boolean", as_boolean)


def known_facts_that_do_not_apply_are_compared(patch: pytest.MonkeyPatch) -> None:
    """Whether a fact applies is not asked."""
    patch.setattr(KnownGenerator, "_guards", lambda self, atom: [])


def a_missing_fact_is_not_noticed(patch: pytest.MonkeyPatch) -> None:
    """A fact that applies and is not known makes its comparisons false."""
    _source(patch, lambda source: "\n".join(line for line in source.split("\n") if not line.endswith(" is None: return None")))


def a_forbidden_situation_is_judged(patch: pytest.MonkeyPatch) -> None:
    """What a constraint forbids gets advice all the same."""
    right = KnownGenerator._conclusion

    def conclusion(self: KnownGenerator, found: Conclusion, condition: Condition) -> None:
        before = len(self.lines)
        right(self, found, condition)
        if found.kind == "impossible":
            self.lines[before:] = [line for line in self.lines[before:] if not line.endswith("return None")]

    patch.setattr(KnownGenerator, "_conclusion", conclusion)


def not_is_lost(patch: pytest.MonkeyPatch) -> None:
    """`not` is read over."""
    right = KnownGenerator._condition
    patch.setattr(
        KnownGenerator,
        "_condition",
        lambda self, found, depth: right(self, found.part if isinstance(found, Not) else found, depth),
    )


def any_is_all_where_all_is_known(patch: pytest.MonkeyPatch) -> None:
    """A list under `any` is joined by `and`."""
    right = KnownGenerator._condition
    patch.setattr(
        KnownGenerator,
        "_condition",
        lambda self, found, depth: (
            right(self, found, depth).replace(" or ", " and ") if isinstance(found, Some) else right(self, found, depth)
        ),
    )


def actions_are_due_in_the_order_of_the_rules(patch: pytest.MonkeyPatch) -> None:
    """The agenda has the order in which the conditions stand."""
    right = KnownGenerator._holding

    def holding(self: KnownGenerator, kind: str) -> list[Conclusion]:
        return sorted(right(self, kind), key=str) if kind == "action" else right(self, kind)

    patch.setattr(KnownGenerator, "_holding", holding)


def the_last_action_is_next(patch: pytest.MonkeyPatch) -> None:
    """The last of the actions that are due is taken to be next."""
    right = Compiled.decide

    def decide(self: Compiled, situation: Situation) -> Judgement | None:
        found = right(self, situation)
        return None if found is None else _with_next(found, found.agenda[-1] if found.agenda else FINISHED)

    patch.setattr(Compiled, "decide", decide)


def figures_of_the_first_day_are_kept(patch: pytest.MonkeyPatch) -> None:
    """The figures of the first day are used on every later one."""
    right = Compiled._on

    def on(self: Compiled, day: Any) -> Any:
        return next(iter(self._figures.values()), None) or right(self, day)

    patch.setattr(Compiled, "_on", on)


def _with_next(judgement: Judgement, name: str) -> Judgement:
    return Judgement(judgement.agenda, (name,), judgement.certain_warnings, judgement.possible_warnings, judgement.certain_deadlines)


FAULTS = (
    a_bound_is_one_off_where_all_is_known,
    equal_is_different,
    known_facts_that_do_not_apply_are_compared,
    a_missing_fact_is_not_noticed,
    a_forbidden_situation_is_judged,
    not_is_lost,
    any_is_all_where_all_is_known,
    actions_are_due_in_the_order_of_the_rules,
    the_last_action_is_next,
    figures_of_the_first_day_are_kept,
)
