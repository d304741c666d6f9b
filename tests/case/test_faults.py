"""What goes wrong under a store: kills, full disks, files that may not be written, damage, several writers. Each is made to happen."""

from __future__ import annotations

import os
import resource
import shutil
import sqlite3
import subprocess
import traceback
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, nullcontext
from functools import partial
from pathlib import Path
from random import Random
from tempfile import mkdtemp
from threading import Thread
from typing import TypeVar

import pytest

from case import kills
from case.kills import Logs
from generators.entries import head, marked, redacted
from simexit.case import schema, sqlite
from simexit.case.events import Entry
from simexit.case.opening import open_store
from simexit.case.sql import SqlStore
from simexit.case.store import MovedOnError, StoreError
from simexit.text.codes import Code

NOBODY = 65534
T = TypeVar("T")


def log(case: str, length: int) -> list[Entry]:
    return [marked(case, number) for number in range(1, length + 1)]


# kills


def test_after_five_hundred_kills_everything_acknowledged_is_there_and_nothing_half() -> None:
    count = kills.killed(500, seed=Random().getrandbits(32))
    assert count.wrong == [], str(count)
    assert count.kills >= 500
    assert count.acknowledged > 0
    assert set(count.interrupted) >= {"open", "append"}


def test_kills_show_a_store_that_writes_without_transactions(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sqlite, "_transaction", lambda connection, begin: nullcontext())
    assert kills.killed(60, seed=1).wrong


# full disk


@contextmanager
def limited(size: int) -> Iterator[None]:
    """No file may become larger; this process ignores the signal, and gets an error from the system."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


def _fill(store: SqlStore, room: Callable[[], object]) -> None:
    """Append until there is no room, then make some and go on."""

    def fill() -> None:
        while True:
            done = len(store.read("a"))
            store.append("a", [marked("a", done + 1), marked("a", done + 2)])

    with pytest.raises(StoreError) as caught:
        fill()
    done = len(store.read("a"))
    assert done % 2 == 0
    assert caught.value.code is Code.CANNOT_WRITE
    assert "room" in caught.value.hint
    assert store.read("a") == tuple(log("a", done))
    room()
    store.append("a", [marked("a", done + 1)])
    assert store.read("a") == tuple(log("a", done + 1))


def test_with_a_file_at_its_limit_nothing_is_half_written(memory: Path) -> None:
    path = memory / "cases.db"
    with open_store(path) as store:
        store.open(head("a"), [])
        with limited(200_000) as _:
            soft = resource.getrlimit(resource.RLIMIT_FSIZE)
            _fill(store, lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (soft[1], soft[1])))
    with open_store(path) as store:
        assert store.heads() == (head("a"),)


@pytest.fixture
def small_disk() -> Iterator[Path]:
    """A file system of half a megabyte."""
    folder = Path(mkdtemp())
    mounted = ["mount", "-t", "tmpfs", "-o", "size=512k", "tmpfs", str(folder)]
    if os.geteuid() != 0 or subprocess.run(mounted, capture_output=True, check=False).returncode:
        folder.rmdir()
        pytest.skip("this account may not mount a small file system")
    try:
        yield folder
    finally:
        subprocess.run(["umount", "-l", str(folder)], check=True)
        folder.rmdir()


def test_on_a_full_disk_nothing_is_half_written(small_disk: Path) -> None:
    filler = small_disk / "filler"
    filler.write_bytes(bytes(150_000))
    with open_store(small_disk / "cases.db") as store:
        store.open(head("a"), [])
        _fill(store, filler.unlink)


def test_on_a_full_disk_no_store_is_made_and_none_is_left_half_made(small_disk: Path) -> None:
    filler = small_disk / "filler"
    filler.write_bytes(bytes(512 * 1024 - 8192))
    path = small_disk / "cases.db"
    with pytest.raises(StoreError) as caught, open_store(path) as store:
        store.open(head("a"), log("a", 9))
    assert caught.value.code is Code.CANNOT_WRITE
    with open_store(path) as store:
        assert store.heads() == ()
        filler.unlink()
        store.open(head("a"), log("a", 9))
        assert store.read("a") == tuple(log("a", 9))


# what may not be written


@contextmanager
def as_nobody() -> Iterator[None]:
    """Do it without the rights of root, whom no permission stops."""
    if os.geteuid() != 0:
        yield
        return
    os.seteuid(NOBODY)
    try:
        yield
    finally:
        os.seteuid(0)


@pytest.fixture
def place() -> Iterator[Path]:
    """A folder that belongs to whoever `as_nobody` is."""
    folder = Path(mkdtemp(dir="/tmp"))
    if os.geteuid() == 0:
        os.chown(folder, NOBODY, NOBODY)
    yield folder
    folder.chmod(0o700)
    shutil.rmtree(folder)


@pytest.mark.parametrize(("folder", "file"), [(0o700, 0o400), (0o500, 0o600), (0o500, 0o400)])
def test_what_may_not_be_written_is_read_all_the_same(place: Path, folder: int, file: int) -> None:
    path = place / "cases.db"
    with as_nobody(), open_store(path) as store:
        store.open(head("a"), log("a", 5))
    path.chmod(file)
    place.chmod(folder)
    with as_nobody(), open_store(path) as store:
        assert store.heads() == (head("a"),)
        assert store.read("a") == tuple(log("a", 5))
        uses: list[Callable[[], None]] = [
            partial(store.append, "a", [marked("a", 6)]),
            partial(store.erase, "a"),
            partial(store.keep, "r", b""),
        ]
        for use in uses:
            with pytest.raises(StoreError) as caught:
                use()
            assert caught.value.code is Code.CANNOT_WRITE
        assert store.read("a") == tuple(log("a", 5))
    path.chmod(0o600)
    place.chmod(0o700)
    with as_nobody(), open_store(path) as store:
        store.append("a", [marked("a", 6)])


def test_a_store_cannot_be_made_where_nothing_may_be_written_and_one_that_is_locked_away_cannot_be_read(place: Path) -> None:
    path = place / "cases.db"
    place.chmod(0o500)
    with as_nobody(), open_store(path) as store, pytest.raises(StoreError) as caught:
        store.open(head("a"), [])
    assert caught.value.code is Code.CANNOT_WRITE
    place.chmod(0o700)
    with as_nobody(), open_store(path) as store:
        store.open(head("a"), [])
    path.chmod(0)
    with as_nobody(), open_store(path) as store, pytest.raises(StoreError) as caught:
        store.heads()
    assert caught.value.code is Code.CANNOT_READ


def test_a_log_that_was_left_behind_where_nothing_may_be_written_is_not_passed_over(place: Path) -> None:
    path = place / "cases.db"
    with as_nobody(), open_store(path) as store:
        store.open(head("a"), log("a", 1))
        with closing(sqlite3.connect(path, isolation_level=None)) as other:  # it leaves its log, as who is killed does
            other.execute("PRAGMA wal_autocheckpoint=0")
            other.execute("UPDATE simexit_cases SET name = 'x'")
            files = {file.name: file.read_bytes() for file in place.iterdir()}
    for name in ("cases.db", "cases.db-wal"):
        (place / name).write_bytes(files[name])
        (place / name).chmod(0o444)
    (place / "cases.db-shm").unlink(missing_ok=True)
    place.chmod(0o555)
    with as_nobody(), open_store(path) as store, pytest.raises(StoreError) as caught:
        store.heads()
    assert caught.value.code is Code.CANNOT_READ
    assert "-wal" in caught.value.hint


# damage


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a store: the file, and a log with one transaction that is not in the file yet."""
    folder = tmp_path_factory.mktemp("sound")
    with open_store(folder / "cases.db") as store:
        for case in "abcd":
            store.open(head(case), log(case, 12))
        store.redact("b", redacted(marked("b", 3)))
        store.keep("rules", bytes(9000))
        store.keep("other rules", b"rules")
    shutil.copytree(folder, folder / "later")
    with closing(sqlite3.connect(folder / "later" / "cases.db", isolation_level=None)) as hold:
        hold.execute("BEGIN")
        hold.execute("SELECT * FROM simexit_format").fetchall()  # who reads keeps the log from being emptied
        with open_store(folder / "later" / "cases.db") as store:
            store.append("a", [marked("a", 13), marked("a", 14)])
            (folder / "cases.db-wal").write_bytes((folder / "later" / "cases.db-wal").read_bytes())
    assert (folder / "cases.db-wal").stat().st_size > 4096
    return folder


