"""Measures simexit beside its peers: `python -m benchmarks --help`."""

from __future__ import annotations

import sys
from collections.abc import Callable
from importlib import import_module
from pathlib import Path

import click

if not __package__:
    sys.path.insert(0, str(Path(__file__).parents[1]))

from benchmarks.measure import machine
from benchmarks.report import Section, write
from benchmarks.scale import FULL, QUICK, Scale

SECTIONS = {
    "decisions": "benchmarks.decisions",
    "advice": "benchmarks.advice",
    "cold": "benchmarks.cold",
    "memory": "benchmarks.memory",
    "threads": "benchmarks.throughput",
    "batch": "benchmarks.batch",
}
"""The parts, each a module with a function `measure`; docs/benchmarks.md has a place for each."""


def _chosen(_: click.Context, __: click.Parameter, value: str | None) -> list[str]:
    names = list(SECTIONS) if value is None else value.split(",")
    unknown = [name for name in names if name not in SECTIONS]
    if unknown:
        raise click.BadParameter(f"no part {', '.join(unknown)}; there are {', '.join(SECTIONS)}")
    return names


@click.command(context_settings={"max_content_width": 100})
@click.option("--only", metavar="PART,...", callback=_chosen, help=f"Measure these parts: {', '.join(SECTIONS)}.")
@click.option("--quick", is_flag=True, help="As little as shows that it works; the figures mean nothing.")
@click.option("--decisions", type=int, help="How many decisions in the part `memory`, however long they take.")
@click.option("--write", "writing", is_flag=True, help="Write tables and charts into docs/.")
def main(only: list[str], quick: bool, decisions: int | None, writing: bool) -> None:
    """Measure simexit beside its peers and the floors, and print tables."""
    if quick and writing:
        raise click.UsageError("figures of --quick mean nothing and are not written")
    scale = QUICK if quick else FULL
    if decisions is not None:
        scale = scale.up_to(decisions)
    with click.progressbar(only, label="measuring", file=sys.stderr, item_show_func=str, show_eta=False) as names:
        for name in names:
            section, described = _measured(name, scale), machine()
            print(f"\n{section.text(described)}\n", flush=True)
            if writing:
                write(name, section, described)


def _measured(name: str, scale: Scale) -> Section:
    measure: Callable[[Scale], Section] = import_module(SECTIONS[name]).measure
    return measure(scale)


if __name__ == "__main__":
    main()
