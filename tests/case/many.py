"""Many cases, one after the other: `python -m case.many 5000 always` in the folder of the tests, or `100000 sampled`.

Prints the resident memory of the process while cases come and go; the word says when the second opinion is asked.
"""

from __future__ import annotations

import gc
import resource
import sys
from datetime import date, timedelta
from pathlib import Path

import yaml

import simexit
from simexit.case.live import Case
from simexit.run.decider import SecondOpinion

EXAMPLE = Path(__file__).parents[2] / "examples" / "travel-esim-debt.yaml"
DAY = date(2026, 11, 20)
STEPS = 20
"""So many lines are printed."""


def mebibytes() -> float:
    gc.collect()
    return int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1]) * resource.getpagesize() / 2**20


def main(count: int, opinion: SecondOpinion) -> None:
    advisor = simexit.load(lang="en", second_opinion=opinion)
    groups = yaml.safe_load(EXAMPLE.read_text(encoding="utf-8"))
    del groups["today"]
    facts = {f"{group}.{name}": value for group, told in groups.items() for name, value in told.items()}
    for number in range(count + 1):
        if number % max(1, count // STEPS) == 0:
            live = sum(isinstance(one, Case) for one in gc.get_objects())
            print(f"{number:,} cases closed, {live} alive, {mebibytes():.1f} MiB", flush=True)
        facts["balance.owed"] = 1 + number
        case = advisor.case(facts, today=DAY + timedelta(number % 300))
        assert case.advice.next is not None
        case.did("pay_debt").undo()


if __name__ == "__main__":
    main(int(sys.argv[1]), "sampled" if sys.argv[2] == "sampled" else "always")
