"""The HTTP API: answers are those of the Python API, every problem is named, and what was told leaves no trace."""

from __future__ import annotations

import json
import logging
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generators.shipped import with_gaps
from simexit.api import Advisor
from simexit.calls.answers import CALLS
from simexit.calls.examples import example_calls
from simexit.calls.told import as_shown
from simexit.model.expressions import TODAY
from simexit.model.rules import Situation
from simexit.run.decider import Decider, Difference, DisagreementError
from simexit.web.limits import Limits
from small_library import small_library
from web.programs import API, NO_RATE, client, shipped

CLIENT = client()
DAY = "2026-11-20"
JSON = {"content-type": "application/json"}


def plain(value: object) -> object:
    match value:
        case date():
            return value.isoformat()
        case frozenset():
            return sorted(value)
        case Decimal():
            return float(value)
        case _:
            return value


def asked(known: Situation, lang: str = "en") -> dict[str, object]:
    facts = {name: plain(value) for name, value in known.items() if name != TODAY}
    return {"facts": facts, **({"today": plain(known[TODAY])} if TODAY in known else {}), "lang": lang}


def problem(response: Any, status: int, kind: str) -> dict[str, Any]:
    assert response.headers["content-type"] == "application/problem+json"
    found: dict[str, Any] = response.json()
    assert (response.status_code, found["status"], found["type"]) == (status, status, f"urn:problem-type:simexit:{kind}"), found
    return found


@given(with_gaps(most=6), st.sampled_from(["zh", "en", "ru"]))
@settings(max_examples=15)
def test_advice_is_that_of_the_python_api_in_any_situation(known: Situation, lang: str) -> None:
    assert CLIENT.post(f"{API}/advise", json=asked(known, lang)).json() == shipped().advise(known, lang=lang).to_dict()


def test_every_call_answers_what_the_python_api_does() -> None:
    advisor, known = shipped(), {"card.form": "esim", "operator": "altel", "person.in_kazakhstan": True}
    day = date.fromisoformat(DAY)
    expected: dict[str, tuple[dict[str, object], object]] = {
        "why": ({}, advisor.why(known, today=day).to_dict()),
        "why-not": ({"name": "pay_debt"}, advisor.why_not(known, "pay_debt", today=day).to_dict()),
        "what-if": ({"changes": {"operator": None}}, advisor.what_if(known, {"operator": None}, today=day).to_dict()),
        "plan": ({}, advisor.plan(known, today=day).to_dict()),
    }
    for name, (own, answer) in expected.items():
        found = CLIENT.post(f"{API}/{name}", json={"facts": known, "today": DAY, "lang": "en", **own})
        assert found.json() == answer, name


def test_how_to_answers_what_the_python_api_does() -> None:
    known = example_calls(shipped())["how-to"]["already next"]
    found = CLIENT.post(f"{API}/how-to", json={**known, "lang": "en"}).json()
    facts: Any = known["facts"]
    assert found == shipped().how_to(facts, str(known["action"]), today=date.fromisoformat(str(known["today"]))).to_dict()
    assert found["status"] == "already"


def test_a_question_comes_with_its_sources_and_is_not_asked_where_it_is_said_to_be_not_known() -> None:
    first = CLIENT.post(f"{API}/question", json={"facts": {}, "today": DAY}).json()
    fact = first["question"]["fact"]
    assert first["sources"]
    assert {one["source"] for one in first["sources"]} == set(shipped().rules.vocabulary.facts[fact].sources)
    second = CLIENT.post(f"{API}/question", json={"facts": {fact: None}, "today": DAY}).json()
    assert second["question"]["fact"] != fact


def test_each_offered_answer_can_be_told_as_it_is_offered() -> None:
    for fact in CLIENT.get(f"{API}/facts?lang=en").json():
        for offered in fact["question"]["answers"]:
            value = [offered["value"]] if fact["question"]["kind"] == "set" else offered["value"]
            known = shipped().rules.vocabulary.facts[fact["name"]]
            assert CLIENT.post(f"{API}/question", json={"facts": {known.name: value}}).status_code == 200, offered


