from __future__ import annotations

import json
import shutil
import tempfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from author.schema.validating import read, refused, validators
from simexit.author.format.files import files_in, kind_of_file
from simexit.author.schema.documents import file_kinds, schemas, settings_of_editors
from simexit.check.ruleset import check
from simexit.libraries import Library, library
from simexit.parse.nodes import parse
from simexit.text.codes import Code
from simexit.text.diagnostics import Findings
from simexit.text.source import Source
from test_wrong_files import BASE, CASES, lay_out

ROOT = Path(__file__).parents[3]
LIBRARIES = {"shipped": library(), "gym": Library(ROOT / "examples" / "gym"), "base": Library(BASE)}

NOT_OF_ONE_FILE = {
    "K202-outcome-title": "it depends on how many outcomes there are",
    "K203-list-as-key": "an editor reads no such key at all",
    "K204-calendar": "the calendars are those of the library that is installed",
    "K204-calendar-in-small-letters": "the calendars are those of the library that is installed",
    "K204-time-zone": "the time zones are those of the system",
    "K204-in-force": "two days are compared",
    "K204-period": "two days are compared",
    "K204-range": "two numbers are compared",
    "K204-large-set": "choices may be many, sets may not",
    "K204-parameter-fraction": "what a figure may be depends on a type that stands elsewhere in the entry",
    "K206": "placeholders name what stands in other files",
    "K207-yml": "a file that is not read",
}
"""The mistakes of shape that no schema of a single file can see, and why."""


@pytest.mark.parametrize("name", LIBRARIES)
def test_every_file_of_a_right_library_is_right_by_its_schema(name: str) -> None:
    assert list(refused(LIBRARIES[name])) == []


@pytest.mark.parametrize("case", [case for case in CASES if case.name.startswith("K2")], ids=lambda case: case.name)
def test_a_mistake_of_shape_is_refused_by_the_schema_too_or_there_is_a_reason(case: Path, tmp_path: Path) -> None:
    lay_out(case, tmp_path)
    excused = case.name in NOT_OF_ONE_FILE or case.name.partition("-")[0] in NOT_OF_ONE_FILE
    assert bool(list(refused(Library(tmp_path)))) != excused


def test_every_kind_of_file_has_a_schema_for_its_paths_and_every_shipped_file_a_kind() -> None:
    shipped = library()
    assert {kind.name for kind in file_kinds(("operators",))} == set(validators(shipped))
    assert all(kind_of_file(file, shipped) is not None for file in files_in([shipped.kb, shipped.rules]))
    assert settings_of_editors(shipped, "schemas")["schemas/profile.schema.json"] == ["kb/operators/*.yaml"]


def test_a_name_is_offered_where_the_library_has_it() -> None:
    schema = schemas(library())["rule"]
    assert "pay_debt" in schema["properties"]["then"]["properties"]["action"]["enum"]


FILES = [path for path in files_in([BASE / "kb", BASE / "rules"]) if not path.name.endswith(".cases.yaml")]
OTHER: list[Any] = [None, [], {}, ["zz"], {"zz": 1}, "zz", 7, True, "2026-12-01", "", [[]]]
JUDGES = validators(Library(BASE))
SHAPE = {Code.UNKNOWN_KEY, Code.MISSING_KEY, Code.WRONG_SHAPE, Code.MISSING_LANGUAGE}


def places(value: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """Return the way to every part of a value."""
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [path, *(place for key, part in inner for place in places(part, (*path, key)))]


def mutated(value: Any, path: tuple[Any, ...], mistake: str, other: Any) -> Any:
    """Return a value with one mistake in it."""
    if path:
        copy = dict(value) if isinstance(value, dict) else list(value)
        if len(path) == 1 and mistake == "missing":
            del copy[path[0]]
        else:
            copy[path[0]] = mutated(value[path[0]], path[1:], mistake, other)
        return copy
    if mistake == "unknown" and isinstance(value, dict):
        return {**value, "zz_unknown": other}
    return other if mistake == "other" else value


@settings(max_examples=50, deadline=None)
@given(st.data())
def test_a_random_mistake_of_shape_is_judged_by_the_schema_as_by_check(data: st.DataObject) -> None:
    file = data.draw(st.sampled_from(FILES))
    node = parse(Source(str(file), file.read_text(encoding="utf-8")), Findings())
    assert node is not None
    before = read(node)
    after = mutated(
        before,
        data.draw(st.sampled_from(places(before))),
        data.draw(st.sampled_from(["unknown", "missing", "other"])),
        data.draw(st.sampled_from(OTHER)),
    )
    kind = kind_of_file(file, Library(BASE))
    assert kind is not None
    # the names of the library as it was: what is wrong is the shape of this file
    says = [error.message for error in JUDGES[kind.name].iter_errors(after)]
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder) / "library"
        shutil.copytree(BASE, root)
        (root / file.relative_to(BASE)).write_text(json.dumps(after), encoding="utf-8")
        _, findings = check(Library(root))
    found = findings.in_order()
    if says:
        assert found
    if any(finding.code in SHAPE and "in several ways" not in finding.message for finding in found):
        assert says, [finding.message for finding in found]
