"""Drawings: boxes do not touch, arrows begin and end at their boxes, what comes later stands lower, and the same is drawn the same."""

from __future__ import annotations

from itertools import combinations

from hypothesis import given, settings
from hypothesis import strategies as st

from docs_site.sites import subject_of
from simexit.model.judgement import FINISHED
from simexit.site.graph import guide, whole
from simexit.site.graph.layers import layered
from simexit.site.graph.layout import drawn
from simexit.site.graph.lines import path
from simexit.site.graph.order import crossings, ordered
from simexit.site.graph.shapes import Arrow, Box, Drawing, in_lines


@st.composite
def graphs(draw: st.DrawFn) -> tuple[list[Box], list[Arrow], list[str]]:
    """Boxes in bands, and any arrows between them."""
    bands = sorted(draw(st.lists(st.integers(0, 2), min_size=1, max_size=12)))
    used = sorted(set(bands))
    texts = st.text("ab 我ё", min_size=1, max_size=40)
    boxes = [Box(f"b{place}", used.index(band), "act", in_lines(draw(texts)), main=draw(st.booleans())) for place, band in enumerate(bands)]
    names = st.sampled_from([box.name for box in boxes])
    arrows = [Arrow(start, end) for start, end in draw(st.lists(st.tuples(names, names), max_size=25))]
    return boxes, arrows, [f"band {band}" for band in used]


def assert_drawn(drawing: Drawing, boxes: list[Box]) -> None:
    assert [placed.box for placed in drawing.boxes] == boxes
    for one, other in combinations(drawing.boxes, 2):
        apart = abs(one.x - other.x) >= (one.box.width + other.box.width) / 2
        assert apart or abs(one.y - other.y) >= (one.box.height + other.box.height) / 2, (one, other)
    places = {placed.box.name: placed for placed in drawing.boxes}
    for placed in drawing.boxes:
        assert placed.box.width / 2 <= placed.x <= drawing.width - placed.box.width / 2
        assert placed.box.height / 2 <= placed.y <= drawing.height - placed.box.height / 2
    order = {box.name: number for number, box in enumerate(boxes)}
    for line in drawing.lines:
        for end, (x, y) in ((places[line.arrow.start], line.points[0]), (places[line.arrow.end], line.points[-1])):
            assert abs(x - end.x) <= end.box.width / 2
            assert abs(abs(y - end.y) - end.box.height / 2) < 0.2
        assert line.back is (order[line.arrow.start] >= order[line.arrow.end])
        assert line.back or line.points[0][1] < line.points[-1][1]
        assert path(line).startswith("M")


@settings(max_examples=120, deadline=None)
@given(graphs())
def test_boxes_do_not_touch_and_arrows_join_them(graph: tuple[list[Box], list[Arrow], list[str]]) -> None:
    boxes, arrows, bands = graph
    drawing = drawn(boxes, arrows, bands)
    assert_drawn(drawing, boxes)
    assert [line.arrow for line in drawing.lines] == list(dict.fromkeys(arrows))
    assert drawn(boxes, arrows, bands) == drawing
    assert [band.title for band in drawing.bands] == bands
    for placed in drawing.boxes:
        band = drawing.bands[placed.box.band]
        assert band.top <= placed.y - placed.box.height / 2 <= placed.y + placed.box.height / 2 <= band.bottom


@settings(max_examples=60, deadline=None)
@given(graphs())
def test_the_order_that_is_taken_never_crosses_more_than_the_one_it_began_with(graph: tuple[list[Box], list[Arrow], list[str]]) -> None:
    boxes, arrows, _ = graph
    layers = layered([box._replace(main=False) for box in boxes], arrows)
    _, below = layers.next_to()
    assert crossings(ordered(layers).order, below) <= crossings(layers.order, below)


def test_the_graph_of_the_shipped_library_has_every_action_and_an_arrow_for_every_step() -> None:
    subject = subject_of()
    drawing = whole.drawing(subject.graph, subject.names)
    assert_drawn(drawing, [placed.box for placed in drawing.boxes])
    assert [placed.box.name for placed in drawing.boxes] == [*subject.rules.vocabulary.actions, FINISHED]
    assert {(line.arrow.start, line.arrow.end) for line in drawing.lines} == set(subject.graph.edges)


def test_the_graph_of_a_guide_has_every_step_and_its_main_line_straight() -> None:
    for one in subject_of().guides:
        drawing = guide.drawing(one.plan)
        assert_drawn(drawing, [placed.box for placed in drawing.boxes])
        steps = [placed for placed in drawing.boxes if placed.box.name.startswith("step ")]
        assert len(steps) == len(one.plan.steps)
        line = [placed.x for placed in drawing.boxes if placed.box.main]
        assert max(line, default=0) - min(line, default=0) < 40
