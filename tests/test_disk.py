"""Files are written whole or not at all."""

from __future__ import annotations

import os
import stat
import sys
from pathlib import Path

import pytest

from simexit.disk import cache_folder, data_folder, write_whole


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_a_file_is_replaced_by_one_step_also_through_a_link(tmp_path: Path) -> None:
    path = tmp_path / "a"
    write_whole(path, b"old", "kept")
    assert mode(path) == 0o600
    path.chmod(0o640)
    (tmp_path / "link").symlink_to(path)
    write_whole(tmp_path / "link", b"new", "kept")
    assert (path.read_bytes(), mode(path)) == (b"new", 0o640)
    assert (tmp_path / "link").is_symlink()


def test_an_interrupted_write_leaves_what_was_there_and_nothing_else(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a"
    path.write_bytes(b"old")

    def interrupted(_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "fsync", interrupted)
    with pytest.raises(KeyboardInterrupt):
        write_whole(path, b"half")
    assert path.read_bytes() == b"old"
    assert os.listdir(tmp_path) == ["a"]


def test_who_may_read_a_file_is_what_the_writer_wants(tmp_path: Path) -> None:
    before = os.umask(0o027)
    try:
        for readers, new, replaced in (("usual", 0o640, 0o644), ("kept", 0o600, 0o644), ("owner", 0o600, 0o600)):
            path = tmp_path / readers
            write_whole(path, b"", readers)  # type: ignore[arg-type]  # a loop over the words loses that they are the right ones
            assert mode(path) == new
            path.chmod(0o644)
            write_whole(path, b"", readers)  # type: ignore[arg-type]  # the same
            assert mode(path) == replaced
    finally:
        os.umask(before)


def test_a_device_is_written_to_and_not_replaced() -> None:
    write_whole(Path("/dev/null"), b"gone")
    assert stat.S_ISCHR(Path("/dev/null").stat().st_mode)


@pytest.mark.parametrize(
    ("platform", "ends"), [("linux", ".cache/simexit"), ("darwin", "Library/Caches/simexit"), ("win32", "AppData/Local/simexit")]
)
def test_each_platform_keeps_what_can_be_made_again_in_its_own_folder(platform: str, ends: str, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("XDG_CACHE_HOME", "LOCALAPPDATA", "SIMEXIT_NO_CACHE"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(sys, "platform", platform)
    folder = cache_folder()
    assert folder is not None
    assert folder.as_posix().endswith(ends)


def test_without_a_home_nothing_is_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    def homeless() -> Path:
        raise RuntimeError

    monkeypatch.setattr(Path, "home", homeless)
    assert cache_folder() is None


@pytest.mark.parametrize(
    ("platform", "ends"),
    [("linux", ".local/share/simexit"), ("darwin", "Library/Application Support/simexit"), ("win32", "AppData/Local/simexit")],
)
def test_each_platform_keeps_what_cannot_be_made_again_in_its_own_folder(platform: str, ends: str, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("XDG_DATA_HOME", "LOCALAPPDATA"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("SIMEXIT_NO_CACHE", "1")
    monkeypatch.setattr(sys, "platform", platform)
    folder = data_folder()
    assert folder is not None
    assert folder.as_posix().endswith(ends)