def _damage(content: bytearray, chance: Random) -> None:
    """Flip some bytes, or blot out a part."""
    if chance.random() < 0.8:
        for _ in range(chance.choice([1, 1, 2, 8, 64])):
            content[chance.randrange(len(content))] ^= chance.randint(1, 255)
    else:
        start, size = chance.randrange(len(content)), chance.choice([16, 512, 4096])
        size = len(content[start : start + size])
        content[start : start + size] = chance.choice([bytes(size), chance.randbytes(size)])


def _truth() -> Logs:
    truth = {case: tuple(log(case, 12)) for case in "abcd"}
    truth["b"] = (*truth["b"][:2], redacted(marked("b", 3)), *truth["b"][3:])
    return truth


def _said(use: Callable[..., T], *args: object) -> T | StoreError:
    """What a use gives, or the error that says that the store is damaged or none."""
    try:
        return use(*args)
    except StoreError as error:
        if error.code not in (Code.DAMAGED, Code.NO_STORE):
            raise
        return error


def _parts(store: SqlStore, case: str) -> list[Entry | StoreError]:
    return [*store.whole(case)]


def _read_all(store: SqlStore, truth: Logs, also: tuple[Entry, ...] = ()) -> bool:
    """Read everything and say whether anything was refused; what is read must be right, `also` perhaps at the end of the case a."""
    said: list[tuple[object, ...]] = [(_said(store.heads), tuple(head(case) for case in truth))]
    for case, entries in truth.items():
        longer = entries + also if case == "a" else entries
        said.append((_said(store.read, case), entries, longer))
        parts = _said(_parts, store, case)
        assert isinstance(parts, StoreError) or all(isinstance(part, StoreError) or part in longer for part in parts)
    said += [(_said(store.kept, name), content) for name, content in (("rules", bytes(9000)), ("other rules", b"rules"))]
    for found, *right in said:
        assert isinstance(found, StoreError) or found in right
    return any(isinstance(found, StoreError) for found, *_ in said)


