"""The wheel and the source archive carry the library byte for byte, and the types."""

from __future__ import annotations

import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("dist")
    command = [sys.executable, "-m", "build", "--no-isolation", "--outdir", str(folder), str(ROOT)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return folder


def library_files() -> dict[str, bytes]:
    return {
        path.relative_to(ROOT).as_posix(): path.read_bytes()
        for top in ("kb", "rules")
        for path in (ROOT / top).rglob("*")
        if path.is_file()
    }


def test_the_wheel_carries_kb_and_rules_byte_for_byte(built: Path) -> None:
    (wheel,) = built.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        data = {name.removeprefix("simexit/_data/"): archive.read(name) for name in archive.namelist() if "/_data/" in name}
        assert data == library_files()
        assert "simexit/py.typed" in archive.namelist()
        assert not [name for name in archive.namelist() if name.startswith(("tests", "examples", "engine"))]


@pytest.mark.parametrize("package", ["web", "site"])
def test_the_wheel_carries_what_the_pages_are_made_of(package: str, built: Path) -> None:
    (wheel,) = built.glob("*.whl")
    folder = ROOT / "engine" / "simexit" / package
    needed = {path.relative_to(folder.parents[1]).as_posix() for name in ("templates", "static") for path in (folder / name).iterdir()}
    assert len(needed) > 10
    with zipfile.ZipFile(wheel) as archive:
        assert needed <= set(archive.namelist())


def test_the_source_archive_carries_all_that_the_tests_need(built: Path) -> None:
    (source,) = built.glob("*.tar.gz")
    with tarfile.open(source) as archive:
        names = {name.partition("/")[2] for name in archive.getnames()}
    assert set(library_files()) <= names
    assert {"pyproject.toml", "Makefile", "LICENSE", "README.md", "engine/simexit/api.py", "tests/generators/shipped.py"} <= names
