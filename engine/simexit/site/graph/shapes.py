"""What is drawn: boxes with lines of text and arrows between them, and where a layout puts them."""

from __future__ import annotations

from typing import Literal, NamedTuple

from simexit.text.width import width, wrap

Look = Literal["act", "wait", "end", "question", "label"]
Point = tuple[float, float]

COLUMN, LINE, PAD_X, PAD_Y = 7.7, 18.0, 12.0, 9.0
"""The width of a column of text, the height of a line, and the space around the text of a box, in units of the drawing."""
_COLUMNS = 24


class Box(NamedTuple):
    """A box in a band: its text in lines, and the page that it leads to; those of the main line stand straight under one another."""

    name: str
    band: int
    look: Look
    lines: tuple[str, ...]
    address: str | None = None
    main: bool = False

    @property
    def width(self) -> float:
        """How wide it is drawn."""
        return round(max(map(_columns, self.lines), default=1) * COLUMN + 2 * PAD_X, 1)

    @property
    def height(self) -> float:
        """How high it is drawn."""
        return len(self.lines) * LINE + 2 * (PAD_Y if self.look != "label" else 2.0)


class Arrow(NamedTuple):
    """An arrow between two boxes; `said` names it to who points at it; one that leads into its label has no head."""

    start: str
    end: str
    said: str = ""
    head: bool = True


class Placed(NamedTuple):
    """A box and the middle of where it stands."""

    box: Box
    x: float
    y: float


class Line(NamedTuple):
    """An arrow as points to be joined from top to bottom or back; `back` says that it leads to what stands earlier."""

    arrow: Arrow
    points: tuple[Point, ...]
    back: bool


class Band(NamedTuple):
    """What a band is called, and where it begins and ends."""

    title: str
    top: float
    bottom: float


class Drawing(NamedTuple):
    """Everything in its place; the drawing begins at the top left."""

    width: float
    height: float
    boxes: tuple[Placed, ...]
    lines: tuple[Line, ...]
    bands: tuple[Band, ...]


def in_lines(text: str, columns: int = _COLUMNS) -> tuple[str, ...]:
    """Return a text broken into lines that fit into a box."""
    return tuple(wrap(text, columns))


def _columns(line: str) -> float:
    """Return how wide a line is drawn, in columns; letters that are not Latin are a little wider where they are not twice as wide."""
    return width(line) + 0.17 * sum(not one.isascii() and width(one) == 1 for one in line)
