"""What a case is: a named situation, what is done and told from there, and what is expected of the advice then."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from simexit.model.expressions import Condition
from simexit.model.rules import Situation
from simexit.model.types import Value
from simexit.text.source import Span

Single = Literal["status", "next", "question", "deadline"]
Listed = Literal["due", "not_due", "warned", "not_warned", "maybe_warned"]
Stated = Literal["holds", "never"]


@dataclass(frozen=True, slots=True)
class Done:
    """An action was done and ended in one of its outcomes."""

    action: str
    outcome: str
    span: Span = field(compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Telling:
    """Facts were told, the day among them; None takes a fact back."""

    facts: Mapping[str, Value | None]
    span: Span = field(compare=False, repr=False)


Step = Done | Telling


@dataclass(frozen=True, slots=True)
class Is:
    """One part of the advice is this; None says that there is none."""

    key: Single
    wanted: str | date | None
    span: Span = field(compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class MayBeNext:
    """These may be next, in this order, and nothing else."""

    names: tuple[str, ...]
    span: Span = field(compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Standing:
    """An action is among what is due or a warning among what holds, or it is not."""

    key: Listed
    name: str
    span: Span = field(compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Statement:
    """A condition is true in every completion of the facts, or with `never` in none."""

    key: Stated
    condition: Condition
    span: Span = field(compare=False, repr=False)


Expectation = Is | MayBeNext | Standing | Statement


@dataclass(frozen=True, slots=True)
class Case:
    """One case of a file, read against a rule set; `facts` has the day."""

    name: str
    facts: Situation
    steps: tuple[Step, ...]
    expected: tuple[Expectation, ...]
    span: Span = field(compare=False, repr=False)

    @property
    def file(self) -> str:
        """The file it stands in, as a person in the current folder would write it."""
        return self.span.source.name

    @property
    def title(self) -> str:
        """Its file and its name."""
        return f"{self.file}: {self.name}"
