"""Some completions of a situation, the same ones each time."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random

from simexit.meaning.representatives import representatives
from simexit.model.rules import RuleSet, Situation
from simexit.model.types import written

COUNT = 3


def completions(situation: Situation, rules: RuleSet) -> Iterator[Situation]:
    """Yield complete situations, each unknown fact in turn with a value on one side of what a comparison with it turns on."""
    chosen = Random("; ".join(f"{name}: {written(value)}" for name, value in sorted(situation.items())))
    unknown = [name for name in rules.vocabulary.facts if name not in situation]
    for _ in range(COUNT):
        full = dict(situation)
        for fact in chosen.sample(unknown, len(unknown)):
            full[fact] = chosen.choice(representatives(fact, full, rules))
        yield full
