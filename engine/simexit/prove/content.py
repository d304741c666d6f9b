"""What the answer to a question depends on, as a hash: an answer holds as long as that is the same."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import fields, is_dataclass
from functools import cache, cached_property
from importlib.metadata import version
from importlib.resources import files
from typing import assert_never

from simexit.model.expressions import Conclusion, Condition, comparisons, conclusions_in, facts_compared
from simexit.model.rules import RuleSet
from simexit.prove.obligations import ADVICE
from simexit.prove.questions import Decidedness, Existence, Influence, Question, Succession, Ways

_DECIDING = ("model", "meaning", "prove")
"""The folders of this program on which it depends what a question means, and how it is put to the solver."""


@cache
def _program() -> str:
    """Return a hash of the parts of this program that an answer depends on."""
    digest = hashlib.sha256()
    for folder in _DECIDING:
        parts = sorted((part for part in files("simexit").joinpath(folder).iterdir() if part.is_file()), key=lambda part: part.name)
        for part in parts:
            digest.update(f"{folder}/{part.name}".encode())
            digest.update(hashlib.sha256(part.read_bytes()).digest())
    return digest.hexdigest()


class Contents:
    """The hashes of the questions about one rule set."""

    def __init__(self, rules: RuleSet) -> None:
        self._rules = rules
        vocabulary = rules.vocabulary
        outside = [_program(), version("z3-solver"), version("holidays"), vocabulary.settings.calendar]
        ground = [
            {name: (fact.type, fact.applies) for name, fact in vocabulary.facts.items()},
            {name: [(period.start, period.end, period.value) for period in one.periods] for name, one in vocabulary.parameters.items()},
            list(vocabulary.actions),
        ]
        self._ground = canonical([outside, ground])

    def key(self, question: Question) -> str:
        """Return the hash of a question with everything that its answer depends on."""
        behind = {conclusion: self._written[conclusion] for conclusion in self._behind(self._goals(question))}
        digest = hashlib.sha256(self._ground.encode())
        digest.update(canonical([type(question).__name__, question]).encode())
        digest.update("\n".join(f"{conclusion}: {text}" for conclusion, text in sorted(behind.items(), key=str)).encode())
        digest.update(canonical(self._effects(question)).encode())
        return digest.hexdigest()

    def _effects(self, question: Question) -> object:
        """Return what is so after the steps that a question speaks of."""
        actions = self._rules.vocabulary.actions
        match question:
            case Succession(names=(action, name)):
                return next(outcome.changes for outcome in actions[action].outcomes if outcome.name == name)
            case Ways():
                doing = [action for action in actions.values() if action.waits_for is None]
                return [(action.name, [(outcome.name, outcome.changes) for outcome in action.outcomes]) for action in doing]
            case _:
                return ()

    @cached_property
    def _written(self) -> Mapping[Conclusion, str]:
        return {conclusion: canonical(condition) for conclusion, condition in self._rules.conditions.items()}

    def _goals(self, question: Question) -> Iterable[Conclusion]:
        """Return the conclusions that a question speaks of."""
        conditions = self._rules.conditions
        match question:
            case Existence(goal=goal) | Decidedness(goal=goal):
                return _mentioned(goal)
            case Influence(names=(fact,)):
                return [one for one in conditions if one.kind in ADVICE and fact in self._rules.facts_behind[one]]
            case Succession() | Ways():
                return [one for one in conditions if one.kind == "action"]
            case _:
                assert_never(question)

    def _behind(self, goals: Iterable[Conclusion]) -> set[Conclusion]:
        begun = [*goals, *(one for one in self._rules.conditions if one.kind in {"impossible", "applies"})]
        return {inner for one in begun if one in self._rules.conditions for inner in self._rules.conclusions_behind[one]}


def _mentioned(condition: Condition) -> list[Conclusion]:
    guards = [Conclusion("applies", fact) for atom in comparisons(condition) for fact in facts_compared(atom)]
    return [*conclusions_in(condition), *guards]


def canonical(value: object) -> str:
    """Return a value of the model as a text that is the same in every run; places in files do not count."""
    match value:
        case frozenset():
            return f"{{{', '.join(sorted(map(canonical, value)))}}}"
        case tuple() | list():
            return f"[{', '.join(map(canonical, value))}]"
        case Mapping():
            return f"<{', '.join(f'{canonical(key)}: {canonical(one)}' for key, one in value.items())}>"
        case _ if is_dataclass(value):
            parts = (canonical(getattr(value, part.name)) for part in fields(value) if part.compare)
            return f"{type(value).__name__}({', '.join(parts)})"
        case _:
            return repr(value)
