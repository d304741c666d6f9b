"""The order of nodes in their layers, with few crossings: each layer is sorted by the middle of its neighbours, down and up again."""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set
from itertools import pairwise

from simexit.site.graph.layers import Layers, Node

_SWEEPS = 12


def ordered(layers: Layers) -> Layers:
    """Return the layers in the best order that was met; the same layers always come out the same."""
    above, below = layers.next_to()
    order = [sorted(layer, key=lambda node: node not in layers.main) for layer in layers.order]
    best, fewest = order, crossings(order, below)
    for sweep in range(_SWEEPS):
        down = sweep % 2 == 0
        order = _swept(order, above if down else below, layers.main, down=down)
        crossed = crossings(order, below)
        if crossed < fewest:
            best, fewest = order, crossed
    return Layers(best, layers.ways, layers.back, layers.main)


def _swept(order: list[list[Node]], neighbours: Mapping[Node, Sequence[Node]], main: Set[Node], *, down: bool) -> list[list[Node]]:
    swept = list(order)
    heights = range(1, len(order)) if down else range(len(order) - 2, -1, -1)
    for height in heights:
        fixed = {node: place for place, node in enumerate(swept[height - 1 if down else height + 1])}
        places = {node: place for place, node in enumerate(swept[height])}

        def middle(node: Node, fixed: Mapping[Node, int] = fixed, places: Mapping[Node, int] = places) -> tuple[bool, float]:
            found = [fixed[one] for one in neighbours[node]]
            return node not in main, sum(found) / len(found) if found else places[node]

        swept[height] = sorted(swept[height], key=middle)
    return swept


def crossings(order: Sequence[Sequence[Node]], below: Mapping[Node, Sequence[Node]]) -> int:
    """Return how many lines between neighbouring layers cross."""
    crossed = 0
    for upper, lower in pairwise(order):
        place = {node: number for number, node in enumerate(lower)}
        ends = [place[end] for node in upper for end in sorted(below[node], key=place.__getitem__)]
        crossed += sum(one > other for number, one in enumerate(ends) for other in ends[number + 1 :])
    return crossed
