"""The specification: valid, made of the vocabulary, with examples that are so and answers that are as it says."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

import pytest
from hypothesis import given, settings
from jsonschema import Draft202012Validator, FormatChecker
from openapi_spec_validator import validate

from generators.shipped import with_gaps
from simexit.api import load
from simexit.calls.answers import CALLS, answered
from simexit.calls.json_text import read_json
from simexit.model.rules import Situation
from simexit.web.api.openapi import openapi
from small_library import small_library
from web.programs import API, client, shipped
from web.test_api import asked

LANGUAGES = ("zh", "en", "ru")


@cache
def specification(language: str = "en") -> Any:
    return client().get(f"{API}/openapi.json", params={"lang": language}).json()


def errors(value: object, schema: str) -> list[str]:
    document = {"$ref": f"#/components/schemas/{schema}", "components": specification()["components"]}
    found = Draft202012Validator(document, format_checker=FormatChecker()).iter_errors(value)
    return [f"{error.json_path}: {error.message}" for error in found]


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_is_valid(language: str) -> None:
    validate(specification(language))


def test_it_is_valid_for_another_library(tmp_path: Any) -> None:
    advisor = load(small_library(tmp_path))
    found: Any = openapi(advisor, "en")
    validate(found)
    assert set(found["components"]["schemas"]["Facts"]["properties"]) == {"today", "x"}


def test_each_fact_is_a_property_with_its_type_its_values_and_its_label() -> None:
    facts = shipped().rules.vocabulary.facts
    for language in LANGUAGES:
        properties = specification(language)["components"]["schemas"]["Facts"]["properties"]
        assert list(properties) == list(facts)
        assert all(properties[name]["title"] == fact.label[language] for name, fact in facts.items())
    described = specification()["components"]["schemas"]["Facts"]["properties"]
    assert described["card.form"]["enum"] == ["esim", "physical", None]
    assert described["balance.owed"]["minimum"] == 0


def test_each_example_gives_what_it_shows_and_fits_its_schema() -> None:
    http = client()
    shown = 0
    for path, item in specification()["paths"].items():
        content = item.get("post", {}).get("requestBody", {}).get("content", {}).get("application/json", {})
        for name, example in content.get("examples", {}).items():
            response = http.post(API + path, json=example["value"], headers={"accept-language": "en"})
            answers = item["post"]["responses"]["200"]["content"]["application/json"]["examples"]
            assert response.json() == answers[name]["value"], (path, name)
            assert errors(example["value"], f"{path[1:]}-call") == []
            assert errors(response.json(), path[1:]) == []
            shown += 1
    assert shown >= len(CALLS)


def test_the_examples_show_both_a_question_and_a_certain_advice() -> None:
    answers = specification()["paths"]["/advise"]["post"]["responses"]["200"]["content"]["application/json"]["examples"]
    assert answers["nothing known"]["value"]["status"] == "ask"
    assert answers["all told"]["value"]["status"] in {"act", "wait", "finished"}


@pytest.mark.parametrize("call", [call for call in CALLS if call.name != "how-to"], ids=lambda call: call.name)
@given(with_gaps(most=5))
@settings(max_examples=4)
def test_each_answer_is_as_its_schema_says(call: Any, known: Situation) -> None:
    own: dict[str, dict[str, object]] = {"why-not": {"name": "pay_debt"}, "what-if": {"changes": {"balance.owed": None}}}
    values, _ = answered(call, {**asked(known), **own.get(call.name, {})}, shipped(), "en")
    assert errors(values, call.name) == []


@given(with_gaps())
@settings(max_examples=30)
def test_every_situation_can_be_written_as_its_schema_says(known: Situation) -> None:
    assert errors(asked(known), "advise-call") == []


def test_a_problem_a_fact_and_a_row_are_as_their_schemas_say() -> None:
    http = client()
    assert errors(http.post(f"{API}/advise", json={"facts": {"x": 1}, "y": 2}).json(), "Problem") == []
    assert errors(http.get(f"{API}/ruleset").json(), "RuleSet") == []
    assert [errors(fact, "Fact") for fact in http.get(f"{API}/facts").json()] == [[]] * len(shipped().rules.vocabulary.facts)
    lines = http.post(f"{API}/batch", json=[{}, 1]).content.splitlines()
    assert [errors(read_json(line, 100), "Row") for line in lines] == [[], []]


def test_every_reference_leads_somewhere_and_no_schema_is_without_use() -> None:
    named = set(re.findall(r"'#/components/schemas/([^']+)'", str(specification())))
    assert named | {"Row"} == set(specification()["components"]["schemas"])
