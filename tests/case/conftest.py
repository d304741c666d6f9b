"""Both kinds of store, empty, for each test that asks for one."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

import postgres_server
from case.kills import MEMORY
from simexit.case.opening import open_store
from simexit.case.sql import SqlStore


@pytest.fixture(scope="session")
def server() -> Iterator[postgres_server.Server]:
    if not postgres_server.INSTALLED and os.environ.get("SIMEXIT_REQUIRE_POSTGRES") != "1":
        pytest.skip("no PostgreSQL server is installed")
    with postgres_server.running() as server:
        yield server


@pytest.fixture
def memory() -> Iterator[Path]:
    """A folder without a disk, where there is one: for tests that write much and do not ask whether a disk keeps it."""
    with TemporaryDirectory(dir=MEMORY if MEMORY.is_dir() else None) as folder:
        yield Path(folder)


@pytest.fixture(params=["sqlite", "postgres"])
def where(request: pytest.FixtureRequest, tmp_path: Path) -> str | Path:
    """A file or a URL at which there is no store yet."""
    return tmp_path / "cases.db" if request.param == "sqlite" else request.getfixturevalue("server").empty_schema()


@pytest.fixture
def store(where: str | Path) -> Iterator[SqlStore]:
    with open_store(where) as store:
        yield store
