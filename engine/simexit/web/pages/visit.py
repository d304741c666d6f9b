"""One request of a person: which language, and what is told in the address, in which order."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cached_property

from starlette.exceptions import HTTPException
from starlette.requests import Request

from simexit.api import Advice, Advisor
from simexit.ask.interview import Interview
from simexit.check.situations import Told
from simexit.explain.wording import Wording
from simexit.meaning.conditions import applies
from simexit.model.clock import day_in
from simexit.model.expressions import TODAY
from simexit.text.diagnostics import Findings
from simexit.web.addresses import Pairs, in_order, link, of_state, state, told


@dataclass(frozen=True)
class Visit:
    """What a page is about; `base` is the path under which all pages are, `day_named` says that the day is not the clock's."""

    advisor: Advisor
    language: str
    base: str
    interview: Interview
    day_named: bool

    @cached_property
    def words(self) -> Wording:
        """Wording for what is known."""
        return Wording(self.advisor.rules, self.interview.situation, self.language)

    @property
    def state(self) -> Pairs:
        """What is known, as an address carries it."""
        return state(self.interview.replies, with_day=self.day_named)

    @cached_property
    def asked(self) -> str | None:
        """The fact to ask for: first those that only say what the person reads about, then what the interview asks."""
        known = {reply.fact for reply in self.interview.replies}
        for fact in self.advisor.rules.vocabulary.settings.informative:
            if fact not in known and applies(fact, self.interview.situation, self.advisor.rules) is not False:
                return fact
        return self.interview.question

    def advice(self) -> Advice:
        """Return the advice for what is known."""
        return self.advisor.advise(self.interview.situation, lang=self.language)

    def after(self, interview: Interview, *, day_named: bool = False) -> Visit:
        """Return the visit after a step of the interview."""
        return replace(self, interview=interview, day_named=self.day_named or day_named)

    def to(self, page: str, **more: str | Iterable[str]) -> str:
        """Return the address of a page with what is known."""
        return link(f"{self.base}/{self.language}/{page}", self.state, **more)


def advisor_of(request: Request) -> Advisor:
    """Return the advisor that serves this request."""
    advisor: Advisor = request.app.state.current.advisor
    return advisor


def language_of(request: Request) -> str:
    """Return the language that the path names; the page does not exist where the library does not speak it."""
    language = str(request.path_params.get("language", ""))
    if language not in advisor_of(request).rules.vocabulary.settings.languages:
        raise HTTPException(404)
    return language


def visit(request: Request) -> Visit:
    """Return what a request is about; raise `FactError` with everything that is wrong with what its address tells."""
    advisor, language = advisor_of(request), language_of(request)
    findings = Findings()
    return begin(request, advisor, language, told(of_state(request.query_params.multi_items()), advisor.rules, findings), findings)


def begin(request: Request, advisor: Advisor, language: str, given: Iterable[Told], findings: Findings) -> Visit:
    """Return the visit of a person who told this; what is told as well as not known counts as told."""
    given = list(given)
    known = {one.fact for one in given if one.value is not None}
    day_named = TODAY in known
    if not day_named:
        given.append(Told(TODAY, day_in(advisor.rules.vocabulary.settings.time_zone), None))
    counted = [one for one in given if one.value is not None or one.fact not in known | {TODAY}]
    interview = advisor.interview_told(counted, findings, lang=language)
    ordered = replace(interview, replies=in_order(interview.replies, counted))
    return Visit(advisor, language, str(request.scope.get("root_path", "")), ordered, day_named)
