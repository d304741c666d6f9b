"""What is known in a case on a day, under a rule set: the facts after its log, as typed values that can all be true."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from simexit.case.plain import Plain, plain, typed
from simexit.explain.advice import Advice
from simexit.libraries import Library
from simexit.model.expressions import TODAY
from simexit.model.rules import RuleSet, Situation
from simexit.model.types import Value
from simexit.run.clash import possible_part
from simexit.run.decider import Decider


class Adviser(Protocol):
    """Who gives the advice: an advisor of the API."""

    @property
    def rules(self) -> RuleSet:
        """The rule set."""
        ...

    @property
    def decider(self) -> Decider:
        """What decides situations of the rule set."""
        ...

    @property
    def origin(self) -> Library | None:
        """Where the files of the rule set are, or None where it was made in memory."""
        ...

    @property
    def language(self) -> str:
        """The language of the texts where no other is asked for."""
        ...

    def facts_known(self, facts: Mapping[str, object]) -> tuple[Situation, str]:
        """Return facts as typed values, and a language; raise where they are wrong or cannot all be true."""
        ...

    def advise(self, facts: Mapping[str, object], *, today: date | None = None, lang: str | None = None) -> Advice:
        """Return the advice for facts; raise where they are wrong or cannot all be true."""
        ...


@dataclass(frozen=True, slots=True)
class State:
    """What is known, the day among it, and what was told but is not used.

    `set_aside` cannot be so on this day, or not together under these rules: it must be told anew. `outgrown` are facts that the
    rule set does not have, or not with such a value.
    """

    known: Situation
    set_aside: Mapping[str, Value]
    outgrown: Mapping[str, Plain]


def state(facts: Mapping[str, Plain], day: date | None, adviser: Adviser) -> State:
    """Return what facts that were kept say on a day, which may be unknown."""
    types = {name: fact.type for name, fact in adviser.rules.vocabulary.facts.items()}
    values = {name: typed(kept, types[name]) if name in types else None for name, kept in facts.items()}
    told = {name: value for name, value in values.items() if value is not None}
    situation: Situation = told if day is None else {**told, TODAY: day}
    known = possible_part(adviser.rules, adviser.decider, situation)
    set_aside = {name: value for name, value in told.items() if name not in known}
    return State(known, set_aside, {name: facts[name] for name, value in values.items() if value is None})


def kept_values(changes: Mapping[str, Value | None]) -> dict[str, Plain | None]:
    """Return changes of facts as they are kept."""
    return {name: None if value is None else plain(value) for name, value in changes.items()}
