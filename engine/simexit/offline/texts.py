"""The texts of a library and the program's own words for the script of the page, in every language of the library."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from simexit.answering import example, expected
from simexit.explain.standing import known_item, standing
from simexit.explain.wording import Wording
from simexit.model.rules import RuleSet
from simexit.model.types import Boolean, Choice, Integer, Money, SetOf, Text, Type
from simexit.model.vocabulary import Action, Fact
from simexit.text import forms
from simexit.text.words import OWN_NAMES, TAGS, Word, table

_WORDS: tuple[Word, ...] = (
    "yes", "no", "unknown", "next", "wait", "finished", "find_out", "why", "sources", "do", "where", "bring", "say", "takes", "unverified",
    "known", "follows", "agenda", "possible_next", "warnings", "possible_warnings", "deadline", "ignored", "no_figure",
    "no_second_opinion", "today", "critical", "high", "medium", "low", "last_checked", "checked_long_ago", "nothing", "ask_none",
    "ask_nothing_told", "ask_clash", "ask_set_aside", "ask_file_comment", "web_skip", "web_language", "web_intro", "web_progress",
    "web_certain", "web_unknown", "web_continue", "web_choose_some", "web_no_such_answer", "web_error", "web_before", "web_back",
    "web_answers", "web_change", "web_clash_hint", "web_answer_again", "web_so_far", "web_more", "web_answer_this", "web_advice",
    "web_open", "web_still_open", "web_show_large", "web_means", "web_done", "web_come_back",
    "web_further", "web_keep", "web_save", "web_load", "web_file_label", "web_load_text", "web_restart", "web_home",
    "web_bad_facts", "web_footer", "web_also", "offline_private", "offline_ticks", "offline_keep", "offline_wrong_line",
    "offline_unknown_day", "offline_rules", "web_zero", "web_known", "web_possible",
    "web_help", "web_rest_no", "web_all_yes", "web_tick_wrong", "web_may_be",
)  # fmt: skip
_SAMPLE = 1_234_567
_YEAR, _DAY = 2034, 25
"""A year and a day of the month of which neither can be taken for the other or for a month."""
_COUNTED = 200


def texts(rules: RuleSet, language: str) -> dict[str, Any]:
    """Return every text of a rule set that the page shows, in one language; places in them are filled by the script."""
    vocabulary, words = rules.vocabulary, Wording(rules, {}, language)
    settings, own = vocabulary.settings, table(language)
    return {
        "tag": TAGS[language],
        "ownName": OWN_NAMES[language],
        "words": {name: own[name] for name in _WORDS},
        "forms": _forms(rules, language),
        "title": settings.title[language],
        "finished": [settings.finished_title[language], settings.finished_text[language]],
        "checklists": [
            {"question": one.question[language], "lines": [line[language] for line in one.lines.values()]}
            for one in settings.checklists.values()
        ],
        "facts": [_fact(fact, language) for fact in vocabulary.facts.values()],
        "actions": [_action(action, language) for action in vocabulary.actions.values()],
        "warnings": {one.name: {"title": one.title[language], "text": one.text[language]} for one in vocabulary.warnings.values()},
        "deadlines": {one.name: one.label[language] for one in vocabulary.deadlines.values()},
        "constraints": {one.name: one.why[language] for one in vocabulary.constraints.values()},
        "parameters": [one.label[language] for one in vocabulary.parameters.values()],
        "rules": [rule.why[language] for rule in rules.rules],
        "works": {one.name: standing(language, one) for one in vocabulary.works.values()},
        "profiles": [
            {
                "name": one.name[language],
                "items": [{"text": item.text[language], "standing": known_item(words, item).standing} for item in one.items],
            }
            for one in vocabulary.profiles.values()
        ],
        "pictures": [picture.shows[language] for picture in vocabulary.pictures.values()],
    }


def _fact(fact: Fact, language: str) -> dict[str, Any]:
    found = {"label": fact.label[language], "question": fact.question[language], "findOut": fact.find_out[language]}
    return {
        **found,
        "answers": {value: text[language] for value, text in fact.answers.items()},
        "hint": _hint(fact.type, language),
        "expected": None if isinstance(fact.type, Boolean | Choice) else expected(fact.type, 0, language),
    }


def _hint(of: Type, language: str) -> str | None:
    """Return what an answer looks like, where buttons do not say it."""
    match of:
        case SetOf():
            return table(language)["web_several"]
        case Integer() | Money():
            return example(of, language)
        case _:
            return None


def _action(action: Action, language: str) -> dict[str, Any]:
    def optional(text: Text | None) -> str | None:
        return None if text is None else text[language]

    return {
        "title": action.title[language],
        "do": [step[language] for step in action.do],
        "where": optional(action.where),
        "bring": optional(action.bring),
        "say": optional(action.say),
        "takes": action.takes[language],
        "unverified": optional(action.unverified),
        "waits_for": optional(action.waits_for),
        "outcomes": [optional(outcome.title) for outcome in action.outcomes],
    }


def _forms(rules: RuleSet, language: str) -> dict[str, Any]:
    """Return how numbers, amounts, days and counted things are written, read off samples."""
    written, minus = forms.number(_SAMPLE, language), forms.number(-_SAMPLE, language)
    days = (forms.day(date(_YEAR, month, _DAY), language) for month in range(1, 13))
    return {
        "thousands": written[1],
        "minus": minus.removesuffix(written),
        "amounts": {currency: _amounts(currency, language) for currency in _currencies(rules)},
        "days": [text.replace(str(_YEAR), "{year}").replace(str(_DAY), "{day}") for text in days],
        "counted": "".join(str(_category(number, language)) for number in range(_COUNTED)),
    }


def _amounts(currency: str, language: str) -> Mapping[str, str]:
    """Return how an amount is written: `{}` stands for the whole part; the point and the hundredths are `.00`'s place."""
    whole, with_rest = forms.number(_SAMPLE, language), Decimal(_SAMPLE) + Decimal("0.89")
    rest = forms.amount(with_rest, currency, language)
    below = forms.amount(-with_rest, currency, language)
    return {
        "whole": forms.amount(_SAMPLE, currency, language).replace(whole, "{whole}"),
        "wholeBelow": forms.amount(-_SAMPLE, currency, language).replace(whole, "{whole}"),
        "rest": rest.replace(whole, "{whole}").replace("89", "{rest}"),
        "restBelow": below.replace(whole, "{whole}").replace("89", "{rest}"),
    }


def _currencies(rules: RuleSet) -> list[str]:
    vocabulary = rules.vocabulary
    types = [fact.type for fact in vocabulary.facts.values()] + [figure.type for figure in vocabulary.parameters.values()]
    types += [derived.type for derived in vocabulary.derived.values()]
    return sorted({of.currency for of in types if isinstance(of, Money)})


def _category(number: int, language: str) -> int:
    """Return which of the forms of a counted thing a number takes."""
    count = len(forms.PLURALS[language])
    return int(forms.counted(number, [f"#{place}" for place in range(count)], language).rpartition("#")[2])
