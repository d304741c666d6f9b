"""What the readers of single entries share: findings, languages, and the names defined so far."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from simexit.text.codes import Code
from simexit.text.diagnostics import Findings, Related, did_you_mean

if TYPE_CHECKING:
    from collections.abc import Collection

    from simexit.check.kept import Kept
    from simexit.model.expressions import Conclusion, Term
    from simexit.model.types import Type
    from simexit.parse.nodes import Node, Scalar
    from simexit.text.source import Span


@dataclass(slots=True)
class Names:
    """What an expression may speak of."""

    facts: dict[str, Type] = field(default_factory=dict)
    parameters: dict[str, Type] = field(default_factory=dict)
    derived: set[str] = field(default_factory=set)
    values: dict[str, tuple[Term, Type]] = field(default_factory=dict)
    unread: dict[str, Scalar] = field(default_factory=dict)
    reading: list[str] = field(default_factory=list)
    actions: list[str] = field(default_factory=list)

    def everything(self) -> list[str]:
        """Return every name an expression can use."""
        return [*self.facts, *(f"parameter.{name}" for name in self.parameters), *self.derived, *self.values, *self.unread]


@dataclass(slots=True)
class Reference:
    """A name that must be checked once everything is read."""

    word: str
    scalar: Scalar
    part: tuple[int, int] | None = None

    @property
    def span(self) -> Span:
        """Where it stands; found only when it is needed, because that takes a walk through the text."""
        return self.scalar.span if self.part is None else self.scalar.part(*self.part)


@dataclass(slots=True)
class Context:
    """Passed to every reader; references are looked up when all files are read."""

    findings: Findings
    languages: tuple[str, ...] = ()
    names: Names = field(default_factory=Names)
    placeholders: list[Reference] = field(default_factory=list)
    wordings: list[tuple[str, Scalar]] = field(default_factory=list)
    """Every wording of every text, with its language."""
    counted: list[Reference] = field(default_factory=list)
    """Those of the placeholders that give forms of what is counted; they are looked up with the others."""
    citations: list[Reference] = field(default_factory=list)
    facts_named: list[Reference] = field(default_factory=list)
    facts_ticked: list[Reference] = field(default_factory=list)
    """Facts of checklists: what they say must be yes or no, or nothing or more."""
    places: dict[tuple[str, str], Span] = field(default_factory=dict)
    concluded: set[Conclusion] = field(default_factory=set)
    finished_when: Node | None = None
    """The condition that `finished` has in the settings; it can be read once the names are known."""
    kept: Kept | None = None
    """What was read before, where a library is checked again and again."""
    leaves: list[Span] = field(default_factory=list)
    """Where each comparison, condition and conclusion that was read stands, in the order of reading."""

    def define(self, kind: str, name: str, span: Span) -> bool:
        """Note where a thing is defined; False with a finding where it already is."""
        first = self.places.setdefault((kind, name), span)
        if first is span:
            return True
        self.findings.add(Code.DUPLICATE_NAME, span, f"{kind} `{name}` is defined twice", related=(Related(first, "first defined here"),))
        return False

    def unknown(self, what: str, word: str, span: Span, known: Collection[str]) -> None:
        """Note that nothing has this name."""
        self.findings.add(Code.UNKNOWN_NAME, span, f"unknown {what} `{word}`", hint=did_you_mean(word, known))
