"""How well something is known, in words: whose page it is, how trustworthy, and when it was last read where that is long ago."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from simexit.explain.parts import CitedWork, KnownItem, Reason
from simexit.explain.wording import Wording
from simexit.model.sources import Item, Work
from simexit.text.words import CONFIDENCE_WORDS, Word, sentence, word

_KIND_WORDS: dict[str, Word] = {"official": "own_page", "vendor": "own_page", "law": "law", "news": "news", "article": "report"}
NEVER_CHECKED = frozenset({"article", "inference", "unverified"})
"""Confidences of what no page bears out, so that no day of a check belongs to it."""


def cited(words: Wording, reasons: Iterable[Reason]) -> tuple[CitedWork, ...]:
    """Return the works that reasons rest on, each once, in the order of the reasons."""
    works = words.rules.vocabulary.works
    names = dict.fromkeys(source.partition("/")[0] for reason in reasons for source in reason.sources)
    return tuple(_cited(words, works[name]) for name in names)


def known_item(words: Wording, item: Item) -> KnownItem:
    """Return an item of a profile; it is as old as the latest reading of its works."""
    works = words.rules.vocabulary.works
    read = max((works[source.partition("/")[0]].read for source in item.sources), default=None)
    old = read is not None and is_old(words, read)
    standing = _dated(words, word(CONFIDENCE_WORDS[item.confidence], words.language), item.confidence, read)
    return KnownItem(words.text(item.text), item.confidence, item.sources, standing, read, old)


def standing(language: str, work: Work) -> str:
    """Return whose a work is and how well it is known, such as `Acme: own page, old`."""
    if work.confidence in NEVER_CHECKED or work.kind not in _KIND_WORDS:
        return word(CONFIDENCE_WORDS[work.confidence], language)
    known = word(_KIND_WORDS[work.kind], language)
    match work.confidence:
        case "official_old":
            known = sentence("is_old", language, known)
        case "secondary" if work.kind != "news":
            known = sentence("second_hand", language, known)
    return sentence("published_by", language, work.publisher, known)


def is_old(words: Wording, checked: date) -> bool:
    """Return whether what was read or checked that day is old on the day of the advice."""
    return words.rules.vocabulary.settings.is_old(checked, words.today())


def _dated(words: Wording, text: str, confidence: str, checked: date | None) -> str:
    """Return a text with the day of the last check after it, where there was one and it is long ago."""
    if checked is None or confidence in NEVER_CHECKED or not is_old(words, checked):
        return text
    return sentence("checked_long_ago", words.language, text, words.day(checked))


def _cited(words: Wording, work: Work) -> CitedWork:
    return CitedWork(
        work=work.name,
        title=work.title,
        kind=work.kind,
        publisher=work.publisher,
        confidence=work.confidence,
        standing=_dated(words, standing(words.language, work), work.confidence, work.read),
        read=work.read,
        old=is_old(words, work.read),
        url=work.url,
    )
