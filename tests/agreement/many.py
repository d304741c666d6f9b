"""Many situations at once against certainty for as long as it takes: `python -m agreement.many 100000` in the folder of the tests."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from unittest.mock import patch

from hypothesis import HealthCheck, Phase, given, seed, settings

from faulty.corpus import gym
from generators.rows import Rows, columns_of
from generators.rulesets import rule_sets
from generators.shipped import shipped
from simexit.model.rules import RuleSet, Situation
from simexit.run.certainty.judging import Certainty
from simexit.run.functions.compiled import Compiled
from simexit.run.many.judging import Judgements, Many

AT_ONCE = 500
GAPS = (0.0, 0.1, 0.2, 0.3, 0.4)


def generated(count: int) -> list[RuleSet]:
    """So many random rule sets, always the same."""
    found: list[RuleSet] = []

    @seed(1)
    @given(rule_sets())
    @settings(max_examples=count, phases=[Phase.generate], database=None, suppress_health_check=list(HealthCheck), deadline=None)
    def collect(rules: RuleSet) -> None:
        found.append(rules)

    collect()
    return found


def disagreements(rules: RuleSet, number: int, gaps: float) -> Iterator[str]:
    """Judge situations of one rule set, with formulas and without, and yield each about which the two say different things."""
    situations = Rows(rules, number).situations(AT_ONCE, gaps)
    certainty = Certainty(rules, Compiled(rules))
    for many in (1, AT_ONCE + 1):
        with patch("simexit.run.many.completing.MANY", many):
            said = Many(rules).judge(columns_of(situations, rules), AT_ONCE)
        yield from _differences(situations, said, certainty)


def _differences(situations: Sequence[Situation], said: Judgements, certainty: Certainty) -> Iterator[str]:
    for row, situation in enumerate(situations):
        meant = certainty.judge(situation)[0]._replace(certain_deadlines=())
        if said.judgement(row) != meant:
            yield f"{dict(situation)}: {said.judgement(row)} instead of {meant}"


def main(count: int) -> int:
    """Judge so many situations, half of them of generated rule sets; return how many disagreements there are."""
    batches = -(-count // AT_ONCE)
    rule_sets_ = generated(batches // 2)
    wrong = 0
    for number in range(batches):
        rules = rule_sets_[number // 2] if number % 2 and number // 2 < len(rule_sets_) else (shipped(), gym())[number // 2 % 2]
        for found in disagreements(rules, number, GAPS[number % len(GAPS)]):
            wrong += 1
            print(found)
    print(f"{batches * AT_ONCE} situations, {wrong} disagreements")
    return wrong


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1])) > 0)
