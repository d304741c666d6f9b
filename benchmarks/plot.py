"""Charts as SVG that can be read on a phone, on light and on dark ground: bars on a logarithmic scale, each with its name and figure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from math import ceil, floor, log10

WIDTH, LEFT, RIGHT = 480, 12, 84
ROW, TOP, BAR = 46, 64, 14
STYLE = """<style>
text { font: 15px system-ui, sans-serif; fill: #1f2328 } .small { font-size: 13px; fill: #59636e }
.title { font-size: 18px; font-weight: 600 }
.ours { fill: #0969da } .floor { fill: #6e7781 } .peer { fill: #d4820e } .grid { stroke: #8c959f; stroke-opacity: .35 }
@media (prefers-color-scheme: dark) {
text { fill: #e6edf3 } .small { fill: #9198a1 } .ours { fill: #4493f8 } .floor { fill: #9198a1 } .peer { fill: #e3a03c } }
</style>"""


@dataclass(frozen=True)
class Bar:
    """One bar: its name, its figure and how that is written; `kind` is `ours`, `floor` or `peer`."""

    name: str
    value: float
    text: str
    kind: str


@dataclass(frozen=True)
class Chart:
    """Bars under one another in the order given, with one logarithmic scale."""

    title: str
    unit: str
    bars: Sequence[Bar]

    def svg(self) -> str:
        """Return the chart as an SVG document."""
        low = floor(log10(min(bar.value for bar in self.bars)))
        high = max(ceil(log10(max(bar.value for bar in self.bars))), low + 1)
        scale = (WIDTH - LEFT - RIGHT) / (high - low)
        height = TOP + ROW * len(self.bars) + 28
        parts = [f'<text class="title" x="{LEFT}" y="26">{escape(self.title)}</text>']
        parts.append(f'<text class="small" x="{LEFT}" y="46">{escape(self.unit)}, logarithmic scale; shorter is better</text>')
        for power in range(low, high + 1):
            x = LEFT + scale * (power - low)
            parts.append(f'<line class="grid" x1="{x:.1f}" x2="{x:.1f}" y1="{TOP}" y2="{height - 24}"/>')
            anchor = "start" if power == low else "middle"
            parts.append(f'<text class="small" x="{x:.1f}" y="{height - 8}" text-anchor="{anchor}">{10.0**power:,g}</text>')
        for number, bar in enumerate(self.bars):
            length, y = max(2.0, scale * (log10(bar.value) - low)), TOP + ROW * number
            parts.append(f'<text x="{LEFT}" y="{y + 17}">{escape(bar.name)}</text>')
            parts.append(f'<rect class="{bar.kind}" x="{LEFT}" y="{y + 23}" width="{length:.1f}" height="{BAR}" rx="2"/>')
            parts.append(f'<text class="small" x="{LEFT + length + 6:.1f}" y="{y + 35}">{escape(bar.text)}</text>')
        size = f'viewBox="0 0 {WIDTH} {height}" role="img" aria-label="{escape(self.title)}"'
        return f'<svg xmlns="http://www.w3.org/2000/svg" {size}>\n{STYLE}\n' + "\n".join(parts) + "\n</svg>\n"
