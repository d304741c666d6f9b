"""A drawing of a library is shapes and text, and nothing that a browser would run or fetch."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from generators.shipped import shipped
from simexit.check.ruleset import check
from simexit.libraries import Library
from simexit.text.codes import Code
from small_library import small_library

SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9">{}</svg>'


def problems(folder: Path, drawing: str, helps: str = "x") -> list[tuple[Code, str]]:
    """What is found in a library with this drawing."""
    small_library(folder)
    (folder / "kb/pictures").mkdir()
    text = f"seen: {{for: [{helps}], shows: {{en: it}}, drawing: {json.dumps(drawing)}}}\n"
    (folder / "kb/pictures/p.yaml").write_text(text, encoding="utf-8")
    return [(finding.code, finding.message) for finding in check(Library(folder))[1].in_order()]


def test_a_drawing_of_shapes_is_read_with_what_it_helps_with(tmp_path: Path) -> None:
    drawing = SVG.format('<g transform="rotate(4)"><path d="M0 0h1" fill="#fff"/><text x="1" y="2" font-size="3">89 •</text></g>')
    assert problems(tmp_path, drawing, "x, act") == []
    rules, _ = check(Library(tmp_path))
    assert rules is not None
    seen = rules.vocabulary.pictures["seen"]
    assert (seen.facts, seen.actions, seen.drawing) == (("x",), ("act",), drawing)


@pytest.mark.parametrize(
    "drawing",
    [
        SVG.format("<script>alert(1)</script>"),
        SVG.format('<path onload="alert(1)"/>'),
        SVG.format('<a href="javascript:alert(1)"><path/></a>'),
        SVG.format('<image href="http://elsewhere.example/x.png"/>'),
        SVG.format('<use href="#x"/>'),
        SVG.format('<path style="fill: red"/>'),
        SVG.format('<path fill="url(#x)"/>'),
        SVG.format('<path fill="URL(http://elsewhere.example)"/>'),
        SVG.format("<style>*{}</style>"),
        SVG.format("<foreignObject/>"),
        SVG.format('<animate attributeName="d"/>'),
        SVG.format("<!-- what -->"),
        SVG.format("&lt;"),
        SVG.format('<path xmlns:x="http://www.w3.org/1999/xlink" x:href="y"/>'),
        SVG.format('<h:script xmlns:h="http://www.w3.org/1999/xhtml"/>'),
        '<!DOCTYPE svg [<!ENTITY a "b">]>' + SVG.format("&a;"),
        '<?xml-stylesheet href="x"?>' + SVG.format(""),
        SVG.format("<path>"),
        "<svg/>",
        '<svg viewBox="0 0 1 1"/>',
        "not a drawing",
        SVG.format(" " * 20_000),
    ],
)
def test_a_drawing_that_can_do_more_than_be_seen_is_refused(tmp_path: Path, drawing: str) -> None:
    assert [code for code, _ in problems(tmp_path, drawing)] == [Code.BAD_VALUE]


def test_a_picture_helps_with_what_there_is(tmp_path: Path) -> None:
    ((code, message),) = problems(tmp_path, SVG.format(""), "y")
    assert (code, "fact or action `y`" in message) == (Code.UNKNOWN_NAME, True)


def test_the_pictures_of_the_shipped_library_say_what_they_show_in_each_language() -> None:
    pictures = shipped().vocabulary.pictures
    assert {"card_number"} <= set(pictures)
    for picture in pictures.values():
        assert set(picture.shows) == {"zh", "en", "ru"}
        assert picture.facts or picture.actions
