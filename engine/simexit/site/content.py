"""What the pages of single things show that is not simply read off the library."""

from __future__ import annotations

from functools import cached_property
from typing import NamedTuple

from simexit.author.cases.case import Case, Expectation, Is, MayBeNext, Standing, Statement
from simexit.explain.wording import Wording
from simexit.model.expressions import Condition, Term
from simexit.model.judgement import FINISHED
from simexit.model.sources import Claim, Contradiction, Work
from simexit.model.types import LARGEST_NUMBER, Boolean, Choice, Day, Integer, Money, SetOf, Type, Value
from simexit.site.addresses import Thing
from simexit.site.conditions import Conditions, Stated
from simexit.site.pieces import Piece, Pieces, plain
from simexit.site.subject import Subject
from simexit.site.uses import How, Use, citing, uses
from simexit.site.words import sentence, word
from simexit.text.words import CONFIDENCE_WORDS
from simexit.text.words import word as common_word


class Cited(NamedTuple):
    """A work that something rests on, and the claim of it where one is named."""

    name: str
    work: Work
    claim: Claim | None

    @property
    def address(self) -> str:
        """Where it stands."""
        page = Thing("source", self.work.name).address
        return page if self.claim is None else f"{page}#{self.claim.name}"


class Content:
    """Says what pages show of one subject."""

    def __init__(self, subject: Subject) -> None:
        self._subject = subject
        self._conditions = Conditions(subject.names)
        self._wording = Wording(subject.rules, {}, subject.language)

    @cached_property
    def _uses(self) -> dict[Thing, dict[How, tuple[Thing, ...]]]:
        return {thing: dict(ways) for thing, ways in uses(self._subject.rules).items()}

    @cached_property
    def _citing(self) -> tuple[Use, ...]:
        return tuple(dict.fromkeys(citing(self._subject.rules)))

    def stated(self, condition: Condition) -> Stated:
        """Return a condition in words."""
        return self._conditions.stated(condition)

    def term(self, term: Term) -> Pieces:
        """Return what a term is reckoned from, in words."""
        return self._conditions.term(term)

    def value(self, known: Value, of: Type, fact: str | None = None) -> str:
        """Return a value in words."""
        return self._wording.say(known, of, fact) or common_word("nothing", self._subject.language)

    def of_fact(self, fact: str, known: Value) -> str:
        """Return the value of a fact in words."""
        return self.value(known, self._subject.rules.vocabulary.facts[fact].type, fact)

    def changed(self, fact: str, term: Term) -> Pieces:
        """Return what a fact is set to: a value in words, or what it is reckoned from."""
        known = self._wording.value(term)
        return self.term(term) if known is None else plain(self.of_fact(fact, known))

    def used_by(self, thing: Thing, *hows: How) -> tuple[Thing, ...]:
        """Return what uses a thing in some of the ways, each once."""
        ways = self._uses.get(thing, {})
        return tuple(dict.fromkeys(by for how in hows for by in ways.get(how, ())))

    def ways(self, thing: Thing) -> dict[How, tuple[Thing, ...]]:
        """Return everything that uses a thing, by how it does."""
        return self._uses.get(thing, {})

    def cited(self, sources: tuple[str, ...]) -> tuple[Cited, ...]:
        """Return the works and claims of a list of sources."""
        works = self._subject.rules.vocabulary.works
        parted = ((source, *source.partition("/")[::2]) for source in sources)
        return tuple(Cited(source, works[work], works[work].claims[claim] if claim else None) for source, work, claim in parted)

    def resting_on(self, source: str) -> tuple[Thing, ...]:
        """Return what rests on a work as a whole, or on a claim such as `work/c01`."""
        return tuple(dict.fromkeys(use.by for use in self._citing if use.source == source))

    def contradictions(self, claim: str) -> tuple[Contradiction, ...]:
        """Return the contradictions that a claim is part of."""
        return tuple(one for one in self._subject.rules.vocabulary.contradictions.values() if claim in one.claims)

    def confidence(self, confidence: str) -> str:
        """Return how well something is known, in words."""
        return common_word(CONFIDENCE_WORDS[confidence], self._subject.language)

    def type(self, of: Type) -> str:
        """Return a type in words."""
        language = self._subject.language
        match of:
            case Boolean():
                return word("type_boolean", language)
            case Choice():
                return word("type_choice", language)
            case SetOf():
                return word("type_set", language)
            case Integer(unit):
                return word("type_integer", language) if unit is None else sentence("type_integer_of", language, unit)
            case Money(currency):
                return sentence("type_money", language, currency)
            case Day():
                return word("type_day", language)

    def bounds(self, of: Type) -> str:
        """Return between which bounds a number or an amount is, where there are any."""
        if not isinstance(of, Integer | Money):
            return ""
        language = self._subject.language
        low = sentence("at_least", language, self.value(of.low, of)) if of.low > -LARGEST_NUMBER else ""
        high = sentence("at_most", language, self.value(of.high, of)) if of.high < LARGEST_NUMBER else ""
        return ", ".join(bound for bound in (low, high) if bound)

    def expected(self, expectation: Expectation) -> tuple[str, tuple[Thing, ...], Stated | None, str]:
        """Return what a case expects: the key, the things it names, a condition, or a plain word."""
        match expectation:
            case Is("question", str(wanted)):
                return "question", (Thing("fact", wanted),), None, ""
            case Is("next", str(wanted)) if wanted != FINISHED:
                return "next", (Thing("action", wanted),), None, ""
            case Is(key, wanted):
                return key, (), None, common_word("nothing", self._subject.language) if wanted is None else str(wanted)
            case MayBeNext(names):
                things = tuple(Thing("action", name) for name in names if name != FINISHED)
                return "possible_next", things, None, FINISHED if FINISHED in names else ""
            case Standing(key, name):
                return key, (Thing("action" if key in {"due", "not_due"} else "warning", name),), None, ""
            case Statement(key, condition):
                return key, (), self.stated(condition), ""

    def case(self, case: Case) -> Piece:
        """Return the name of a case, leading to it."""
        return Piece(case.name, self._subject.case_pages[case.file, case.span.line])
