"""How two advices differ, for people: what is next, what is to be done, and what is warned of."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, NamedTuple, Protocol

from simexit.cli.show import heading, labelled, paragraph
from simexit.text.width import width
from simexit.text.words import Word, word

if TYPE_CHECKING:
    from simexit.explain.advice import Advice
    from simexit.explain.what_if import Difference, WhatIf
    from simexit.model.rules import RuleSet
    from simexit.model.types import Text


class Titled(Protocol):
    """Something of a library that has a title."""

    @property
    def title(self) -> Text:
        """The title in each language."""
        ...


class Labels(NamedTuple):
    """How the two advices are called, and what comes to a list or goes from it."""

    before: Word
    after: Word
    added: Word
    removed: Word


SUPPOSED = Labels("now", "then", "added", "no_longer")
"""For what would be."""
HAPPENED = Labels("before", "now", "came", "went")
"""For what has changed."""


def show_difference(found: WhatIf, rules: RuleSet, names: Labels) -> None:
    """Write what is next in both advices, and what comes to the agenda and to the certain warnings or goes from them."""
    language = found.before.language
    heading(word("next", language))
    labels = word(names.before, language), word(names.after, language)
    for label, advice in zip(labels, (found.before, found.after), strict=True):
        labelled(label, next_title(advice, rules), label_width=max(map(width, labels)))
    if found.same:
        paragraph(word("no_difference", language))
    show_titles("agenda_changes", found.agenda, rules.vocabulary.actions, names, language)
    show_titles("warnings", found.certain_warnings, rules.vocabulary.warnings, names, language)


def show_titles(name: Word, difference: Difference, titled: Mapping[str, Titled], names: Labels, language: str) -> None:
    """Write what comes to a list and what goes from it; nothing where it stays the same."""
    if not difference:
        return
    heading(word(name, language))
    added, removed = word(names.added, language), word(names.removed, language)
    label_width = max(width(added), width(removed))
    for label, ids in ((added, difference.added), (removed, difference.removed)):
        for one in ids:
            labelled(label, titled[one].title[language] if one in titled else one, label_width=label_width)


def next_title(advice: Advice, rules: RuleSet) -> str:
    """Return what is next in one line: the action, the question, or that it is finished."""
    if advice.status == "finished":
        return rules.vocabulary.settings.finished_title[advice.language]
    if advice.how is not None:
        return advice.how.title
    return word("unknown", advice.language) if advice.question is None else f"{word('question', advice.language)}: {advice.question.text}"
