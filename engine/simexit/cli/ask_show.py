"""What an interview shows: the question with its answers, the answers so far, a clash."""

from __future__ import annotations

import click

from simexit.answering import expected
from simexit.ask.interview import ImpossibleAnswerError, Interview, Reply
from simexit.cli.show import heading, labelled, paragraph, title
from simexit.explain.parts import Question
from simexit.explain.wording import Wording
from simexit.model.types import SetOf
from simexit.text.width import width
from simexit.text.words import Word, sentence, word


def show_progress(interview: Interview, language: str) -> None:
    """Write how many facts were answered and what may still be next."""
    so_far = interview.progress
    name: Word = "ask_progress" if so_far.possible > 1 else "ask_certain"
    text = sentence(name, language, answered=so_far.answered, now=so_far.possible, first=so_far.possible_at_start)
    click.echo()
    click.secho(f"[{text}]", dim=True)


def show_question(asked: Question, words: Wording, keys: Word) -> None:
    """Write a question, the answers to choose from or what an answer looks like, and the keys."""
    of = words.rules.vocabulary.facts[asked.fact].type
    click.secho(asked.text, bold=True)
    rows = [(str(number), answer.text) for number, answer in enumerate(asked.answers, 1)]
    if isinstance(of, SetOf):
        rows.append(("0", word("ask_none", words.language)))
    for number, text in rows:
        labelled(number, text, label_width=max(width(label) for label, _ in rows))
    if not asked.answers or isinstance(of, SetOf):
        paragraph(expected(of, len(asked.answers), words.language))
    click.secho(word(keys, words.language), dim=True)


def show_replies(replies: list[Reply], words: Wording) -> None:
    """Write a numbered list of what was told."""
    heading(word("ask_told", words.language))
    for number, reply in enumerate(replies, 1):
        labelled(str(number), in_words(reply, words), label_width=len(str(len(replies))))


def show_set_aside(replies: tuple[Reply, ...], words: Wording) -> None:
    """Write which answers a change has made void."""
    if replies:
        paragraph(word("ask_set_aside", words.language))
        for reply in replies:
            paragraph(f"· {in_words(reply, words)}")


def show_clash(error: ImpossibleAnswerError, words: Wording, fact: str, value_words: str) -> None:
    """Write with which earlier answers a new one cannot be true, and why."""
    title(word("ask_clash", words.language), value_words, "yellow")
    for clash in error.clashes:
        if clash.constraint is not None:
            paragraph(words.rules.vocabulary.constraints[clash.constraint].why[words.language])
        for other in clash.facts:
            if other != fact:
                paragraph(f"· {in_words(Reply(other, words.situation[other]), words)}")
    paragraph(word("ask_clash_hint", words.language))


def show_open_end(interview: Interview, words: Wording) -> None:
    """Say what the person does not know and must find out before the next action is certain."""
    if interview.missing:
        click.echo()
        paragraph(word("ask_open_end", words.language))
        for fact in interview.missing:
            paragraph(f"· {words.rules.vocabulary.facts[fact].label[words.language]}")


def in_words(reply: Reply, words: Wording) -> str:
    """Return a fact and what was told of it."""
    fact = words.rules.vocabulary.facts[reply.fact]
    return f"{fact.label[words.language]}: {words.say(reply.value, fact.type, fact.name) or word('ask_none', words.language)}"
