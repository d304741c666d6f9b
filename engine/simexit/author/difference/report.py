"""What a change of rules does to people, in words: each change of advice, where it happens, an example, and what brings it about."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import assert_never

from simexit.explain.formula import formula
from simexit.explain.phrases import Phrases
from simexit.explain.wording import Wording
from simexit.meaning.conditions import truth
from simexit.model.expressions import Compare, Conclusion, comparisons, parameters_of
from simexit.model.rules import RuleSet, Situation
from simexit.model.types import FIRST_DAY, LAST_DAY, written
from simexit.prove.difference import Change, Subject
from simexit.prove.minimal import smallest
from simexit.prove.regions import Fragment, Region


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
        self._rules = {"old": old, "new": new}
        self._language = language

    def told(self, change: Change) -> Told:
        """Return a change in words."""
        parts = tuple(self._part(region) for region in change.regions)
        return Told(change, _headline(change), parts, self._because(change), tuple(_turns(change)))

    def structure(self) -> Iterator[str]:
        """Yield what was added, removed or worded otherwise, whether or not it changes advice."""
        for kind, before, after in zip(_ENTRIES, *(_entries(rules) for rules in self._rules.values()), strict=True):
            yield from (f"{kind} {name} added" for name in after if name not in before)
            yield from (f"{kind} {name} removed" for name in before if name not in after)
            yield from (f"{kind} {name} changed" for name in after if name in before and before[name] != after[name])

    def _part(self, region: Region) -> Part:
        where = tuple(self._fragment(fragment, region.situation) for fragment in region.where)

        def shows(situation: Situation) -> bool:
            return all(truth(one.part, situation, self._rules[one.side]) is one.holds for one in region.where)

        return Part(where, _days(region.days), smallest(region.situation, shows, self._rules["new"]))

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

    def _because(self, change: Change) -> tuple[str, ...]:
        """Return the rules, figures and other entries that differ and stand behind the change."""
        if change.subject == "order":
            return ("the order of the actions",)
        names = {name.rstrip("?") for name in (*change.before, *change.after)}
        kind = {"due": "action", "day": "deadline", "possible": "impossible"}.get(change.subject, change.subject)
        both = self._rules.values()
        about = {one for rules in both for one in rules.conditions if one.kind == kind and (kind == "impossible" or one.name in names)}
        behind = {inner for rules in both for one in about & rules.conditions.keys() for inner in rules.conclusions_behind[one]}
        return tuple(self._differing(behind, names))

    def _differing(self, behind: set[Conclusion], names: set[str]) -> Iterator[str]:
        old, new = self._rules["old"], self._rules["new"]
        before, after = ({rule.name: rule for rule in rules.rules} for rules in (old, new))
        for name in dict.fromkeys((*before, *after)):
            one, other = before.get(name), after.get(name)
            concluded = {rule.then for rule in (one, other) if rule is not None}
            if concluded & behind and (one is None or other is None or (one.condition, one.then) != (other.condition, other.then)):
                yield f"rule {name} {'added' if one is None else 'removed' if other is None else 'changed'}"
        atoms = [atom for rules in (old, new) for one in behind & rules.conditions.keys() for atom in comparisons(rules.conditions[one])]
        figures = {name for atom in atoms for side in (atom.left, atom.right) for name in parameters_of(side)}
        for name in sorted(figures):
            if old.vocabulary.parameters.get(name) != new.vocabulary.parameters.get(name):
                yield f"figure {name} changed"
        for inner in sorted(behind, key=str):
            if inner.kind in {"applies", "impossible"} and old.conditions.get(inner) != new.conditions.get(inner):
                yield f"{'fact' if inner.kind == 'applies' else 'constraint'} {inner.name} changed"
        for name in sorted(names & old.vocabulary.deadlines.keys() & new.vocabulary.deadlines.keys()):
            if old.vocabulary.deadlines[name].by != new.vocabulary.deadlines[name].by:
                yield f"deadline {name} changed"


_ENTRIES = ("rule", "fact", "action", "warning", "figure", "deadline", "invariant")


def _entries(rules: RuleSet) -> tuple[Mapping[str, object], ...]:
    """Return what a library holds by name, in the order of `_ENTRIES`."""
    words = rules.vocabulary
    by_name = {rule.name: rule for rule in rules.rules}
    stated = {invariant.name: invariant for invariant in rules.invariants}
    return by_name, words.facts, words.actions, words.warnings, words.parameters, words.deadlines, stated


def _headline(change: Change) -> str:
    before, after = (", ".join(names) for names in (change.before, change.after))
    match change.subject:
        case "possible":
            return "situations that can no longer be" if change.before else "situations that could not be before"
        case "order":
            return f"`{change.after[0]}` now comes before `{change.after[1]}`"
        case "day":
            return f"the deadline `{before}` falls on another day"
        case "due" | "warning" | "deadline":
            what = "the action" if change.subject == "due" else f"the {change.subject}"
            return f"{what} `{(before or after).rstrip('?')}` {_became(change.subject, before, after)}"
        case _:
            assert_never(change.subject)


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
