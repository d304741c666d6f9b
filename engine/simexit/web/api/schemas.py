"""The schemas of what the API itself adds to the answers of calls: a problem, a fact, the rule set, a row of a batch."""

from __future__ import annotations

from simexit.calls.answer_schemas import NAMES, TEXT, TEXT_OR_NULL, YES_OR_NO, Schema, each, record, ref
from simexit.web.problems import TITLES

PROBLEM: Schema = {
    "description": "What went wrong, as RFC 9457 has it; `findings` names everything that is wrong with a call.",
    "type": "object",
    "properties": {
        "type": {"enum": [f"urn:problem-type:simexit:{kind}" for kind in TITLES]},
        "title": TEXT,
        "status": {"type": "integer"},
        "detail": TEXT,
        "findings": each(ref("Finding")),
        "report": {"description": "What the log of the service has it under.", **TEXT_OR_NULL},
        "answers": {"description": "Where the interpreters disagree: the situation and both answers.", "type": "object"},
    },
    "required": ["type", "title", "status", "detail"],
}
FACT: Schema = record(
        "A fact that can be told; `schema` is that of its values.",
        name=TEXT, type=TEXT, label=TEXT, question=ref("Question"), effort={"type": "integer"}, sensitivity=TEXT,
        always_applies=YES_OR_NO, used_by=NAMES, sources=NAMES, schema={"type": "object"},
    )  # fmt: skip


RULE_SET: Schema = record(
        ruleset=TEXT, title=TEXT, languages=NAMES, time_zone=TEXT, loaded={"type": "string", "format": "date-time"}, program=TEXT,
        second_opinion_missing=TEXT_OR_NULL,
    )  # fmt: skip


_NUMBER: Schema = {"description": "Which situation it is, counted from 0.", "type": "integer"}
ROW: Schema = {"oneOf": [record(row=_NUMBER, advice=ref("advise")), record(row=_NUMBER, problem=ref("Problem"))]}
