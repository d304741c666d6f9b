"""Boxes to layers, after the longest way to each; an arrow over several layers passes each of them.

The order of the boxes says which arrows lead back, so that there is no circle to break. Source: the first steps of K. Sugiyama et al.,
Methods for Visual Understanding of Hierarchical System Structures (1981).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from simexit.site.graph.shapes import Arrow, Box

Node = tuple[str, int]
"""A box by its name with 0, or the place where the arrow of that number passes a layer: its number from 1, with the number of the layer."""


@dataclass(slots=True)
class Layers:
    """The nodes of each layer in an order, the nodes that each arrow goes through from top to bottom, and which arrows lead back.

    `main` are the nodes of the main line, which come first in their layers.
    """

    order: list[list[Node]]
    ways: dict[Arrow, list[Node]] = field(default_factory=dict)
    back: set[Arrow] = field(default_factory=set)
    main: set[Node] = field(default_factory=set)

    def next_to(self) -> tuple[dict[Node, list[Node]], dict[Node, list[Node]]]:
        """Return for each node its neighbours in the layer above, and those in the layer below."""
        above: dict[Node, list[Node]] = {node: [] for layer in self.order for node in layer}
        below: dict[Node, list[Node]] = {node: [] for layer in self.order for node in layer}
        for way in self.ways.values():
            for upper, lower in pairwise(way):
                below[upper].append(lower)
                above[lower].append(upper)
        return above, below


def layered(boxes: Sequence[Box], arrows: Iterable[Arrow]) -> Layers:
    """Return the layers of boxes, which come in their order and band after band; an arrow over several layers passes each."""
    place = {box.name: number for number, box in enumerate(boxes)}
    joined = list(dict.fromkeys(arrows))
    layer = _heights(boxes, place, joined)
    found = Layers([[] for _ in range(max(layer.values(), default=-1) + 1)])
    main = {box.name for box in boxes if box.main}
    for box in boxes:
        found.order[layer[box.name]].append((box.name, 0))
    found.main |= {(name, 0) for name in main}
    for number, arrow in enumerate(joined, 1):
        upper, lower = arrow.start, arrow.end
        if place[upper] >= place[lower]:
            found.back.add(arrow)
        if layer[upper] > layer[lower]:
            upper, lower = lower, upper
        between: list[Node] = [(f"{number} in {height}", number) for height in range(layer[upper] + 1, layer[lower])]
        for height, node in enumerate(between, layer[upper] + 1):
            found.order[height].append(node)
        if arrow not in found.back and {upper, lower} <= main:
            found.main |= set(between)
        if layer[upper] < layer[lower]:
            found.ways[arrow] = [(upper, 0), *between, (lower, 0)]
    return found


def _heights(boxes: Sequence[Box], place: dict[str, int], arrows: Iterable[Arrow]) -> dict[str, int]:
    """Return the layer of each box: under all from which arrows lead forward to it, and under the bands before its own."""
    before: dict[str, list[str]] = {box.name: [] for box in boxes}
    for arrow in arrows:
        if place[arrow.start] < place[arrow.end]:
            before[arrow.end].append(arrow.start)
    layer: dict[str, int] = {}
    lowest, band, begins = -1, None, 0
    for box in boxes:
        if box.band != band:
            band, begins = box.band, lowest + 1
        layer[box.name] = max([begins, *(layer[other] + 1 for other in before[box.name])])
        lowest = max(lowest, layer[box.name])
    return layer
