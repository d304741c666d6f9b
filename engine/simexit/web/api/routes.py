"""The routes of the API: calls by POST, the vocabulary and the rule set by GET."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.responses import Response
from starlette.routing import BaseRoute, Mount, Route

from simexit.calls.answers import ADVISE, CALLS, answered
from simexit.calls.fact_schemas import fact_schema
from simexit.explain.told_facts import fact_to_dict
from simexit.explain.wording import Wording
from simexit.text.diagnostics import did_you_mean, shortened
from simexit.version import __version__
from simexit.web.api.batch import batch
from simexit.web.api.openapi import openapi
from simexit.web.api.requests import json_of, language_asked, language_of
from simexit.web.api.responses import Handler, answer, answering, document, not_found
from simexit.web.api.working import Workers
from simexit.web.limits import Limits
from simexit.web.metrics import Metrics
from simexit.web.problems import ProblemError

if TYPE_CHECKING:
    from starlette.requests import Request

    from simexit.api import Advisor
    from simexit.calls.call import Call
    from simexit.web.current import Current, Serving

PREFIX = "/api/v1"


def api_routes(current: Current, limits: Limits | None = None, metrics: Metrics | None = None) -> list[BaseRoute]:
    """Return the routes of the API, under `/api/v1`."""
    limits, metrics = limits or Limits(), metrics or Metrics()
    workers = Workers(limits)
    routes = [
        *(Route(f"/{call.name}", answering(_called(call, current, limits, metrics, workers)), methods=["POST"]) for call in CALLS),
        Route("/batch", answering(batch(current, limits, metrics, workers)), methods=["POST"]),
        Route("/facts", answering(_facts(current)), methods=["GET"]),
        Route("/facts/{name}", answering(_fact(current)), methods=["GET"]),
        Route("/ruleset", answering(_ruleset(current)), methods=["GET"]),
        Route("/openapi.json", answering(_openapi(current, workers)), methods=["GET"]),
    ]
    app = Starlette(routes=routes, exception_handlers={HTTPException: not_found})
    app.router.redirect_slashes = False
    return [Mount(PREFIX, app=app)]


def _called(call: Call, current: Current, limits: Limits, metrics: Metrics, workers: Workers) -> Handler:
    async def handle(request: Request) -> Response:
        advisor = current.advisor
        given = await json_of(request, limits.depth)
        preferred = language_of(request, advisor.rules.vocabulary.settings.languages)
        values, language = await workers.work(answered, call, given, advisor, preferred)
        if call is ADVISE:
            metrics.advice[str(values["status"])] += 1
        return answer(values, language)

    return handle


def _facts(current: Current) -> Handler:
    async def handle(request: Request) -> Response:
        advisor = current.advisor
        language = language_asked(request, advisor.rules.vocabulary.settings.languages)
        return document(request, advisor.ruleset, language, lambda: _all_described(advisor, language))

    return handle


def _fact(current: Current) -> Handler:
    async def handle(request: Request) -> Response:
        advisor, name = current.advisor, request.path_params["name"]
        language = language_asked(request, advisor.rules.vocabulary.settings.languages)
        facts = advisor.rules.vocabulary.facts
        if name not in facts:
            near = did_you_mean(name[:100], facts)
            raise ProblemError(404, "not-found", f"there is no fact `{shortened(name)}`" + (f"; {near}" if near else ""))
        return document(request, advisor.ruleset, language, lambda: _described(name, advisor, language))

    return handle


@lru_cache(maxsize=4)
def _all_described(advisor: Advisor, language: str) -> list[dict[str, object]]:
    return [_described(name, advisor, language) for name in advisor.rules.vocabulary.facts]


def _described(name: str, advisor: Advisor, language: str) -> dict[str, object]:
    fact = advisor.rules.vocabulary.facts[name]
    described = fact_to_dict(fact, advisor.rules, Wording(advisor.rules, {}, language))
    return {**described, "schema": fact_schema(fact, language)}


def _ruleset(current: Current) -> Handler:
    async def handle(request: Request) -> Response:
        serving = current.serving
        language = language_asked(request, serving.advisor.rules.vocabulary.settings.languages)
        known_by = f"{serving.advisor.ruleset} {serving.since.isoformat()}"
        return document(request, known_by, language, lambda: _identity(serving, language))

    return handle


def _identity(serving: Serving, language: str) -> dict[str, object]:
    settings = serving.advisor.rules.vocabulary.settings
    return {
        "ruleset": serving.advisor.ruleset,
        "title": settings.title[language],
        "languages": list(settings.languages),
        "time_zone": settings.time_zone,
        "loaded": serving.since.isoformat(),
        "program": __version__,
        "second_opinion_missing": serving.advisor.second_opinion_missing,
    }


def _openapi(current: Current, workers: Workers) -> Handler:
    async def handle(request: Request) -> Response:
        advisor = current.advisor
        language = language_asked(request, advisor.rules.vocabulary.settings.languages)
        made = await workers.work(openapi, advisor, language)
        return document(request, advisor.ruleset, language, lambda: made)

    return handle
