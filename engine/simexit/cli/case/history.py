"""The log of a case in words: when, who said so, and what happened."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, assert_never

from simexit.case.events import Advised, Did, Entry, Event, Noted, Redacted, Told, Undid, Withdrew
from simexit.case.exchange import entry_plain
from simexit.case.fold import in_force
from simexit.case.plain import Plain
from simexit.case.records import kind_of
from simexit.cli.case.show_facts import kept_in_words
from simexit.cli.show import table
from simexit.model.clock import day_in
from simexit.text.forms import day
from simexit.text.words import Word, sentence, word

if TYPE_CHECKING:
    from simexit.model.rules import RuleSet

_KINDS: Mapping[str, Word] = {
    "told": "case_told",
    "withdrew": "case_withdrew",
    "did": "case_did",
    "noted": "case_noted",
    "undid": "case_undid",
    "advised": "case_advised",
}
_STATUS: Mapping[str, Word] = {"ask": "question", "finished": "finished"}


def show_history(entries: Sequence[Entry], rules: RuleSet, language: str) -> None:
    """Write one line for each entry: number, day, what happened, and who said so."""
    counting = {entry.number for entry in in_force(entries)}
    rows: list[tuple[str, ...]] = []
    for entry in entries:
        text = entry_in_words(entry.event, rules, language)
        text = sentence("by_name", language, text, entry.source) if entry.source else text
        undone = entry.number not in counting and not isinstance(entry.event, Undid)
        said = sentence("case_is_undone", language, text) if undone else text
        rows.append((f"  {entry.number}", day(day_of(entry, rules), language), said))
    table(rows)


def history_plain(entries: Sequence[Entry]) -> list[dict[str, object]]:
    """Return the log as plain values for JSON."""
    counting = {entry.number for entry in in_force(entries)}
    return [{**entry_plain(entry), "counts": entry.number in counting} for entry in entries]


def day_of(entry: Entry, rules: RuleSet) -> date:
    """Return the day an entry holds for, or else the day on which it was made, where the library is at home."""
    return entry.day or day_in(rules.vocabulary.settings.time_zone, entry.at)


def entry_in_words(event: Event, rules: RuleSet, language: str) -> str:
    """Return what happened, in the words of the library."""
    if isinstance(event, Redacted):
        kind = word(_KINDS[event.kind], language) if event.kind in _KINDS else event.kind
        return sentence("said", language, kind, word("case_blotted_out", language))
    return sentence("said", language, word(_KINDS[kind_of(event)], language), _content(event, rules, language))


def _content(event: Told | Withdrew | Did | Noted | Undid | Advised, rules: RuleSet, language: str) -> str:
    match event:
        case Told(facts):
            return _facts(facts, rules, language)
        case Withdrew(names):
            return word("separator", language).join(_label(name, rules, language) for name in names)
        case Did(action, outcome, _):
            return done_in_words(action, outcome, rules, language)
        case Noted(text):
            return text
        case Undid(number):
            return sentence("case_entry", language, str(number))
        case Advised(_, _, status, following):
            return advised_in_words(status, following, rules, language)
        case _:
            assert_never(event)


def done_in_words(action: str, outcome: str, rules: RuleSet, language: str) -> str:
    """Return an action and, where it has several, its outcome; ids where the rules do not have them."""
    known = rules.vocabulary.actions.get(action)
    if known is None:
        return f"{action} ({outcome})"
    titles = {one.name: one.title[language] for one in known.outcomes if one.title is not None}
    alone = outcome not in titles or len(known.outcomes) == 1
    return known.title[language] if alone else sentence("by_name", language, known.title[language], titles[outcome])


def advised_in_words(status: str, following: str | None, rules: RuleSet, language: str) -> str:
    """Return what was advised: what is next, that there is a question, or that it is finished."""
    if following is None:
        return word(_STATUS[status], language) if status in _STATUS else status
    action = rules.vocabulary.actions.get(following)
    return following if action is None else action.title[language]


def _facts(facts: Mapping[str, Plain | None], rules: RuleSet, language: str) -> str:
    return word("separator", language).join(kept_in_words(name, value, rules, language) for name, value in facts.items())


def _label(name: str, rules: RuleSet, language: str) -> str:
    fact = rules.vocabulary.facts.get(name)
    return name if fact is None else fact.label[language]
