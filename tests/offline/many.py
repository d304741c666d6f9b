"""Many situations, judged by the script of the page and by the definition: `cd tests && python -m offline.many 50000`."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator
from datetime import date
from random import Random

from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st

from generators.rows import Rows
from generators.rulesets import rule_sets
from generators.shipped import mended, shipped
from generators.vocabulary import TODAY
from offline.scripts import Scripts
from simexit.meaning.decide import decide
from simexit.model.rules import RuleSet, Situation

SHARES = ((0.0, 40), (0.05, 60), (0.15, 40), (0.4, 10))
"""Which share of the facts is unknown, in how many situations of a generated rule set."""
EACH = sum(count for _, count in SHARES)
GAPS = (0.0, 0.0, 0.02, 0.05, 0.1)
"""The same for the shipped rules, of which the definition takes ten times as long."""


def of_generated(count: int, number: int) -> Iterator[tuple[RuleSet, list[Situation]]]:
    """Yield generated rule sets with situations, together at least so many; the same ones for the same number."""
    found: list[tuple[RuleSet, list[Situation]]] = []

    @seed(number)
    @settings(
        max_examples=-(-count // EACH), deadline=None, database=None, phases=[Phase.generate], suppress_health_check=list(HealthCheck)
    )
    @given(rule_sets(), st.integers(0, 2**32))
    def draw(rules: RuleSet, chance: int) -> None:
        rows = Rows(rules, chance, TODAY)
        found.append((rules, [one for gaps, most in SHARES for one in rows.situations(most, gaps, 0.1)]))

    draw()
    yield from found


def of_shipped(count: int, number: int) -> Iterator[tuple[RuleSet, list[Situation]]]:
    """Yield so many situations of the shipped rules that mostly can be."""
    rules, chance = shipped(), Random(number)
    known = (mended(dict(one)) for one in Rows(rules, number, date(2026, 11, 20)).situations(count, 0.0, 0.0))
    yield rules, [_with_gaps(one, chance) for one in known]


def _with_gaps(known: Situation, chance: Random) -> Situation:
    share = chance.choice(GAPS)
    return {fact: value for fact, value in known.items() if chance.random() >= share}


def compared(cases: Iterator[tuple[RuleSet, list[Situation]]]) -> Counter[str]:
    """Count the situations in which both agree, which can be at all, and in which the next action is open; fail where they differ."""
    counts: Counter[str] = Counter()
    for rules, situations in cases:
        for situation, said in zip(situations, Scripts(rules).judge(situations), strict=True):
            meant = decide(situation, rules)
            assert said == meant, f"{situation}\nin the script: {said}\nmeant: {meant}"
            counts["agree"] += 1
            counts["can be"] += bool(meant.possible_next)
            counts["open"] += len(meant.possible_next) > 1
            counts["finished"] += meant.certain_next == "finished"
    return counts


def main() -> None:
    """Compare so many situations, one in ten of the shipped rules."""
    count, number = int(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 0
    shipped_ones = count // 10
    found = {"generated": compared(of_generated(count - shipped_ones, number)), "shipped": compared(of_shipped(shipped_ones, number))}
    for name, counts in found.items():
        print(f"{name}: {', '.join(f'{what} {number}' for what, number in counts.items())}")


if __name__ == "__main__":
    main()
