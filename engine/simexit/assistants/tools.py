"""The tools that an assistant has; where facts are missing, they conclude nothing but return what to ask."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, NamedTuple

from simexit.assistants.words import advice_in_words, as_json, explanation_in_words, facts_in_words, plan_in_words, question_in_words
from simexit.calls.answers import ADVISE, PLAN, QUESTION, WHAT_IF, WHY, WHY_NOT, answered
from simexit.calls.call import COMMON, Call
from simexit.calls.fact_schemas import Schema, call_schema, facts_schema
from simexit.calls.findings import CallError
from simexit.calls.told import at, escaped
from simexit.explain.told_facts import fact_to_dict
from simexit.explain.wording import Wording
from simexit.text.codes import Code
from simexit.text.diagnostics import Diagnostic, did_you_mean, shortened

if TYPE_CHECKING:
    from simexit.api import Advisor

Values = dict[str, object]

EXPLANATIONS = {call.name: call for call in (WHY, WHY_NOT, WHAT_IF)}


class Answer(NamedTuple):
    """What a tool says: in words, and as plain values."""

    text: str
    values: Values


class Tool(NamedTuple):
    """A tool: its name, what it is for, the JSON Schema of what it takes, and what answers it."""

    name: str
    about: str
    schema: Schema
    answer: Callable[[Advisor, Mapping[str, object], str], Answer]


def tools(advisor: Advisor, language: str) -> tuple[Tool, ...]:
    """Return the tools of an advisor, whose texts are in one language."""
    facts = facts_schema(advisor.rules, language, described=False)

    def takes(call: Call) -> Schema:
        return call_schema(call, advisor.rules, facts)

    return (
        Tool("advise", "What to do next, with its warnings, reasons and sources. " + _ASKS, takes(ADVISE), _advise),
        Tool(
            "question", "The next question to put to the person: its answers, how to find out, and its sources.", takes(QUESTION), _question
        ),
        Tool("explain", _EXPLAIN, _explain_schema(takes), _explain),
        Tool("plan", "The whole way to the end, with its branches and days. " + _ASKS, takes(PLAN), _plan),
        Tool("facts", "What can be told: names, values, questions; with `name`, one fact in full.", _facts_schema(advisor), _facts),
    )


_ASKS = "Where facts are missing it does not conclude: `certain` is false and `question` has what to ask the person."
_EXPLAIN = (
    "`about`: `why` says why the next action, or what `name` names, is so or not; `why-not` what comes before it, is not known, or would "
    "have to be otherwise; `what-if` what `changes` of facts would change in the advice."
)


def _advise(advisor: Advisor, given: Mapping[str, object], language: str) -> Answer:
    advice, language = answered(ADVISE, given, advisor, language)
    if advice["status"] == "ask":
        return _asked(advisor, given, language, {"status": "ask", "warnings": _certain(advice["warnings"])})
    return Answer(advice_in_words(advice, language), {"certain": True, **advice})


def _certain(warnings: object) -> object:
    return warnings["certain"] if isinstance(warnings, dict) else []


def _question(advisor: Advisor, given: Mapping[str, object], language: str) -> Answer:
    return _asked(advisor, given, language, {})


def _plan(advisor: Advisor, given: Mapping[str, object], language: str) -> Answer:
    plan, language = answered(PLAN, given, advisor, language)
    start = plan["starts_at"]
    if isinstance(start, dict) and start["kind"] == "question":
        return _asked(advisor, given, language, {"status": "ask"})
    return Answer(plan_in_words(plan, language), {"certain": True, **plan})


def _explain(advisor: Advisor, given: Mapping[str, object], language: str) -> Answer:
    about = given.get("about")
    if not isinstance(about, str) or about not in EXPLANATIONS:
        message = f"`about` is one of {', '.join(EXPLANATIONS)}"
        raise CallError([Diagnostic(Code.BAD_VALUE, message, at("/about"), did_you_mean(str(about)[:100], EXPLANATIONS))])
    call = {name: value for name, value in given.items() if name != "about"}
    found, language = answered(EXPLANATIONS[about], call, advisor, language)
    if about == "why" and "name" not in call and found["status"] == "open":
        return _asked(advisor, call, language, {"status": "ask"})
    status = found["status"]
    certain = {"ask", "open"}.isdisjoint(status.values() if isinstance(status, dict) else [status])
    return Answer(explanation_in_words(found), {"certain": certain, **found})


def _facts(advisor: Advisor, given: Mapping[str, object], language: str) -> Answer:
    languages, name = advisor.rules.vocabulary.settings.languages, given.get("name")
    language = str(given.get("lang", language))
    findings = [
        Diagnostic(Code.UNKNOWN_KEY, f"`{shortened(member)}` is not a member of `facts`; it has name, lang", at(f"/{escaped(member)}"))
        for member in given
        if member not in {"name", "lang"}
    ]
    if language not in languages:
        findings.append(Diagnostic(Code.BAD_VALUE, f"`lang` is one of {', '.join(languages)}", at("/lang")))
    facts = advisor.rules.vocabulary.facts
    if name is not None and not (isinstance(name, str) and name in facts):
        hint = did_you_mean(str(name)[:100], facts)
        findings.append(Diagnostic(Code.UNKNOWN_FACT, f"unknown fact `{shortened(str(name))}`", at("/name"), hint))
    if findings:
        raise CallError(findings)
    words = Wording(advisor.rules, {}, language)
    if name is None:
        return Answer(
            facts_in_words(facts.values(), language),
            {"facts": [{"name": one.name, "label": one.label[language]} for one in facts.values()]},
        )
    described = fact_to_dict(facts[str(name)], advisor.rules, words)
    return Answer(as_json(described), described)


def _asked(advisor: Advisor, given: Mapping[str, object], language: str, more: Values) -> Answer:
    """Return what to ask in place of a conclusion: nothing that is only possible, so that it cannot be taken for advice."""
    members = {name: value for name, value in given.items() if name in COMMON}
    found, language = answered(QUESTION, members, advisor, language)
    open_ = {name: found[name] for name in ("question", "sources", "missing", "answered", "ruleset")}
    certain = not found["missing"] and found["question"] is None
    return Answer(question_in_words(found, certain, language), {"certain": certain, **more, **open_})


def _facts_schema(advisor: Advisor) -> Schema:
    vocabulary = advisor.rules.vocabulary
    properties = {
        "name": {"type": "string", "enum": list(vocabulary.facts)},
        "lang": {"type": "string", "enum": list(vocabulary.settings.languages)},
    }
    return {"type": "object", "properties": properties, "additionalProperties": False}


def _explain_schema(takes: Callable[[Call], Schema]) -> Schema:
    merged: Schema = {"about": {"type": "string", "enum": list(EXPLANATIONS)}}
    for call in EXPLANATIONS.values():
        properties = takes(call)["properties"]
        merged |= properties if isinstance(properties, dict) else {}
    return {"type": "object", "properties": merged, "required": ["about"], "additionalProperties": False}
