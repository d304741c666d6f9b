"""Values and texts with placeholders, in the reader's language."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from simexit.meaning.conditions import value
from simexit.model.expressions import TODAY, FactValue, ParameterValue, Term
from simexit.model.rules import RuleSet, Situation
from simexit.model.types import Boolean, Choice, Day, Integer, Money, SetOf, Text, Type, Value
from simexit.text import forms
from simexit.text.words import sentence, word


class Wording:
    """Words for one situation in one language."""

    def __init__(self, rules: RuleSet, situation: Situation, language: str) -> None:
        self.rules = rules
        self.situation = situation
        self.language = language

    def text(self, text: Text, language: str | None = None) -> str:
        """Return a text with its placeholders filled in; an unknown value says so."""
        if language is not None and language != self.language:
            return Wording(self.rules, self.situation, language).text(text)
        return forms.fill(text[self.language], self._filled)

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
                if isinstance(of, Money):
                    return forms.amount(known, of.currency, self.language)
                return forms.number(known, self.language)
            case _:
                return forms.day(known, self.language)

    def kind(self, of: Type) -> str:
        """Return what a value of a type is, in the words in which a person may write it."""
        match of:
            case Boolean():
                return word("kind_boolean", self.language)
            case Choice(values):
                return sentence("kind_choice", self.language, ", ".join(values))
            case SetOf(values):
                return sentence("kind_set", self.language, ", ".join(values))
            case Integer():
                return word("kind_integer", self.language)
            case Money(currency):
                return sentence("kind_money", self.language, currency)
            case Day():
                return word("kind_day", self.language)

    def day(self, known: date) -> str:
        """Return a day in words."""
        return self.say(known, Day())

    def _filled(self, place: str) -> str:
        name, counted = forms.split(place)
        known, of = self._meant(name)
        if not counted:
            return self.say(known, of, name if name in self.rules.vocabulary.facts else None)
        if isinstance(known, int):
            return forms.counted(known, counted, self.language)
        said = self.say(known, of)
        return said if isinstance(of, Money) else f"{said} {counted[-1]}"

    def _meant(self, name: str) -> tuple[Value | None, Type]:
        """Return the value and the type of what a placeholder names."""
        vocabulary = self.rules.vocabulary
        if name in vocabulary.facts:
            return self.value(FactValue(name)), vocabulary.facts[name].type
        if name.startswith("parameter."):
            parameter = vocabulary.parameters[name.removeprefix("parameter.")]
            return self.value(ParameterValue(parameter.name)), parameter.type
        derived = vocabulary.derived[name]
        return (None if derived.value is None else self.value(derived.value)), derived.type
