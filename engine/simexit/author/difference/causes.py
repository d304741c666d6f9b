"""What brings a change of advice about: the rules, figures and other entries that differ and stand behind it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from simexit.model.expressions import Conclusion, Kind, Term, comparisons, parameters_of
from simexit.model.rules import RuleSet
from simexit.prove.difference import Change
from simexit.prove.fingerprints import counts_working_days
from simexit.prove.wanted import Subject

_KINDS: dict[Subject, Kind] = {"due": "action", "warning": "warning", "deadline": "deadline", "day": "deadline", "possible": "impossible"}


class Causes:
    """What differs between two rule sets."""

    def __init__(self, old: RuleSet, new: RuleSet) -> None:
        self._old, self._new = old, new

    def of(self, change: Change) -> Iterator[str]:
        """Yield the entries that differ and stand behind a change, in words."""
        name = (*change.after, *change.before)[0].rstrip("?")
        match change.subject:
            case "order":
                yield "the order of the actions"
            case "needs" if change.before != change.after:
                yield from self._behind({Conclusion("applies", max(change.before, change.after, key=len)[1])})
            case "waiting" | "needs":
                yield f"action {name} changed"
            case "outcomes":
                was, now = ({one.name: one.changes for one in rules.vocabulary.actions[name].outcomes} for rules in (self._old, self._new))
                if was != now:
                    yield f"action {name} changed"
                yield from self._computed({term for changes in now.values() for term in changes.values()})
            case _:
                kind = _KINDS[change.subject]
                about = [one for rules in (self._old, self._new) for one in rules.conditions if one.kind == kind]
                yield from self._behind({one for one in about if kind == "impossible" or one.name == name})
                if change.subject == "day":
                    before, after = (rules.vocabulary.deadlines[name].by for rules in (self._old, self._new))
                    if before != after:
                        yield f"deadline {name} changed"
                    yield from self._computed({after})

    def _behind(self, about: Iterable[Conclusion]) -> Iterator[str]:
        """Yield what differs among all that some conclusions build on."""
        old, new = self._old, self._new
        known = [(rules, one) for rules in (old, new) for one in about if one in rules.conditions]
        behind = {inner for rules, one in known for inner in rules.conclusions_behind[one]}
        before, after = ({rule.name: rule for rule in rules.rules} for rules in (old, new))
        for name in dict.fromkeys((*before, *after)):
            one, other = before.get(name), after.get(name)
            concluded = {rule.then for rule in (one, other) if rule is not None}
            if concluded & behind and (one is None or other is None or (one.condition, one.then) != (other.condition, other.then)):
                yield f"rule {name} {'added' if one is None else 'removed' if other is None else 'changed'}"
        atoms = [atom for rules in (old, new) for one in behind & rules.conditions.keys() for atom in comparisons(rules.conditions[one])]
        yield from self._computed({side for atom in atoms for side in (atom.left, atom.right)})
        for inner in sorted(behind, key=str):
            if inner.kind in {"applies", "impossible"} and old.conditions.get(inner) != new.conditions.get(inner):
                yield f"{'fact' if inner.kind == 'applies' else 'constraint'} {inner.name} changed"

    def _computed(self, terms: Iterable[Term]) -> Iterator[str]:
        """Yield what differs among that from which terms are computed."""
        old, new = self._old.vocabulary, self._new.vocabulary
        for name in sorted({name for term in terms for name in parameters_of(term)}):
            if old.parameters.get(name) != new.parameters.get(name):
                yield f"figure {name} changed"
        if old.settings.calendar != new.settings.calendar and any(map(counts_working_days, terms)):
            yield f"calendar changed from {old.settings.calendar} to {new.settings.calendar}"
