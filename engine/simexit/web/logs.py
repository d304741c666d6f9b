"""Logs as JSON lines, without personal data: never a query, a header or a body; and the middleware that writes and counts each request."""

from __future__ import annotations

import json
import logging
import time
import traceback
from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, datetime
from secrets import token_hex
from typing import TYPE_CHECKING

from starlette.routing import BaseRoute, Mount, Route

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

    from simexit.web.metrics import Metrics

LOGGER = logging.getLogger("simexit.web")
_METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})
_ELSEWHERE = "(none)"
_MOST_PLACES = 8


class JsonLines(logging.Formatter):
    """Writes a record as one line of JSON, of an exception only what may be logged of it."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the line."""
        at = datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds")
        line: dict[str, object] = {"at": at, "level": record.levelname.lower(), "event": record.getMessage().strip()}
        line |= getattr(record, "fields", {})
        error = record.exc_info[1] if record.exc_info else None
        line |= {} if error is None else raised(error)
        return json.dumps(line, ensure_ascii=False)


def raised(error: BaseException) -> dict[str, object]:
    """Return what may be logged of an error: its class and the places it came through, not its message, which may hold facts."""
    frames = traceback.extract_tb(error.__traceback__)[-_MOST_PLACES:]
    places = [f"{frame.filename.rpartition('simexit/')[2]}:{frame.lineno} {frame.name}" for frame in frames]
    return {"exception": type(error).__name__, "raised_in": places}


def write_json_lines(stream: logging.StreamHandler | None = None) -> None:  # type: ignore[type-arg]  # of any stream
    """Write what the service and its server log as JSON lines to standard error, nothing of the log of requests, which has queries."""
    handler = stream or logging.StreamHandler()
    handler.setFormatter(JsonLines())
    LOGGER.setLevel(logging.INFO)
    for logger in (LOGGER, logging.getLogger("uvicorn.error")):
        logger.handlers[:] = [handler]
        logger.propagate = False
    logging.getLogger("uvicorn.access").disabled = True


def templates(routes: Iterable[BaseRoute], under: str = "") -> dict[Callable[..., object], str]:
    """Return for each endpoint the path of its route as it was declared."""
    found: dict[Callable[..., object], str] = {}
    for route in routes:
        if isinstance(route, Route):
            found[route.endpoint] = under + route.path
        elif isinstance(route, Mount):
            found[route.app] = f"{under}{route.path}/*"
            found |= templates(route.routes, under + route.path)
    return found


class Observed:
    """Middleware: gives each request an id, logs it with its route and duration, and counts it."""

    def __init__(
        self, app: ASGIApp, metrics: Metrics, routes: Mapping[Callable[..., object], str], clock: Callable[[], float] = time.perf_counter
    ) -> None:
        self.app = app
        self._metrics = metrics
        self._routes = routes
        self._clock = clock

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, and note how it ended."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        began, status = self._clock(), 500
        identity = scope.setdefault("state", {})["request_id"] = token_hex(8)

        async def noting(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                message["headers"] = [*message.get("headers", ()), (b"x-request-id", identity.encode())]
            await send(message)

        try:
            await self.app(scope, receive, noting)
        finally:
            self._note(scope, status, identity, self._clock() - began)

    def _note(self, scope: Scope, status: int, identity: str, seconds: float) -> None:
        endpoint = scope.get("endpoint")
        route = self._routes.get(endpoint, _ELSEWHERE) if endpoint is not None else _ELSEWHERE
        method = scope["method"] if scope["method"] in _METHODS else "OTHER"
        self._metrics.requested(method, route, status, seconds)
        fields = {"request": identity, "method": method, "route": route, "status": status, "ms": round(seconds * 1000, 1)}
        LOGGER.info("request", extra={"fields": fields})
