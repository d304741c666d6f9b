"""The plan: every step to the end with its days, and the same as a calendar file."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response

from simexit.document.calendar_file import MissingLibraryError
from simexit.document.plan import Plan
from simexit.text.forms import day
from simexit.web.pages.errors import unavailable
from simexit.web.pages.templates import page
from simexit.web.pages.visit import Visit, visit


def plan(request: Request) -> Response:
    """Show the whole way."""
    here = visit(request)
    found = _plan(here)
    return page(
        request,
        "plan.html",
        here.advisor.rules,
        here.language,
        state=here.state,
        plan=found,
        main=[found.steps[number - 1] for number in found.main_line],
        others=[step for step in found.steps if step.number not in found.main_line],
        day=lambda known: day(known, here.language),
    )


def calendar(request: Request) -> Response:
    """Return the main line and the deadlines as a calendar file."""
    here = visit(request)
    try:
        written = _plan(here).to_ics()
    except MissingLibraryError as error:
        return unavailable(request, here.language, error)
    return Response(
        written, media_type="text/calendar; charset=utf-8", headers={"Content-Disposition": 'attachment; filename="simexit-plan.ics"'}
    )


def _plan(here: Visit) -> Plan:
    return here.advisor.plan(here.interview.situation, lang=here.language)
