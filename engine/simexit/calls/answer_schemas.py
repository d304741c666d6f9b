"""The answers of the API as JSON Schema; that each answer is as its schema says is a test."""

from __future__ import annotations

from collections.abc import Mapping

Schema = dict[str, object]

TEXT: Schema = {"type": "string"}
YES_OR_NO: Schema = {"type": "boolean"}
NUMBER: Schema = {"type": "integer"}
DAY: Schema = {"type": "string", "format": "date"}
NAMES: Schema = {"type": "array", "items": TEXT}
TEXT_OR_NULL: Schema = {"type": ["string", "null"]}
DAY_OR_NULL: Schema = {"type": ["string", "null"], "format": "date"}
WRITTEN: Schema = {"type": "object", "additionalProperties": TEXT}
"""Facts by name, with their values as they are written in a file."""
TRUTH: Schema = {"enum": ["true", "false", "open"]}


def record(about: str = "", /, **members: Schema) -> Schema:
    """Return the schema of an object that has exactly these members; a name that Python keeps for itself ends in `_`."""
    properties = {name.removesuffix("_"): schema for name, schema in members.items()}
    described: Schema = {"description": about} if about else {}
    return {**described, "type": "object", "properties": properties, "required": list(properties), "additionalProperties": False}


def ref(name: str) -> Schema:
    """Return a reference to a schema of the table."""
    return {"$ref": f"#/components/schemas/{name}"}


def ref_or_null(name: str) -> Schema:
    """Return a reference to a schema of the table, or null."""
    return {"anyOf": [ref(name), {"type": "null"}]}


def each(schema: Schema) -> Schema:
    """Return the schema of a list."""
    return {"type": "array", "items": schema}


def one_of(*words: str) -> Schema:
    """Return the schema of one of several words."""
    return {"enum": list(words)}


def before_and_after(schema: Schema) -> Schema:
    """Return the schema of what is so before a change and after it."""
    return record(before=schema, after=schema)


SEVERITY = one_of("critical", "high", "medium", "low")
STATUS = one_of("act", "wait", "ask", "finished")
KIND = one_of("action", "warning", "deadline", "derived", "finished")
STANDING = one_of("next", "finished", "due", "open", "out")

PARTS: Mapping[str, Schema] = {
    "Question": record(
        "The one fact worth asking for; `answers` is empty for numbers, amounts and dates, and `kind` says which.",
        fact=TEXT, text=TEXT, kind=TEXT, answers=each(record(value=TEXT, text=TEXT)), find_out=TEXT,
    ),
    "Warning": record(id=TEXT, severity=SEVERITY, title=TEXT, text=TEXT),
    "Reason": record("A rule that holds.", rule=TEXT, text=TEXT, sources=NAMES, checked=DAY, old=YES_OR_NO),
    "CitedWork": record(
        work=TEXT, title=TEXT, kind=TEXT, publisher=TEXT, confidence=TEXT, standing=TEXT, old=YES_OR_NO, url=TEXT_OR_NULL, read=DAY
    ),
    "Deadline": record(id=TEXT, by=DAY, for_=TEXT, why=TEXT),
    "How": record(
        "How to carry out the next action; `say_spoken` is in the language of the counter.",
        title=TEXT, where=TEXT_OR_NULL, bring=TEXT_OR_NULL, say=TEXT_OR_NULL, say_spoken=TEXT_OR_NULL, takes=TEXT_OR_NULL,
        unverified=TEXT_OR_NULL, waits_for=TEXT_OR_NULL, about=TEXT_OR_NULL, steps=NAMES,
        known=each(record(text=TEXT, confidence=TEXT, sources=NAMES, standing=TEXT, read=DAY_OR_NULL, old=YES_OR_NO)),
    ),
    "Source": record(source=TEXT, title=TEXT, confidence=TEXT),
    "Node": record(
        "One step of a derivation.",
        kind=TEXT, name=TEXT, text=TEXT, value=TRUTH, facts=WRITTEN,
        figure={"anyOf": [record(value=TEXT, confidence=TEXT, checked=DAY), {"type": "null"}]},
        sources=each(ref("Source")), above=YES_OR_NO, parts=each(ref("Node")),
    ),
    "Lacking": record(comparison=TEXT, wanted={"type": ["boolean", "null"]}, text=TEXT, facts=WRITTEN, by=TEXT_OR_NULL),
    "Difference": record(added=NAMES, removed=NAMES),
    "Lead": record(
        "Where a branch of a plan leads.",
        kind=one_of("step", "again", "finished", "wait", "question", "cut"), step={"type": ["integer", "null"]}, text=TEXT,
        question=ref_or_null("Question"), possible_next=NAMES,
    ),
    "Step": record(
        "One action of a plan, on the day it is next.",
        number=NUMBER, action=TEXT, kind=one_of("act", "wait"), title=TEXT, day=DAY_OR_NULL, until=ref_or_null("Deadline"),
        waits_for=TEXT_OR_NULL, bring=TEXT_OR_NULL, takes=TEXT, asks=each(ref("Question")),
        branches=each(record(outcome=TEXT_OR_NULL, title=TEXT_OR_NULL, day=DAY_OR_NULL, leads_to=ref("Lead"))),
    ),
}  # fmt: skip
"""Parts of answers, by name."""

