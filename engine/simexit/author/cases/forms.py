"""What a file of cases can look like: the table that reading, formatting, schemas and the language reference share."""

from __future__ import annotations

from typing import get_args

from simexit.check.file_kinds import FileKind
from simexit.check.forms import ConditionShape, DayShape, Either, Entries, FactsShape, Form, Items, Key, NameOf, Nothing, OneOf, Word
from simexit.check.reading import CASES
from simexit.explain.parts import Status

_ACTION, _FACT = NameOf(("action",)), NameOf(("fact",))
_ACTIONS, _WARNINGS = Items(_ACTION, least=1), Items(NameOf(("warning",)), least=1)
_CONDITION = ConditionShape()

EXPECTATION = Form(
    "expectation",
    (
        Key("status", OneOf(get_args(Status)), "what there is to do", needed=False),
        Key("next", Either((_ACTION, Nothing())), "the certain next action; null where there is none", needed=False),
        Key("possible_next", Items(NameOf(("next",)), least=1), "all that may be next, in order", needed=False),
        Key("due", _ACTIONS, "certainly due", needed=False),
        Key("not_due", _ACTIONS, "not certainly due", needed=False),
        Key("warned", _WARNINGS, "certain", needed=False),
        Key("maybe_warned", _WARNINGS, "possible, not certain", needed=False),
        Key("not_warned", _WARNINGS, "impossible", needed=False),
        Key("question", Either((_FACT, Nothing())), "the fact that is asked for, or null", needed=False),
        Key("deadline", Either((DayShape(), Nothing())), "the earliest day, or null", needed=False),
        Key("holds", _CONDITION, "certain whatever the unknown facts are", needed=False),
        Key("never", _CONDITION, "impossible whatever the unknown facts are", needed=False),
    ),
    least=1,
)
TOLD = Form(
    "step",
    (
        Key("tell", FactsShape(), "facts were told; null takes one back", needed=False),
        Key("today", DayShape(), "another day has come", needed=False),
    ),
    exactly_one_of=("tell", "today"),
)
OUTCOME = Word()
"""How an action ended, in a step."""
STEP = Either((_ACTION, TOLD, Entries(OUTCOME, _ACTION, least=1, most=1)))
CASE = Form(
    "case",
    (
        Key("name", Word(), "a sentence, once in a file"),
        Key("today", DayShape(), "the day", needed=False),
        Key("facts", FactsShape(), "what is known"),
        Key(
            "did",
            Items(STEP),
            "steps taken before the advice is looked at: an action, `action: outcome`, `tell: …` or `today: …`",
            needed=False,
        ),
        Key("expect", EXPECTATION, "as little or as much as the case is about"),
    ),
)
CASE_FILE = FileKind("cases", (f"rules/**/*{CASES}",), "what an author expects of the advice in named situations", Items(CASE, least=1))