def test_without_a_day_nothing_is_decided_by_the_clock() -> None:
    known = {"card.form": "esim"}
    assert CLIENT.post(f"{API}/advise", json={"facts": known, "lang": "en"}).json() == shipped().advise(known).to_dict()


def test_every_bad_fact_and_member_is_named_with_its_place() -> None:
    told = {"card.form": "esmi", "card.for": 1, "balance.owed": -1, "person.in_kazakhstan": 3, "person.leaves_on": "20 May"}
    found = problem(CLIENT.post(f"{API}/advise", json={"facts": told, "today": "x", "lagn": "en"}), 422, "wrong-call")
    assert {(one["code"], one["fact"], one["pointer"]) for one in found["findings"]} == {
        ("K602", "card.form", "/facts/card.form"),
        ("K601", "card.for", "/facts/card.for"),
        ("K603", "balance.owed", "/facts/balance.owed"),
        ("K602", "person.in_kazakhstan", "/facts/person.in_kazakhstan"),
        ("K602", "person.leaves_on", "/facts/person.leaves_on"),
        ("K602", "today", "/today"),
        ("K201", None, "/lagn"),
    }
    hints = {one["pointer"]: one["hint"] for one in found["findings"]}
    assert hints["/facts/card.form"] == "did you mean `esim`?"
    assert hints["/lagn"] == "did you mean `lang`?"


@pytest.mark.parametrize(
    ("fact", "sent", "shown", "hint"),
    [
        ("application.rejections", "1.5", "1.5", None),
        ("balance.owed", "1e400", "1E+400", "write it as 3500 or 3500.50"),
        ("balance.owed", '"5.50"', '"5.50"', "write it without quotes"),
        ("balance.owed", '"12,500"', '"12,500"', "write it as 3500 or 3500.50"),
        ("balance.owed", "true", "true", None),
        ("person.in_kazakhstan", '"true"', '"true"', "write it without quotes"),
        ("card.form", '{"a": [1.5, null, "é"]}', '{"a": [1.5, null, "é"]}', None),
        ("card.form", '"esmi"', '"esmi"', "did you mean `esim`?"),
    ],
)
def test_a_value_of_the_wrong_kind_is_shown_as_json_writes_it(fact: str, sent: str, shown: str, hint: str | None) -> None:
    body = f'{{"facts": {{"{fact}": {sent}}}}}'.encode()
    (found,) = problem(CLIENT.post(f"{API}/advise", content=body, headers=JSON), 422, "wrong-call")["findings"]
    assert found["message"].endswith(f"but this is `{shown}`")
    assert found["hint"] == hint


def test_a_value_that_cannot_be_shown_does_not_hide_what_is_wrong_with_it() -> None:
    deep: object = 1
    for _ in range(2000):
        deep = [deep]
    assert as_shown(deep) == "…"
    assert as_shown(10**5000) == "…"


def test_facts_that_clash_are_all_named() -> None:
    told = {"plan.status": "closed", "service.stopped": False, "card.issuer": "reseller", "operator": "altel"}
    found = problem(CLIENT.post(f"{API}/advise", json={"facts": told}), 422, "wrong-call")
    assert found["findings"][0]["code"] == "K604"
    assert found["findings"][0]["with"]
    assert {found["findings"][0]["fact"], *found["findings"][0]["with"]} <= set(told)


def test_a_day_told_twice_is_a_contradiction() -> None:
    found = problem(CLIENT.post(f"{API}/advise", json={"facts": {"today": "2026-12-01"}, "today": "2026-12-02"}), 422, "wrong-call")
    assert [one["code"] for one in found["findings"]] == ["K605"]


def test_a_clash_brought_about_by_a_change_is_found_and_names_it() -> None:
    facts = {"application.status": "submitted", "application.submitted_on": DAY}
    call = {"facts": facts, "today": DAY, "changes": {"application.submitted_on": "2026-11-21"}}
    (found,) = problem(CLIENT.post(f"{API}/what-if", json=call), 422, "wrong-call")["findings"]
    assert found["code"] == "K604"
    assert "application.submitted_on" in {found["fact"], *found["with"]}
    assert "2026-11-21" in found["message"]


