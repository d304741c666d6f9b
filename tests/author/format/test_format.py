"""The canonical form: nothing is lost, nothing changes its meaning, and what is canonical stays as it is."""

from __future__ import annotations

import dataclasses
import shutil
from collections.abc import Mapping
from pathlib import Path

import pytest
from hypothesis import HealthCheck, assume, given, settings

from author.format.yaml_texts import yaml_texts
from cli.program import run
from simexit.author.format.canonical import canonical, plain
from simexit.author.format.comments import comments
from simexit.author.format.files import files_in, kind_of_file
from simexit.author.format.spacing import spaced
from simexit.check.forms import Shape
from simexit.check.rule_forms import RULE
from simexit.check.ruleset import check
from simexit.cli.exits import Exit
from simexit.libraries import Library
from simexit.parse.nodes import parse
from simexit.text.diagnostics import Findings
from simexit.text.source import Source, Span
from test_wrong_files import BASE

ROOT = Path(__file__).parents[3]


def formatted(text: str, shape: Shape | None = None) -> str:
    written = canonical(Source("x", text), shape, Findings())
    assert written is not None
    return written


def comments_of(text: str) -> list[str]:
    root = parse(Source("x", text), Findings())
    assert root is not None
    return [comment.text for comment in comments(Source("x", text), root)]


@settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much, HealthCheck.data_too_large]
)
@given(yaml_texts())
def test_every_value_and_every_comment_is_kept_in_its_order_and_once_is_enough(text: str) -> None:
    before = parse(Source("x", text), Findings())
    assume(before is not None)
    assert before is not None
    after = formatted(text)
    again = parse(Source("x", after), Findings())
    assert again is not None
    assert plain(again) == plain(before)
    assert comments_of(after) == comments_of(text)
    assert formatted(after) == after


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("# a\nb: c # d\n", ["# a", "# d"]),
        ("b: c#d\n", []),
        ("b: 'c # d' # e\n", ["# e"]),
        ('b: "c\n  # d"\n', []),
        ("b: | # c\n  # d\n# e\n", ["# c", "# e"]),
        ("b: {c: 1, # d\n  e: [ # f\n  ]}\n", ["# d", "# f"]),
        ("您好: '#' # «да»\n", ["# «да»"]),
    ],
)
def test_a_comment_is_what_yaml_takes_for_one(text: str, found: list[str]) -> None:
    assert comments_of(text) == found


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("a:\n    b: 1\n    c:   2\n", "a:\n  b: 1\n  c: 2\n"),
        ("a:\n- b\n-   - c\n", "a:\n  - b\n  - - c\n"),
        ("a: 'b'\nc: 'it''s'\n", "a: b\nc: it's\n"),
        ("a: '5'\nb: \"yes\"\nc: '2026-01-01'\n", 'a: "5"\nb: "yes"\nc: "2026-01-01"\n'),
        ("a: {b: 'x, y',c: 'z'}\n", 'a: {b: "x, y", c: z}\n'),
        ("a: {b: 1, # why\n  c: 2}\n", "a:\n  b: 1  # why\n  c: 2\n"),
        ("a: 1\n\n\n\nb: 2", "a: 1\n\nb: 2\n"),
        ("a:\n  # why\n  b\n", "# why\na: b\n"),
        ("a: >-\n    one\n    two\n", "a: >-\n  one\n  two\n"),
        ("a:\n  b: 1\n  # of a\n# of c\nc: 2\n", "a:\n  b: 1\n  # of a\n# of c\nc: 2\n"),
    ],
)
def test_there_is_one_way_to_write_it(before: str, after: str) -> None:
    assert formatted(before) == after


def test_keys_stand_in_the_order_of_their_table_unless_a_comment_is_among_them() -> None:
    assert formatted("then: {action: a}\nwhen: b\n", RULE) == "when: b\nthen: {action: a}\n"
    assert formatted("then: {action: a}  # first\nwhen: b\n", RULE) == "then: {action: a}  # first\nwhen: b\n"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("a>0  and b in[c ,d]", "a > 0 and b in [c, d]"),
        ("not( due( x )or y )", "not (due(x) or y)"),
        ("0<a<=-1+ 2*b - -3", "0 < a <= -1 + 2 * b - -3"),
        ("working_day_before(a.b ,parameter.c)==  'a  b'", "working_day_before(a.b, parameter.c) == 'a  b'"),
        ("a = = b", "a = = b"),
    ],
)
def test_an_expression_has_one_blank_where_blanks_are(before: str, after: str) -> None:
    assert spaced(before) == after
    assert spaced(after) == after


@pytest.mark.parametrize("root", [ROOT, ROOT / "examples" / "gym"], ids=["shipped", "gym"])
def test_the_files_of_this_repository_are_in_canonical_form(root: Path) -> None:
    here = Library(root)
    for file in files_in([here.kb, here.rules]):
        kind, text = kind_of_file(file, here), file.read_text(encoding="utf-8")
        assert kind is not None
        assert formatted(text, kind.shape) == text, f"{file}: run `simexit fmt`"


def without_places(value: object) -> object:
    """Return what a rule set says, without where and how it is written."""
    match value:
        case Span():
            return None
        case Mapping():
            return [(key, without_places(inner)) for key, inner in value.items()]
        case tuple() if hasattr(value, "_asdict"):
            return without_places({key: inner for key, inner in value._asdict().items() if key not in {"when_text", "identity", "written"}})
        case tuple() | list():
            return [without_places(inner) for inner in value]
        case _ if dataclasses.is_dataclass(value):
            named = {field.name: getattr(value, field.name) for field in dataclasses.fields(value)}
            return without_places({key: inner for key, inner in named.items() if key not in {"when_text", "identity", "written"}})
        case _:
            return value


def test_a_library_says_the_same_after_it_was_formatted(tmp_path: Path) -> None:
    shutil.copytree(BASE, tmp_path / "library")
    here = Library(tmp_path / "library")
    before, _ = check(here)
    ill_written = here.rules / "desk" / "pay-fine.yaml"
    for file in files_in([here.kb, here.rules]):
        file.write_text("# first\n" + file.read_text(encoding="utf-8").replace(": ", ":   "), encoding="utf-8")
    assert "when:   " in ill_written.read_text(encoding="utf-8")
    done = run("--from", str(here.root), "fmt")
    assert done.exit_code == Exit.DONE
    assert "when:   " not in ill_written.read_text(encoding="utf-8")
    after, findings = check(here)
    assert not len(findings)
    assert without_places(after) == without_places(before)
