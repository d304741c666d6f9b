"""Hostile requests: large, slow, deep, broken, forged; each is refused with a problem, and none stops the service or leaves a trace."""

from __future__ import annotations

import asyncio
import json
import logging
from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from starlette.types import Message

from simexit.web.current import Current
from simexit.web.limits import Limited, Limits
from simexit.web.pages.errors import refused
from web.live import running, said
from web.programs import API, client, service, shipped
from web.test_api import JSON, problem

LIMITS = Limits(body_bytes=10_000, body_seconds=0.3, per_second=None)
SMALL = client(limits=LIMITS)


@pytest.fixture(scope="module")
def port() -> Iterator[int]:
    with running(service(Current(shipped()), LIMITS), LIMITS) as opened:
        yield opened


def request(body: bytes, *headers: str, method: str = "POST", path: str = f"{API}/advise", length: int | None = None) -> bytes:
    lines = [f"{method} {path} HTTP/1.1", "Host: x", "Content-Type: application/json", "Connection: close", *headers]
    lines += [f"Content-Length: {len(body) if length is None else length}"] if length != -1 else []
    return "\r\n".join([*lines, "", ""]).encode() + body


def status(answer: bytes) -> int:
    return int(answer.split(b" ", 2)[1])


@pytest.mark.parametrize(
    "body",
    [
        b"", b"\xff\xfe", b"{", b'{"facts": NaN}', b'{"facts": {"balance.owed": Infinity}}', b'{"facts": {}, "facts": {}}', b"[" * 9_000,
        b'{"facts":' * 1_000, b'{"facts": {"balance.owed": 1e9999999999999999999}}', b'"\\', b"\x00" * 100,
    ],
)  # fmt: skip
def test_what_is_not_json_is_malformed(body: bytes) -> None:
    problem(SMALL.post(f"{API}/advise", content=body, headers=JSON), 400, "malformed")


@pytest.mark.parametrize("number", ["1e400", "9" * 4_500, "-1e300", "0." + "3" * 4_500, "1e-300", "1000000000000.01"])
def test_a_number_beyond_every_figure_is_a_bad_fact(number: str) -> None:
    body = f'{{"facts": {{"balance.owed": {number}, "contract.months_left": {number}}}}}'
    found = problem(SMALL.post(f"{API}/advise", content=body, headers=JSON), 422, "wrong-call")
    assert {one["fact"] for one in found["findings"]} == {"balance.owed", "contract.months_left"}
    assert all(len(one["message"]) < 300 for one in found["findings"])


@given(
    st.dictionaries(
        st.text(max_size=30), st.recursive(st.none() | st.text(max_size=9) | st.floats() | st.booleans(), st.lists, max_leaves=5)
    )
)
@settings(max_examples=40)
def test_any_facts_at_all_are_answered_or_refused(facts: dict[str, object]) -> None:
    sent = json.dumps({"facts": facts}).encode()
    assert SMALL.post(f"{API}/advise", content=sent, headers=JSON).status_code in {200, 400, 413, 422}


@given(st.text(max_size=200), st.sampled_from(["advise", "why", "why-not", "how-to"]))
@settings(max_examples=30)
def test_any_text_as_a_name_is_refused_in_one_short_line(name: str, call: str) -> None:
    member = "action" if call == "how-to" else "name"
    found = problem(SMALL.post(f"{API}/{call}", content=json.dumps({member: name}), headers=JSON), 422, "wrong-call")
    assert all(one["message"].isprintable() and len(one["message"]) < 400 for one in found["findings"])


@pytest.mark.parametrize(
    "kind", ["text/plain", "", "application/xml", "application/json; charset=utf-16", "application/x-ndjson", "a" * 2_000]
)
def test_another_content_type_is_refused(kind: str) -> None:
    problem(SMALL.post(f"{API}/advise", content=b"{}", headers={"content-type": kind}), 415, "wrong-type")


@pytest.mark.parametrize("member", ["facts", None])
def test_very_many_names_are_not_all_compared_with_those_there_are(member: str | None) -> None:
    names: dict[str, object] = {f"card.form{number}": 1 for number in range(20_000)}
    wide = client(limits=Limits(per_second=None))
    found = problem(wide.post(f"{API}/advise", json={member: names} if member else names), 422, "wrong-call")
    assert 10 < len(found["findings"]) <= len(shipped().rules.vocabulary.facts) + 1


def test_too_large_a_body_is_refused_before_it_is_read(port: int) -> None:
    announced = said(port, request(b"{", length=10**9))
    assert status(announced) == 413
    assert status(said(port, request(b"{}", length=10**30))) in {400, 413}


