"""A store in PostgreSQL: the way to the server, and what is said of it."""

from __future__ import annotations

import sys

import pytest

from generators.entries import head, marked
from postgres_server import Server
from simexit.case.opening import open_store
from simexit.case.store import StoreError
from simexit.text.codes import Code


@pytest.mark.parametrize(
    "url",
    [
        "postgresql://me:s3cr%65t-word@127.0.0.1:1/cases",
        "postgresql://me:s3cr%65t-word@127.0.0.1:port/cases",
        "postgresql://me@127.0.0.1:1/cases?password=s3cret-word",
        "postgresql://me:s3cr%65t-word@127.0.0.1:1/cases?nonsense=1",
        "postgresql://me:s3cr%6-word@127.0.0.1:1/cases",
    ],
)
def test_a_server_that_is_not_there_is_named_without_the_password(url: str) -> None:
    with pytest.raises(StoreError) as caught:
        open_store(url).heads()
    error = caught.value
    assert error.code is Code.CANNOT_READ
    assert "-word" not in error.message + error.hint + str(error)
    assert error.__cause__ is None
    assert error.__suppress_context__


def test_without_the_driver_the_extra_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "psycopg", None)
    monkeypatch.delitem(sys.modules, "simexit.case.postgres", raising=False)
    with pytest.raises(StoreError) as caught:
        open_store("postgresql://localhost/cases")
    assert "simexit[postgres]" in caught.value.hint


def test_a_lost_connection_is_an_error_once_and_then_there_is_another(server: Server) -> None:
    with open_store(server.empty_schema()) as store:
        store.open(head("a"), [marked("a", 1)])
        server.run("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'simexit'")
        with pytest.raises(StoreError) as caught:
            store.append("a", [marked("a", 2)])
        assert caught.value.code is Code.CANNOT_WRITE
        store.append("a", [marked("a", 2)])
        assert len(store.read("a")) == 2


def test_a_server_that_was_stopped_in_the_middle_has_everything_that_was_acknowledged(server: Server) -> None:
    with open_store(server.empty_schema()) as store:
        store.open(head("a"), [])
        for number in range(1, 20):
            store.append("a", [marked("a", number)])
        server.stop()
        with pytest.raises(StoreError, match="does not answer"):
            store.heads()
        server.start()
        assert [*store.read("a")] == [marked("a", number) for number in range(1, 20)]


def test_a_table_that_another_holds_is_busy_and_not_waited_for_for_ever(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("simexit.case.postgres.PATIENCE", 1)
    url = server.empty_schema()
    with open_store(url) as store, open_store(url) as other:
        store.open(head("a"), [])
        with other._database.alone(), pytest.raises(StoreError) as caught:
            store.heads()
        assert caught.value.code is Code.BUSY


def test_who_may_not_write_is_told_so(server: Server) -> None:
    url = server.empty_schema()
    with open_store(url) as store:
        store.open(head("a"), [])
    schema = url.rsplit("%3D", 1)[1]
    server.run(
        f"CREATE ROLE {schema} LOGIN; GRANT USAGE ON SCHEMA {schema} TO {schema}; GRANT SELECT ON ALL TABLES IN SCHEMA {schema} TO {schema}"
    )
    with open_store(url.replace(f"user={server.user}", f"user={schema}")) as store:
        assert store.heads() == (head("a"),)
        with pytest.raises(StoreError) as caught:
            store.append("a", [marked("a", 1)])
        assert caught.value.code is Code.CANNOT_WRITE
