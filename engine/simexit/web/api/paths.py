"""The paths of the specification: what each takes, what it answers, and how it fails."""

from __future__ import annotations

from typing import TYPE_CHECKING

from simexit.calls.answer_schemas import TEXT, Schema, each, ref
from simexit.calls.answers import answered

if TYPE_CHECKING:
    from simexit.api import Advisor
    from simexit.calls.call import Call

_ACCEPT_LANGUAGE: Schema = {"name": "Accept-Language", "in": "header", "schema": {"type": "string"}}
_IF_NONE_MATCH: Schema = {"name": "If-None-Match", "in": "header", "schema": {"type": "string"}}
_FAILURES = {
    "400": "The content is not JSON as it is read here: not UTF-8, a name twice, a number that is none, nested too deeply.",
    "408": "The content did not arrive in time.",
    "413": "The content is too large.",
    "415": "The content is of another type.",
    "422": "Members or facts are wrong; every one of them is in `findings`.",
    "429": "One client asks too often.",
    "500": "The two interpreters disagree, or something went wrong; `report` is what the log of the service has it under.",
    "503": "The answer took too long, or too many ask at once.",
}
_LINES = "A line for each situation, with its advice or with its problem: each as the schema Row."
_GET_FAILURES = ("422", "429", "500", "503")


def call_path(call: Call, advisor: Advisor, language: str, examples: dict[str, dict[str, object]]) -> Schema:
    """Return the path of a call, with examples that were answered."""
    answers = {name: {"value": answered(call, given, advisor, language)[0]} for name, given in examples.items()}
    responses: Schema = {"200": _ok(call.summary, "application/json", ref(call.name), examples=answers), **_failures(*_FAILURES)}
    content = {"schema": ref(f"{call.name}-call"), "examples": {name: {"value": given} for name, given in examples.items()}}
    return {
        "post": {
            "operationId": call.name,
            "summary": call.summary,
            "parameters": [_ACCEPT_LANGUAGE],
            "requestBody": {"required": True, "content": {"application/json": content}},
            "responses": responses,
        }
    }


def batch_path() -> Schema:
    """Return the path of a batch."""
    call = ref("advise-call")
    responses: Schema = {"200": _ok(_LINES, "application/x-ndjson", {"type": "string"}), **_failures(*_FAILURES)}
    return {
        "post": {
            "operationId": "batch",
            "summary": "Many situations at once; each is answered on a line of its own, in their order, as soon as it is.",
            "parameters": [_ACCEPT_LANGUAGE],
            "requestBody": {
                "required": True,
                "content": {"application/json": {"schema": each(call)}, "application/x-ndjson": {"schema": {"type": "string"}}},
            },
            "responses": responses,
        }
    }


def get_path(name: str, summary: str, schema: Schema, advisor: Advisor, *parameters: Schema, missing: bool = False) -> Schema:
    """Return the path of what is asked for by GET, `missing` where it may not be there."""
    languages = list(advisor.rules.vocabulary.settings.languages)
    in_query = {"name": "lang", "in": "query", "schema": {"type": "string", "enum": languages}}
    not_there: Schema = {"404": _problem("There is nothing of this name.")} if missing else {}
    responses: Schema = {
        "200": {**_ok(summary, "application/json", schema), "headers": {"ETag": {"schema": TEXT}}},
        "304": {"description": "The client has it already."},
        **not_there,
        **_failures(*_GET_FAILURES),
    }
    return {
        "get": {
            "operationId": name,
            "summary": summary,
            "parameters": [*parameters, in_query, _ACCEPT_LANGUAGE, _IF_NONE_MATCH],
            "responses": responses,
        }
    }


def fact_path(advisor: Advisor) -> Schema:
    """Return the path of one fact."""
    names = list(advisor.rules.vocabulary.facts)
    in_path: Schema = {"name": "name", "in": "path", "required": True, "schema": {"type": "string", "enum": names}}
    return get_path("fact", "One fact that can be told.", ref("Fact"), advisor, in_path, missing=True)


def _ok(description: str, media: str, schema: Schema, **more: object) -> Schema:
    return {"description": description, "content": {media: {"schema": schema, **more}}}


def _failures(*statuses: str) -> Schema:
    return {status: _problem(_FAILURES[status]) for status in statuses}


def _problem(description: str) -> Schema:
    return {"description": description, "content": {"application/problem+json": {"schema": ref("Problem")}}}
