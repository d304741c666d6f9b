"""On what knowledge rests, and how well: works with their claims, what they say against one another, and profiles."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from simexit.model.types import Text
from simexit.record import record
from simexit.text.source import Span

CONFIDENCES = ("official", "official_old", "secondary", "article", "inference", "unverified")
OFFICIAL = CONFIDENCES[:2]
"""What stands, or stood, on a page of the side that it is about."""
VERDICTS = ("adopted", "refined", "disputed", "refused")


@record
class Claim:
    """One statement of a work, in our words, and what became of it."""

    name: str
    section: str
    says: Text
    verdict: str
    reason: Text | None
    evidence: tuple[str, ...]
    span: Span


@record
class Work:
    """A source: an article, a law, a page; `until` is the last day on which it holds, where that is known."""

    name: str
    title: str
    kind: str
    publisher: str
    published: str | None
    read: date
    until: date | None
    confidence: str
    url: str | None
    note: Text | None
    claims: Mapping[str, Claim]
    span: Span


@record
class Contradiction:
    """What works say against one another: claims by side, those of one side agree; and how it was resolved."""

    name: str
    about: Text
    sides: tuple[tuple[str, ...], ...]
    resolved: Text
    evidence: tuple[str, ...]
    span: Span

    @property
    def claims(self) -> tuple[str, ...]:
        """The claims of all sides."""
        return tuple(claim for side in self.sides for claim in side)


@record
class Item:
    """One thing that is known of a profile, and the actions it helps with (none means all)."""

    name: str
    text: Text
    actions: tuple[str, ...]
    confidence: str
    sources: tuple[str, ...]
    span: Span


@record
class Profile:
    """What is known about one value of a fact."""

    fact: str
    value: str
    name: Text
    items: tuple[Item, ...]
    span: Span
