"""Letters: which there are, the fields that only their writer knows, and the letter as a page or for print; nothing is kept."""

from __future__ import annotations

from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from simexit.document.calendar_file import MissingLibraryError
from simexit.document.letter_compose import LONGEST, FieldError
from simexit.document.letter_html import STYLE
from simexit.document.letter_pdf import NotPrintableError
from simexit.model.vocabulary import Letter
from simexit.text.words import CONFIDENCE_WORDS, word
from simexit.web.pages.errors import unavailable
from simexit.web.pages.templates import page
from simexit.web.pages.visit import Visit, language_of, visit
from simexit.web.security import with_style


def letters(request: Request) -> Response:
    """List the letters; those that fit the next action come first."""
    here = visit(request)
    found, due = here.advisor.rules.vocabulary.letters.values(), here.advice().next
    fitting = sorted(found, key=lambda letter: due not in letter.actions)
    return page(request, "letters.html", here.advisor.rules, here.language, state=here.state, letters=fitting, next=due)


async def letter(request: Request) -> Response:
    """Ask for the fields of a letter; return the letter with what was filled in, which stands nowhere else."""
    language_of(request)
    if request.method != "POST":
        return await run_in_threadpool(_empty, request)
    async with request.form(max_files=0, max_fields=100) as form:
        given = {name: value for name, value in form.multi_items() if isinstance(value, str)}
    return await run_in_threadpool(_written, request, given)


def _empty(request: Request) -> Response:
    here = visit(request)
    return _form(request, here, _named(here, request), {})


def _written(request: Request, given: dict[str, str]) -> Response:
    here = visit(request)
    wanted = _named(here, request)
    fields = {name: given[name] for name in wanted.fields if name in given}
    try:
        filled = here.advisor.letter(wanted.name, here.interview.situation, fields, lang=here.language)
        if given.get("form") != "pdf":
            return HTMLResponse(filled.to_html(), headers=with_style(STYLE))
        headers = {"Content-Disposition": f'attachment; filename="{_file_name(wanted)}.pdf"'}
        return Response(filled.to_pdf(), media_type="application/pdf", headers=headers)
    except FieldError:
        return _form(request, here, wanted, fields, status=400)
    except (MissingLibraryError, NotPrintableError) as error:
        return unavailable(request, here.language, error)


def _form(request: Request, here: Visit, wanted: Letter, given: dict[str, str], *, status: int = 200) -> Response:
    return page(
        request,
        "letter.html",
        here.advisor.rules,
        here.language,
        state=here.state,
        status=status,
        letter=wanted,
        note=here.words.text(wanted.note),
        given=given,
        longest=LONGEST,
        confidence=word(CONFIDENCE_WORDS[wanted.confidence], here.language),
        is_wrong=status != 200,
    )


def _named(here: Visit, request: Request) -> Letter:
    found = here.advisor.rules.vocabulary.letters.get(request.path_params["name"])
    if found is None:
        raise HTTPException(404)
    return found


def _file_name(letter: Letter) -> str:
    """Return the name of a letter as far as it can stand in a header between quotation marks."""
    return "".join(character for character in letter.name if character.isascii() and (character.isalnum() or character in "_-")) or "letter"
