"""A line of a drawing as the path of an SVG: straight through a layer, bent between layers."""

from __future__ import annotations

from simexit.site.graph.shapes import Line


def path(line: Line) -> str:
    """Return the path: from one point to the next by a Bézier curve that leaves and arrives upright."""
    (x, y), *others = line.points
    parts = [f"M{x:g} {y:g}"]
    for right, down in others:
        if right == x:
            parts.append(f"V{down:g}")
        else:
            middle = round((y + down) / 2, 1)
            parts.append(f"C{x:g} {middle:g} {right:g} {middle:g} {right:g} {down:g}")
        x, y = right, down
    return "".join(parts)
