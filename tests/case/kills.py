"""Kills who writes to a store at random moments, and looks what is left: `python -m case.kills 500 SEED` in the folder of the tests."""

from __future__ import annotations

import os
import signal
import sys
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

from generators.entries import head, mark, marked, redacted
from simexit.case import schema
from simexit.case.events import Entry
from simexit.case.opening import open_store
from simexit.case.store import Store

Logs = Mapping[str, tuple[Entry, ...]]
MOST_CASES = 6
LONGEST = 40
CHANGES = 8
"""After so many kills another file is begun, so that making one is interrupted too."""
NEXT = tuple(
    f"ALTER TABLE simexit_{table} ADD COLUMN {name} TEXT DEFAULT 'new'" for name in "xyz" for table in ("cases", "entries", "rulesets")
)


@dataclass(frozen=True, slots=True)
class Step:
    """Something that is done to a store: to a case, from a number on, with so many entries."""

    kind: str
    case: str
    number: int
    count: int

    def __str__(self) -> str:
        return f"{self.kind} {self.case} {self.number} {self.count}"


def entries(step: Step) -> list[Entry]:
    return [marked(step.case, number) for number in range(step.number, step.number + step.count)]


def do(step: Step, store: Store) -> None:
    match step.kind:
        case "open":
            store.open(head(step.case), entries(step))
        case "append":
            store.append(step.case, entries(step))
        case "redact":
            store.redact(step.case, redacted(marked(step.case, step.number)))
        case "erase":
            store.erase(step.case)


def after(step: Step, logs: Logs) -> Logs:
    """What should be in the store after a step."""
    log = logs.get(step.case, ())
    match step.kind:
        case "open" | "append":
            return {**logs, step.case: (*log, *entries(step))}
        case "redact":
            place = step.number - 1
            return {**logs, step.case: (*log[:place], redacted(marked(step.case, step.number)), *log[place + 1 :])}
        case _:
            return {case: log for case, log in logs.items() if case != step.case}


def steps(logs: Logs, chance: Random) -> Iterator[Step]:
    """Go on for ever from what is in the store."""
    while True:
        step = _step(logs, chance)
        yield step
        logs = after(step, logs)


def _step(logs: Logs, chance: Random) -> Step:
    if not logs or (len(logs) < MOST_CASES and chance.random() < 0.1):
        return Step("open", f"c{chance.getrandbits(40):x}", 1, chance.randint(0, 4))
    case = chance.choice(sorted(logs))
    length = len(logs[case])
    if length > LONGEST or chance.random() < 0.04:
        return Step("erase", case, 0, 0)
    if length and chance.random() < 0.08:
        return Step("redact", case, chance.randint(1, length), 1)
    return Step("append", case, length + 1, chance.randint(1, 4))


def read(store: Store) -> Logs:
    """All that is in a store; raises `StoreError` where anything of it is not as it was written."""
    return {head.id: store.read(head.id) for head in store.heads()}


def write_until_killed(path: Path, logs: Logs, seed: int, pipe: int) -> None:
    """Say each step before it is done, and when it was."""
    with open_store(path) as store:
        for step in steps(logs, Random(seed)):
            os.write(pipe, f"{step}\n".encode())
            do(step, store)
            os.write(pipe, b"done\n")


class WriterError(Exception):
    """Who should have been killed had ended already: the store was not as it should be."""


