"""A table of a real PostgreSQL server, started for the test alone; skipped where no server is installed."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pyarrow.parquet as parquet
import pytest
from click.testing import CliRunner

import postgres_server
from simexit.cli.main import cli

pytestmark = pytest.mark.skipif(not postgres_server.INSTALLED, reason="no PostgreSQL server is installed")

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


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    """The address of a server with the table."""
    with postgres_server.running() as server:
        server.run(TABLE)
        yield server.address


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
