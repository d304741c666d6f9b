"""Answers of the API as responses: JSON, what may be kept and by what it is known again, and every way to fail."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Awaitable, Callable

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from simexit.calls.findings import CallError
from simexit.run.decider import DisagreementError
from simexit.version import __version__
from simexit.web.logs import LOGGER, raised
from simexit.web.problems import ProblemError

Handler = Callable[[Request], Awaitable[Response]]


def encoded(value: object) -> bytes:
    """Return a value as JSON in UTF-8."""
    return json.dumps(value, ensure_ascii=False).encode(errors="replace")


def answer(value: object, language: str) -> Response:
    """Return an answer about facts, which nobody keeps."""
    headers = {"Content-Language": language, "Vary": "Accept-Language", "Cache-Control": "no-store"}
    return Response(encoded(value), 200, headers, media_type="application/json")


def document(request: Request, ruleset: str, language: str, make: Callable[[], object]) -> Response:
    """Return what is the same as long as rule set, program and language are, or say that the client has it already."""
    known_by = f"{request.url.path}\0{ruleset}\0{__version__}\0{language}".encode()
    tag = f'"{hashlib.sha256(known_by).hexdigest()[:32]}"'
    headers = {"ETag": tag, "Vary": "Accept-Language", "Cache-Control": "no-cache", "Content-Language": language}
    given = [one.strip().removeprefix("W/") for one in request.headers.get("if-none-match", "").split(",")]
    if tag in given or "*" in given:
        return Response(status_code=304, headers=headers)
    return Response(encoded(make()), 200, headers, media_type="application/json")


def answering(handler: Handler) -> Handler:
    """Return a handler that ends every failure of another one as a problem; nothing of the facts is logged."""

    async def handle(request: Request) -> Response:
        try:
            return await handler(request)
        except ProblemError as problem:
            return problem.response()
        except Exception as error:  # whatever it is, the client gets a problem and the log a place
            return problem_of(error, request).response()

    return handle


def problem_of(error: Exception, request: Request) -> ProblemError:
    """Return the problem that an error is."""
    report = getattr(request.state, "request_id", None)
    match error:
        case CallError():
            return ProblemError(422, "wrong-call", str(error), findings=error.to_dicts())
        case DisagreementError():
            named = [difference.conclusion for difference in error.differences]
            LOGGER.error("disagreement", extra={"fields": {"request": report, "ruleset": error.ruleset, "conclusions": named}})
            return ProblemError(500, "disagreement", str(error), report=report, answers=error.to_dict())
        case TimeoutError():
            return ProblemError(503, "took-too-long", "tell more facts, or try again later", {"Retry-After": "5"})
        case _:
            LOGGER.error("internal", extra={"fields": {"request": report, **raised(error)}})
            return ProblemError(500, "internal", "the log of the service has its place under this report", report=report)


async def not_found(request: Request, error: Exception) -> Response:
    """Answer what the router says of an address or a method."""
    assert isinstance(error, HTTPException)
    if error.status_code == 405:
        return ProblemError(405, "wrong-method", f"not by {request.method[:20]}", error.headers).response()
    return ProblemError(404, "not-found", "openapi.json lists what there is").response()
