"""What each thing of a library is called in the reader's language, and its texts with their places filled."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from simexit.model.expressions import Conclusion
from simexit.model.rules import RuleSet
from simexit.model.types import Text
from simexit.model.vocabulary import Vocabulary
from simexit.site.addresses import Thing
from simexit.site.pieces import Piece, Pieces, filled, plain
from simexit.text.forms import split


class Names:
    """The names of one library in one language, and of what stands beside it."""

    def __init__(self, rules: RuleSet, language: str, beside: Mapping[Thing, str]) -> None:
        self.rules = rules
        self.language = language
        self._texts = {**dict(_named(rules)), **beside}
        self._fields = {name: label for letter in rules.vocabulary.letters.values() for name, label in letter.fields.items()}

    def title(self, thing: Thing) -> Pieces:
        """Return what a thing is called; its places are filled with what they stand for, without links."""
        text = self._texts[thing]
        if isinstance(text, str):
            return plain(text)
        return tuple(piece._replace(address=None) for piece in self.text(text))

    def text(self, text: Text, language: str | None = None) -> Pieces:
        """Return a text of the library; a place is filled with the label of what stands there, because no value is known."""
        language = language or self.language
        return filled(text[language], lambda place: self._place(place, language))

    def link(self, thing: Thing) -> Piece:
        """Return the label of a fact, a parameter or a derived fact, leading to its page."""
        text = self._texts[thing]
        return Piece(text if isinstance(text, str) else text[self.language], thing.address)

    def _place(self, place: str, language: str) -> Pieces:
        name, counted = split(place)
        thing = self._meant(name)
        text = self._fields.get(name, name) if thing is None else self._texts[thing]
        label = text if isinstance(text, str) else text[language]
        named = Piece(label, None if thing is None else thing.address, place=True)
        return (named, *plain(f" {counted[-1]}")) if counted else (named,)

    def _meant(self, name: str) -> Thing | None:
        """Return what a place names; a field, which only the writer of a letter knows, has no page."""
        candidates = (Thing("parameter", name.removeprefix("parameter.")),) if name.startswith("parameter.") else ()
        found = (*candidates, Thing("fact", name), Thing("derived", name))
        return next((thing for thing in found if thing in self._texts), None)


def about(conclusion: Conclusion) -> Thing:
    """Return the thing whose page says when a conclusion is so."""
    match conclusion.kind:
        case "applies":
            return Thing("fact", conclusion.name)
        case "impossible":
            return Thing("constraint", conclusion.name)
        case kind:
            return Thing(kind, conclusion.name)


def _named(rules: RuleSet) -> Iterator[tuple[Thing, Text | str]]:
    vocabulary = rules.vocabulary
    yield from ((Thing("fact", one.name), one.label) for one in vocabulary.facts.values())
    yield from ((Thing("action", one.name), one.title) for one in vocabulary.actions.values())
    yield from ((Thing("warning", one.name), one.title) for one in vocabulary.warnings.values())
    yield from ((Thing("deadline", one.name), one.label) for one in vocabulary.deadlines.values())
    yield from ((Thing("derived", one.name), one.label) for one in vocabulary.derived.values())
    yield from ((Thing("parameter", one.name), one.label) for one in vocabulary.parameters.values())
    yield from ((Thing("profile", f"{one.fact}/{one.value}"), one.name) for one in vocabulary.profiles.values())
    yield from ((Thing("source", one.name), one.title) for one in vocabulary.works.values())
    yield from ((Thing("contradiction", one.name), one.about) for one in vocabulary.contradictions.values())
    yield from ((Thing("constraint", one.name), one.why) for one in vocabulary.constraints.values())
    yield from ((Thing("invariant", one.name), one.why) for one in rules.invariants)
    yield from ((Thing("letter", one.name), one.title) for one in vocabulary.letters.values())
    for rule in rules.rules:
        yield Thing("rule", rule.name), _concluded(rule.then, rules.vocabulary)


def _concluded(then: Conclusion, vocabulary: Vocabulary) -> Text:
    """Return what a rule concludes: rules are called by it."""
    match then.kind:
        case "action":
            return vocabulary.actions[then.name].title
        case "warning":
            return vocabulary.warnings[then.name].title
        case "deadline":
            return vocabulary.deadlines[then.name].label
        case _:
            return vocabulary.derived[then.name].label