def kill(path: Path, logs: Logs, seed: int, delay: float) -> tuple[list[Step], Step | None]:
    """Let a process of its own write, and kill it; return the steps that it said were done, and the one that it was at."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            write_until_killed(path, logs, seed, writing)
        finally:
            os._exit(1)
    os.close(writing)
    time.sleep(delay)
    os.kill(child, signal.SIGKILL)
    _, status = os.waitpid(child, 0)
    if not os.WIFSIGNALED(status):
        raise WriterError
    with os.fdopen(reading) as said:
        lines = said.read().splitlines()
    begun = [Step(kind, case, int(number), int(count)) for kind, case, number, count in (line.split() for line in lines if line != "done")]
    done = lines.count("done")
    return begun[:done], begun[done] if len(begun) > done else None


@dataclass(slots=True)
class Count:
    """What a run has seen; `wrong` says what was not as it should be."""

    kills: int = 0
    acknowledged: int = 0
    entries: int = 0
    interrupted: dict[str, int] = field(default_factory=dict)
    kept: int = 0
    migrations: dict[int, int] = field(default_factory=dict)
    wrong: list[str] = field(default_factory=list)

    def __str__(self) -> str:
        return (
            f"{self.kills} kills; {self.acknowledged} steps acknowledged with {self.entries} entries; "
            f"interrupted {self.interrupted}, of which {self.kept} were there; "
            f"kills in migrations, by the format they left: {self.migrations}; wrong: {len(self.wrong)}"
        )


class Run:
    """Many kills, one after the other."""

    def __init__(self, folder: Path, seed: int, pace: float) -> None:
        self.folder, self.chance, self.count, self.pace = folder, Random(seed), Count(), pace

    def file(self, kills: int) -> None:
        """Kill writers of one file, which is made by the first of them; then nothing may be left of what was removed."""
        path = self.folder / f"{self.count.kills}.db"
        logs: Logs = {}
        marks: set[str] = set()
        for number in range(kills):
            delay = self.pace * self.chance.uniform(0, 0.012 if number == 0 else 0.04)
            try:
                done, pending = kill(path, logs, self.chance.getrandbits(40), delay)
            except WriterError:
                self.count.wrong.append(f"{path}: its writer could not go on")
                return
            for step in done:
                logs = after(step, logs)
            marks |= {mark(step.case, entry.number) for step in (*done, *filter(None, [pending])) for entry in entries(step)}
            logs = self._left(path, logs, pending)
            self._counted(done, pending)
        self._traces(path, marks - {mark(case, e.number) for case, log in logs.items() for e in log if e == marked(case, e.number)})

    def migration(self) -> None:
        """Kill who brings a file up to date; it must be of the one format or the other, and go on."""
        path = self.folder / f"{self.count.kills}-old.db"
        step = Step("open", "a", 1, 30)
        with open_store(path) as store:
            do(step, store)
        earlier, schema.STEPS = schema.STEPS, (*schema.STEPS, NEXT)
        try:
            child = os.fork()
            if child == 0:
                try:
                    with open_store(path) as store:
                        store.heads()
                    time.sleep(60)
                finally:
                    os._exit(1)
            time.sleep(self.pace * self.chance.uniform(0, 0.02))
            os.kill(child, signal.SIGKILL)
            os.waitpid(child, 0)
            version = _version(path)
            self.count.migrations[version] = self.count.migrations.get(version, 0) + 1
            self.count.kills += 1
            self._left(path, after(step, {}), None)
        finally:
            schema.STEPS = earlier

    def _left(self, path: Path, logs: Logs, pending: Step | None) -> Logs:
        """What the file has: all that was acknowledged, and the step that was interrupted wholly or not at all."""
        with open_store(path) as store:
            try:
                found = read(store)
            except Exception as error:
                self.count.wrong.append(f"{path}: {error!r}")
                return logs
        if found == logs:
            return logs
        if pending is not None and found == after(pending, logs):
            self.count.kept += 1
        else:
            self.count.wrong.append(f"{path}: not what was written, at {pending}")
        return found

    def _counted(self, done: list[Step], pending: Step | None) -> None:
        self.count.kills += 1
        self.count.acknowledged += len(done)
        self.count.entries += sum(step.count for step in done if step.kind in ("open", "append"))
        at = "nothing" if pending is None else pending.kind
        self.count.interrupted[at] = self.count.interrupted.get(at, 0) + 1

    def _traces(self, path: Path, removed: set[str]) -> None:
        content = b"".join(file.read_bytes() for file in self.folder.glob(f"{path.name}*"))
        found = [text for text in removed if text.encode() in content]
        if found:
            self.count.wrong.append(f"{path}: traces of {found}")


def _version(path: Path) -> int:
    with open_store(path) as store, store._database.reading() as run:
        assert run is not None
        version: int = run("SELECT version FROM simexit_format").fetchall()[0][0]
        return version


MEMORY = Path("/dev/shm")
"""A file system without a disk, where it is mounted: a kill takes nothing back from the system, and more happens between two of them."""


def killed(kills: int, seed: int, *, disk: bool = False) -> Count:
    """Kill so many writers, one in nine of them in a migration."""
    quick = MEMORY.is_dir() and not disk
    with TemporaryDirectory(dir=MEMORY if quick else None) as folder:
        run = Run(Path(folder), seed, pace=1 if quick else 5)
        while run.count.kills < kills:
            run.file(CHANGES)
            run.migration()
        return run.count


if __name__ == "__main__":
    began = time.monotonic()
    count = killed(int(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 1, disk="disk" in sys.argv)
    print(count, *count.wrong, f"{time.monotonic() - began:.0f} s", sep="\n")
    sys.exit(bool(count.wrong))
