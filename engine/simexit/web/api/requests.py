"""What a request of the API asks: its content as JSON, its query, its language."""

from __future__ import annotations

from collections.abc import Sequence

from starlette.requests import Request

from simexit.calls.json_text import JsonError, read_json
from simexit.text.diagnostics import shortened
from simexit.web.languages import preferred
from simexit.web.problems import ProblemError

JSON = "application/json"
JSON_LINES = "application/x-ndjson"


def content_type(request: Request, allowed: Sequence[str]) -> str:
    """Return the content type of a request, or refuse one that is not allowed."""
    given, _, parameters = request.headers.get("content-type", "").partition(";")
    kind, charset = given.strip().lower(), parameters.strip().lower().replace('"', "")
    if kind not in allowed or charset not in {"", "charset=utf-8", "charset=utf8"}:
        raise ProblemError(415, "wrong-type", f"send {' or '.join(allowed)} in UTF-8", {"Accept": ", ".join(allowed)})
    return kind


async def json_of(request: Request, depth: int) -> object:
    """Return the content of a request, read strictly."""
    content_type(request, (JSON,))
    return parsed(await request.body(), depth)


def parsed(data: bytes, depth: int) -> object:
    """Return what a text of JSON writes, or refuse it with a problem."""
    try:
        return read_json(data, depth)
    except JsonError as error:
        raise ProblemError(400, "malformed", str(error)) from None


def language_of(request: Request, languages: Sequence[str]) -> str:
    """Return the language that a request prefers."""
    return preferred(request.headers.get("accept-language"), languages)


def language_asked(request: Request, languages: Sequence[str]) -> str:
    """Return the language that the query of a request names, or the one it prefers; refuse every other parameter."""
    unknown = [shortened(name) for name in request.query_params if name != "lang"]
    if unknown:
        raise ProblemError(422, "wrong-call", f"there is no parameter `{unknown[0]}`; there is lang")
    given = request.query_params.getlist("lang")
    if not given:
        return language_of(request, languages)
    if len(given) > 1 or given[0] not in languages:
        raise ProblemError(422, "wrong-call", f"lang is one of {', '.join(languages)}, given once")
    return given[0]
