"""kb/pictures: drawings as SVG that can do nothing but be seen."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from xml.etree import ElementTree

from simexit.check.entry_forms import PICTURE
from simexit.check.texts import is_name, text
from simexit.model.vocabulary import Picture
from simexit.parse.shapes import fields, scalar, words
from simexit.text.codes import Code
from simexit.text.diagnostics import shortened

if TYPE_CHECKING:
    from simexit.check.context import Context
    from simexit.check.files import Files
    from simexit.parse.nodes import Node, Scalar
    from simexit.parse.shapes import Fields

_SVG = "{http://www.w3.org/2000/svg}"
_SHAPES = frozenset(["svg", "g", "path", "rect", "circle", "ellipse", "line", "polyline", "polygon", "text"])
_PLACES = frozenset(
    ["viewBox", "width", "height", "x", "y", "x1", "y1", "x2", "y2", "cx", "cy", "r", "rx", "ry", "d", "points", "transform"]
)
_LOOKS = frozenset(["fill", "stroke", "stroke-width", "stroke-linecap", "stroke-linejoin", "stroke-dasharray", "opacity"])
_LETTERS = frozenset(["font-size", "font-family", "font-weight", "text-anchor"])
_ATTRIBUTES = _PLACES | _LOOKS | _LETTERS
_VALUE = re.compile(r"(?!.*url)[\w\s#.,()%+-]*", re.IGNORECASE)
LARGEST_DRAWING = 20_000


def pictures(files: Files, context: Context) -> dict[str, Picture]:
    """Read the pictures; the names of facts and actions must be known by now."""
    found: dict[str, Picture] = {}
    for _, key, node in files.entries("pictures", "pictures", context.findings):
        what = f"picture `{key.text}`"
        if not is_name(key, "a picture", context) or not context.define("picture", key.text, key.span):
            continue
        entry = fields(node, what, context.findings, needs=PICTURE.needs)
        drawing = None if entry is None else _drawing(entry["drawing"], what, context)
        if entry is not None and drawing is not None:
            found[key.text] = _picture(key, entry, what, drawing, context)
    return found


def _picture(key: Scalar, entry: Fields, what: str, drawing: str, context: Context) -> Picture:
    facts, actions = context.names.facts, context.names.actions
    helps = words(entry["for"], f"`for` of {what}", context.findings)
    for word in helps:
        if word.text not in facts and word.text not in actions:
            context.unknown("fact or action", word.text, word.span, [*facts, *actions])
    return Picture(
        name=key.text,
        shows=text(entry["shows"], f"shows of {what}", context),
        drawing=drawing,
        facts=tuple(word.text for word in helps if word.text in facts),
        actions=tuple(word.text for word in helps if word.text in actions),
        span=key.span,
    )


def _drawing(node: Node, what: str, context: Context) -> str | None:
    """Return a drawing in which there is nothing but shapes, or note what is in it."""
    written = scalar(node, f"drawing of {what}", context.findings)
    if written is None:
        return None
    problem = _problem(written.text)
    if problem is not None:
        context.findings.add(Code.BAD_VALUE, written.span, f"drawing of {what} {problem}")
        return None
    return written.text


def _problem(drawing: str) -> str | None:
    """Return what keeps a drawing from being shown, or None."""
    if len(drawing) > LARGEST_DRAWING:
        return f"has more than {LARGEST_DRAWING:,} characters"
    if "<!" in drawing or "<?" in drawing or "&" in drawing:
        return "holds more than elements: comments, declarations and entities are not part of the format"
    try:
        root = ElementTree.fromstring(drawing)
    except (ElementTree.ParseError, ValueError) as error:
        return f"is not XML: {error}"
    if root.tag != f"{_SVG}svg" or "viewBox" not in root.attrib:
        return 'must be <svg xmlns="http://www.w3.org/2000/svg" viewBox="…">'
    for element in root.iter():
        if element.tag.removeprefix(_SVG) not in _SHAPES:
            return f"has an element `{shortened(element.tag.removeprefix(_SVG))}`; it may have {', '.join(sorted(_SHAPES))}"
        for name, value in element.attrib.items():
            if name not in _ATTRIBUTES or not _VALUE.fullmatch(value):
                return f"has an attribute `{shortened(name)}` with the value `{shortened(value)}`, which is not part of the format"
    return None
