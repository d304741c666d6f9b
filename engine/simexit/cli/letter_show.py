"""The letters of a library: what each is for, whether it fits the next action, and what one of them leaves open."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

import click

from simexit.cli.show import columns, heading, paragraph
from simexit.text.width import wrap
from simexit.text.words import CONFIDENCE_WORDS, word

if TYPE_CHECKING:
    from simexit.document.letter import Blank, FilledLetter
    from simexit.model.rules import RuleSet
    from simexit.model.vocabulary import Letter


def show_letters(letters: Iterable[Letter], next_action: str | None, language: str) -> None:
    """Show every letter; those that fit come first."""
    for letter in sorted(letters, key=lambda letter: next_action not in letter.actions):
        fits = f" ({word('letter_fits', language)})" if next_action in letter.actions else ""
        heading(f"{letter.name}: {letter.title[language]}{fits}")
        paragraph(letter.purpose[language])
        paragraph(f"{', '.join(letter.sources)} ({word(CONFIDENCE_WORDS[letter.confidence], language)})")


def described(letter: Letter, next_action: str | None, language: str) -> dict[str, object]:
    """Return plain values for JSON: what the letter is, never what anybody filled in."""
    return {
        "letter": letter.name,
        "title": letter.title[language],
        "purpose": letter.purpose[language],
        "for": list(letter.actions),
        "fits": next_action in letter.actions,
        "fields": {name: label[language] for name, label in letter.fields.items()},
        "note": letter.note[language],
        "confidence": letter.confidence,
        "sources": list(letter.sources),
    }


def show_reminder(letter: FilledLetter, rules: RuleSet) -> None:
    """Say on standard error, for the reader alone, what to mind and what is left open."""
    for line in wrap(f"{word('letter_before', letter.language)}: {letter.note}", columns()):
        click.echo(line, err=True)
    if letter.blanks:
        click.echo(f"{word('letter_open', letter.language)}:", err=True)
    for blank in letter.blanks:
        click.echo(f"  {_option(blank, letter.name, rules)}{blank.label}", err=True)


def _option(blank: Blank, letter: str, rules: RuleSet) -> str:
    """Return how a blank is filled on the command line; a figure that nobody knows is not."""
    if blank.name in rules.vocabulary.letters[letter].fields:
        return f"--fill {blank.name}=…  "
    return f"-f {blank.name}=…  " if blank.name in rules.vocabulary.facts else ""
