"""Many cases, one after the other: `python -m case.many 5000 always` in the folder of the tests, or `100000 sampled`.

Prints the resident memory of the process while cases come and go; the word says when the second opinion is asked.
"""

from __future__ import annotations

import gc
import resource
import sys
from datetime import timedelta
from pathlib import Path

import simexit
from case.test_no_leaks import DAY, KNOWN
from simexit.case.live import Case
from simexit.run.decider import SecondOpinion

STEPS = 10
"""So many lines are printed."""


def mebibytes() -> float:
    gc.collect()
    return int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1]) * resource.getpagesize() / 2**20


def main(count: int, opinion: SecondOpinion) -> None:
    advisor = simexit.load(lang="en", second_opinion=opinion)
    for number in range(count + 1):
        if number % max(1, count // STEPS) == 0:
            live = sum(isinstance(one, Case) for one in gc.get_objects())
            print(f"{number:,} cases closed, {live} alive, {mebibytes():.1f} MiB", flush=True)
        case = advisor.case({**KNOWN, "balance.owed": 1 + number}, today=DAY + timedelta(number % 300))
        case.did("pay_debt").undo()


if __name__ == "__main__":
    main(int(sys.argv[1]), "sampled" if sys.argv[2] == "sampled" else "always")
