"""Rows whose facts cannot all be true, in the words in which `advise` refuses them."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property

from simexit.api import Advisor, FactError
from simexit.batch.cells import each_in_words
from simexit.model.expressions import TODAY
from simexit.model.rules import RuleSet, Situation
from simexit.run.planes.columns import Column, situation_at

_REMEMBERED = 100_000


class Clashes:
    """Says of impossible rows which facts clash; of rows that are equal in what constraints speak of, once."""

    def __init__(self, rules: RuleSet) -> None:
        self._rules = rules
        # the day as well, because a figure may have another value on another day
        behind = (rules.facts_behind[conclusion] for conclusion, _ in rules.of_kind("impossible"))
        self._behind: frozenset[str] = frozenset({TODAY}).union(*behind)
        self._said: dict[tuple[object, ...], tuple[str, ...]] = {}

    @cached_property
    def _advisor(self) -> Advisor:
        return Advisor(self._rules, second_opinion="off")

    def of(self, columns: Mapping[str, Column], row: int) -> tuple[str, ...]:
        """Return what is wrong with the facts of a row that is impossible."""
        constrained = {fact: column for fact, column in columns.items() if fact in self._behind}
        situation = situation_at(constrained, row, self._rules)
        key = tuple(situation.items())
        if key not in self._said:
            if len(self._said) > _REMEMBERED:
                self._said.clear()
            self._said[key] = self._refused(situation)
        return self._said[key]

    def _refused(self, situation: Situation) -> tuple[str, ...]:
        try:
            self._advisor.facts_known(situation)
        except FactError as error:
            return each_in_words(error.findings)
        raise AssertionError("a row was judged impossible whose facts can all be true")
