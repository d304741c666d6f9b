"""The address without a language leads to the one that the browser prefers."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from simexit.web.addresses import link
from simexit.web.languages import preferred
from simexit.web.pages.visit import advisor_of, language_of

SEE_OTHER = 303


def choose(request: Request) -> Response:
    """Lead to the pages in the language that the browser prefers."""
    language = preferred(request.headers.get("accept-language"), advisor_of(request).rules.vocabulary.settings.languages)
    return _lead(request, language)


def without_slash(request: Request) -> Response:
    """Lead to the first page of a language."""
    return _lead(request, language_of(request))


def _lead(request: Request, language: str) -> Response:
    base, told = str(request.scope.get("root_path", "")), tuple(request.query_params.multi_items())
    return RedirectResponse(link(f"{base}/{language}/", told), SEE_OTHER, headers={"Vary": "Accept-Language"})
