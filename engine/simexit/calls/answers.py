"""The calls, and what answers each: the plain values of the API."""

from __future__ import annotations

from typing import TYPE_CHECKING

from simexit.api import FactError
from simexit.calls.call import Asked, Call, read
from simexit.calls.findings import CallError
from simexit.calls.told import at
from simexit.explain.compose import question
from simexit.explain.names import UnknownNameError
from simexit.explain.wording import Wording
from simexit.text.codes import Code
from simexit.text.diagnostics import Diagnostic, Findings

if TYPE_CHECKING:
    from simexit.api import Advisor


def answered(call: Call, given: object, advisor: Advisor, language: str) -> tuple[dict[str, object], str]:
    """Return the answer to a call and the language it is in.

    Raises `CallError` with everything that is wrong with the call, and `DisagreementError` where the second opinion differs.
    """
    asked = read(call, given, advisor, language)
    try:
        if len(asked.findings) and asked.language not in advisor.rules.vocabulary.settings.languages:
            raise CallError(asked.findings.in_order())
        return call.answer(advisor, asked), asked.language
    except FactError as error:
        raise CallError(error.findings) from None
    except UnknownNameError as error:
        raise CallError([Diagnostic(Code.UNKNOWN_NAME, str(error), at(f"/{call.member}"))]) from None


def _advise(advisor: Advisor, asked: Asked) -> dict[str, object]:
    return advisor.advise_told(asked.told, asked.findings, lang=asked.language).to_dict()


def _question(advisor: Advisor, asked: Asked) -> dict[str, object]:
    interview = advisor.interview_told(asked.told, asked.findings, lang=asked.language)
    fact, works = interview.question, advisor.rules.vocabulary.works
    words = Wording(advisor.rules, interview.situation, asked.language)
    sources = () if fact is None else advisor.rules.vocabulary.facts[fact].sources
    cited = [(source, works[source.partition("/")[0]]) for source in sources]
    return {
        "question": None if fact is None else question(words, fact).to_dict(),
        "sources": [{"source": source, "title": work.title, "confidence": work.confidence} for source, work in cited],
        "possible_next": list(interview.possible_next),
        "missing": list(interview.missing),
        "answered": interview.progress.answered,
        "ruleset": advisor.ruleset,
    }


def _why(advisor: Advisor, asked: Asked) -> dict[str, object]:
    known, language = advisor.facts_told(asked.told, asked.findings, lang=asked.language)
    return advisor.why(known, asked.name, lang=language).to_dict()


def _why_not(advisor: Advisor, asked: Asked) -> dict[str, object]:
    known, language = advisor.facts_told(asked.told, asked.findings, lang=asked.language)
    return advisor.why_not(known, asked.name or "", lang=language).to_dict()


def _what_if(advisor: Advisor, asked: Asked) -> dict[str, object]:
    known, language = advisor.facts_told(asked.told, asked.findings, lang=asked.language)
    names = {one.fact for one in asked.changes}
    after = [*(one for one in asked.told if one.fact not in names), *asked.changes]
    advisor.facts_told(after, Findings(), lang=language)  # so that facts which clash after the change are found with their places
    return advisor.what_if(known, {one.fact: one.value for one in asked.changes}, lang=language).to_dict()


def _how_to(advisor: Advisor, asked: Asked) -> dict[str, object]:
    known, language = advisor.facts_told(asked.told, asked.findings, lang=asked.language)
    return advisor.how_to(known, asked.name or "", lang=language).to_dict()


def _plan(advisor: Advisor, asked: Asked) -> dict[str, object]:
    return advisor.plan_told(asked.told, asked.findings, lang=asked.language).to_dict()


ADVISE = Call("advise", "What to do next, what can go wrong, why, and on what source; or the question to ask first.", None, False, _advise)
QUESTION = Call("question", "The one fact to ask for next, its answers, how to find out, and its sources.", None, False, _question)
WHY = Call("why", "Why the next action is next, or why what has this name is so or not.", "name", False, _why)
WHY_NOT = Call("why-not", "What comes before an action, what is not known yet, or what would have to be otherwise.", "name", True, _why_not)
WHAT_IF = Call("what-if", "The advice before and after a change of facts, and the difference.", "changes", True, _what_if)
HOW_TO = Call(
    "how-to", "The smallest changes, of facts that a person can change, that make an action the next one.", "action", True, _how_to
)
PLAN = Call("plan", "The whole way from here to the end, with its branches and days.", None, False, _plan)
CALLS = (ADVISE, QUESTION, WHY, WHY_NOT, WHAT_IF, HOW_TO, PLAN)
