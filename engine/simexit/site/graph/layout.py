"""Boxes and arrows to a drawing: layers, their order, and places that keep lines short and straight.

In a layer, the places with the least sum of squared distances from where the neighbours want a node, in their order and with
space between them, are an isotonic regression: pooled adjacent violators, R. E. Barlow et al., Statistical Inference under Order
Restrictions (1972).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence, Set
from itertools import pairwise

from simexit.site.graph.layers import Layers, Node, layered
from simexit.site.graph.order import ordered
from simexit.site.graph.shapes import Arrow, Band, Box, Drawing, Line, Placed, Point

GAP_X, GAP_Y, MARGIN, BAND_TITLE = 22.0, 44.0, 16.0, 30.0
_PASSAGE = 14.0
_SWEEPS = 16
_STRAIGHT = 8.0
"""How much more a line that passes layers wants to be straight than a box to stand in the middle."""
_MAIN = 200.0
"""How much more the main line does."""


def drawn(boxes: Sequence[Box], arrows: Iterable[Arrow], bands: Sequence[str] = ()) -> Drawing:
    """Return the drawing; `boxes` come in their order, band after band, and `bands` are the titles of the bands."""
    layers = ordered(layered(boxes, arrows := list(dict.fromkeys(arrows))))
    box = {one.name: one for one in boxes}
    widths = {node: _PASSAGE if node[1] else box[node[0]].width for layer in layers.order for node in layer}
    x = _across(layers, widths)
    left = min((x[node] - widths[node] / 2 for node in x), default=0.0) - MARGIN
    x = {node: round(middle - left, 1) for node, middle in x.items()}
    tops, bottoms, found_bands = _down(layers, box, bands)
    placed = {
        node[0]: Placed(box[node[0]], x[node], round((tops[height] + bottoms[height]) / 2, 1))
        for height, layer in enumerate(layers.order)
        for node in layer
        if not node[1]
    }
    lines = tuple(_line(arrow, layers, placed, x, tops, bottoms) for arrow in arrows)
    right = max((point[0] for line in lines for point in line.points), default=0.0)
    width = max([right, *(one.x + one.box.width / 2 for one in placed.values())], default=0.0) + MARGIN
    height = (found_bands[-1].bottom if found_bands else max(bottoms, default=0.0)) + MARGIN
    return Drawing(round(width, 1), round(height, 1), tuple(placed[one.name] for one in boxes), lines, found_bands)


def _across(layers: Layers, widths: Mapping[Node, float]) -> dict[Node, float]:
    """Return the middle of each node from left to right."""
    above, below = layers.next_to()
    x: dict[Node, float] = {}
    for layer in layers.order:
        x |= zip(layer, _apart([0.0] * len(layer), [1.0] * len(layer), [widths[node] for node in layer]), strict=True)
    for sweep in range(_SWEEPS):
        down = sweep % 2 == 0
        for layer in layers.order if down else reversed(layers.order):
            wanted, weights = [], []
            for node in layer:
                neighbours = [*above[node], *below[node]] if sweep >= _SWEEPS // 2 else (above if down else below)[node]
                pulls = [(x[one], _pull(node, one, layers.main)) for one in neighbours] or [(x[node], 0.1)]
                weight = sum(pull for _, pull in pulls)
                wanted.append(sum(at * pull for at, pull in pulls) / weight)
                weights.append(weight)
            x |= zip(layer, _apart(wanted, weights, [widths[node] for node in layer]), strict=True)
    return x


def _pull(node: Node, other: Node, main: Set[Node]) -> float:
    """Return how much a node wants to stand above or under a neighbour."""
    if node in main and other in main:
        return _MAIN
    return _STRAIGHT if node[1] and other[1] else 1.0


def _apart(wanted: Sequence[float], weights: Sequence[float], widths: Sequence[float]) -> list[float]:
    """Return the places nearest to those wanted at which nodes keep their order and do not touch."""
    offsets = [0.0]
    for one, other in pairwise(widths):
        offsets.append(offsets[-1] + (one + other) / 2 + GAP_X)
    pools: list[tuple[float, float, int]] = []  # the place of a pool, its weight, how many are in it
    for at, weight, offset in zip(wanted, weights, offsets, strict=False):
        pool = (at - offset, weight, 1)
        while pools and pools[-1][0] >= pool[0]:
            last = pools.pop()
            joined = last[1] + pool[1]
            pool = ((last[0] * last[1] + pool[0] * pool[1]) / joined, joined, last[2] + pool[2])
        pools.append(pool)
    level = [at for at, _, count in pools for _ in range(count)]
    return [at + offset for at, offset in zip(level, offsets, strict=False)]


def _down(layers: Layers, box: Mapping[str, Box], titles: Sequence[str]) -> tuple[list[float], list[float], tuple[Band, ...]]:
    """Return where each layer begins and ends, and where each band does."""
    tops: list[float] = []
    bottoms: list[float] = []
    bands: list[Band] = []
    at, current = MARGIN, None
    for layer in layers.order:
        names = [name for name, passes in layer if not passes]
        if titles and names and box[names[0]].band != current:
            current = box[names[0]].band
            if bands:
                bands[-1] = bands[-1]._replace(bottom=at - GAP_Y / 2)
            bands.append(Band(titles[current], at - (0 if not bands else GAP_Y / 2), at))
            at += BAND_TITLE
        tops.append(at)
        bottoms.append(at + max((box[name].height for name in names), default=0.0))
        at = bottoms[-1] + GAP_Y
    if bands:
        bands[-1] = bands[-1]._replace(bottom=at - GAP_Y / 2)
    return tops, bottoms, tuple(bands)


def _line(
    arrow: Arrow, layers: Layers, placed: Mapping[str, Placed], x: Mapping[Node, float], tops: Sequence[float], bottoms: Sequence[float]
) -> Line:
    start, end = placed[arrow.start], placed[arrow.end]
    way = layers.ways.get(arrow)
    if way is None:
        return Line(arrow, _beside(start, end), back=True)
    height = {node: number for number, layer in enumerate(layers.order) for node in layer}
    upper, lower = placed[way[0][0]], placed[way[-1][0]]
    back = arrow in layers.back
    points: list[Point] = [(_port(upper, back=back), upper.y + upper.box.height / 2)]
    for node in way[1:-1]:
        points += [(x[node], tops[height[node]]), (x[node], bottoms[height[node]])]
    points.append((_port(lower, back=back), lower.y - lower.box.height / 2))
    return Line(arrow, tuple(points if upper is start else reversed(points)), back)


def _port(placed: Placed, *, back: bool) -> float:
    """Return where a line meets a box: in the middle, and one that leads back to the right of it, so that the two are told apart."""
    return round(placed.x + placed.box.width / 5, 1) if back and placed.box.look != "label" else placed.x


def _beside(start: Placed, end: Placed) -> tuple[Point, ...]:
    """Return the points of an arrow between boxes of one layer, or from a box to itself: out at the bottom and in again."""
    low = max(start.y + start.box.height / 2, end.y + end.box.height / 2)
    away = start.box.width / 4 if start is end else 0.0
    return ((start.x - away, start.y + start.box.height / 2), (start.x + away, low + GAP_Y / 2), (end.x + away, end.y + end.box.height / 2))
