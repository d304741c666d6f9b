"""The first answer: from the start of a process, stage by stage, with and without what earlier runs have kept.

The modules are compiled, as an installer leaves them, whatever the shell that starts the benchmark says of it.
"""

from __future__ import annotations

import os
import resource
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter

from benchmarks.plot import Bar, Chart
from benchmarks.report import Section, Table, figure
from benchmarks.scale import Scale

EXAMPLE = Path(__file__).parents[1] / "examples" / "esim-debt.yaml"
IMPORTS = "python -c 'import click, yaml'"
SIMEXIT = "import sys; from simexit.cli.main import main; sys.argv[0] = 'simexit'; main()"
IN_PROCESS = """
from time import perf_counter as now
start = now()
import simexit
simexit.load
imported = now()
advisor = simexit.load(second_opinion="off", lang="en")
loaded = now()
advisor.advise({"plan.status": "active"}).next
print((imported - start) * 1000, (loaded - imported) * 1000, (now() - loaded) * 1000)
"""


@dataclass(frozen=True)
class Start:
    """A process to start; `kept` says whether it finds what earlier runs kept, in the folder for caches of the platform."""

    name: str
    arguments: tuple[str, ...]
    kept: bool = True
    kind: str = "ours"


STARTS = (
    Start("python -c pass", ("-c", "pass"), kind="floor"),
    Start(IMPORTS, ("-c", "import click, yaml"), kind="floor"),
    Start("simexit --help", ("-c", SIMEXIT, "--help")),
    Start("simexit next FILE, later runs", ("-c", SIMEXIT, "next", str(EXAMPLE))),
    Start("simexit next FILE, first run", ("-c", SIMEXIT, "next", str(EXAMPLE)), kept=False),
    Start("load() and first advice, later runs", ("-c", IN_PROCESS)),
    Start("load() and first advice, first run", ("-c", IN_PROCESS), kept=False),
)


def measure(scale: Scale) -> Section:
    """Measure how long processes take to their end."""
    taken: dict[str, list[tuple[float, float]]] = {start.name: [] for start in STARTS}
    stages: dict[str, list[tuple[float, ...]]] = {start.name: [] for start in STARTS if IN_PROCESS in start.arguments}
    with TemporaryDirectory() as folder:
        kept, modules = Path(folder) / "kept", Path(folder) / "modules"
        for start in STARTS:
            _run(start, kept if start.kept else Path(folder) / start.name, modules)
        for number in range(scale.starts):
            for start in STARTS:
                times, output = _run(start, kept if start.kept else Path(folder) / str(number) / start.name, modules)
                taken[start.name].append(times)
                if start.name in stages:
                    stages[start.name].append(tuple(map(float, output.split())))
    medians = {name: median(times for times, _ in found) for name, found in taken.items()}
    computed = {name: median(times for _, times in found) for name, found in taken.items()}
    rows = [
        (name, figure(found), figure(found / medians[IMPORTS]), figure(computed[name]), figure(computed[name] / computed[IMPORTS]))
        for name, found in medians.items()
    ]
    whole = Table("From the start of a process to its end", ("process", "median ms", f"× `{IMPORTS}`", "of the processor", "×"), rows)
    inside = [(name, *(figure(median(stage)) for stage in zip(*times, strict=True))) for name, times in stages.items()]
    parts = Table("The same by stage, within the process", ("median ms", "import", "load()", "first advice"), inside)
    bars = [Bar(start.name, medians[start.name], f"{figure(medians[start.name])} ms", start.kind) for start in STARTS]
    return Section((whole, parts), {"cold-start": Chart("From the start of a process to its answer", "median in milliseconds", bars)})


def _run(start: Start, cache: Path, modules: Path) -> tuple[tuple[float, float], str]:
    """Return how many milliseconds a process took, and of the processor, and what it wrote; its caches are in folders of their own."""
    environment = {**os.environ, "XDG_CACHE_HOME": str(cache), "LC_ALL": "C.UTF-8", "PYTHONPYCACHEPREFIX": str(modules)}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    begun, computed = perf_counter(), _computed()
    found = subprocess.run([sys.executable, *start.arguments], env=environment, capture_output=True, text=True, check=True)
    return ((perf_counter() - begun) * 1000, _computed() - computed), found.stdout


def _computed() -> float:
    """Return how many milliseconds of the processor all processes have taken that have ended."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return (used.ru_utime + used.ru_stime) * 1000
