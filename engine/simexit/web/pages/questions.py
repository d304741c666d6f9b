"""One question at a time: the first page, the question that is worth asking, and what an answer leads to."""

from __future__ import annotations

from dataclasses import replace

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from simexit.answering import example, expected, plain, read_answer
from simexit.ask.interview import ImpossibleAnswerError, Interview, Reply
from simexit.check.situations import from_option
from simexit.explain.compose import question
from simexit.model.expressions import TODAY
from simexit.model.types import Boolean, Choice, Day, Integer, Money, SetOf, Type, Value
from simexit.text.diagnostics import Findings
from simexit.text.words import word
from simexit.web.pages.choosing import SEE_OTHER
from simexit.web.pages.pictures import of_fact
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
    wanted = request.query_params.get("about")
    if wanted is not None and wanted not in here.advisor.rules.vocabulary.facts:
        raise HTTPException(404)
    if wanted is None and here.asked is None:
        return RedirectResponse(here.to("advice"), SEE_OTHER)
    return _question(request, here, wanted or here.asked, is_change=wanted is not None)


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
        after = here.after(_told(here.interview, fact, value), day_named=fact == TODAY)
    except ImpossibleAnswerError as error:
        return _clash(request, here, fact, value, error)
    if after.interview.set_aside:
        told = [in_words(after, reply) for reply in after.interview.set_aside]
        return page(request, "set_aside.html", here.advisor.rules, here.language, state=after.state, replies=told)
    return RedirectResponse(after.to("ask"), SEE_OTHER)


def _told(interview: Interview, fact: str, value: Value | None) -> Interview:
    if any(reply.fact == fact for reply in interview.replies):
        return interview.change(fact, value)
    return interview.skip(fact) if value is None else interview.answer(fact, value)


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
    return isinstance(of, Integer | Money) and of.low == 0


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
    """Return the address without the last reply, or None where there is none."""
    replies = [reply for reply in here.interview.replies if reply.fact != TODAY]
    if not replies:
        return None
    last = replies[-1].fact
    return here.after(_without(here.interview, last)).to("ask", about=last)


def _without(interview: Interview, fact: str) -> Interview:
    return replace(interview, replies=tuple(reply for reply in interview.replies if reply.fact != fact))


def _clash(request: Request, here: Visit, fact: str, value: Value | None, error: ImpossibleAnswerError) -> Response:
    """Say with which earlier answers a new one cannot be true, and why; any of them can be changed."""
    constraints = here.advisor.rules.vocabulary.constraints
    others = {
        other: here.interview.situation[other] for clash in error.clashes for other in clash.facts if other != fact and other != TODAY
    }
    return page(
        request,
        "clash.html",
        here.advisor.rules,
        here.language,
        state=here.state,
        status=400,
        fact=fact,
        answer=in_words(here, Reply(fact, value)),
        why=[constraints[clash.constraint].why[here.language] for clash in error.clashes if clash.constraint is not None],
        others=[(other, in_words(here, Reply(other, known))) for other, known in others.items()],
    )


def in_words(here: Visit, reply: Reply) -> tuple[str, str]:
    """Return a fact and what was told of it."""
    fact = here.advisor.rules.vocabulary.facts[reply.fact]
    said = here.words.say(reply.value, fact.type, fact.name) or word("ask_none", here.language)
    return fact.label[here.language], said
