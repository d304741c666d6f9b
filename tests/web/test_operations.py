"""Running the service: limits, health, metrics, logs, and another rule set only when nothing is wrong with it."""

from __future__ import annotations

import asyncio
import json
import logging
import os
import re
import signal
import threading
from dataclasses import asdict
from pathlib import Path
from typing import Any, NoReturn

import pytest
from hypothesis import given
from hypothesis import strategies as st
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route
from starlette.testclient import TestClient

from simexit.api import load
from simexit.web.api.working import Workers
from simexit.web.current import Current, reloading
from simexit.web.limits import Buckets, Limited, Limits, client_of
from simexit.web.logs import LOGGER, JsonLines
from simexit.web.metrics import BUCKETS, Metrics
from simexit.web.problems import ProblemError
from small_library import small_library
from web.programs import API, client, service, shipped
from web.test_api import problem

CASE = "- name: more than one\n  facts: {x: 2}\n  expect: {next: act}\n"


def clock(times: list[float]) -> Any:
    return lambda: times[-1]


@given(st.lists(st.floats(0, 3), min_size=1, max_size=60), st.integers(1, 5), st.sampled_from([0.5, 1.0, 4.0]))
def test_a_client_gets_the_burst_and_then_the_rate_and_no_more(waits: list[float], burst: int, rate: float) -> None:
    times = [0.0]
    buckets = Buckets(Limits(per_second=rate, burst=burst), clock(times))
    allowed = 0
    for wait in waits:
        times.append(times[-1] + wait)
        before = buckets.wait("a")
        allowed += before == 0
        assert allowed <= burst + times[-1] * rate + 1e-6
        if before:
            times.append(times[-1] + before + 1e-9)
            assert buckets.wait("a") == 0, "who waits as long as was said is let in"
            allowed += 1


def test_each_client_has_its_own_bucket_and_only_so_many_are_remembered() -> None:
    buckets = Buckets(Limits(per_second=1, burst=1, clients=2), clock([0.0]))
    assert [buckets.wait(one) == 0 for one in ("a", "b", "a", "c", "b")] == [True, True, False, True, True]


def test_one_who_asks_too_often_is_told_when_to_come_again() -> None:
    often = client(limits=Limits(per_second=0.5, burst=2))
    answers = [often.get(f"{API}/ruleset") for _ in range(3)]
    assert [one.status_code for one in answers] == [200, 200, 429]
    problem(answers[2], 429, "too-many")
    assert 1 <= int(answers[2].headers["retry-after"]) <= 3


@pytest.mark.parametrize(("language", "heading"), [("en", "Too many requests"), ("zh", "请求太多"), ("ru", "Слишком много запросов")])
def test_a_person_who_asks_too_often_is_told_so_on_a_page_in_the_own_language(language: str, heading: str) -> None:
    often = client(limits=Limits(per_second=0.5, burst=1))
    answers = [often.get(f"/{language}/", headers={"Accept": "text/html"}) for _ in range(2)]
    assert [one.status_code for one in answers] == [200, 429]
    assert heading in answers[1].text
    assert f'lang="{language}' in answers[1].text
    assert "content-security-policy" in answers[1].headers
    assert "retry-after" in answers[1].headers


@pytest.mark.parametrize(
    ("address", "forwarded", "proxies", "client"),
    [
        ("192.0.2.1", None, 0, "192.0.2.1"),
        ("192.0.2.1", "198.51.100.7", 0, "192.0.2.1"),
        ("192.0.2.1", "198.51.100.7", 1, "198.51.100.7"),
        ("192.0.2.1", "forged, 198.51.100.7", 1, "198.51.100.7"),
        ("192.0.2.1", "forged, 198.51.100.7, 192.0.2.9", 2, "198.51.100.7"),
        ("192.0.2.1", None, 1, "192.0.2.1"),
        ("2001:db8:1:2:3::4", None, 0, "2001:0db8:0001:0002"),
        (None, None, 0, ""),
    ],
)
def test_a_client_is_known_by_what_the_trusted_proxies_say_and_nobody_else(
    address: str | None, forwarded: str | None, proxies: int, client: str
) -> None:
    headers = [] if forwarded is None else [(b"x-forwarded-for", forwarded.encode())]
    scope = {"type": "http", "headers": headers, "client": None if address is None else (address, 1)}
    assert client_of(scope, proxies) == client


