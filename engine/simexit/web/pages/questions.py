"""One question at a time: the first page, the question that is worth asking, and what an answer leads to."""

from __future__ import annotations

from dataclasses import replace
from itertools import takewhile

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from simexit.answering import example, expected, plain, read_answer
from simexit.ask.interview import ImpossibleAnswerError
from simexit.check.situations import from_option
from simexit.explain.compose import question
from simexit.model.expressions import TODAY
from simexit.model.types import Boolean, Choice, Day, Integer, Money, SetOf, Type, Value, nothing
from simexit.text.diagnostics import Findings
from simexit.text.words import word
from simexit.web.pages.checklists import checklist_of, shown
from simexit.web.pages.choosing import SEE_OTHER
from simexit.web.pages.pictures import of_fact
from simexit.web.pages.telling import clash, in_words, tell
from simexit.web.pages.templates import page
from simexit.web.pages.visit import Visit, visit


def start(request: Request) -> Response:
    """Show what this is, and the first question; go on where something is told."""
    here = visit(request)
    if here.state:
        return RedirectResponse(here.to("ask"), SEE_OTHER)
    return _question(request, here, here.asked, is_start=True)


def ask(request: Request) -> Response:
    """Show the question worth asking, or one that is asked for by name; where nothing is left to ask, the advice."""
    here = visit(request)
    wanted = _wanted(request, here)
    if wanted:
        return _question(request, here, wanted[0], is_change=True)
    if here.asked is None:
        return RedirectResponse(here.to("advice"), SEE_OTHER)
    together = checklist_of(here)
    return _question(request, here, here.asked) if together is None else shown(request, here, *together, before=_before(here))


def _wanted(request: Request, here: Visit) -> list[str]:
    """Return the facts that are asked for by name, one after another."""
    wanted = request.query_params.getlist("about")
    if not here.advisor.rules.vocabulary.facts.keys() >= set(wanted):
        raise HTTPException(404)
    return wanted


def answer(request: Request) -> Response:
    """Take an answer, and go on; an answer that is none, or cannot be true, is asked again with the reason."""
    here = visit(request)
    fact = request.query_params.get("fact", "")
    if fact not in here.advisor.rules.vocabulary.facts:
        raise HTTPException(404)
    value = None if "unknown" in request.query_params else _value(request, here, fact)
    if value is None and "unknown" not in request.query_params:
        return _question(request, here, fact, is_wrong=True)
    try:
        after = here.after(tell(here.interview, fact, value), day_named=fact == TODAY)
    except ImpossibleAnswerError as error:
        return clash(request, here, fact, value, error)
    if after.interview.set_aside:
        told = [in_words(after, reply) for reply in after.interview.set_aside]
        return page(request, "set_aside.html", here.advisor.rules, here.language, state=after.state, replies=told)
    still = [one for one in _wanted(request, here) if one in after.interview.missing]
    return RedirectResponse(after.to("ask", about=still), SEE_OTHER)


def _value(request: Request, here: Visit, fact: str) -> Value | None:
    rules, given = here.advisor.rules, request.query_params.getlist("value")
    of, is_none = rules.vocabulary.facts[fact].type, "none" in request.query_params
    if is_none and _is_from_zero(of):
        given = ["0"]
    if isinstance(of, SetOf):
        if not given and not is_none:
            return None
        told = from_option(f"{fact}={','.join(given)}", rules, Findings())
        return None if told is None else told.value
    return read_answer(plain(given[0]), question(here.words, fact), rules) if given else None


def _question(
    request: Request, here: Visit, fact: str | None, *, is_start: bool = False, is_change: bool = False, is_wrong: bool = False
) -> Response:
    """Return the page of a question; on the first page there may be none, where nothing is unknown to the rules."""
    rules, language = here.advisor.rules, here.language
    of = None if fact is None else rules.vocabulary.facts[fact].type
    told = next((reply for reply in here.interview.replies if reply.fact == fact), None)
    return page(
        request,
        "question.html",
        rules,
        language,
        state=here.state,
        status=400 if is_wrong else 200,
        question=None if fact is None else question(here.words, fact),
        chosen=None if told is None else told.value,
        wanted=[one for one in request.query_params.getlist("about") if one != fact],
        told=None if told is None or not is_change else in_words(here, told),
        pictures=[] if fact is None else of_fact(rules.vocabulary, fact, language),
        input=_input(of),
        hint=_hint(of, language),
        expected=None if of is None else expected(of, 0, language),
        zero=_is_from_zero(of),
        typed=request.query_params.get("value", ""),
        progress=here.interview.progress,
        steps=len(rules.vocabulary.actions),
        before=_before(here),
        is_start=is_start,
        is_change=is_change,
        is_wrong=is_wrong,
    )


def _hint(of: Type | None, language: str) -> str | None:
    """Return what an answer looks like, where buttons do not say it."""
    match of:
        case SetOf():
            return word("web_several", language)
        case Integer() | Money():
            return example(of, language)
        case _:
            return None


def _is_from_zero(of: Type | None) -> bool:
    """Return whether a fact counts or sums up from nothing, so that nothing is an answer of its own."""
    return isinstance(of, Integer | Money) and nothing(of) is not None


def _input(of: Type | None) -> str:
    """Return which kind of field takes an answer."""
    match of:
        case SetOf():
            return "several"
        case Integer():
            return "number"
        case Money():
            return "amount"
        case Day():
            return "day"
        case Boolean() | Choice() | _:
            return "one"


def _before(here: Visit) -> str | None:
    """Return the address without the last reply, or without the last ones that one checklist asks for; None where there is none."""
    told = [reply.fact for reply in here.interview.replies if reply.fact != TODAY]
    if not told:
        return None
    lists = here.advisor.rules.vocabulary.settings.checklists.values()
    together = next((checklist.lines.keys() for checklist in lists if told[-1] in checklist.lines), {told[-1]})
    last = set(takewhile(together.__contains__, reversed(told)))
    replies = tuple(reply for reply in here.interview.replies if reply.fact not in last)
    return here.after(replace(here.interview, replies=replies)).to("ask", about=last if len(last) == 1 else ())