@pytest.mark.parametrize(
    ("call", "given", "code", "pointer"),
    [
        ("advise", [], "K203", ""),
        ("advise", "x", "K203", ""),
        ("advise", {"facts": []}, "K203", "/facts"),
        ("advise", {"today": 5}, "K203", "/today"),
        ("advise", {"lang": "xx"}, "K204", "/lang"),
        ("advise", {"name": "x"}, "K201", "/name"),
        ("why", {"name": "pay_dept"}, "K301", "/name"),
        ("why", {"name": ""}, "K203", "/name"),
        ("why-not", {}, "K202", ""),
        ("what-if", {"changes": {"x": 1}}, "K601", "/changes/x"),
        ("what-if", {}, "K202", ""),
        ("how-to", {"action": "x\ud800"}, "K301", "/action"),
        ("how-to", {"action": 1}, "K203", "/action"),
    ],
)
def test_a_call_of_the_wrong_form_is_refused_with_the_place(call: str, given: object, code: str, pointer: str) -> None:
    found = problem(CLIENT.post(f"{API}/{call}", content=json.dumps(given), headers=JSON), 422, "wrong-call")
    assert (code, pointer) in {(one["code"], one["pointer"]) for one in found["findings"]}


@pytest.mark.parametrize(
    ("header", "lang"), [("ru", "ru"), ("de, en-GB;q=0.5", "en"), ("zh;q=0, ru;q=0.1", "ru"), ("", "zh"), ("xx", "zh")]
)
def test_the_language_is_the_one_the_client_reads_unless_the_call_names_one(header: str, lang: str) -> None:
    answer = CLIENT.post(f"{API}/advise", json={}, headers={"accept-language": header})
    assert answer.headers["content-language"] == lang
    assert answer.headers["vary"] == "Accept-Language"
    assert CLIENT.post(f"{API}/advise", json={"lang": "en"}, headers={"accept-language": header}).headers["content-language"] == "en"


@pytest.mark.parametrize("path", ["/facts", "/facts/card.form", "/ruleset", "/openapi.json"])
def test_what_a_client_has_already_is_not_sent_again_and_another_language_is(path: str) -> None:
    first = CLIENT.get(API + path)
    again = CLIENT.get(API + path, headers={"if-none-match": f'"x", W/{first.headers["etag"]}'})
    assert (first.status_code, again.status_code, again.content) == (200, 304, b"")
    other = CLIENT.get(API + path, params={"lang": "ru"}, headers={"if-none-match": first.headers["etag"]})
    assert (other.status_code, other.headers["content-language"]) == (200, "ru")


def test_the_tag_changes_with_the_rule_set(tmp_path: Any) -> None:
    from simexit.api import load

    one, other = load(small_library(tmp_path / "a")), load(small_library(tmp_path / "b", "x > 2"))
    assert client(one).get(f"{API}/facts").headers["etag"] != client(other).get(f"{API}/facts").headers["etag"]


def test_answers_about_facts_are_not_kept() -> None:
    assert CLIENT.post(f"{API}/advise", json={}).headers["cache-control"] == "no-store"


@pytest.mark.parametrize(
    ("path", "status", "kind"), [("/no", 404, "not-found"), ("/facts/x", 404, "not-found"), ("/advise", 405, "wrong-method")]
)
def test_what_is_not_there_is_a_problem(path: str, status: int, kind: str) -> None:
    problem(CLIENT.get(API + path), status, kind)


@pytest.mark.parametrize("query", ["lang=xx", "lang=en&lang=ru", "fact=x"])
def test_a_query_that_means_nothing_is_refused(query: str) -> None:
    problem(CLIENT.get(f"{API}/facts?{query}"), 422, "wrong-call")