def test_only_so_many_requests_are_in_progress_and_the_next_is_turned_away() -> None:
    async def run() -> list[int]:
        release = asyncio.Event()

        async def waiting(_request: Request) -> Response:
            await release.wait()
            return PlainTextResponse("")

        limits = Limits(in_progress=2, per_second=None)
        app = Starlette(
            routes=[Route("/", waiting)], middleware=[Middleware(Limited, limits=limits, refused=lambda _, problem: problem.response())]
        )
        import httpx

        async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://x") as http:
            held = [asyncio.create_task(http.get("/")) for _ in range(2)]
            await asyncio.sleep(0.05)
            refused = (await http.get("/")).status_code
            release.set()
            statuses = [(await one).status_code for one in held]
            return [refused, *statuses, (await http.get("/")).status_code]

    assert asyncio.run(run()) == [503, 200, 200, 200]


def test_it_says_that_it_lives_and_what_serves() -> None:
    http = client()
    assert http.get("/health/live").json() == {"status": "live"}
    ready = http.get("/health/ready").json()
    assert (ready["status"], ready["ruleset"], ready["last_reload"]) == ("ready", shipped().ruleset, None)
    assert ready["second_opinion"] == "there" if shipped().second_opinion_missing is None else "missing" in ready["second_opinion"]


def test_it_says_where_there_is_no_second_opinion() -> None:
    advisor = load(lang="en", second_opinion="off")
    advisor.decider.unavailable = "no library"
    assert client(advisor).get("/health/ready").json()["second_opinion"] == "missing: no library"
    assert 'second_opinion="missing"' in client(advisor).get("/metrics").text


def test_metrics_count_requests_by_route_and_advice_by_status_and_name_no_fact() -> None:
    http = client()
    for _ in range(3):
        http.post(f"{API}/advise", json={"facts": {"operator": "altel"}})
    http.get(f"{API}/facts/card.form")
    http.get("/" + "x" * 100)
    text = http.get("/metrics").text
    assert 'simexit_requests_total{method="POST",route="/api/v1/advise",status="200"} 3' in text
    assert 'route="/api/v1/facts/{name}"' in text
    assert 'simexit_advice_total{status="ask"} 3' in text
    assert shipped().ruleset in text
    assert "altel" not in text
    assert "xxx" not in text


@given(st.lists(st.tuples(st.sampled_from("ab"), st.floats(0, 20)), max_size=30))
def test_a_histogram_counts_each_duration_at_and_above_its_bound(seen: list[tuple[str, float]]) -> None:
    metrics = Metrics()
    for route, seconds in seen:
        metrics.requested("GET", route, 200, seconds)
    lines = re.findall(r'simexit_request_seconds_bucket\{route="(\w)",le="([^"]+)"\} (\d+)', metrics.text({}))
    counts = {(route, bound): int(count) for route, bound, count in lines}
    for route in {route for route, _ in seen}:
        for bound in BUCKETS:
            assert counts[route, str(bound)] == sum(one == route and seconds <= bound for one, seconds in seen)
        assert counts[route, "+Inf"] == sum(one == route for one, _ in seen)


def test_the_metrics_are_what_prometheus_reads() -> None:
    metrics = Metrics()
    metrics.requested("GET", 'a"b\\c\nd', 200, 0.1)
    for line in metrics.text({"version": "1"}).splitlines():
        assert re.fullmatch(r'# (HELP|TYPE) [a-z_]+ .+|[a-z_]+(\{([a-z_]+="([^"\\\n]|\\[\\"n])*",?)*\})? [0-9.]+', line), line


