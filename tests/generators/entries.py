"""Entries and heads of cases: any that the program could write, and plain ones that carry a mark to search for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from random import Random

from hypothesis import strategies as st

from simexit.case.events import Advised, Did, Entry, Event, Head, Noted, Redacted, Told, Undid, Withdrew
from simexit.case.records import KINDS, kind_of

START = datetime(2026, 3, 18, 9, 30, tzinfo=UTC)
_SIZES = (0, 5, 50, 300, 1500, 6000)

words = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=20)
names = st.sampled_from(["balance.owed", "plan.status", "заблокирована", "已注销"])
values = st.booleans() | st.integers() | words | st.lists(words, max_size=3).map(sorted)
times = st.datetimes(timezones=st.just(UTC), min_value=datetime(2000, 1, 1), max_value=datetime(2100, 1, 1))

events: st.SearchStrategy[Event] = st.one_of(
    st.builds(Told, st.dictionaries(names, values, max_size=3)),
    st.builds(Withdrew, st.lists(names, max_size=3).map(tuple)),
    st.builds(Did, names, words, st.dictionaries(names, st.none() | values, max_size=3)),
    st.builds(Noted, st.text(st.characters(exclude_categories=["Cs"]))),
    st.builds(Undid, st.integers(1, 99)),
    st.builds(Advised, st.sampled_from(["en", "ru", "zh"]), words, words, st.none() | words),
    st.builds(Redacted, st.sampled_from(sorted(KINDS))),
)
entries = st.builds(Entry, st.just(1), times, st.none() | st.dates(), words, words, words, events)


def heads(ids: st.SearchStrategy[str]) -> st.SearchStrategy[Head]:
    """Heads with some of these ids."""
    return st.builds(Head, ids, words, times)


def numbered(found: Sequence[Entry], first: int = 1) -> list[Entry]:
    """Entries with numbers that count from there."""
    return [replace(entry, number=number) for number, entry in enumerate(found, first)]


def head(case: str) -> Head:
    """The head of a case that is called like its id."""
    return Head(case, f"<{case}>", START)


def mark(case: str, number: int) -> str:
    """What can be searched for in the files of a store."""
    return f"<{case}#{number}>"


def marked(case: str, number: int) -> Entry:
    """An entry with its mark, long or short, always the same."""
    text = mark(case, number) + "я" * Random(f"{case} {number}").choice(_SIZES)
    return Entry(number, START + timedelta(number), None, "test", "rules", "0", Noted(text))


def redacted(entry: Entry) -> Entry:
    """What takes the place of an entry that is blotted out."""
    return replace(entry, event=Redacted(kind_of(entry.event)))
