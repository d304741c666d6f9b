"""The shape of each file of a library and of its cases, by its path."""

from __future__ import annotations

from typing import NamedTuple, get_args

from simexit.author.cases.case import Listed
from simexit.check.file_kinds import INVARIANT, kind_of
from simexit.check.forms import ConditionShape, DayShape, Either, Entries, FactValueShape, Form, Items, Key, NameOf, OneOf, Shape, Word
from simexit.check.reading import CASES
from simexit.explain.parts import Status

OUTCOME = Word()
"""How an action ended, in a step of a case."""
_FACTS = Entries(FactValueShape(), NameOf(("fact",)))
_STEP = Either(
    (
        NameOf(("action",)),
        Form("told", (Key("tell", _FACTS, "what was told then; `null` takes a fact back"),)),
        Form("day", (Key("today", DayShape(), "the day from then on"),)),
        Entries(OUTCOME, NameOf(("action",))),
    )
)
_LISTED: tuple[Listed, ...] = get_args(Listed)
_EXPECT = Form(
    "expectation",
    (
        Key("status", OneOf(get_args(Status)), "what kind of advice it is", needed=False),
        Key("next", NameOf(("action",)), "the next action", needed=False),
        Key("possible_next", Items(NameOf(("next",))), "what may be next, and nothing else", needed=False),
        Key("question", NameOf(("fact",)), "what is asked", needed=False),
        Key("deadline", DayShape(), "the first deadline", needed=False),
        *(
            Key(key, Items(NameOf(("warning" if "warned" in key else "action",))), f"what is {key.replace('_', ' ')}", False)
            for key in _LISTED
        ),
        Key("holds", ConditionShape(), "what is true in every completion of the facts", needed=False),
        Key("never", ConditionShape(), "what is true in none", needed=False),
    ),
)
CASE = Form(
    "case",
    (
        Key("name", Word(), "a sentence, once in a file"),
        Key("today", DayShape(), "the day of the advice", needed=False),
        Key("facts", _FACTS, "what is known"),
        Key("did", Items(_STEP), "what was done or told before the advice is looked at", needed=False),
        Key("expect", _EXPECT, "the advice, as little or as much as the case is about"),
    ),
)
IN_RULES, EVERYWHERE = ("due",), ("due", "next", "warned")


class Layout(NamedTuple):
    """The shape of a whole file, and the functions of a conclusion that its conditions may call."""

    shape: Shape
    calls: tuple[str, ...]


def layout_of(path: str, profiles: tuple[str, ...]) -> Layout | None:
    """Return what can stand in the file at a path such as `kb/facts/card.yaml`; `profiles` are the folders of profiles."""
    if path.endswith(CASES):
        return Layout(Items(CASE), EVERYWHERE)
    folder, _, inside = path.partition("/")
    kind = kind_of(folder, inside.removesuffix(".yaml"), profiles)
    return None if kind is None else Layout(kind.shape, EVERYWHERE if kind is INVARIANT else IN_RULES)
