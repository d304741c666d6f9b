"""Rules and invariants with their keys: the one table that reading, formatting, schemas and the language reference share."""

from __future__ import annotations

from typing import Literal

from simexit.check.forms import ConditionShape, DayShape, Form, Items, Key, NameOf, Wording

CONCLUSIONS: tuple[Literal["action", "warning", "derived", "deadline"], ...] = ("action", "warning", "derived", "deadline")
_SOURCES = Items(NameOf(("citation",)), least=1)

THEN = Form(
    "conclusion",
    tuple(Key(kind, NameOf((kind,)), f"the {kind} that holds", needed=False) for kind in CONCLUSIONS),
    exactly_one_of=CONCLUSIONS,
)
IN_FORCE = Form(
    "dates in force",
    (Key("from", DayShape(), "the first day", needed=False), Key("until", DayShape(), "the last day", needed=False)),
)
RULE = Form(
    "rule",
    (
        Key("when", ConditionShape(), "the condition"),
        Key("then", THEN, "what follows"),
        Key("why", Wording(), "one sentence, shown to the person"),
        Key("sources", _SOURCES, "the works and claims it rests on"),
        Key("checked", DayShape(), "the day somebody compared rule and sources"),
        Key("in_force", IN_FORCE, "when it holds; left out, always", needed=False),
        Key("overrides", Items(NameOf(("rule",))), "rules that do not hold where this one is true", needed=False),
    ),
)
INVARIANT = Form(
    "invariant",
    (
        Key("never", ConditionShape(), "what may never be so", needed=False),
        Key("always", ConditionShape(), "what must always be so", needed=False),
        Key("why", Wording(), "why"),
        Key("sources", _SOURCES, "the works and claims it rests on"),
    ),
    exactly_one_of=("never", "always"),
)
