"""The advice in one situation as the lines with which a case would expect it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import get_args

from simexit.ask.question import next_question
from simexit.author.cases.case import Listed
from simexit.explain.compose import status
from simexit.meaning.conditions import value
from simexit.model.judgement import FINISHED, Judgement
from simexit.model.rules import RuleSet, Situation
from simexit.run.decider import Decider

Lines = Mapping[str, tuple[str, str]]
"""What is said of each part of the advice, as a key and a value under `expect`; nothing of a situation that cannot be."""
_FIRST = ("status", "next")
_LISTED = get_args(Listed)


def lines(situation: Situation, rules: RuleSet, decider: Decider) -> Lines:
    """Return the advice in a situation."""
    judgement = decider.decide(situation).judgement
    return dict(_lines(judgement, situation, rules, decider)) if judgement.possible_next else {}


def _lines(judgement: Judgement, situation: Situation, rules: RuleSet, decider: Decider) -> Iterator[tuple[str, tuple[str, str]]]:
    settled = judgement.certain_next
    yield "status", ("status", status(rules, settled))
    if settled is None:
        yield "next", ("possible_next", f"[{', '.join(judgement.possible_next)}]")
    elif settled != FINISHED:
        yield "next", ("next", settled)
    for name in rules.vocabulary.actions:
        yield f"action {name}", ("due" if name in judgement.agenda else "not_due", name)
    for name in rules.vocabulary.warnings:
        certain, maybe = name in judgement.certain_warnings, name in judgement.possible_warnings
        yield f"warning {name}", ("warned" if certain else "maybe_warned" if maybe else "not_warned", name)
    days = [value(rules.vocabulary.deadlines[name].by, situation, rules) for name in judgement.certain_deadlines]
    yield "deadline", ("deadline", str(min((day for day in days if isinstance(day, date)), default="null")))
    if settled is not None:
        yield "question", ("question", next_question(rules, decider, situation, judgement) or "null")


def otherwise(mine: Lines, other: Lines) -> tuple[str, ...]:
    """Return the lines that a case needs so that one advice passes and the other one fails; none where they say the same.

    What is next is among them where it is certain, and where nothing else differs. Where the other situation cannot be, a case
    fails whatever it expects.
    """
    different = [part for part, line in mine.items() if other.get(part) != line]
    besides = [part for part in different if part not in _FIRST] if other else []
    settled = _FIRST if mine.get("status") != ("status", "ask") else ()
    told = {*settled, *(besides or _FIRST)} if different else ()
    keys: dict[str, list[str]] = {}
    for part, (key, said) in mine.items():
        if part in told:
            keys.setdefault(key, []).append(said)
    return tuple(f"{key}: [{', '.join(said)}]" if key in _LISTED else f"{key}: {said[0]}" for key, said in keys.items())
