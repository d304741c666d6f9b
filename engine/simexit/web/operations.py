"""What those who run the service need: whether it lives, whether it is ready, what it did; and the middleware of every request."""

from __future__ import annotations

from typing import TYPE_CHECKING

from starlette.middleware import Middleware
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import BaseRoute, Route

from simexit.version import __version__
from simexit.web.limits import Limited, Limits
from simexit.web.logs import Observed, templates
from simexit.web.metrics import CONTENT_TYPE, Metrics

if TYPE_CHECKING:
    from collections.abc import Iterable

    from starlette.requests import Request

    from simexit.web.current import Current
    from simexit.web.limits import Refused

_NOT_KEPT = {"Cache-Control": "no-store"}


def operations_routes(current: Current, metrics: Metrics) -> list[BaseRoute]:
    """Return the routes `/health/live`, `/health/ready` and `/metrics`; a proxy should not pass the last one on."""

    async def live(_request: Request) -> Response:
        return JSONResponse({"status": "live"}, headers=_NOT_KEPT)

    async def ready(_request: Request) -> Response:
        return JSONResponse(_readiness(current), headers=_NOT_KEPT)

    async def measured(_request: Request) -> Response:
        advisor = current.advisor
        second = "missing" if advisor.second_opinion_missing else "there"
        info = {"version": __version__, "ruleset": advisor.ruleset, "second_opinion": second}
        return PlainTextResponse(metrics.text(info), headers={**_NOT_KEPT, "Content-Type": CONTENT_TYPE})

    return [Route("/health/live", live), Route("/health/ready", ready), Route("/metrics", measured)]


def middleware(routes: Iterable[BaseRoute], limits: Limits, metrics: Metrics, refused: Refused) -> list[Middleware]:
    """Return the middleware of every request, outermost first: it is noted, then limited."""
    return [Middleware(Observed, metrics=metrics, routes=templates(routes)), Middleware(Limited, limits=limits, refused=refused)]


def _readiness(current: Current) -> dict[str, object]:
    serving, last = current.serving, current.last_reload
    missing = serving.advisor.second_opinion_missing
    return {
        "status": "ready",
        "ruleset": serving.advisor.ruleset,
        "loaded": serving.since.isoformat(),
        "second_opinion": "there" if missing is None else f"missing: {missing}",
        "last_reload": None if last is None else last.to_dict(),
    }
