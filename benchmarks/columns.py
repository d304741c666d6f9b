"""Situations as columns: drawn at random for generated rules, completed examples for the shipped ones; some facts taken away."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import islice

import numpy as np

from benchmarks.generator import TODAY
from benchmarks.shipped import endless
from simexit import Advisor
from simexit.model.rules import RuleSet
from simexit.model.types import Boolean, Choice, Day, Integer, Money, SetOf
from simexit.run.planes.columns import Column, dtype_of, number_of

Columns = Mapping[str, Column]


def random_columns(rules: RuleSet, count: int, seed: int = 1) -> dict[str, Column]:
    """Return every fact of so many situations, all on one day."""
    chance, everywhere = np.random.default_rng(seed), np.ones(count, np.bool_)
    found: dict[str, Column] = {}
    for name, fact in rules.vocabulary.facts.items():
        match fact.type:
            case Boolean():
                values = chance.integers(0, 2, count)
            case Choice(words):
                values = chance.integers(0, len(words), count)
            case SetOf(words):
                values = chance.integers(0, 1 << len(words), count)
            case Day():
                values = TODAY.toordinal() + chance.integers(-30, 121, count)
            case Money():
                values = chance.integers(0, 8001, count)
            case Integer():
                values = chance.integers(0, 81, count)
        if name == "today":
            values = np.full(count, TODAY.toordinal())
        found[name] = Column(values.astype(dtype_of(fact.type)), everywhere)
    return found


def shipped_columns(advisor: Advisor, count: int) -> dict[str, Column]:
    """Return so many completed examples of the shipped rules; what does not apply to a person is unknown."""
    some = list(islice(endless(advisor), count))
    return {
        name: Column(
            np.array([number_of(one[name], fact.type) if name in one else 0 for one in some], dtype_of(fact.type)),
            np.array([name in one for one in some]),
        )
        for name, fact in advisor.rules.vocabulary.facts.items()
    }


def with_gaps(columns: Columns, share: float, patterns: int | None, seed: int = 1) -> dict[str, Column]:
    """Return the columns with that share unknown, the day apart: at random, or in so many patterns as tables from several systems have."""
    chance = np.random.default_rng(seed)
    count = len(next(iter(columns.values())).known)
    which = chance.integers(0, patterns, count) if patterns else None
    found = {}
    for name, column in columns.items():
        known = chance.random(count) >= share if which is None else (chance.random(patterns) >= share)[which]
        found[name] = column if name == "today" else Column(column.values, column.known & known)
    return found
