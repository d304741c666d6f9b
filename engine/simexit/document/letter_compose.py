"""A letter of the library to a filled letter: facts and figures, what the person fills in, and blanks for the rest."""

from __future__ import annotations

import re
from collections.abc import Mapping
from unicodedata import category

from simexit.document.letter import Blank, FilledLetter, Pair, Words
from simexit.explain.wording import Wording
from simexit.meaning.conditions import truth
from simexit.model.expressions import FactValue, ParameterValue, Term
from simexit.model.rules import RuleSet, Situation
from simexit.model.types import Text
from simexit.model.vocabulary import Letter, Paragraph
from simexit.text.diagnostics import did_you_mean
from simexit.text.forms import PLACEHOLDER, split

LONGEST = 300
"""How many characters may be filled in at one place: more would be no line of a letter."""
_NO_BREAK = "\u00a0"
_NOT_TEXT = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}


class UnknownLetterError(ValueError):
    """The library has no letter of this name; the message says which name is near."""


class FieldError(ValueError):
    """What was filled in does not fit the letter; the message names the field and never what was filled in."""


def fill(name: str, rules: RuleSet, situation: Situation, filled: Mapping[str, str], language: str) -> FilledLetter:
    """Return a letter for a situation; raise `UnknownLetterError` and `FieldError`."""
    letter = named(name, rules)
    given = {field: _checked(field, value, letter) for field, value in filled.items() if value.strip()}
    spoken = rules.vocabulary.settings.spoken or language
    words = Wording(rules, situation, spoken), None if language == spoken else Wording(rules, situation, language)

    def pairs(paragraphs: tuple[Paragraph, ...]) -> tuple[Pair, ...]:
        texts = (_standing(paragraph, rules, situation) for paragraph in paragraphs)
        return tuple(_pair(text, letter, given, *words) for text in texts if text is not None)

    return FilledLetter(
        name=name,
        title=_pair(letter.title, letter, given, *words),
        to=pairs(letter.to),
        sender=pairs(letter.sender),
        body=pairs(letter.body),
        note=Wording(rules, situation, language).text(letter.note),
        day=words[0].today(),
        spoken=spoken,
        language=language,
    )


def named(name: str, rules: RuleSet) -> Letter:
    """Return the letter of a name, or raise `UnknownLetterError`."""
    letters = rules.vocabulary.letters
    if name not in letters:
        hint = did_you_mean(name, letters)
        raise UnknownLetterError(f"there is no letter `{name}`" + (f"; {hint}" if hint else ""))
    return letters[name]


def _checked(field: str, value: str, letter: Letter) -> str:
    """Return what was filled in as one line, numbers unbroken, or raise."""
    if field not in letter.fields:
        hint = did_you_mean(field, letter.fields) or f"it has {', '.join(letter.fields)}"
        raise FieldError(f"the letter `{letter.name}` has no field `{field}`; {hint}")
    line = value.strip()
    if len(line) > LONGEST:
        raise FieldError(f"field `{field}` has more than {LONGEST} characters")
    if any(category(character) in _NOT_TEXT for character in line):
        raise FieldError(f"field `{field}` holds a character that cannot stand in a line of text")
    return line if any(map(str.isalpha, line)) else line.replace(" ", _NO_BREAK)


def _standing(paragraph: Paragraph, rules: RuleSet, situation: Situation) -> Text | None:
    """Return the text that stands in the letter: nothing is said that is not certain."""
    certain = paragraph.when is None or truth(paragraph.when, situation, rules) is True
    return paragraph.text if certain else paragraph.otherwise


def _pair(text: Text, letter: Letter, given: Mapping[str, str], spoken: Wording, reader: Wording | None) -> Pair:
    return Pair(_words(text, letter, given, spoken), None if reader is None else _words(text, letter, given, reader))


def _words(text: Text, letter: Letter, given: Mapping[str, str], words: Wording) -> Words:
    """Return a text in one language in pieces: what stands between placeholders, and what stands for them."""
    template = text[words.language]
    pieces: list[str | Blank] = []
    end = 0
    for place in PLACEHOLDER.finditer(template):
        piece = _filled(place, letter, given, words)
        pieces += [template[end : place.start()], piece]
        end = place.end()
        if isinstance(piece, str) and piece.endswith(".") and template[end : end + 1] == ".":
            end += 1  # a full stop that ends what was filled in also ends the sentence
    return tuple(piece for piece in (*pieces, template[end:]) if piece)


def _filled(place: re.Match[str], letter: Letter, given: Mapping[str, str], words: Wording) -> str | Blank:
    name, _ = split(place[1])
    if name in letter.fields:
        return given.get(name) or Blank(name, letter.fields[name][words.language])
    term, label = _meant(name, words.rules)
    return Blank(name, label[words.language]) if words.value(term) is None else words.text({words.language: place[0]})


def _meant(name: str, rules: RuleSet) -> tuple[Term, Text]:
    """Return the term that a placeholder stands for, and its label."""
    vocabulary = rules.vocabulary
    if name in vocabulary.facts:
        return FactValue(name), vocabulary.facts[name].label
    if name.startswith("parameter."):
        parameter = vocabulary.parameters[name.removeprefix("parameter.")]
        return ParameterValue(parameter.name), parameter.label
    derived = vocabulary.derived[name]
    assert derived.value is not None, "only derived values stand in texts"
    return derived.value, derived.label
