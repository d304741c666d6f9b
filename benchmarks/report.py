"""Results as tables in Markdown, and their places in docs/benchmarks.md."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks.plot import Chart

DOCUMENT = Path(__file__).parents[1] / "docs" / "benchmarks.md"


@dataclass(frozen=True)
class Table:
    """A table with its title; the first column is text, the others are figures."""

    title: str
    head: tuple[str, ...]
    rows: Sequence[tuple[str, ...]]
    note: str = ""

    def markdown(self) -> str:
        """Return the table as Markdown."""
        lines = [self.head, tuple("---" if number == 0 else "---:" for number in range(len(self.head))), *self.rows]
        note = f"\n\n{self.note}" if self.note else ""
        return f"**{self.title}**\n\n" + "\n".join(f"| {' | '.join(line)} |" for line in lines) + note


@dataclass(frozen=True)
class Section:
    """What one part of the benchmark found; `charts` by the name of their file."""

    tables: tuple[Table, ...]
    charts: dict[str, Chart] = field(default_factory=dict)

    def text(self, machine: str) -> str:
        """Return the charts and tables as Markdown, the machine last."""
        images = [f"![{chart.title}](benchmarks/{name}.svg)" for name, chart in self.charts.items()]
        return "\n\n".join([*images, *(table.markdown() for table in self.tables), machine])


def write(name: str, section: Section, machine: str) -> None:
    """Put a section into the document, between its two markers, and its charts beside it."""
    start, end = f"<!-- {name} -->\n", f"<!-- end of {name} -->"
    before, found, rest = DOCUMENT.read_text(encoding="utf-8").partition(start)
    if not found or end not in rest:
        raise SystemExit(f"{DOCUMENT.name} has no place for {name}: {start.strip()} ... {end}")
    DOCUMENT.write_text(f"{before}{start}{section.text(machine)}\n{end}{rest.partition(end)[2]}", encoding="utf-8")
    for file, chart in section.charts.items():
        path = DOCUMENT.with_suffix("") / f"{file}.svg"
        path.parent.mkdir(exist_ok=True)
        path.write_text(chart.svg(), encoding="utf-8")


def figure(value: float) -> str:
    """Return a figure with two or three digits that count."""
    digits = 0 if value >= 100 else 1 if value >= 10 else 2
    return f"{value:,.{digits}f}"
