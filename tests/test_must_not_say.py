"""What the evidence speaks against is said nowhere: in no text of the knowledge, in no advice, plan or letter.

The list is that of the evidence on which the knowledge rests. Sources keep what articles claim, with a verdict, and are left out.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from functools import cache
from pathlib import Path

import pytest

from generators.shipped import shipped
from matrix.cells import CELLS, TABLE, advice_in
from simexit.api import Advice, Advisor, load
from simexit.check.situations import Told, from_node
from simexit.parse.nodes import parse
from simexit.text.diagnostics import Findings
from simexit.text.source import Source

EXAMPLES = sorted((Path(__file__).parents[1] / "examples").glob("*.yaml"))
LANGUAGES = ("zh", "en", "ru")
NOT = re.compile(r"\b(not|never|no|don't|nobody|wrong)\b|错|ошибк|不|别|勿|没|无|\bне\b|\bни\b|\bникогда\b|\bнельзя\b", re.IGNORECASE)

NEVER = {
    "closing takes at most seven working days": (
        r"\b(at most|within|no more than|up to) (7|seven) working days"
        r"|(最多|最长|不超过|最迟)\s*(7|七)\s*个工作日|(7|七)\s*个工作日(之)?内"
        r"|(не более|не дольше|в течение|за) (7|семи|семь) рабочих дней"
    ),
    "an open line harms the credit record abroad or a visa": (
        r"credit (record|history|score)|征信|信用记录|кредитн\w+ истори"
        r"|(harm|affect|hurt|refus)\w*[^.]{0,40}\bvisa|影响[^。]{0,12}签证|(повлия|отказ)\w+[^.]{0,40}\bвиз"
    ),
    "a number is given to others after so many days": r"\b(90|180)\s*(days|дней)\b|\b(90|180)\s*(天|日)",
    "an advertised contact": r"t\.me/|(?<![\w.])@\w{4,}",
    "IMSI is the number printed on the card": r"\bIMSI\b",
}
ONLY_WITH_A_NO = {
    "Astelit is an operator of this country": r"astelit|астелит",
    "renew an expired plan in order to close it": (
        r"\b(renew|top up)\b[^.]{0,40}\bfirst\b|先(续费|充值)[^。]{0,8}(再|才|然后)[^。]{0,6}(注销|关闭|办)|сначала (пополн|продл)\w+"
    ),
    "an agent is to close it": (
        r"\b(pay|use|hire|find|ask|contact)( for)? an? (paid )?agent|(可以|请|建议|最好).{0,6}(找|交给|委托)[^。]{0,4}(中介|代办|代注销)"
        r"|(обратитесь|заплатите|поручите|доверьте)\b[^.]{0,25} посредник"
    ),
    "closing deletes your data": (
        r"delet\w+ (all )?(your )?personal data|个人(信息|数据)(会|将|都)?被?(删除|清除)|удал\w+ (ваши )?(персональн|личн)\w+ данн"
    ),
}


@cache
def advisor(language: str) -> Advisor:
    return load(lang=language, second_opinion="off")


def texts(part: object) -> Iterator[str]:
    """Every text of the vocabulary, in every language, without sources and what they claim."""
    match part:
        case str():
            return
        case Mapping() if set(part) == set(LANGUAGES):
            yield from part.values()
        case Mapping():
            for one in part.values():
                yield from texts(one)
        case tuple():
            for one in part:
                yield from texts(one)
        case _ if is_dataclass(part):
            for field in fields(part):
                if field.name not in {"works", "contradictions", "span"}:
                    yield from texts(getattr(part, field.name))
        case _:
            return


def facts_of(path: Path) -> list[Told]:
    findings = Findings()
    root = parse(Source(path.name, path.read_text(encoding="utf-8")), findings)
    assert root is not None
    told = from_node(root, shipped(), findings)
    assert not len(findings)
    return told


def said(advice: Advice) -> str:
    """All that is said in advice, without sources: what a work is called is not ours to say."""
    return json.dumps({key: value for key, value in advice.to_dict().items() if key != "sources"}, ensure_ascii=False)


def letter(name: str, told: Mapping[str, object], language: str) -> str:
    """A letter as text with lines that are never broken, and what its writer is told."""
    filled = advisor(language).letter(name, told)
    return f"{filled.to_text(columns=10_000)}\n{filled.note}"


def wrong(text: str) -> list[str]:
    """What is said in a text although it must not be."""
    found = [what for what, pattern in NEVER.items() if re.search(pattern, text, re.IGNORECASE)]
    sentences = [sentence for sentence in re.split(r"(?<=[.!?。！？;；])\s*|\n", text) if sentence]
    for place, sentence in enumerate(sentences):
        denied = NOT.search(" ".join(sentences[place : place + 2]))
        found += [what for what, pattern in ONLY_WITH_A_NO.items() if re.search(pattern, sentence, re.IGNORECASE) and not denied]
    return found


def test_no_text_of_the_knowledge_or_the_rules_says_what_must_not_be_said() -> None:
    rules = shipped()
    every = [*texts(rules.vocabulary), *(text for rule in rules.rules for text in rule.why.values())]
    assert len(every) > 1_500
    assert [(text, wrong(text)) for text in every if wrong(text)] == []


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_no_output_says_what_must_not_be_said(path: Path, language: str) -> None:
    told = {one.fact: one.value for one in facts_of(path)}
    letters = [letter(name, told, language) for name in shipped().vocabulary.letters]
    for output in [said(advisor(language).advise(told)), advisor(language).plan(told).to_text(), *letters]:
        assert wrong(output) == [], output


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("stage", TABLE["stages"])
def test_no_cell_of_the_matrix_says_what_must_not_be_said(stage: str, language: str) -> None:
    found = [(cell, wrong(said(advice_in(cell, language)))) for cell in CELLS if cell.stage == stage]
    assert len(found) == 32
    assert [(cell, what) for cell, what in found if what] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_letter_is_looked_through_with_its_note_and_in_both_languages(language: str) -> None:
    text = letter("application_to_close", {"operator": "kcell"}, language)
    assert "расторгнуть" in text
    assert shipped().vocabulary.letters["application_to_close"].note[language] in text
    assert {"zh": "请", "en": "Please", "ru": "Прошу"}[language] in text


@pytest.mark.parametrize(
    "text",
    [
        "The operator Astelit closes it.",
        "It takes at most 7 working days.",
        "七个工作日内完成注销。",
        "Закроют в течение 7 рабочих дней.",
        "It harms your credit history.",
        "会影响以后办签证。",
        "Номер передадут через 90 дней.",
        "Ask @someone on the messenger.",
        "The IMSI is on the card.",
        "Renew the plan first and close it then.",
        "先续费，再注销。",
        "Closing deletes your personal data.",
        "Contact an agent in the city.",
        "可以找中介办。",
        "Лучше обратитесь к посреднику.",
    ],
)
def test_each_of_these_sentences_would_be_found(text: str) -> None:
    assert wrong(text)


@pytest.mark.parametrize(
    "text", ["Do not top up first.", "不要先续费。", "Не надо сначала пополнять счёт.", "Mail ccmail@kcell.kz.", "Never pay an agent."]
)
def test_a_warning_against_it_is_no_such_sentence(text: str) -> None:
    assert wrong(text) == []
