"""What is asked of a rule set, stated over its own conditions; nothing here knows how an answer is found."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from simexit.model.expressions import Condition
from simexit.model.rules import Situation

Obligation = Literal["total", "conflict", "dead", "safe", "ends", "invariant", "time", "sourced"]
Kind = Literal[
    "gap",
    "both_due",
    "rule_never_true",
    "rule_redundant",
    "override_never_strikes",
    "never_next",
    "always_so",
    "constraint_redundant",
    "never_applies",
    "no_influence",
    "unsafe",
    "loop",
    "no_outcome",
    "impossible_outcome",
    "broken",
    "undecided",
    "outlives_sources",
]


@dataclass(frozen=True, slots=True)
class Existence:
    """Whether a condition is true in some situation; `wanted` says whether it must be. `without` leaves out a constraint."""

    obligation: Obligation
    kind: Kind
    names: tuple[str, ...]
    goal: Condition
    wanted: bool
    without: str | None = None


@dataclass(frozen=True, slots=True)
class Influence:
    """Whether the value of a fact ever changes one of the conclusions behind which it stands; it must."""

    obligation: Obligation
    kind: Kind
    names: tuple[str]


@dataclass(frozen=True, slots=True)
class Decidedness:
    """Whether a conclusion is open for lack of a figure although every fact is known; it should never be."""

    obligation: Obligation
    kind: Kind
    names: tuple[str]
    goal: Condition


@dataclass(frozen=True, slots=True)
class Succession:
    """Which actions may be next after an outcome of an action that was next, and whether that can be an impossible situation."""

    obligation: Obligation
    kind: Kind
    names: tuple[str, str]


@dataclass(frozen=True, slots=True)
class Ways:
    """Whether every way of following the advice comes to an end or to waiting, whatever the outcomes."""

    obligation: Obligation
    kind: Kind


Question = Existence | Influence | Decidedness | Succession | Ways


Step = tuple[str, str]
"""An action and the outcome it had."""


@dataclass(frozen=True, slots=True)
class Held:
    """The answer is as it must be, in every situation.

    `next` are the actions that a succession leads to; `steps` are the longest way from `situation`.
    """

    next: tuple[str, ...] = ()
    situation: Situation | None = None
    steps: tuple[Step, ...] = ()


@dataclass(frozen=True, slots=True)
class Failed:
    """The answer is not as it must be; with a situation where one shows it, and the way from there that does not end."""

    situation: Situation | None = None
    next: tuple[str, ...] = ()
    steps: tuple[Step, ...] = ()


@dataclass(frozen=True, slots=True)
class Unknown:
    """The answer could not be found, and why."""

    reason: str
    situation: Situation | None = None
    next: tuple[str, ...] = ()


Result = Held | Failed | Unknown