def test_a_batch_answers_each_row_as_advise_does() -> None:
    rows: list[dict[str, object]] = [{"facts": {"operator": "altel"}, "lang": "en"}, {"facts": {"operator": 1}}, {}, {"facts": {"x": 1}}]
    alone = [CLIENT.post(f"{API}/advise", json=row) for row in rows]
    as_lines = "\n".join(map(json.dumps, rows))
    for sent in (
        CLIENT.post(f"{API}/batch", json=rows),
        CLIENT.post(f"{API}/batch", content=as_lines, headers={"content-type": "application/x-ndjson; charset=utf-8"}),
    ):
        assert sent.headers["content-type"].startswith("application/x-ndjson")
        for number, (line, one) in enumerate(zip(sent.text.splitlines(), alone, strict=True)):
            assert json.loads(line) == {"row": number, "advice" if one.status_code == 200 else "problem": one.json()}


def test_a_line_that_cannot_be_read_is_the_problem_of_its_row_alone() -> None:
    sent = CLIENT.post(f"{API}/batch", content=b'{}\n{"a\n\n\xff\n{}\n', headers={"content-type": "application/x-ndjson"})
    lines = [json.loads(line) for line in sent.text.splitlines()]
    assert [next(iter(set(line) - {"row"})) for line in lines] == ["advice", "problem", "problem", "advice"]
    assert lines[1]["problem"]["status"] == 400


def test_a_batch_has_only_so_many_rows() -> None:
    few = client(limits=Limits(rows=2, per_second=None))
    problem(few.post(f"{API}/batch", json=[{}, {}, {}]), 413, "too-large")
    problem(few.post(f"{API}/batch", json={}), 422, "wrong-call")


def test_a_disagreement_gives_no_advice_but_a_report_and_the_log_has_no_facts(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def disagree(_self: Decider, situation: Situation) -> None:
        raise DisagreementError(situation, "sha256:x", (Difference("action secretly", "true", "false"),))

    monkeypatch.setattr(Decider, "decide", disagree)
    with caplog.at_level(logging.INFO, "simexit.web"):
        found = problem(CLIENT.post(f"{API}/advise", json={"facts": {"operator": "altel"}}), 500, "disagreement")
    assert found["answers"]["situation"] == {"operator": "altel"}
    written = [getattr(record, "fields", {}) for record in caplog.records]
    assert found["report"] in {fields.get("request") for fields in written if record_is_of_disagreement(fields)}
    assert "altel" not in str(written) + caplog.text


def record_is_of_disagreement(fields: dict[str, object]) -> bool:
    return "conclusions" in fields


def test_what_goes_wrong_inside_is_a_problem_whose_log_has_a_place_and_no_facts(monkeypatch: pytest.MonkeyPatch) -> None:
    from simexit.web.logs import LOGGER, JsonLines

    def fail(_self: Advisor, *_told: object, **_rest: object) -> None:
        raise KeyError("altel")

    monkeypatch.setattr(Advisor, "advise_told", fail)
    lines: list[str] = []

    class Kept(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            lines.append(self.format(record))

    kept = Kept()
    kept.setFormatter(JsonLines())
    LOGGER.addHandler(kept)
    try:
        found = problem(CLIENT.post(f"{API}/advise", json={"facts": {"operator": "altel"}}), 500, "internal")
    finally:
        LOGGER.removeHandler(kept)
    logged = [json.loads(line) for line in lines]
    assert any(line["event"] == "internal" and line["request"] == found["report"] and line["exception"] == "KeyError" for line in logged)
    assert any(place.endswith(" fail") for line in logged for place in line.get("raised_in", []))
    assert "altel" not in "".join(lines) + json.dumps(found)


def test_an_answer_that_takes_too_long_is_given_up() -> None:
    slow = client(limits=Limits(answer_seconds=0, per_second=None))
    assert problem(slow.post(f"{API}/advise", json={}), 503, "took-too-long")
    lines = slow.post(f"{API}/batch", json=[{}, {}]).text.splitlines()
    assert [json.loads(line)["problem"]["status"] for line in lines] == [503, 503]


def test_every_call_has_a_route() -> None:
    for call in CALLS:
        assert CLIENT.post(f"{API}/{call.name}", json=[]).status_code == 422
    assert NO_RATE.per_second is None
