"""Many situations in one request: each answered on its own, as soon as it is, with its own problem where it has one."""

from __future__ import annotations

import time
from collections.abc import AsyncIterator, Iterator
from typing import TYPE_CHECKING

from starlette.requests import Request
from starlette.responses import Response, StreamingResponse

from simexit.calls.answers import ADVISE, answered
from simexit.web.api.requests import JSON, JSON_LINES, content_type, language_of, parsed
from simexit.web.api.responses import Handler, encoded, problem_of
from simexit.web.problems import ProblemError

if TYPE_CHECKING:
    from simexit.api import Advisor
    from simexit.web.api.working import Workers
    from simexit.web.current import Current
    from simexit.web.limits import Limits
    from simexit.web.metrics import Metrics

Row = object | ProblemError


def batch(current: Current, limits: Limits, metrics: Metrics, workers: Workers) -> Handler:
    """Return the handler of a batch: a list or lines of calls of `advise`, answered as JSON lines in their order."""

    async def handle(request: Request) -> Response:
        advisor = current.advisor
        kind = content_type(request, (JSON, JSON_LINES))
        rows = _rows(await request.body(), kind, limits)
        language = language_of(request, advisor.rules.vocabulary.settings.languages)
        lines = _answered(rows, advisor, language, request, limits, metrics, workers)
        headers = {"Cache-Control": "no-store", "Vary": "Accept-Language"}
        return StreamingResponse(lines, 200, headers, media_type=JSON_LINES)

    return handle


def _rows(body: bytes, kind: str, limits: Limits) -> list[Row]:
    if kind == JSON:
        given = parsed(body, limits.depth)
        if not isinstance(given, list):
            raise ProblemError(422, "wrong-call", "a batch is a list of calls of advise, or one on each line")
        rows: list[Row] = list(given)
    else:
        rows = list(_lines(body, limits))
    if len(rows) > limits.rows:
        raise ProblemError(413, "too-large", f"a batch has at most {limits.rows} situations")
    return rows


def _lines(body: bytes, limits: Limits) -> Iterator[Row]:
    for line in body.split(b"\n"):
        if line.strip():
            try:
                yield parsed(line, limits.depth)
            except ProblemError as problem:
                yield problem


async def _answered(
    rows: list[Row], advisor: Advisor, language: str, request: Request, limits: Limits, metrics: Metrics, workers: Workers
) -> AsyncIterator[bytes]:
    until = time.monotonic() + limits.batch_seconds
    for number, row in enumerate(rows):
        try:
            if isinstance(row, ProblemError):
                raise row
            if time.monotonic() > until:
                raise TimeoutError
            values, _ = await workers.wait(answered, ADVISE, row, advisor, language)
            metrics.advice[str(values["status"])] += 1
            line: dict[str, object] = {"row": number, "advice": values}
        except ProblemError as problem:
            line = {"row": number, "problem": problem.content}
        except Exception as error:  # one row that cannot be answered does not end the others
            line = {"row": number, "problem": problem_of(error, request).content}
        yield encoded(line) + b"\n"