def test_too_large_a_body_of_unknown_length_is_refused_where_it_grows_too_large(port: int) -> None:
    chunk = b"1000\r\n" + b" " * 4096 + b"\r\n"
    assert status(said(port, request(b"", "Transfer-Encoding: chunked", length=-1) + chunk * 3)) == 413


def test_a_body_that_does_not_arrive_in_time_is_given_up(port: int) -> None:
    assert status(said(port, request(b"{", length=100))) == 408


def test_a_body_that_drips_is_given_up_as_well() -> None:
    async def run() -> list[int]:
        statuses: list[int] = []

        async def drip() -> Message:
            await asyncio.sleep(0.01)
            return {"type": "http.request", "body": b" ", "more_body": True}

        async def noted(message: Message) -> None:
            statuses.extend([message["status"]] if message["type"] == "http.response.start" else [])

        async def never(_scope: object, _receive: object, _send: object) -> None:
            raise AssertionError("the application must not see it")

        scope = {"type": "http", "method": "POST", "path": "/", "headers": [], "client": ("x", 1)}
        await Limited(never, LIMITS, refused)(scope, drip, noted)
        return statuses

    assert asyncio.run(run()) == [408]


def test_a_client_that_goes_away_in_the_middle_stops_nothing(port: int) -> None:
    import socket

    for _ in range(20):
        with socket.create_connection(("127.0.0.1", port), 5) as connection:
            connection.sendall(request(b"{", length=100))
    assert status(said(port, request(b"{}"))) == 200


@pytest.mark.parametrize(
    "path",
    [
        "/../../etc/passwd", f"{API}/../../etc/passwd", f"{API}/facts/../../../etc/passwd", f"{API}/facts/..%2f..%2fetc%2fpasswd",
        f"{API}/facts/%00", f"{API}/facts/%0d%0aX-Evil:%201", f"{API}//facts", f"{API}/facts/", "//evil.example/", f"{API}/facts/%ff",
        "/health/ready/../../metrics/..", f"{API}/" + "a" * 5_000,
    ],
)  # fmt: skip
def test_no_path_leads_to_anything_but_what_there_is(port: int, path: str) -> None:
    answer = said(port, request(b"", method="GET", path=path))
    assert status(answer) in {400, 404}
    head = answer.split(b"\r\n\r\n")[0].lower()
    assert b"x-evil" not in head
    assert b"location:" not in head
    assert b"root:" not in answer


@pytest.mark.parametrize(
    "header",
    [
        "Accept-Language: " + "x," * 5_000, "Accept-Language: en;q=9e999, ru;q=nan", "Accept-Language: \u202e",
        "If-None-Match: " + '"' * 3_000,
        "X-Request-Id: mine", "X-Forwarded-For: evil", "X-Http-Method-Override: DELETE", "Content-Encoding: gzip",
    ],
)  # fmt: skip
def test_no_header_changes_what_is_answered(port: int, header: str) -> None:
    answer = said(port, request(b'{"lang": "en"}', header))
    plain = said(port, request(b'{"lang": "en"}'))
    assert status(answer) == 200
    assert answer.split(b"\r\n\r\n")[1] == plain.split(b"\r\n\r\n")[1]
    assert b"mine" not in answer.split(b"\r\n\r\n")[0]


def test_headers_without_end_are_refused(port: int) -> None:
    assert status(said(port, b"GET / HTTP/1.1\r\nHost: x\r\n" + b"X: " + b"a" * 70_000)) == 400


def test_what_is_not_http_is_refused(port: int) -> None:
    assert status(said(port, b"\x16\x03\x01\x00\x00 hello\r\n\r\n")) == 400


@pytest.mark.parametrize("method", ["DELETE", "PUT", "TRACE", "CONNECT", "X" * 100])
def test_another_method_is_refused(port: int, method: str) -> None:
    assert status(said(port, request(b"", method=method))) in {400, 404, 405}


def test_nothing_that_was_told_is_in_the_log(port: int, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG):
        said(port, request(b'{"facts": {"operator": "altel", "secret": "hidden"}}', path=f"{API}/advise?told=hidden"))
        said(port, request(b"", "User-Agent: hidden", method="GET", path=f"{API}/facts/hidden?lang=hidden"))
        said(port, request(b'{"hidden', path="/hidden"))
    written = caplog.text + "".join(str(vars(record)) for record in caplog.records if record.name == "simexit.web")
    assert "/api/v1/advise" in written
    assert "hidden" not in written
    assert "altel" not in written
