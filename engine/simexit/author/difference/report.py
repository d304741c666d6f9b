"""What a change of rules does to people, in words: each change of advice, where it happens, an example, and what brings it about."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import assert_never

from simexit.author.difference.causes import Causes
from simexit.explain.formula import formula
from simexit.explain.phrases import Phrases
from simexit.explain.wording import Wording
from simexit.model.expressions import Compare
from simexit.model.rules import RuleSet, Situation
from simexit.model.types import FIRST_DAY, LAST_DAY, written
from simexit.prove.difference import Change
from simexit.prove.regions import Fragment, Region
from simexit.prove.sides import Side
from simexit.prove.wanted import Subject


@dataclass(frozen=True, slots=True)
class Part:
    """One region in words: what is so there, on which days, and the smallest situation in it."""

    where: tuple[tuple[str, str], ...]
    days: str | None
    example: Situation


@dataclass(frozen=True, slots=True)
class Told:
    """One change in words."""

    change: Change
    headline: str
    parts: tuple[Part, ...]
    because: tuple[str, ...]
    turns: tuple[str, ...]

    def to_dict(self) -> dict[str, object]:
        """Return it as plain values for JSON."""
        return {
            "subject": self.change.subject,
            "before": self.change.before,
            "after": self.change.after,
            "headline": self.headline,
            "regions": [
                {
                    "where": [rule for rule, _ in part.where],
                    "words": [words for _, words in part.where],
                    "days": part.days,
                    "example": {name: written(value) for name, value in part.example.items()},
                }
                for part in self.parts
            ],
            "more_regions": self.change.more,
            "not_verified": self.change.open,
            "because": self.because,
            "next": [{"before": turn.before, "after": turn.after} for turn in self.change.turns],
        }


class DiffReport:
    """Says changes between two rule sets in one language."""

    def __init__(self, old: RuleSet, new: RuleSet, language: str) -> None:
        self._rules: Mapping[Side, RuleSet] = {"old": old, "new": new}
        self._causes = Causes(old, new)
        self._language = language

    def told(self, change: Change) -> Told:
        """Return a change in words."""
        parts = tuple(self._part(region) for region in change.regions)
        return Told(change, self._headline(change), parts, tuple(dict.fromkeys(self._causes.of(change))), tuple(_turns(change)))

    def structure(self) -> Iterator[str]:
        """Yield what was added, removed, worded or ordered otherwise, whether or not it changes advice."""
        for kind, old, new in zip(_ENTRIES, *(_entries(rules) for rules in self._rules.values()), strict=True):
            yield from (f"{kind} {name} added" for name in new if name not in old)
            yield from (f"{kind} {name} removed" for name in old if name not in new)
            yield from (f"{kind} {name} changed" for name in new if name in old and old[name] != new[name])
        before, after = (rules.vocabulary for rules in self._rules.values())
        if [name for name in before.actions if name in after.actions] != [name for name in after.actions if name in before.actions]:
            yield "order of the actions changed"
        if before.settings.calendar != after.settings.calendar:
            yield f"calendar changed from {before.settings.calendar} to {after.settings.calendar}"

    def _part(self, region: Region) -> Part:
        sides = {side: {one.part for one in region.where if one.side == side} for side in self._rules}
        ambiguous = sides["old"] & sides["new"]
        where = []
        for fragment in region.where:
            rule, words = self._fragment(fragment, region.situation)
            where.append((rule, f"{_WHEN[fragment.side]}: {words}" if fragment.part in ambiguous else words))
        return Part(tuple(where), _days(region.days), region.example)

    def _fragment(self, fragment: Fragment, situation: Situation) -> tuple[str, str]:
        rules = self._rules[fragment.side]
        phrases = Phrases(Wording(rules, situation, self._language))
        match fragment.part:
            case Compare() as atom:
                text = formula(atom)
                return (text if fragment.holds else f"not ({text})"), phrases.bound(atom, fragment.holds)
            case holds:
                name = holds.conclusion.name
                return (name if fragment.holds else f"not {name}"), phrases.conclusion(holds.conclusion, fragment.holds)

    def _headline(self, change: Change) -> str:
        before, after = (", ".join(names) for names in (change.before, change.after))
        match change.subject:
            case "possible":
                return "situations that can no longer be" if change.before else "situations that could not be before"
            case "order":
                return f"`{change.after[0]}` now comes before `{change.after[1]}`"
            case "waiting":
                waits = self._rules["new"].vocabulary.actions[after].waits_for is not None
                return f"the action `{after}` {'is now waiting for somebody' if waits else 'is now to be done, not waited for'}"
            case "needs" if change.before != change.after:
                (name, fact), now = max(change.before, change.after, key=len), len(change.after) > 1
                return f"the action `{name}` {'now asks' if now else 'no longer asks'} for {fact}"
            case "needs":
                asked = [", ".join(rules.vocabulary.actions[after].needs) or "nothing" for rules in self._rules.values()]
                return f"the action `{after}` now asks for {asked[1]}, before for {asked[0]}"
            case "outcomes":
                return f"the outcomes of the action `{after}` have other effects"
            case "day":
                return f"the deadline `{before}` falls on another day"
            case "due" | "warning" | "deadline":
                what = "the action" if change.subject == "due" else f"the {change.subject}"
                return f"{what} `{(before or after).rstrip('?')}` {_became(change.subject, before, after)}"
            case _:
                assert_never(change.subject)


_WHEN: Mapping[Side, str] = {"old": "before", "new": "now"}
"""How a comparison is marked that stands in both rule sets and means something else in each."""
_ENTRIES = ("rule", "fact", "action", "warning", "figure", "deadline", "invariant")


def _entries(rules: RuleSet) -> tuple[Mapping[str, object], ...]:
    """Return what a library holds by name, in the order of `_ENTRIES`."""
    words = rules.vocabulary
    by_name = {rule.name: rule for rule in rules.rules}
    stated = {invariant.name: invariant for invariant in rules.invariants}
    return by_name, words.facts, words.actions, words.warnings, words.parameters, words.deadlines, stated


def _became(subject: Subject, before: str, after: str) -> str:
    if before.endswith("?"):
        return "is no longer open for lack of a figure"
    if after.endswith("?"):
        return "is now open for lack of a figure"
    return f"{'is no longer' if before else 'is now'} {'due' if subject == 'due' else 'given'}"


def _turns(change: Change) -> Iterator[str]:
    """Yield for each action that was next what is next instead."""
    instead: dict[tuple[str, ...], list[str]] = {}
    for turn in change.turns:
        instead.setdefault(turn.before, []).append(" or ".join(turn.after))
    yield from (f"{' or '.join(before)} → {', '.join(after)}" for before, after in instead.items())


def _days(days: tuple[tuple[date, date], ...]) -> str | None:
    """Return on which days something happens, or None where that may be any day."""
    if not days or days == ((FIRST_DAY, LAST_DAY),):
        return None
    return ", ".join(_stretch(start, end) for start, end in days)


def _stretch(start: date, end: date) -> str:
    if start == FIRST_DAY:
        return f"until {end}"
    return f"from {start}" if end == LAST_DAY else f"{start} to {end}"
