"""The advice: the next action first, grave warnings at once, how, what to say, why; and what is known once it is done."""

from __future__ import annotations

from dataclasses import replace

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from simexit.api import Advice
from simexit.ask.interview import Interview, Reply
from simexit.explain.compose import question
from simexit.explain.parts import Answer
from simexit.meaning.conditions import applies
from simexit.meaning.effects import after
from simexit.model.expressions import TODAY
from simexit.model.judgement import FINISHED
from simexit.model.sources import OFFICIAL
from simexit.model.types import Boolean
from simexit.model.vocabulary import Outcome
from simexit.text.forms import day
from simexit.text.words import CONFIDENCE_WORDS, Word, word
from simexit.web.pages.choosing import SEE_OTHER
from simexit.web.pages.pictures import of_action
from simexit.web.pages.templates import page
from simexit.web.pages.visit import Visit, visit

GRAVE = ("critical", "high")
_FOLDED: tuple[Word, ...] = ("bring", "unverified", "takes")


def advice(request: Request) -> Response:
    """Show the advice for what is told so far."""
    here = visit(request)
    found, language, vocabulary = here.advice(), here.language, here.advisor.rules.vocabulary
    titles = {name: action.title[language] for name, action in vocabulary.actions.items()}
    titles[FINISHED] = vocabulary.settings.finished_title[language]
    today, goes_on = here.words.today(), found.status == "ask" and here.asked is not None
    return page(
        request,
        "advice.html",
        here.advisor.rules,
        language,
        state=here.state,
        advice=found,
        day=lambda known: day(known, language),
        today=None if today is None else day(today, language),
        spoken=_spoken(found, here),
        grave=[warned for warned in found.warnings.certain if warned.severity in GRAVE],
        others=[warned for warned in found.warnings.certain if warned.severity not in GRAVE],
        possible=[vocabulary.warnings[name] for name in found.warnings.possible],
        folded=_parts(found, _FOLDED),
        counts=_counts(found),
        later=[titles[name] for name in found.agenda if name != found.next],
        may_be=[titles[name] for name in found.possible_next] if found.status == "ask" else [],
        pictures=[] if found.next is None else of_action(vocabulary, found.next, language),
        goes_on=goes_on,
        missing=[] if goes_on else _missing(here, found),
        no_figure=[vocabulary.parameters[name].label[language] for name in found.no_figure],
        ignored=[vocabulary.facts[name].label[language] for name in found.ignored],
        ways=_ways(found, here),
        letters=[letter for letter in vocabulary.letters.values() if found.next in letter.actions],
        finished=(titles[FINISHED], vocabulary.settings.finished_text[language]),
        why=None if found.status == "ask" else found.why(),
        confidence=lambda name: word(CONFIDENCE_WORDS[name], language),
    )


def say(request: Request) -> Response:
    """Show nothing but what to say to the other side, large, to hold out to them."""
    here = visit(request)
    found = here.advice()
    spoken = _spoken(found, here)
    if spoken is None:
        return RedirectResponse(here.to("advice"), SEE_OTHER)
    return page(request, "say.html", here.advisor.rules, here.language, state=here.state, spoken=spoken, advice=found)


def did(request: Request) -> Response:
    """Go on from what is known once an action was done with one of its outcomes."""
    here = visit(request)
    action = here.advisor.rules.vocabulary.actions.get(request.query_params.get("action", ""))
    outcomes = {} if action is None else {outcome.name: outcome for outcome in action.outcomes}
    outcome = outcomes.get(request.query_params.get("outcome", ""))
    if outcome is None:
        raise HTTPException(404)
    return RedirectResponse(here.after(_done(here.interview, outcome)).to("ask"), SEE_OTHER)


def _done(interview: Interview, outcome: Outcome) -> Interview:
    """Return the interview after an outcome: what it changes comes last, and what does not apply then is not told."""
    known = after(outcome, interview.situation, interview.rules)
    kept = [reply for reply in interview.replies if reply.fact not in outcome.changes]
    changed = [Reply(fact, known[fact]) for fact in outcome.changes if fact in known]
    replies = (reply for reply in (*kept, *changed) if applies(reply.fact, known, interview.rules) is not False)
    return replace(interview, replies=tuple(replies))


def _spoken(found: Advice, here: Visit) -> tuple[str, str] | None:
    """Return what to say in the language of the counter, and that language."""
    if found.how is None or found.how.say is None:
        return None
    spoken = here.advisor.rules.vocabulary.settings.spoken
    if found.how.say_spoken is None or spoken is None:
        return found.how.say, here.language
    return found.how.say_spoken, spoken


def _parts(found: Advice, names: tuple[Word, ...]) -> list[tuple[Word, str]]:
    """Return the parts of how to do it that are there."""
    return [(name, text) for name in names if found.how is not None and (text := getattr(found.how, name)) is not None]


def _counts(found: Advice) -> tuple[int, int, int]:
    """Return how much is known of the other side: all items, those from official pages, and those that are not verified."""
    confidences = [] if found.how is None else [item.confidence for item in found.how.known]
    return len(confidences), sum(one in OFFICIAL for one in confidences), confidences.count("unverified")


def _missing(here: Visit, found: Advice) -> list[tuple[str, str, str, tuple[Answer, ...]]]:
    """Return the facts that keep the advice open or are needed to carry it out: name, question, how to find out, and yes or no."""
    rules = here.advisor.rules
    facts = list(here.interview.missing) if found.status == "ask" else [] if found.question is None else [found.question.fact]
    asked = [(question(here.words, fact), rules.vocabulary.facts[fact].type) for fact in facts if fact != TODAY]
    return [(one.fact, one.text, one.find_out, one.answers if isinstance(of, Boolean) else ()) for one, of in asked]


def _ways(found: Advice, here: Visit) -> list[tuple[str, str | None]]:
    """Return how the next action can end: the name of each outcome and what it is called."""
    if found.next is None:
        return []
    outcomes = here.advisor.rules.vocabulary.actions[found.next].outcomes
    return [(outcome.name, None if outcome.title is None else here.words.text(outcome.title)) for outcome in outcomes]