ANSWERS: Mapping[str, Schema] = {
    "advise": record(
        "`next` is there only where it is certain; where `status` is `ask`, tell the fact that `question` asks for.",
        status=STATUS, next=TEXT_OR_NULL, possible_next=NAMES, question=ref_or_null("Question"), agenda=NAMES,
        warnings=record(certain=each(ref("Warning")), possible=NAMES), deadline=ref_or_null("Deadline"),
        because=each(ref("Reason")), how=ref_or_null("How"), sources=each(ref("CitedWork")), ignored=NAMES, no_figure=NAMES,
        second_opinion=TEXT, ruleset=TEXT,
    ),
    "question": record(
        "`question` is null where the next action is certain, or all that could still matter is said to be not known.",
        question=ref_or_null("Question"), sources=each(ref("Source")), possible_next=NAMES, missing=NAMES, answered=NUMBER, ruleset=TEXT,
    ),
    "why": record(about=TEXT, kind=KIND, status=STANDING, text=TEXT, certain_anyway=YES_OR_NO, tree=ref("Node"), ruleset=TEXT),
    "why-not": record(
        about=TEXT, kind=KIND, status=STANDING, text=TEXT,
        earlier=each(record(action=TEXT, title=TEXT, certain=YES_OR_NO, because=NAMES)),
        lacking=each(ref("Lacking")), undecided=each(ref("Lacking")), tell=NAMES, no_figure=NAMES,
        example={"anyOf": [WRITTEN, {"type": "null"}]}, ruleset=TEXT,
    ),
    "what-if": record(
        changes=each(record(fact=TEXT, before=TEXT, after=TEXT, text=TEXT)), same=YES_OR_NO,
        next=before_and_after(TEXT_OR_NULL), status=before_and_after(STATUS), possible_next=before_and_after(NAMES),
        question=before_and_after(TEXT_OR_NULL), deadline=before_and_after(DAY_OR_NULL), agenda=ref("Difference"),
        warnings=record(certain=ref("Difference"), possible=ref("Difference")), before=ref("advise"), after=ref("advise"),
    ),
    "how-to": record(
        action=TEXT, status=one_of("already", "found", "none"), text=TEXT,
        ways=each(each(record(fact=TEXT, before=TEXT, after=TEXT, text=TEXT, through=NAMES))), in_the_way=NAMES, tell=NAMES,
        judged=NUMBER, complete=YES_OR_NO, ruleset=TEXT,
    ),
    "plan": record(
        today=DAY_OR_NULL, starts_at=ref("Lead"), steps=each(ref("Step")), main_line=each(NUMBER), ends_at=ref("Lead"),
        deadlines=each(record(id=TEXT, by=DAY, for_=TEXT, why=TEXT, missed=YES_OR_NO, event=DAY_OR_NULL, first=each(NUMBER))),
        second_opinion=TEXT, ruleset=TEXT,
    ),
}  # fmt: skip
"""The answer to each call, by its name."""

FINDING: Schema = record(
    "What is wrong with a value: its JSON pointer, the fact that stands there, the facts it clashes with.",
    code=TEXT, fact=TEXT_OR_NULL, message=TEXT, hint=TEXT_OR_NULL, pointer=TEXT_OR_NULL, with_=NAMES,
)  # fmt: skip
