"""Facts that are missing together, ticked on one page; every one of them is told, by a tick or by the button for the rest."""

from __future__ import annotations

from collections.abc import Iterable

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from simexit.ask.interview import ImpossibleAnswerError
from simexit.meaning.conditions import applies
from simexit.model.types import Boolean, Value, nothing
from simexit.web.pages.choosing import SEE_OTHER
from simexit.web.pages.pictures import of_fact
from simexit.web.pages.telling import clash, tell
from simexit.web.pages.templates import page
from simexit.web.pages.visit import Visit, visit


def checklist_of(here: Visit) -> tuple[str, list[str]] | None:
    """Return the checklist of the present question, with those of its facts that are missing now; None where the question stands alone."""
    for name, checklist in here.advisor.rules.vocabulary.settings.checklists.items():
        if here.asked in checklist.lines:
            facts = [fact for fact in checklist.lines if fact == here.asked or _is_missing(fact, here)]
            return (name, facts) if len(facts) > 1 else None
    return None


def _is_missing(fact: str, here: Visit) -> bool:
    """Return whether a fact keeps the next action open and certainly applies, and nobody said that it is not known."""
    interview = here.interview
    return fact in interview.missing and fact not in interview.skipped and applies(fact, interview.situation, interview.rules) is True


def shown(request: Request, here: Visit, name: str, facts: Iterable[str], *, before: str | None, is_wrong: bool = False) -> Response:
    """Return the page of a checklist with the lines of these facts."""
    vocabulary, words = here.advisor.rules.vocabulary, here.words
    checklist, given = vocabulary.settings.checklists[name], request.query_params
    lines = [(fact, words.text(checklist.lines[fact]), words.text(vocabulary.facts[fact].find_out)) for fact in facts]
    return page(
        request,
        "checklist.html",
        here.advisor.rules,
        here.language,
        state=here.state,
        status=400 if is_wrong else 200,
        checklist=name,
        question=words.text(checklist.question),
        lines=lines,
        are_ticks=all(isinstance(vocabulary.facts[fact].type, Boolean) for fact, _, _ in lines),
        ticked=given.getlist("ticked"),
        unsure=given.getlist("unsure"),
        pictures=[picture for fact, _, _ in lines for picture in of_fact(vocabulary, fact, here.language)],
        progress=here.interview.progress,
        steps=len(vocabulary.actions),
        before=before,
        is_wrong=is_wrong,
    )


def checked(request: Request) -> Response:
    """Take what was ticked, what is not known, and the rest as the button says; go on, first to the figures of what was ticked."""
    here, given = visit(request), request.query_params
    name, facts = given.get("checklist", ""), given.getlist("fact")
    checklist = here.advisor.rules.vocabulary.settings.checklists.get(name)
    if checklist is None or not facts or not checklist.lines.keys() >= set(facts):
        raise HTTPException(404)
    rest = given.get("rest")
    said = None if rest is None else _said(facts, set(given.getlist("ticked")), set(given.getlist("unsure")), rest)
    if said is None:
        return shown(request, here, name, facts, before=None, is_wrong=True)
    return _told(request, here, said)


def _said(facts: list[str], ticked: set[str], unsure: set[str], rest: str) -> dict[str, bool | None] | None:
    """Return what is said of each fact, None where it is not known; nothing where ticks speak against each other or the button."""
    if ticked & unsure or not set(facts) >= ticked | unsure or rest not in {"no", "yes"}:
        return None
    if rest == "yes":
        return None if unsure else dict.fromkeys(facts, True)
    return {fact: None if fact in unsure else fact in ticked for fact in facts}


def _told(request: Request, here: Visit, said: dict[str, bool | None]) -> Response:
    facts, figures = here.advisor.rules.vocabulary.facts, []
    for fact, is_so in said.items():
        if applies(fact, here.interview.situation, here.interview.rules) is False:
            continue
        if is_so and not isinstance(facts[fact].type, Boolean):
            figures.append(fact)
            continue
        value: Value | None = nothing(facts[fact].type) if is_so is False else is_so
        try:
            here = here.after(tell(here.interview, fact, value))
        except ImpossibleAnswerError as error:
            return clash(request, here, fact, value, error)
    return RedirectResponse(here.to("ask", about=figures), SEE_OTHER)
