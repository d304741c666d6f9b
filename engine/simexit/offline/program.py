"""A checked rule set as plain values for the script of the page: whole numbers, names as places, conditions as trees."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterable, Mapping
from typing import Any, assert_never

from simexit.ask.question import cost
from simexit.meaning.representatives import depends_on
from simexit.model.calendar import working_days
from simexit.model.expressions import TODAY, All, Always, Compare, Conclusion, Condition, Holds, Not, Some, comparisons, facts_compared
from simexit.model.rules import RuleSet
from simexit.model.types import FIRST_DAY
from simexit.model.vocabulary import Action, Outcome
from simexit.offline.terms import Terms, type_of

Plain = Any
"""What JSON can hold."""


def program(rules: RuleSet) -> dict[str, Plain]:
    """Return a rule set as values that JSON holds; amounts are in hundredths, days are numbers. Raises `NotExactError`."""
    vocabulary, writer = rules.vocabulary, _Writer(rules)
    conditions = [writer.condition(condition) for condition in rules.conditions.values()]
    concluding = [writer.condition(rule.condition) for rule in rules.rules]
    return {
        "identity": rules.identity,
        "timeZone": vocabulary.settings.time_zone,
        "today": list(vocabulary.facts).index(TODAY),
        "calendar": {"first": FIRST_DAY.toordinal(), "days": _packed(working_days(vocabulary.settings.calendar))},
        "facts": [
            {
                "name": fact.name,
                "type": type_of(fact.type),
                "cost": cost(fact),
                "applies": writer.places.get(Conclusion("applies", fact.name)),
            }
            for fact in vocabulary.facts.values()
        ],
        "parameters": writer.terms.parameters(),
        "conclusions": [{"kind": kind, "name": name} for kind, name in rules.conditions],
        "behind": [[writer.facts[fact] for fact in sorted(rules.facts_behind[one])] for one in rules.conditions],
        "conditions": conditions,
        "atoms": writer.atoms(),
        "rules": [
            {"name": rule.name, "then": writer.places[rule.then], "condition": tree, "checked": rule.checked.toordinal()}
            for rule, tree in zip(rules.rules, concluding, strict=True)
        ],
        "actions": [_action(action, writer) for action in vocabulary.actions.values()],
        "warnings": [{"name": one.name, "severity": one.severity} for one in vocabulary.warnings.values()],
        "deadlines": [{"name": one.name, "by": writer.terms.written(one.by)} for one in vocabulary.deadlines.values()],
        "informative": [writer.facts[name] for name in vocabulary.settings.informative],
        "checklists": [[writer.facts[name] for name in one.lines] for one in vocabulary.settings.checklists.values()],
        "rereadAfterDays": vocabulary.settings.reread_after_days,
    }


class _Writer:
    """Writes conditions; each comparison is written once and named by its place."""

    def __init__(self, rules: RuleSet) -> None:
        self._rules = rules
        self.terms = Terms(rules.vocabulary)
        self.facts: Mapping[str, int] = {name: place for place, name in enumerate(rules.vocabulary.facts)}
        self.places: Mapping[Conclusion, int] = {conclusion: place for place, conclusion in enumerate(rules.conditions)}
        self._atoms: dict[Compare, int] = {
            atom: place for place, atom in enumerate(dict.fromkeys(one for tree in rules.conditions.values() for one in comparisons(tree)))
        }

    def condition(self, condition: Condition) -> Plain:
        """Return a condition: a truth, or a list of its kind and its parts."""
        match condition:
            case Always(value):
                return value
            case Holds(conclusion):
                return ["holds", self.places[conclusion]]
            case Not(part):
                return ["not", self.condition(part)]
            case All(parts):
                return ["all", *map(self.condition, parts)]
            case Some(parts):
                return ["some", *map(self.condition, parts)]
            case Compare():
                return ["compare", self._atoms.setdefault(condition, len(self._atoms))]
            case _:
                assert_never(condition)

    def atoms(self) -> list[dict[str, Plain]]:
        """Return the comparisons that were written."""
        return [
            {
                **self.terms.comparison(atom),
                "facts": self._named(facts_compared(atom)),
                "depends": self._named(depends_on(atom, self._rules)),
            }
            for atom in self._atoms
        ]

    def _named(self, facts: Iterable[str]) -> list[int]:
        return [self.facts[fact] for fact in facts]


def _action(action: Action, writer: _Writer) -> dict[str, Plain]:
    return {
        "name": action.name,
        "waits": action.waits_for is not None,
        "needs": [writer.facts[fact] for fact in action.needs],
        "outcomes": [_outcome(outcome, writer) for outcome in action.outcomes],
    }


def _outcome(outcome: Outcome, writer: _Writer) -> dict[str, Plain]:
    changes = [[writer.facts[fact], writer.terms.change(fact, term)] for fact, term in outcome.changes.items()]
    return {"name": outcome.name, "changes": changes}


def _packed(days: bytes) -> str:
    """Return working days as bits in base64, the first day in the highest bit."""
    bits = "".join(map(str, days)).ljust(-(-len(days) // 8) * 8, "0")
    return b64encode(int(bits, 2).to_bytes(len(bits) // 8)).decode()
