"""All interpreters against the definition for some minutes, one process for each core: `make agree-night MINUTES=5`."""

from __future__ import annotations

import argparse
import multiprocessing
import os
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from multiprocessing.queues import Queue
from pathlib import Path
from queue import Empty
from random import Random
from time import monotonic, process_time

import pytest

from agreement.cases import LIBRARIES
from agreement.exploration import Exploration, explore
from agreement.faults import FAULTS
from agreement.interpreters import INTERPRETERS, Interpreter
from agreement.regressions import FOLDER, save

EXAMPLES = 30
"""So many rule sets between two looks at the clock."""
COLUMNS = "{:<12} {:<10} {:>9} {:>11} {:>13} {:>9} {:>9}"


@dataclass(frozen=True, slots=True)
class Night:
    """What every process is told."""

    seconds: float
    seed: int
    regressions: Path
    fault: str | None = None


@dataclass(slots=True)
class Tally:
    """What became of one interpreter on one library: a pair that was compared with the definition."""

    rule_sets: int = 0
    situations: int = 0
    conclusions: int = 0
    seconds: float = 0.0
    failures: int = 0

    def add(self, explored: Exploration, seconds: float) -> None:
        self.rule_sets += explored.rule_sets
        self.situations += explored.situations
        self.conclusions += explored.conclusions
        self.seconds += seconds
        self.failures += explored.found is not None


Pair = tuple[str, str]
Report = tuple[Pair, Exploration, float, Path | None]


def work(night: Night, process: int, reports: Queue[Report]) -> None:
    """Explore until the time is over, always the pair that had the least time so far; a pair that failed is left alone."""
    if night.fault is not None:
        fault = next(one for faults in FAULTS.values() for one in faults if one.__name__ == night.fault)
        fault(pytest.MonkeyPatch())
    numbers = Random(f"{night.seed}/{process}")
    pairs = [(interpreter, library) for interpreter in INTERPRETERS for library in LIBRARIES]
    # in another order in each process, so that a short night does not leave the same ones out
    left = {(interpreter.name, library): interpreter for interpreter, library in numbers.sample(pairs, len(pairs))}
    spent = dict.fromkeys(left, 0.0)
    end = monotonic() + night.seconds
    while left and monotonic() < end:
        pair = min(left, key=lambda one: spent[one])
        number, began = numbers.getrandbits(32), process_time()
        explored = explore(left[pair], LIBRARIES[pair[1]](left[pair]), number, EXAMPLES)
        seconds = process_time() - began
        spent[pair] += seconds
        saved = _saved(left[pair], explored, f"{pair[1]} rules, seed {number}", night.regressions)
        reports.put((pair, explored, seconds, saved))
        if explored.found is not None:
            del left[pair]


def _saved(interpreter: Interpreter, explored: Exploration, origin: str, folder: Path) -> Path | None:
    return None if explored.found is None else save(interpreter, explored.found, origin, folder)


def run(night: Night, processes: int) -> bool:
    """Start the processes, show how it goes, and return whether everything agreed."""
    # each process starts afresh, so that none inherits a thread or the state of a C extension
    context = multiprocessing.get_context("spawn")
    reports: Queue[Report] = context.Queue()
    workers = [context.Process(target=work, args=(night, number, reports), daemon=True) for number in range(processes)]
    began = monotonic()
    for worker in workers:
        worker.start()
    tallies = {(interpreter.name, library): Tally() for interpreter in INTERPRETERS for library in LIBRARIES}
    saved: set[Path] = set()
    for pair, explored, seconds, path in _reports(workers, reports):
        tallies[pair].add(explored, seconds)
        saved |= set() if path is None else {path}
        _show(tallies, monotonic() - began, night.seconds)
    died = [worker.exitcode for worker in workers if worker.exitcode]
    print("\n".join(table(tallies, monotonic() - began, processes)))
    for path in sorted(saved):
        print(f"saved: {path}")
    for code in died:
        print(f"a process died with exit code {code}")
    return not saved and not died


def _reports(workers: list[multiprocessing.context.SpawnProcess], reports: Queue[Report]) -> Iterator[Report]:
    """Yield the reports until every process has ended and nothing is left to read."""
    while True:
        alive = any(worker.is_alive() for worker in workers)
        try:
            yield reports.get(timeout=0.5)
        except Empty:
            if not alive:
                return


def _show(tallies: Mapping[Pair, Tally], elapsed: float, seconds: float) -> None:
    if sys.stdout.isatty():
        situations, failures = (sum(getattr(tally, name) for tally in tallies.values()) for name in ("situations", "failures"))
        line = f"{elapsed:.0f} of {seconds:.0f} s: {situations:,} cases, {situations / elapsed:,.0f} a second, {failures} failures"
        print(f"\r\033[K{line}", end="", flush=True)


def table(tallies: Mapping[Pair, Tally], elapsed: float, processes: int) -> Iterator[str]:
    """Yield the lines of the report: a row for each pair, by the time that it took of a core, and all together, by the clock."""
    if sys.stdout.isatty():
        yield ""
    yield COLUMNS.format("interpreter", "rules", "rule sets", "situations", "conclusions", "cases/s", "failures")
    for (interpreter, library), tally in tallies.items():
        yield _row(interpreter, library, tally)
    whole = Tally(*(sum(getattr(tally, name) for tally in tallies.values()) for name in ("rule_sets", "situations", "conclusions")))
    whole.seconds, whole.failures = elapsed, sum(tally.failures for tally in tallies.values())
    yield _row("all", f"{processes} cores", whole)


def _row(interpreter: str, library: str, tally: Tally) -> str:
    rate = tally.situations / tally.seconds if tally.seconds else 0.0
    numbers = (f"{number:,}" for number in (tally.rule_sets, tally.situations, tally.conclusions))
    return COLUMNS.format(interpreter, library, *numbers, f"{rate:,.0f}", tally.failures)


def main() -> None:
    """Read the options, run, and exit with 1 where something disagreed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--minutes", type=float, default=5.0)
    parser.add_argument("--processes", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--seed", type=int, default=None, help="repeat an earlier night")
    parser.add_argument("--regressions", type=Path, default=FOLDER, help="where shrunk failures are saved")
    parser.add_argument("--fault", choices=[fault.__name__ for faults in FAULTS.values() for fault in faults], help="put this fault in")
    given = parser.parse_args()
    seed = Random().getrandbits(32) if given.seed is None else given.seed
    print(f"seed {seed}, {given.processes} processes, {given.minutes:g} minutes")
    sys.exit(0 if run(Night(given.minutes * 60, seed, given.regressions, given.fault), given.processes) else 1)


if __name__ == "__main__":
    main()
