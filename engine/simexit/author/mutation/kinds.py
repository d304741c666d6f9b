"""What a mutant is: a rule set with one mistake as an author might make it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from simexit.model.rules import RuleSet
from simexit.text.source import Span

Kind = Literal[
    "comparison",
    "bound",
    "value",
    "negated",
    "dropped",
    "connective",
    "never",
    "always",
    "override",
    "in force",
    "order",
    "effect",
    "figure",
    "period",
    "deadline",
    "needs",
    "waiting",
]

KINDS: Mapping[Kind, str] = {
    "comparison": "a comparison gets another operator, so that it differs below, at or above the bound alone, or is the opposite",
    "bound": "a bound is one smallest step higher or lower: 1, 0.01 of money, a day",
    "value": "a word becomes each other word of its fact; a list of words loses one or gets one more",
    "negated": "a leaf becomes its opposite",
    "dropped": "a part of an `and` or `or` is left out",
    "connective": "an `and` becomes an `or`, an `or` becomes an `and`",
    "never": "a rule or a constraint is never true",
    "always": "a rule is always true, a fact always applies",
    "override": "a rule no longer overrides another one",
    "in force": "a rule comes into force or ends a day earlier or later",
    "order": "two neighbouring actions of a stage, or two neighbouring stages, change places",
    "effect": "an outcome changes a fact no longer, or to another value",
    "figure": "a parameter is one smallest step higher or lower",
    "period": "a period of a parameter begins or ends a day earlier or later",
    "deadline": "a deadline is a day earlier or later",
    "needs": "a fact is no longer needed to carry an action out",
    "waiting": "an action no longer waits for somebody",
}
"""Every kind of mistake that is made on purpose, wherever it can be made."""


@dataclass(frozen=True, slots=True)
class Mutant:
    """A rule set with one mistake: of what `kind`, in the rule, fact, action … `name`, where, and in words."""

    kind: Kind
    name: str
    sentence: str
    span: Span
    rules: RuleSet

    def to_dict(self) -> dict[str, object]:
        """Return the mistake as plain values for JSON."""
        place = {"file": self.span.source.name, "line": self.span.line, "column": self.span.column}
        return {"kind": self.kind, "name": self.name, "sentence": self.sentence, **place}
