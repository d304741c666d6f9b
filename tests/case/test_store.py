"""What both kinds of store do."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path
from threading import Thread

import pytest

from generators.entries import START, head, marked, redacted
from simexit.case import schema
from simexit.case.events import Entry, Head, Noted
from simexit.case.opening import open_store
from simexit.case.sql import SqlStore
from simexit.case.store import MovedOnError, StoreError
from simexit.text.codes import Code


def three(case: str) -> list[Entry]:
    return [marked(case, number) for number in (1, 2, 3)]


def code(caught: pytest.ExceptionInfo[StoreError]) -> Code:
    assert caught.value.hint
    return caught.value.code


def test_where_nothing_was_written_there_are_no_cases_and_nothing_is_made(store: SqlStore, tmp_path: Path) -> None:
    assert store.heads() == ()
    assert store.kept("rules") is None
    for use in (store.read, store.erase, lambda case: store.append(case, three(case)), lambda case: [*store.whole(case)]):
        with pytest.raises(StoreError) as caught:
            use("a")
        assert code(caught) is Code.NO_CASE
    assert [*tmp_path.iterdir()] == []


def test_what_was_written_is_read_by_another_store(where: str | Path) -> None:
    with open_store(where) as store:
        store.open(head("a"), three("a")[:1])
        store.append("a", three("a")[1:])
        store.open(head("empty"), [])
    with open_store(where) as store:
        assert store.read("a") == tuple(three("a"))
        assert store.read("empty") == ()
        assert [*store.whole("a")] == three("a")


def test_cases_come_by_the_time_they_were_opened(store: SqlStore) -> None:
    early, late = Head("z", "early", START), Head("a", "late", START.replace(year=2027))
    store.open(late, [])
    store.open(early, [])
    assert store.heads() == (early, late)


def test_entries_of_a_number_that_is_taken_or_too_high_are_not_written(store: SqlStore) -> None:
    store.open(head("a"), three("a"))
    for first in (3, 5):
        with pytest.raises(MovedOnError):
            store.append("a", [marked("a", first), marked("a", first + 1)])
    assert store.read("a") == tuple(three("a"))


def test_an_id_that_is_taken_is_not_taken_again(store: SqlStore) -> None:
    store.open(head("a"), three("a"))
    with pytest.raises(MovedOnError):
        store.open(head("a"), [])
    assert store.read("a") == tuple(three("a"))
    assert len(store.heads()) == 1


def test_a_name_that_is_taken_is_not_taken_again(store: SqlStore) -> None:
    first = Head("a", "mine", START)
    store.open(first, three("a"))
    with pytest.raises(MovedOnError):
        store.open(Head("b", "mine", START), [])
    assert store.heads() == (first,)


def test_an_erased_case_is_gone_and_its_id_is_free(store: SqlStore) -> None:
    for case in ("a", "b"):
        store.open(head(case), three(case))
    store.erase("a")
    assert store.heads() == (head("b"),)
    with pytest.raises(StoreError) as caught:
        store.read("a")
    assert code(caught) is Code.NO_CASE
    store.open(head("a"), [])
    assert (store.read("a"), store.read("b")) == ((), tuple(three("b")))


def test_a_redacted_entry_has_another_in_its_place(store: SqlStore) -> None:
    store.open(head("a"), three("a"))
    store.redact("a", redacted(marked("a", 2)))
    assert store.read("a") == (marked("a", 1), redacted(marked("a", 2)), marked("a", 3))


def test_a_rule_set_is_kept_once_and_whole(store: SqlStore) -> None:
    content = bytes(range(256)) * 100
    store.keep("rules", content)
    store.keep("rules", b"something else")
    assert store.kept("rules") == content
    assert store.kept("others") is None


@pytest.mark.parametrize("text", ["half \ud83d", "nul \0"])
def test_what_is_no_text_is_refused_in_words(store: SqlStore, text: str) -> None:
    store.open(head("a"), [])
    with pytest.raises(StoreError) as caught:
        store.append("a", [replace(marked("a", 1), source=text)])
    assert code(caught) is Code.CANNOT_WRITE
    assert store.read("a") == ()


def test_gaps_in_numbers_are_a_mistake_of_the_caller(store: SqlStore) -> None:
    with pytest.raises(ValueError, match="without gaps"):
        store.open(head("a"), [marked("a", 1), marked("a", 3)])


def test_threads_share_a_store(store: SqlStore) -> None:
    def work(name: str) -> None:
        store.open(head(name), [])
        for number in range(1, 11):
            store.append(name, [marked(name, number)])

    threads = [Thread(target=work, args=(f"t{number}",)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [len(store.read(f"t{number}")) for number in range(4)] == [10] * 4


def test_a_store_is_used_on_both_sides_of_a_fork(store: SqlStore) -> None:
    store.open(head("a"), [])
    child = os.fork()
    if child == 0:
        try:
            store.open(head("b"), three("b"))
            os._exit(0)
        finally:
            os._exit(1)
    store.append("a", three("a"))
    assert os.waitpid(child, 0)[1] == 0
    assert (store.read("a"), store.read("b")) == (tuple(three("a")), tuple(three("b")))


NEXT = ("ALTER TABLE simexit_cases ADD COLUMN extra TEXT", "UPDATE simexit_cases SET extra = 'new'")


def test_an_older_format_is_brought_up_to_date(where: str | Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with open_store(where) as store:
        store.open(head("a"), three("a"))
        monkeypatch.setattr(schema, "STEPS", (*schema.STEPS, NEXT))
        assert store.read("a") == tuple(three("a"))
        store.append("a", [marked("a", 4)])
    with open_store(where) as store:
        assert len(store.read("a")) == 4


def test_a_newer_format_is_left_alone_and_both_versions_are_named(where: str | Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with open_store(where) as store, monkeypatch.context() as newer:
        newer.setattr(schema, "STEPS", (*schema.STEPS, NEXT))
        store.open(head("a"), three("a"))
    before = where.read_bytes() if isinstance(where, Path) else b""
    with open_store(where) as store:
        for use in (store.heads, lambda: store.read("a"), lambda: store.append("a", [marked("a", 4)]), lambda: store.erase("a")):
            with pytest.raises(StoreError, match=r"format 2.* up to 1") as caught:
                use()
            assert code(caught) is Code.NEWER_FORMAT
    assert not isinstance(where, Path) or where.read_bytes() == before


def test_a_step_that_fails_changes_nothing(where: str | Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with open_store(where) as store:
        store.open(head("a"), three("a"))
        with monkeypatch.context() as wrong:
            wrong.setattr(schema, "STEPS", (*schema.STEPS, (*NEXT, "DROP TABLE nothing")))
            with pytest.raises(StoreError):
                store.read("a")
        assert store.read("a") == tuple(three("a"))
        monkeypatch.setattr(schema, "STEPS", (*schema.STEPS, NEXT))
        assert store.read("a") == tuple(three("a"))


def test_an_entry_that_was_changed_behind_the_program_is_named_and_the_others_are_read(store: SqlStore) -> None:
    store.open(head("a"), three("a"))
    store.open(head("b"), three("b"))
    with store._database.writing() as run:
        assert run is not None
        run("UPDATE simexit_entries SET content = ? WHERE case_id = ? AND number = ?", '{"text":"false"}', "a", 2)
    with pytest.raises(StoreError, match="entry 2 of the case a") as caught:
        store.read("a")
    assert code(caught) is Code.DAMAGED
    first, second, third = store.whole("a")
    assert (first, third) == (marked("a", 1), marked("a", 3))
    assert isinstance(second, StoreError)
    assert store.read("b") == tuple(three("b"))


def test_of_a_case_with_a_damaged_head_the_entries_are_read(store: SqlStore) -> None:
    store.open(head("a"), three("a"))
    with store._database.writing() as run:
        assert run is not None
        run("UPDATE simexit_cases SET length = 1000000000")
    wrong, *entries = store.whole("a")
    assert isinstance(wrong, StoreError)
    assert entries == three("a")


@pytest.mark.parametrize(
    "damage",
    [
        "DELETE FROM simexit_entries WHERE number = 3",
        "DELETE FROM simexit_entries WHERE number = 1",
        "UPDATE simexit_entries SET number = 4 WHERE number = 3",
        "UPDATE simexit_entries SET day = '2026-01-01' WHERE number = 3",
        "UPDATE simexit_cases SET length = 2",
        "UPDATE simexit_cases SET name = 'b'",
        "UPDATE simexit_format SET version = 0",
        "UPDATE simexit_format SET version = 7",
        "DELETE FROM simexit_format",
    ],
)
def test_what_is_missing_or_moved_is_damage(store: SqlStore, damage: str) -> None:
    store.open(head("a"), three("a"))
    with store._database.writing() as run:
        assert run is not None
        run(damage)
    with pytest.raises(StoreError) as caught:
        store.read("a")
    assert code(caught) is Code.DAMAGED


def test_a_case_or_a_rule_set_that_was_lost_is_missed(store: SqlStore) -> None:
    store.open(head("a"), [])
    store.keep("rules", b"content")
    with store._database.writing() as run:
        assert run is not None
        run("DELETE FROM simexit_cases")
        run("DELETE FROM simexit_rulesets")
    for use in (store.heads, lambda: store.read("a"), lambda: store.kept("rules")):
        with pytest.raises(StoreError) as caught:
            use()
        assert code(caught) is Code.DAMAGED


def test_a_note_keeps_every_character(store: SqlStore) -> None:
    text = "".join(chr(number) for number in range(0xD7FF)) + "\U0001f4f1"
    store.open(head("a"), [replace(marked("a", 1), event=Noted(text))])
    assert store.read("a")[0].event == Noted(text)
