"""Values and texts with placeholders, in the reader's language."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal

from simexit.meaning.conditions import value
from simexit.model.expressions import TODAY, FactValue, ParameterValue, Term
from simexit.model.rules import RuleSet, Situation
from simexit.model.types import Money, Type, Value
from simexit.model.vocabulary import Text
from simexit.text.words import word

_PLACEHOLDER = re.compile(r"\{([^{}]*)\}")
_NO_BREAK = "\u00a0"


class Wording:
    """Words for one situation in one language."""

    def __init__(self, rules: RuleSet, situation: Situation, language: str) -> None:
        self.rules = rules
        self.situation = situation
        self.language = language

    def text(self, text: Text, language: str | None = None) -> str:
        """Return a text with its placeholders filled in; an unknown value says so."""
        return _PLACEHOLDER.sub(lambda found: self._filled(found[1]), text[language or self.language])

    def value(self, term: Term) -> Value | None:
        """Return the value of a term in this situation."""
        found = value(term, self.situation, self.rules)
        return found if isinstance(found, bool | int | Decimal | date | str | frozenset) else None

    def today(self) -> date | None:
        """Return the day of the advice, where it is known."""
        today = self.situation.get(TODAY)
        return today if isinstance(today, date) else None

    def say(self, known: Value | None, of: Type, fact: str | None = None) -> str:
        """Return a value in words."""
        answers = {} if fact is None else self.rules.vocabulary.facts[fact].answers
        match known:
            case None:
                return word("unknown", self.language)
            case bool():
                return word("yes" if known else "no", self.language)
            case str():
                return answers[known][self.language] if known in answers else known
            case frozenset():
                return ", ".join(self.say(member, of, fact) for member in sorted(known))
            case int() | Decimal():
                return f"{self._number(known)}{_NO_BREAK}{of.currency}" if isinstance(of, Money) else self._number(known)
            case _:
                return known.isoformat()

    def _filled(self, name: str) -> str:
        vocabulary = self.rules.vocabulary
        if name in vocabulary.facts:
            return self.say(self.value(FactValue(name)), vocabulary.facts[name].type, name)
        if name.startswith("parameter."):
            parameter = vocabulary.parameters[name.removeprefix("parameter.")]
            return self.say(self.value(ParameterValue(parameter.name)), parameter.type)
        derived = vocabulary.derived[name]
        return self.say(None if derived.value is None else self.value(derived.value), derived.type)

    def _number(self, number: int | Decimal) -> str:
        grouped = f"{number:,}" if isinstance(number, int) else f"{number:,.2f}"
        return grouped.replace(",", _NO_BREAK).replace(".", ",") if self.language == "ru" else grouped
