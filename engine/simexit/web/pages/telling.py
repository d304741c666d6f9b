"""What an answer does: it is told, or it cannot be true beside what was told before, and that is said."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response

from simexit.ask.interview import ImpossibleAnswerError, Interview, Reply
from simexit.model.expressions import TODAY
from simexit.model.types import Value
from simexit.text.words import word
from simexit.web.pages.templates import page
from simexit.web.pages.visit import Visit


def tell(interview: Interview, fact: str, value: Value | None) -> Interview:
    """Return the interview with a fact told, or told otherwise; None says that it is not known."""
    if any(reply.fact == fact for reply in interview.replies):
        return interview.change(fact, value)
    return interview.skip(fact) if value is None else interview.answer(fact, value)


def clash(request: Request, here: Visit, fact: str, value: Value | None, error: ImpossibleAnswerError) -> Response:
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
