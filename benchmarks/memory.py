"""How much memory an advisor holds after many decisions and many cases; each measured in a process of its own.

python -m benchmarks.memory OPINION SECONDS CASES DECISIONS...    print what one process holds, as JSON
"""

from __future__ import annotations

import gc
import json
import subprocess
import sys
from itertools import islice
from math import isfinite
from pathlib import Path
from time import monotonic
from typing import Any

from benchmarks.report import Section, Table
from benchmarks.scale import Scale

OPINIONS = ("off", "always")
STATM = Path("/proc/self/statm")
ROOT = Path(__file__).parents[1]
LIVE = 10_000
"""How many cases are open at once."""


def measure(scale: Scale) -> Section:
    """Measure with and without second opinion, both at a time."""
    if not STATM.exists():
        return Section((Table("Memory", ("resident MiB",), [], "Not measured: this platform has no /proc."),))
    arguments = [str(scale.memory_seconds), str(scale.cases), *map(str, scale.decisions)]
    command = [sys.executable, "-m", "benchmarks.memory"]
    processes = {one: subprocess.Popen([*command, one, *arguments], cwd=ROOT, stdout=subprocess.PIPE, text=True) for one in OPINIONS}
    rows = []
    for opinion, process in processes.items():
        output, _ = process.communicate()
        if process.returncode:
            raise RuntimeError(f"the process that measures memory ended with {process.returncode}")
        rows += [(f"second opinion {opinion}", what, f"{mebibytes:.1f}") for what, mebibytes in json.loads(output)]
    limit = f"A process stops after {scale.memory_seconds:.0f} s of decisions and as many of cases; the table says how far it came."
    note = limit if isfinite(scale.memory_seconds) else ""
    return Section((Table("What a process holds", ("advisor", "after", "resident MiB"), rows, note),))


def held(opinion: str, seconds: float, cases: int, decisions: list[int]) -> list[tuple[str, float]]:
    """Return the resident memory of this process after each number of decisions, and while cases are open and after."""
    import simexit
    from benchmarks.shipped import COMPLETED, endless

    advisor = simexit.load(second_opinion=opinion, lang="en")  # type: ignore[arg-type] # one of OPINIONS
    supply = endless(advisor)
    for one in islice(supply, COMPLETED):
        advisor.advise(one)
    done, until, found = 0, monotonic() + seconds, []
    for wanted in decisions:
        while done < wanted and monotonic() < until:
            advisor.advise(next(supply))
            done += 1
        found.append((f"{done:,} decisions", resident()))
        if done < wanted:
            break
    return [*found, *_cases(advisor, supply, seconds, cases)]


def _cases(advisor: Any, supply: Any, seconds: float, cases: int) -> list[tuple[str, float]]:
    opened, most, until = 0, 0.0, monotonic() + seconds
    live: list[object] = []
    while opened < cases and monotonic() < until:
        live.append(advisor.case(next(supply)))
        opened += 1
        if len(live) == min(LIVE, cases):
            most = max(most, resident())
            live.clear()
    at_once = min(LIVE, opened)
    most = max(most, resident())
    live.clear()
    return [(f"{opened:,} cases opened, {at_once:,} of them live at once", most), (f"{opened:,} cases closed", resident())]


def resident() -> float:
    """Return the resident memory of this process in MiB."""
    gc.collect()
    import resource

    return int(STATM.read_text().split()[1]) * resource.getpagesize() / 2**20


if __name__ == "__main__":
    print(json.dumps(held(sys.argv[1], float(sys.argv[2]), int(sys.argv[3]), [int(one) for one in sys.argv[4:]])))
