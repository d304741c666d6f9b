"""Pages for what goes wrong: facts that cannot be used, an address that leads nowhere, no advice because two answers differ."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.types import Scope

from simexit.api import DisagreementError, FactError
from simexit.text.words import Word
from simexit.web.addresses import facts_named, link, of_state, without
from simexit.web.languages import preferred
from simexit.web.pages.templates import page
from simexit.web.pages.visit import advisor_of
from simexit.web.problems import ProblemError
from simexit.web.security import HEADERS

_STATUS: dict[int, Word] = {404: "web_not_found", 405: "web_not_allowed"}
_REFUSED: dict[int, tuple[Word, Word]] = {
    408: ("web_too_slow", "web_failed_text"),
    413: ("web_too_large", "web_too_large_text"),
    429: ("web_too_many", "web_failed_text"),
    503: ("web_busy", "web_failed_text"),
}


def bad_facts(request: Request, error: Exception) -> Response:
    """Show every problem of what an address or a file tells, with links that leave out what is wrong."""
    assert isinstance(error, FactError), "registered for this error"
    language, given = _language(request), of_state(request.query_params.multi_items())
    base = str(request.scope.get("root_path", ""))
    texts = " ".join([finding.message + " " + (finding.span.source.text if finding.span else "") for finding in error.findings])
    ways = [(fact, link(f"{base}/{language}/answers", without(given, [fact]))) for fact in facts_named(given) if fact and fact in texts]
    findings = [replace(one, hint=None) if "`simexit " in (one.hint or "") else one for one in error.findings]  # a page has no commands
    labels = {fact.name: fact.label[language] for fact in advisor_of(request).rules.vocabulary.facts.values()}
    return _shown(request, language, "bad_facts.html", 400, findings=findings, ways=ways, labels=labels)


def no_advice(request: Request, error: Exception) -> Response:
    """Say that there is no advice, because the two interpreters differ; what they differ in is for a report, not for a page."""
    assert isinstance(error, DisagreementError), "registered for this error"
    return _message(request, 500, "web_no_advice", "web_no_advice_text")


def http_error(request: Request, error: Exception) -> Response:
    """Show that a page does not exist, or cannot be asked for in this way."""
    assert isinstance(error, HTTPException), "registered for this error"
    response = _message(request, error.status_code, _STATUS.get(error.status_code, "web_failed"), None)
    response.headers.update(error.headers or {})
    return response


def failed(request: Request, _error: Exception) -> Response:
    """Say that something went wrong inside, and nothing more."""
    response = _message(request, 500, "web_failed", "web_failed_text")
    response.headers.update(HEADERS)  # it is made outside of what adds them
    return response


def refused(scope: Scope, problem: ProblemError) -> Response:
    """Say that a request was refused before it was looked at: as a page to a browser, as a problem to a program."""
    request = Request(scope)
    if problem.status not in _REFUSED or "text/html" not in request.headers.get("accept", ""):
        return problem.response()
    response = _message(request, problem.status, *_REFUSED[problem.status])
    response.headers.update(problem.headers)
    return response


def unavailable(request: Request, language: str, error: Exception) -> Response:
    """Say that a form of document cannot be made here, and why."""
    return _shown(request, language, "message.html", 501, heading="web_unavailable", text=None, detail=str(error))


def _message(request: Request, status: int, heading: Word, text: Word | None) -> HTMLResponse:
    return _shown(request, _language(request), "message.html", status, heading=heading, text=text, detail=None)


def _shown(request: Request, language: str, template: str, status: int, **content: Any) -> HTMLResponse:
    return page(request, template, advisor_of(request).rules, language, status=status, **content)


def _language(request: Request) -> str:
    """Return the language of the path, or else the one that the browser prefers."""
    languages = advisor_of(request).rules.vocabulary.settings.languages
    named = request.url.path.removeprefix(str(request.scope.get("root_path", ""))).strip("/").partition("/")[0]
    return named if named in languages else preferred(request.headers.get("accept-language"), languages)
