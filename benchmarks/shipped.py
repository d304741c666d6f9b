"""Situations of the shipped library: its examples, completed at random."""

from __future__ import annotations

import random
from collections.abc import Iterator
from itertools import count
from typing import Any

from benchmarks.generator import TODAY
from benchmarks.question_order import GUIDES, ROOT, complete, read
from simexit import Advisor
from simexit.model.types import Money
from simexit.run.decider import Decider

SEED = 20_261_121
COMPLETED = 60
LARGEST = 10**9


def endless(advisor: Advisor) -> Iterator[dict[str, Any]]:
    """Yield situations in which every fact is known, on one day: the completed examples, their amounts a little higher each time."""
    completed = _completed(advisor)
    money = [name for name, fact in advisor.rules.vocabulary.facts.items() if isinstance(fact.type, Money)]
    for number in count():
        one = completed[number % COMPLETED]
        yield {**one, **{name: one[name] + number // COMPLETED for name in money if 0 < one[name] < LARGEST}}


def _completed(advisor: Advisor) -> list[dict[str, Any]]:
    decider, chance = Decider(advisor.rules, "off"), random.Random(SEED)
    bases = [read(advisor.rules, path) for guide in GUIDES for path in sorted((ROOT / "examples").glob(f"{guide}-*.yaml"))]
    return [dict(complete(advisor.rules, decider, {**bases[number % len(bases)], "today": TODAY}, chance)) for number in range(COMPLETED)]
