"""What was told: a list to change, a link and a file to keep, and a file to go on with."""

from __future__ import annotations

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import UploadFile
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from simexit.api import FactError
from simexit.ask.kept import as_yaml
from simexit.check.situations import from_node
from simexit.model.expressions import TODAY
from simexit.parse.nodes import LARGEST_SITUATION, decode, parse
from simexit.text.diagnostics import Findings
from simexit.text.words import word
from simexit.web.pages.choosing import SEE_OTHER
from simexit.web.pages.telling import in_words
from simexit.web.pages.templates import page
from simexit.web.pages.visit import Visit, advisor_of, begin, language_of, visit

FILE_NAME = "simexit-answers.yaml"


def answers(request: Request) -> Response:
    """List what was told."""
    here = visit(request)
    replies = [(reply.fact, *in_words(here, reply)) for reply in here.interview.replies if reply.fact != TODAY or here.day_named]
    return page(request, "answers.html", here.advisor.rules, here.language, state=here.state, replies=replies)


def answers_file(request: Request) -> Response:
    """Return what was told as a file that every command reads."""
    here = visit(request)
    told = [reply for reply in here.interview.replies if reply.fact != TODAY or here.day_named]
    return Response(
        as_yaml(told, word("ask_file_comment", here.language)),
        media_type="application/yaml; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{FILE_NAME}"'},
    )


async def load(request: Request) -> Response:
    """Go on with a file: what it tells goes into the address, and the file is forgotten."""
    language_of(request)
    async with request.form(max_files=1, max_fields=1) as form:
        file = form.get("file")
        content = await file.read(LARGEST_SITUATION + 1) if isinstance(file, UploadFile) else b""
    here = await run_in_threadpool(_loaded, request, content)
    return RedirectResponse(here.to("answers"), SEE_OTHER)


def _loaded(request: Request, content: bytes) -> Visit:
    """Return the visit of a person with this file; raise `FactError` with what is wrong with it."""
    advisor, language, findings = advisor_of(request), language_of(request), Findings()
    source = decode(content, word("web_file", language), findings, LARGEST_SITUATION)
    node = None if source is None else parse(source, findings)
    told = [] if node is None else from_node(node, advisor.rules, findings)
    if len(findings):
        raise FactError(findings.in_order())
    return begin(request, advisor, language, told, findings)