@pytest.mark.parametrize("seed", range(3))
def test_of_a_damaged_file_everything_is_read_as_it_was_written_or_refused(sound: Path, memory: Path, seed: int) -> None:
    chance, refused, truth = Random(seed), 0, _truth()
    longer = {**truth, "a": (*truth["a"], marked("a", 13))}
    whole = (sound / "cases.db").read_bytes()
    for number in range(120):
        content = bytearray(whole)
        _damage(content, chance)
        path = memory / f"{number}.db"
        path.write_bytes(content)
        with open_store(path) as store:
            refused += _read_all(store, truth)
            try:
                store.append("a", longer["a"][-1:])
            except StoreError:
                _read_all(store, truth)
            else:
                _read_all(store, longer)
        path.unlink()
    assert refused > 30, "most damage is seen"


def test_of_a_damaged_log_everything_acknowledged_is_read_or_refused(sound: Path, memory: Path) -> None:
    chance, truth, also = Random(1), _truth(), (marked("a", 13), marked("a", 14))
    database, whole = (sound / "cases.db").read_bytes(), (sound / "cases.db-wal").read_bytes()
    for number in range(150):
        content = bytearray(whole)
        if number:
            _damage(content, chance)
        path = memory / f"{number}.db"
        path.write_bytes(database)
        path.with_name(f"{number}.db-wal").write_bytes(content)
        with open_store(path) as store:
            refused = _read_all(store, truth, also)
            assert number or (not refused and len(store.read("a")) == 14), "an undamaged log is read"


# several at once


def _append(store: SqlStore, case: str, name: str, times: int) -> None:
    """Add so many entries, each after whatever is there by then."""
    for turn in range(times):
        while True:
            length = len(store.read(case))
            entry = marked(f"{name}-{turn}", 1)
            try:
                store.append(case, [Entry(length + 1, entry.at, None, f"{name}-{turn}", "rules", "0", entry.event)])
                break
            except MovedOnError:
                continue


def _child(where: str | Path, work: Callable[[SqlStore], object]) -> int:
    child = os.fork()
    if child == 0:
        try:
            with open_store(where) as store:
                work(store)
            os._exit(0)
        except BaseException:
            traceback.print_exc()
        finally:
            os._exit(1)
    return child


def test_several_processes_and_threads_write_to_one_case_and_nothing_is_lost_or_doubled(where: str | Path) -> None:
    with open_store(where) as store:
        store.open(head("a"), [])
        children = [_child(where, partial(_append, case="a", name=name, times=15)) for name in ("p0", "p1", "p2")]
        threads = [Thread(target=_append, args=(store, "a", name, 15)) for name in ("t0", "t1")]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert [os.waitpid(child, 0)[1] for child in children] == [0, 0, 0]
        sources = [entry.source for entry in store.read("a")]
    assert sorted(sources) == sorted(f"{name}-{turn}" for name in ("p0", "p1", "p2", "t0", "t1") for turn in range(15))
    for name in ("p0", "p1", "p2", "t0", "t1"):
        assert [source for source in sources if source.startswith(name)] == [f"{name}-{turn}" for turn in range(15)]


def _open(store: SqlStore, name: str) -> None:
    store.open(head(name), log(name, 3))


def test_several_processes_make_one_store_at_once(where: str | Path) -> None:
    children = [_child(where, partial(_open, name=name)) for name in "abcdef"]
    assert [os.waitpid(child, 0)[1] for child in children] == [0] * 6
    with open_store(where) as store:
        assert store.heads() == tuple(head(name) for name in "abcdef")


def test_several_processes_bring_one_store_up_to_date_at_once(where: str | Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with open_store(where) as store:
        store.open(head("a"), log("a", 3))
    monkeypatch.setattr("simexit.case.schema.STEPS", (*schema.STEPS, kills.NEXT))
    children = [_child(where, lambda store: [*map(store.read, "aaa")]) for _ in range(6)]
    assert [os.waitpid(child, 0)[1] for child in children] == [0] * 6
    with open_store(where) as store:
        assert store.read("a") == tuple(log("a", 3))


def test_a_store_that_another_holds_too_long_is_busy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sqlite, "PATIENCE", 0.1)
    path = tmp_path / "cases.db"
    with open_store(path) as store:
        store.open(head("a"), [])
        with closing(sqlite3.connect(path, isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            with pytest.raises(StoreError) as caught:
                store.append("a", [marked("a", 1)])
            assert caught.value.code is Code.BUSY
            assert store.read("a") == ()
            other.execute("ROLLBACK")
        store.append("a", [marked("a", 1)])
        assert store.read("a") == (marked("a", 1),)
