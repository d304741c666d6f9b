"""What if: the advice as it is, the advice after a change, and the difference."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from simexit.explain.advice import Advice
from simexit.explain.phrases import Phrases
from simexit.explain.wording import Wording
from simexit.model.rules import RuleSet, Situation
from simexit.model.types import Value, written


@dataclass(frozen=True, slots=True)
class Changed:
    """A fact with the value it has and the value it would have, as they are written; `unknown` where there is none."""

    fact: str
    before: str
    after: str
    text: str

    def to_dict(self) -> dict[str, object]:
        """Return plain values for JSON."""
        return {"fact": self.fact, "before": self.before, "after": self.after, "text": self.text}


@dataclass(frozen=True, slots=True)
class Difference:
    """What comes to a list and what goes from it."""

    added: tuple[str, ...]
    removed: tuple[str, ...]

    def __bool__(self) -> bool:
        return bool(self.added or self.removed)

    def to_dict(self) -> dict[str, object]:
        """Return plain values for JSON."""
        return {"added": list(self.added), "removed": list(self.removed)}


@dataclass(frozen=True, slots=True)
class WhatIf:
    """Both advices and how they differ; `same` says that nothing does."""

    changes: tuple[Changed, ...]
    before: Advice
    after: Advice
    agenda: Difference
    certain_warnings: Difference
    possible_warnings: Difference

    @property
    def same(self) -> bool:
        """Whether the change makes no difference to what is next, due, warned of, possible, asked or to be done by a day."""
        return not (self.agenda or self.certain_warnings or self.possible_warnings) and _core(self.before) == _core(self.after)

    def to_dict(self) -> dict[str, object]:
        """Return plain values for JSON."""
        return {
            "changes": [change.to_dict() for change in self.changes],
            "same": self.same,
            "next": {"before": self.before.next, "after": self.after.next},
            "status": {"before": self.before.status, "after": self.after.status},
            "possible_next": {"before": list(self.before.possible_next), "after": list(self.after.possible_next)},
            "question": {"before": _asked(self.before), "after": _asked(self.after)},
            "deadline": {"before": _due_by(self.before), "after": _due_by(self.after)},
            "agenda": self.agenda.to_dict(),
            "warnings": {"certain": self.certain_warnings.to_dict(), "possible": self.possible_warnings.to_dict()},
            "before": self.before.to_dict(),
            "after": self.after.to_dict(),
        }


def changed(rules: RuleSet, situation: Situation, changes: Mapping[str, Value | None], language: str) -> tuple[Changed, ...]:
    """Return changes of facts in words."""
    phrases = Phrases(Wording(rules, situation, language))
    return tuple(_one(fact, value, phrases) for fact, value in changes.items())


def _one(fact: str, value: Value | None, phrases: Phrases) -> Changed:
    now = phrases.words.situation.get(fact)
    text = phrases.fill("change", phrases.label(fact), phrases.value_of(fact, now), phrases.value_of(fact, value))
    return Changed(fact, written(now), written(value), text)


def what_if(changes: tuple[Changed, ...], before: Advice, after: Advice) -> WhatIf:
    """Return how two advices differ."""
    return WhatIf(
        changes=changes,
        before=before,
        after=after,
        agenda=_difference(before.agenda, after.agenda),
        certain_warnings=_difference([warned.id for warned in before.warnings.certain], [warned.id for warned in after.warnings.certain]),
        possible_warnings=_difference(before.warnings.possible, after.warnings.possible),
    )


def between(before: Advice, after: Advice, rules: RuleSet) -> WhatIf:
    """Return how two advices differ, with those facts behind them that differ and that the rules have."""
    then, now = before.situation, after.situation
    changes = {name: now.get(name) for name in dict.fromkeys((*then, *now)) if then.get(name) != now.get(name)}
    known = {name: value for name, value in changes.items() if name in rules.vocabulary.facts}
    return what_if(changed(rules, then, known, after.language), before, after)


def _difference(before: Sequence[str], after: Sequence[str]) -> Difference:
    return Difference(tuple(one for one in after if one not in before), tuple(one for one in before if one not in after))


def _core(advice: Advice) -> tuple[object, ...]:
    return advice.status, advice.possible_next, _asked(advice), _due_by(advice)


def _asked(advice: Advice) -> str | None:
    return None if advice.question is None else advice.question.fact


def _due_by(advice: Advice) -> str | None:
    return None if advice.deadline is None else advice.deadline.by.isoformat()
