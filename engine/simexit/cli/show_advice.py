"""Advice for people: the next step first, grave warnings before the details, then how, why and on what source."""

from __future__ import annotations

from datetime import date

import click

from simexit.cli.show import COLOURS, heading, labelled, paragraph, steps, title
from simexit.explain.advice import Advice
from simexit.explain.parts import HowTo, Question, Warned
from simexit.explain.wording import Wording
from simexit.model.judgement import FINISHED
from simexit.model.rules import RuleSet
from simexit.text.forms import day
from simexit.text.width import width
from simexit.text.words import Word, sentence, word

_GRAVE = {"critical", "high"}
_PARTS: tuple[Word, ...] = ("where", "bring", "takes", "unverified", "waits_for")


def show(advice: Advice, rules: RuleSet) -> None:
    """Write the whole advice."""
    _headline(advice, rules)
    _warnings([warned for warned in advice.warnings.certain if warned.severity in _GRAVE], advice.language)
    if advice.question is not None and advice.how is None:
        _question(advice.question, rules, advice.language)
    if advice.how is not None:
        _how(advice.how, advice.language, _letters(advice, rules))
        if advice.question is not None:
            heading(word("question", advice.language))
            paragraph(advice.question.text)
            _question(advice.question, rules, advice.language)
    _warnings([warned for warned in advice.warnings.certain if warned.severity not in _GRAVE], advice.language)
    _rest(advice, rules)


def _headline(advice: Advice, rules: RuleSet) -> None:
    language, settings = advice.language, rules.vocabulary.settings
    match advice.status:
        case "finished":
            title(word("finished", language), settings.finished_title[language], "green")
            paragraph(settings.finished_text[language])
        case "ask" if advice.question is not None:
            title(word("question", language), advice.question.text, "cyan")
        case "ask":
            missing = [rules.vocabulary.parameters[name].label[language] for name in advice.no_figure]
            title(word("no_figure", language), ", ".join(missing), "cyan")
        case "act" | "wait":
            label = word("next" if advice.status == "act" else "wait", language)
            title(label, advice.how.title if advice.how else "", "green" if advice.status == "act" else "yellow")
    for reason in advice.because:
        paragraph(reason.text if not reason.old else f"{reason.text} ({_last_checked(reason.checked, language)})")
    if advice.deadline is not None:
        labelled(f"{word('deadline', language)} {day(advice.deadline.by, language)}", advice.deadline.purpose, colour="yellow")
        paragraph(advice.deadline.why)


def _question(question: Question, rules: RuleSet, language: str) -> None:
    for answer in question.answers:
        labelled(
            f"{question.fact}={answer.value}", answer.text, label_width=max(width(f"{question.fact}={a.value}") for a in question.answers)
        )
    if not question.answers or question.kind == "set":
        kind = Wording(rules, {}, language).kind(rules.vocabulary.facts[question.fact].type)
        hint = word("set_hint", language) if question.kind == "set" else kind
        labelled(word("type_hint", language), f"{question.fact}=… ({hint})")
    labelled(word("find_out", language), question.find_out)


def _warnings(warnings: list[Warned], language: str) -> None:
    if warnings:
        heading(word("warnings", language))
        labels = [word(warned.severity, language) for warned in warnings]  # type: ignore[arg-type]  # each severity is a word
        for label, warned in zip(labels, warnings, strict=True):
            labelled(label, warned.text, colour=COLOURS[warned.severity], label_width=max(width(label) for label in labels))


def _how(how: HowTo, language: str, letters: list[tuple[str, str]]) -> None:
    heading(word("do", language))
    steps(how.steps)
    if how.say is not None:
        heading(word("say", language))
        paragraph(f"“{how.say}”")
        if how.say_spoken is not None:
            paragraph(f"“{how.say_spoken}”")
    click.echo()
    present = [*((word(part, language), text) for part in _PARTS if (text := getattr(how, part)) is not None), *letters]
    for label, text in present:
        labelled(label, text, label_width=max(width(label) for label, _ in present))
    if how.known:
        heading(f"{word('known', language)} {how.about}")
        for item in how.known:
            paragraph(f"· {item.text} ({item.standing})")


def _letters(advice: Advice, rules: RuleSet) -> list[tuple[str, str]]:
    """Return the letters that help with the next action, each with the command that makes it."""
    language, letters = advice.language, rules.vocabulary.letters.values()
    fitting = [letter for letter in letters if advice.next in letter.actions]
    return [
        (word("letter", language), sentence("letter_made_by", language, one.title[language], f"simexit letter {one.name}"))
        for one in fitting
    ]


def _rest(advice: Advice, rules: RuleSet) -> None:
    language, vocabulary = advice.language, rules.vocabulary
    later = [name for name in advice.agenda if name != advice.next]
    if later:
        heading(word("agenda", language))
        paragraph(" → ".join(vocabulary.actions[name].title[language] for name in later))
    if advice.status == "ask":
        heading(word("possible_next", language))
        names = [
            vocabulary.settings.finished_title if name == FINISHED else vocabulary.actions[name].title for name in advice.possible_next
        ]
        _listed([text[language] for text in names])
    if advice.warnings.possible:
        heading(word("possible_warnings", language))
        _possible(advice, rules)
    if advice.ignored:
        heading(word("ignored", language))
        paragraph(", ".join(advice.ignored))
    for name in advice.no_figure:
        heading(word("no_figure", language))
        paragraph(vocabulary.parameters[name].label[language])
    _sources(advice)


def _possible(advice: Advice, rules: RuleSet) -> None:
    """Write what may also concern the person: all grave headlines, the others on one line."""
    cautions = [rules.vocabulary.warnings[name] for name in advice.warnings.possible]
    for caution in cautions:
        if caution.severity in _GRAVE:
            paragraph(f"· {caution.title[advice.language]}")
    others = [caution.title[advice.language] for caution in cautions if caution.severity not in _GRAVE]
    if others:
        paragraph("· " + "; ".join(others))


def _listed(texts: list[str], most: int = 6) -> None:
    for text in texts[:most]:
        paragraph(f"· {text}")
    if len(texts) > most:
        paragraph(f"… (+{len(texts) - most})")


def _sources(advice: Advice) -> None:
    if advice.sources:
        heading(word("sources", advice.language))
        for cited in advice.sources:
            place = f" {cited.url}" if cited.url else ""
            paragraph(f"{cited.work} {cited.title} ({cited.standing}){place}")


def _last_checked(checked: date, language: str) -> str:
    return sentence("last_checked", language, day(checked, language))
