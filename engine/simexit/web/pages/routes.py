"""The addresses of the pages for people, and what is shown where one of them fails."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from starlette.exceptions import HTTPException
from starlette.routing import BaseRoute, Route

from simexit.api import DisagreementError, FactError
from simexit.web.pages.advice import advice, did, say
from simexit.web.pages.answers import answers, answers_file, load
from simexit.web.pages.assets import asset
from simexit.web.pages.checklists import checked
from simexit.web.pages.choosing import choose, without_slash
from simexit.web.pages.errors import bad_facts, failed, http_error, no_advice
from simexit.web.pages.letters import letter, letters
from simexit.web.pages.pictures import picture
from simexit.web.pages.plan import calendar, plan
from simexit.web.pages.questions import answer, ask, start

ROUTES: tuple[BaseRoute, ...] = (
    Route("/", choose),
    Route("/static/{name}", asset),
    Route("/pictures/{name}", picture),
    Route("/{language}", without_slash),
    Route("/{language}/", start),
    Route("/{language}/ask", ask),
    Route("/{language}/answer", answer),
    Route("/{language}/checked", checked),
    Route("/{language}/answers", answers),
    Route("/{language}/answers.yaml", answers_file),
    Route("/{language}/load", load, methods=["POST"]),
    Route("/{language}/advice", advice),
    Route("/{language}/say", say),
    Route("/{language}/did", did),
    Route("/{language}/plan", plan),
    Route("/{language}/plan.ics", calendar),
    Route("/{language}/letters", letters),
    Route("/{language}/letters/{name}", letter, methods=["GET", "POST"]),
)

ERRORS: dict[Any, Callable[..., Any]] = {
    FactError: bad_facts,
    DisagreementError: no_advice,
    HTTPException: http_error,
    Exception: failed,
}
