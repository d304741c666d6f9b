"""L402: a translation that has not followed the others."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from simexit.author.lint.lint import Lint, Note
from simexit.author.lint.subject import Subject
from simexit.author.pages.page import Page
from simexit.text.codes import Code
from simexit.text.diagnostics import Related

_ADDRESS = re.compile(r"https?://[^\s)<>，。；]+|[\w.+-]+@[\w-]+\.[\w.-]*\w", re.ASCII)
_LONG_NUMBER = re.compile(r"\d[\d \u00a0\u202f()-]*\d")
_DIGITS = 5
"""From how many digits on a number is a code, a year with its month or a telephone number, which no language says in words."""


def check(subject: Subject) -> Iterator[Note]:
    """Yield wordings with fewer paragraphs, addresses or long numbers than another wording of the same text."""
    for _, text in subject.texts():
        for what, count in _COUNTED.items():
            counts = {language: count(wording.text) for language, wording in text.items()}
            fullest = max(counts, key=lambda language: len(counts[language]))
            for language, wording in text.items():
                if len(counts[language]) < len(counts[fullest]):
                    message = (
                        f"the text in `{language}` has {_said(counts[language])} {what}, the one in `{fullest}` {_said(counts[fullest])}"
                    )
                    yield Note(wording.span, message, related=(Related(text[fullest].span, f"the text in `{fullest}`"),))


def _paragraphs(text: str) -> frozenset[str]:
    return frozenset(str(number) for number, _ in enumerate(re.split(r"\n\s*\n", text.strip())))


def _addresses(text: str) -> frozenset[str]:
    return frozenset(address.rstrip(".,;") for address in _ADDRESS.findall(text))


def _numbers(text: str) -> frozenset[str]:
    digits = (re.sub(r"\D", "", found) for found in _LONG_NUMBER.findall(text))
    return frozenset(number for number in digits if len(number) >= _DIGITS)


_COUNTED: dict[str, Callable[[str], frozenset[str]]] = {
    "paragraphs": _paragraphs,
    "addresses": _addresses,
    "long numbers": _numbers,
}


def _said(found: frozenset[str]) -> str:
    return str(len(found) or "no")


LINT = Lint(
    code=Code.STALE_TRANSLATION,
    check=check,
    page=Page(
        summary=(
            "One wording of this text has fewer paragraphs, addresses, or numbers of five digits and more than another. Wordings that are "
            "missing are K205, placeholders K206."
        ),
        avoid={
            "kb/warnings/warnings.yaml": """\
fine_grows:
  severity: medium
  title: {en: The fine grows, ru: Штраф растёт}
  text:
    en: Every day costs more. Ask at desk@library.example.
    ru: Каждый день дороже.
"""
        },
        prefer={
            "kb/warnings/warnings.yaml": """\
fine_grows:
  severity: medium
  title: {en: The fine grows, ru: Штраф растёт}
  text:
    en: Every day costs more. Ask at desk@library.example.
    ru: Каждый день дороже. Спросите по адресу desk@library.example.
"""
        },
        why="Somebody added to one language and forgot another. Its readers are told less, and nobody who does not read it sees that.",
        mend="Bring the wording up to date.",
    ),
)
