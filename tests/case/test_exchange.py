"""A case as a file: what is exported comes back, a redacted one holds nothing sensitive, and no file breaks the reading."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generators.entries import entries, heads
from generators.shipped import shipped
from simexit.case.events import Advised, Did, Entry, Head, Noted, Told, Undid, Withdrew
from simexit.case.exchange import exported, imported

HEADS = heads(st.just("bcdfghjk"))
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=5,
)


def in_order(found: Sequence[Entry]) -> list[Entry]:
    """Return a log as the program writes them: numbered, and nothing undoes what does not come before it."""
    log: list[Entry] = []
    for entry in found:
        event, number = entry.event, len(log) + 1
        if isinstance(event, Undid):
            event = Undid(min(event.entry, number - 1))
        if event != Undid(0):
            log.append(replace(entry, number=number, event=event))
    return log


LOGS = st.lists(entries, max_size=6).map(in_order)


@given(HEADS, LOGS)
def test_an_exported_case_comes_back_as_it_was(head: Head, log: list[Entry]) -> None:
    written = json.dumps(exported(head, log, shipped()), ensure_ascii=False).encode()
    assert imported(written) == (head.name, tuple(log))


@given(HEADS, LOGS)
def test_a_redacted_export_holds_no_name_note_source_hash_or_sensitive_fact(head: Head, log: list[Entry]) -> None:
    low = {name for name, fact in shipped().vocabulary.facts.items() if fact.sensitivity == "low"}
    assert low < shipped().vocabulary.facts.keys()
    name, back = imported(json.dumps(exported(head, log, shipped(), redacted=True)).encode())
    assert name == ""
    for entry in back:
        assert entry.source == ""
        match entry.event:
            case Told(facts) | Did(_, _, facts):
                assert facts.keys() <= low
            case Withdrew(names):
                assert set(names) <= low
            case Advised(_, digest, _, _):
                assert digest == ""
            case Noted():
                pytest.fail("a note is left")
            case _:
                pass


@given(HEADS, LOGS.filter(bool), st.data())
def test_an_export_with_one_thing_changed_is_read_or_refused(head: Head, log: list[Entry], data: st.DataObject) -> None:
    document: Any = json.loads(json.dumps(exported(head, log, shipped())))
    places = [document, *document["entries"], *(row["content"] for row in document["entries"])]
    place = data.draw(st.sampled_from([one for one in places if one]))
    key = data.draw(st.sampled_from(sorted(place)))
    if data.draw(st.booleans()):
        del place[key]
    else:
        place[key] = data.draw(JSON)
    try:
        _, back = imported(json.dumps(document).encode())
    except ValueError:
        return
    assert [entry.number for entry in back] == list(range(1, len(back) + 1))
    assert all(entry.event.entry < entry.number for entry in back if isinstance(entry.event, Undid))
    json.dumps(exported(head, back, shipped()))


@given(st.binary(max_size=50) | JSON.map(lambda value: json.dumps(value).encode()))
def test_any_other_file_is_refused(content: bytes) -> None:
    with pytest.raises(ValueError, match="no exported case"):
        imported(content)


def test_a_file_nested_too_deeply_is_refused() -> None:
    with pytest.raises(ValueError, match="no exported case"):
        imported(b"[" * 200_000)


def test_an_export_of_a_newer_format_says_so() -> None:
    with pytest.raises(ValueError, match="update simexit"):
        imported(b'{"what": "simexit case", "format": 2, "name": "", "entries": []}')