def test_a_log_line_is_json_with_the_route_and_not_the_address() -> None:
    lines: list[str] = []

    class Kept(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            lines.append(self.format(record))

    kept, level = Kept(), LOGGER.level
    kept.setFormatter(JsonLines())
    LOGGER.addHandler(kept)
    LOGGER.setLevel(logging.INFO)
    try:
        answer = client().get(f"{API}/facts/card.form?lang=ru", headers={"user-agent": "me"})
    finally:
        LOGGER.removeHandler(kept)
        LOGGER.setLevel(level)
    (line,) = map(json.loads, lines)
    assert set(line) == {"at", "level", "event", "request", "method", "route", "status", "ms"}
    assert (line["method"], line["route"], line["status"]) == ("GET", f"{API}/facts/{{name}}", 200)
    assert line["request"] == answer.headers["x-request-id"]


def library_with_case(folder: Path, condition: str = "x > 1") -> Path:
    small_library(folder, condition)
    (folder / "rules/do/act.cases.yaml").write_text(CASE, encoding="utf-8")
    return folder


def test_another_rule_set_serves_when_nothing_is_wrong_with_it(tmp_path: Path) -> None:
    current = Current(load(library_with_case(tmp_path)))
    old = current.serving
    library_with_case(tmp_path, "x >= 2")
    assert current.reload().outcome == "taken"
    assert current.advisor.ruleset != old.advisor.ruleset
    assert current.serving.since >= old.since
    assert current.reload().outcome == "same"


@pytest.mark.parametrize(
    ("condition", "found"), [("x > 1 >", "K401"), ("y > 1", "K301"), ("x > 5", "act.cases.yaml:3"), ("x < 0", "more than one")]
)
def test_a_rule_set_with_which_something_is_wrong_does_not_serve_and_that_is_seen(tmp_path: Path, condition: str, found: str) -> None:
    current = Current(load(library_with_case(tmp_path)))
    old = current.serving
    library_with_case(tmp_path, condition)
    done = current.reload()
    assert done.outcome == "refused"
    assert any(found in finding for finding in done.findings), done.findings
    assert current.serving is old
    ready = TestClient(service(current)).get("/health/ready").json()
    assert (ready["status"], ready["ruleset"]) == ("ready", old.advisor.ruleset)
    assert ready["last_reload"]["findings"] == list(done.findings)


def test_a_rule_set_whose_cases_cannot_be_read_does_not_serve(tmp_path: Path) -> None:
    current = Current(load(library_with_case(tmp_path)))
    library_with_case(tmp_path, "x >= 2")
    (tmp_path / "rules/do/act.cases.yaml").write_text("- name: a\n", encoding="utf-8")
    assert current.reload().outcome == "refused"


def test_a_library_that_is_gone_does_not_stop_the_one_that_serves(tmp_path: Path) -> None:
    current = Current(load(library_with_case(tmp_path)))
    (tmp_path / "kb/library.yaml").unlink()
    assert current.reload().outcome == "refused"
    assert TestClient(service(current)).post(f"{API}/advise", json={"facts": {"x": 2}}).json()["next"] == "act"


def test_a_reload_that_fails_for_whatever_reason_is_seen_and_the_old_rule_set_serves(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def breaks(*_given: object, **_options: object) -> NoReturn:
        raise RuntimeError("balance.owed is 3500")

    current = Current(load(library_with_case(tmp_path)))
    old = current.serving
    monkeypatch.setattr("simexit.web.current.load", breaks)
    done = current.reload()
    assert (done.outcome, done.findings) == ("refused", ("something went wrong inside simexit: RuntimeError",))
    assert current.last_reload is done
    assert current.serving is old


def test_a_request_keeps_the_rule_set_it_began_with(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from simexit.calls import answers
    from simexit.web.api import routes

    current = Current(load(library_with_case(tmp_path)))
    old, began, go_on = current.advisor, threading.Event(), threading.Event()
    answered = answers.answered

    def slowly(*args: Any) -> Any:
        began.set()
        assert go_on.wait(60)
        return answered(*args)

    monkeypatch.setattr(routes, "answered", slowly)
    found: list[Any] = []
    asking = threading.Thread(
        target=lambda: found.append(TestClient(service(current)).post(f"{API}/advise", json={"facts": {"x": 2}}).json())
    )
    asking.start()
    assert began.wait(60)
    library_with_case(tmp_path, "x >= 2")
    assert current.reload().outcome == "taken"
    go_on.set()
    asking.join(60)
    assert found[0]["ruleset"] == old.ruleset != current.advisor.ruleset


@pytest.mark.skipif(not hasattr(signal, "SIGHUP"), reason="this platform has no SIGHUP")
def test_a_hangup_reloads(tmp_path: Path) -> None:
    current = Current(load(library_with_case(tmp_path)))
    library_with_case(tmp_path, "x >= 2")

    async def hang_up() -> None:
        async with reloading(current):
            os.kill(os.getpid(), signal.SIGHUP)
            for _ in range(3_000):
                if current.last_reload is not None:
                    return
                await asyncio.sleep(0.01)

    asyncio.run(hang_up())
    assert current.last_reload is not None
    assert current.last_reload.outcome == "taken"


def test_the_limits_are_those_that_the_document_has() -> None:
    text = (Path(__file__).parents[2] / "docs/service.md").read_text(encoding="utf-8")
    documented = {
        name: float(value.replace(",", ""))
        for names, values in re.findall(r"^\| (`[a-z_]+`(?:, `[a-z_]+`)*) \| ([\d,. ]+) \|", text, re.MULTILINE)
        for name, value in zip(re.findall(r"`(\w+)`", names), values.split(", "), strict=True)
    }
    assert documented == {name: float(value) for name, value in asdict(Limits()).items()}


def test_where_too_many_wait_the_next_is_turned_away_at_once() -> None:
    go_on = threading.Event()

    async def run() -> list[str]:
        workers = Workers(Limits(threads=1, waiting=1))
        held = [asyncio.create_task(workers.work(go_on.wait, 60)) for _ in range(2)]
        await asyncio.sleep(0)
        with pytest.raises(ProblemError) as refused:
            await workers.work(str)
        go_on.set()
        await asyncio.gather(*held)
        return [str(refused.value.content["type"]), await workers.work(str, "again")]

    assert asyncio.run(run()) == ["urn:problem-type:simexit:busy", "again"]
