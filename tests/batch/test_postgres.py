"""A table of a real PostgreSQL server, started for the test alone; skipped where no server is installed."""

from __future__ import annotations

import getpass
import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pyarrow.parquet as parquet
import pytest
from click.testing import CliRunner

from simexit.cli.main import cli

PROGRAMS = max(Path("/usr/lib/postgresql").glob("*/bin"), default=Path("/nowhere"))
pytestmark = pytest.mark.skipif(not (PROGRAMS / "initdb").exists(), reason="no PostgreSQL server is installed")

TABLE = """
create table cards (
    id integer, "balance.owed" numeric(12, 2), "plan.status" text, "card.registered_to" text, today date, "data.backed_up" boolean
);
insert into cards values
    (1, 3500, 'active', 'me', '2026-11-20', true),
    (2, -5, 'active', 'me', '2026-11-20', null),
    (3, 0, null, 'company', '2026-11-20', false),
    (4, null, 'expired', 'other_person', '2026-11-20', null);
"""


def _as_server(*command: str) -> None:
    """Run a program of the server; it refuses to run as root, who becomes `postgres` for it."""
    prefix = ["su", "postgres", "-s", "/bin/sh", "-c", " ".join(command)] if os.geteuid() == 0 else [*command]
    subprocess.run(prefix, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, timeout=60)


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    """The address of a server that listens on a socket in a folder of its own."""
    folder = Path("/tmp") / f"simexit-pg-{os.getpid()}"
    folder.mkdir()
    if os.geteuid() == 0:
        shutil.chown(folder, "postgres")
    user = "postgres" if os.geteuid() == 0 else getpass.getuser()
    try:
        _as_server(f"{PROGRAMS}/initdb", "-D", f"{folder}/data", "-A", "trust", "-N")
        _as_server(f"{PROGRAMS}/pg_ctl", "-D", f"{folder}/data", "-w", "-l", f"{folder}/log", "-o", f"'-k {folder} -h \"\" -F'", "start")
        address = f"postgresql:///postgres?host={folder}&user={user}"
        subprocess.run([f"{PROGRAMS}/psql", "-q", address, "-c", TABLE], check=True, timeout=60)
        yield address
    finally:
        _as_server(f"{PROGRAMS}/pg_ctl", "-D", f"{folder}/data", "-m", "immediate", "stop")
        shutil.rmtree(folder, ignore_errors=True)


def test_a_table_of_postgres_is_answered_row_by_row(server: str, tmp_path: Path) -> None:
    out = tmp_path / "out.parquet"
    result = CliRunner().invoke(cli, ["batch", f"{server}::cards", "-o", str(out), "--id", "id"])
    assert result.exit_code == 0, result.output
    rows = parquet.read_table(out).sort_by("id").to_pylist()
    assert [row["id"] for row in rows] == [1, 2, 3, 4]
    assert [row["status"] for row in rows] == ["ask", "error", "ask", "wait"]
    assert rows[3]["next"] == "ask_registered_owner"
    assert "balance.owed" in rows[1]["errors"][0]


def test_a_table_that_is_not_there_is_an_error_in_words(server: str, tmp_path: Path) -> None:
    result = CliRunner().invoke(cli, ["batch", f"{server}::nothing", "-o", str(tmp_path / "out.parquet")])
    assert result.exit_code != 0
    assert "nothing" in result.output
    assert "Traceback" not in result.output
