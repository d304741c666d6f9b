"""A store in a file: who may read it, what else may be at its place, and what is left of what was removed."""

from __future__ import annotations

import sqlite3
import stat
from contextlib import closing
from pathlib import Path
from random import Random

import pytest

from generators.entries import head, mark, marked, redacted
from simexit.case import sqlite
from simexit.case.opening import open_store
from simexit.case.sqlite_file import APPLICATION
from simexit.case.store import StoreError
from simexit.text.codes import Code


def content(path: Path) -> bytes:
    """All bytes of all files of a store."""
    return b"".join(file.read_bytes() for file in path.parent.glob(f"{path.name}*"))


def test_only_its_owner_may_read_the_file_and_the_folders_that_were_made_for_it(tmp_path: Path) -> None:
    path = tmp_path / "data" / "simexit" / "cases.db"
    with open_store(path) as store:
        store.open(head("a"), [marked("a", 1)])
        assert {file.name: stat.S_IMODE(file.stat().st_mode) for file in path.parent.iterdir()} == {
            "cases.db": 0o600,
            "cases.db-wal": 0o600,
            "cases.db-shm": 0o600,
        }
    assert [stat.S_IMODE(folder.stat().st_mode) for folder in (path.parent, path.parent.parent)] == [0o700, 0o700]
    assert [file.name for file in path.parent.iterdir()] == ["cases.db"]


def test_a_copy_of_the_file_alone_is_a_whole_copy(tmp_path: Path) -> None:
    with open_store(tmp_path / "cases.db") as store:
        store.open(head("a"), [marked("a", 1)])
        store.append("a", [marked("a", 2)])
        (tmp_path / "copy.db").write_bytes((tmp_path / "cases.db").read_bytes())
    with open_store(tmp_path / "copy.db") as store:
        assert store.read("a") == (marked("a", 1), marked("a", 2))


def test_a_copy_that_takes_the_place_of_the_file_is_read_and_written_from_then_on(tmp_path: Path) -> None:
    path = tmp_path / "cases.db"
    with open_store(path) as store:
        store.open(head("a"), [marked("a", 1)])
        (tmp_path / "copy.db").write_bytes(path.read_bytes())
        store.append("a", [marked("a", 2)])
        (tmp_path / "copy.db").replace(path)
        assert store.read("a") == (marked("a", 1),)
        store.append("a", [marked("a", 2), marked("a", 3)])
    with open_store(path) as store:
        assert len(store.read("a")) == 3


def test_an_empty_file_is_a_store_without_cases(tmp_path: Path) -> None:
    path = tmp_path / "cases.db"
    path.touch()
    with open_store(path) as store:
        assert store.heads() == ()
        assert path.stat().st_size == 0
        store.open(head("a"), [])
        assert store.heads() == (head("a"),)


def _foreign(path: Path) -> None:
    with closing(sqlite3.connect(path)) as other:
        other.execute("PRAGMA journal_mode=WAL")
        other.execute("CREATE TABLE simexit_format (version)")
        other.commit()


@pytest.mark.parametrize("kind", ["text", "database", "folder"])
def test_what_is_no_store_is_left_as_it_was(kind: str, tmp_path: Path) -> None:
    path = tmp_path / "cases.db"
    if kind == "folder":
        path.mkdir()
    elif kind == "text":
        path.write_text("not a store, and longer than the header of a database would be\n" * 9)
    else:
        _foreign(path)
    before = sorted((file.name, file.read_bytes()) for file in tmp_path.iterdir() if file.is_file())
    with open_store(path) as store:
        for use in (store.heads, lambda: store.open(head("a"), []), lambda: store.erase("a"), lambda: store.kept("rules")):
            with pytest.raises(StoreError, match=r"cases\.db") as caught:
                use()
            assert caught.value.code is Code.NO_STORE
            assert caught.value.hint
    assert sorted((file.name, file.read_bytes()) for file in tmp_path.iterdir() if file.is_file()) == before


def test_a_file_that_was_cut_off_is_damaged_or_no_store(tmp_path: Path) -> None:
    path = tmp_path / "cases.db"
    with open_store(path) as store:
        store.open(head("a"), [marked("a", number) for number in range(1, 60)])
    whole = path.read_bytes()
    for size in (1, 50, 99, 100, 512, 4096, 5000, len(whole) // 2, len(whole) - 4096, len(whole) - 1):
        path.write_bytes(whole[:size])
        with open_store(path) as store, pytest.raises(StoreError) as caught:
            store.read("a")
        assert caught.value.code in (Code.DAMAGED, Code.NO_STORE)


def test_a_file_that_says_it_is_ours_but_has_nothing_in_it_is_damaged(tmp_path: Path) -> None:
    path = tmp_path / "cases.db"
    with closing(sqlite3.connect(path)) as other:
        other.execute(f"PRAGMA application_id={APPLICATION}")
        other.commit()
    with open_store(path) as store, pytest.raises(StoreError) as caught:
        store.heads()
    assert caught.value.code is Code.DAMAGED


def _many(path: Path, seed: int) -> tuple[set[str], set[str]]:
    """Write, redact and erase a lot; return what was removed and what is still there."""
    chance = Random(seed)
    lengths: dict[str, int] = {}
    gone: set[str] = set()
    there: set[str] = set()
    with open_store(path) as store:
        for number in range(150):
            case = f"c{chance.randrange(8)}"
            if case not in lengths:
                case = f"{case}-{number}"
                store.open(head(case), [])
                lengths[case] = 0
            added = [marked(case, lengths[case] + place) for place in range(1, chance.randint(2, 5))]
            store.append(case, added)
            lengths[case] += len(added)
            there |= {mark(case, entry.number) for entry in added}
        for case in sorted(lengths)[::2]:
            store.erase(case)
            gone |= {mark(case, number) for number in range(1, lengths.pop(case) + 1)} | {head(case).name}
        for case, length in lengths.items():
            store.redact(case, redacted(marked(case, length)))
            gone.add(mark(case, length))
        held_open = content(path)
    assert not [text for text in gone if text.encode() in held_open]
    return gone, there - gone


def test_nothing_is_left_of_what_was_erased_or_redacted(memory: Path) -> None:
    for seed in (0, 4, 10):  # with these, `secure_delete` alone leaves traces
        path = memory / f"{seed}.db"
        gone, there = _many(path, seed)
        found = content(path)
        assert not [text for text in gone if text.encode() in found]
        assert all(text.encode() in found for text in there), "the search would see them"


def test_what_could_not_be_wiped_out_at_once_is_said_and_is_wiped_out_by_the_next_use(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "cases.db"
    with open_store(path) as store:
        store.open(head("a"), [marked("a", 1)])
    monkeypatch.setattr(sqlite, "PATIENCE", 0.1)
    with closing(sqlite3.connect(path, isolation_level=None)) as reader:
        reader.execute("BEGIN")
        reader.execute("SELECT * FROM simexit_entries").fetchall()
        with open_store(path) as store, pytest.raises(StoreError, match="traces of it") as caught:
            store.erase("a")
        assert caught.value.code is Code.BUSY
        assert mark("a", 1).encode() in content(path)
        reader.execute("COMMIT")
    with open_store(path) as store:
        assert store.heads() == ()
    assert mark("a", 1).encode() not in content(path)
