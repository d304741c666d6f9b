"""L403: a text that is not in its language."""

from __future__ import annotations

import re
from collections.abc import Iterator

from simexit.author.lint.lint import Lint, Note
from simexit.author.lint.subject import Subject
from simexit.author.pages.page import Page
from simexit.text.codes import Code
from simexit.text.diagnostics import Related
from simexit.text.forms import PLACEHOLDER

_SCRIPTS = {
    "zh": ("Chinese characters", re.compile(r"[\u3400-\u9fff]")),
    "ru": ("Cyrillic letters", re.compile(r"[\u0400-\u04ff]")),
    "en": ("Latin letters", re.compile(r"[A-Za-z]")),
}
_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")


def check(subject: Subject) -> Iterator[Note]:
    """Yield wordings without a letter of their script, and those that stand in two languages word for word."""
    for _, text in subject.texts():
        if len({wording.text for wording in text.values()}) == 1 and all(len(wording.text.split()) == 1 for wording in text.values()):
            continue  # one word that is the same in every language is a name
        words = {language: _words(wording.text) for language, wording in text.items()}
        for place, (language, wording) in enumerate(text.items()):
            name, script = _SCRIPTS[language]
            said = PLACEHOLDER.sub("", wording.text)
            earlier = [other for other in list(text)[:place] if words[other] and text[other].text.strip() == wording.text.strip()]
            if words[language] and not script.search(said):
                yield Note(wording.span, f"the text in `{language}` has no {name}")
            elif words[language] and earlier:
                message = f"the text in `{language}` is the one in `{earlier[0]}`, word for word"
                yield Note(wording.span, message, related=(Related(text[earlier[0]].span, f"the text in `{earlier[0]}`"),))


def _words(text: str) -> list[str]:
    """Return the words of a wording that are no names: those without a capital or a digit."""
    return [word for word in _WORD.findall(PLACEHOLDER.sub("", text)) if word == word.lower()]


LINT = Lint(
    code=Code.NOT_TRANSLATED,
    check=check,
    page=Page(
        summary=(
            "A wording has no letter of the script of its language, or is the same as in another language. Wordings of names, numbers and "
            "placeholders alone are left out, and so is one word that is the same in every language."
        ),
        avoid={
            "kb/warnings/warnings.yaml": """\
fine_grows:
  severity: medium
  title: {en: The fine grows, ru: The fine grows}
  text: {en: Every day costs more., ru: Каждый день дороже.}
"""
        },
        prefer={
            "kb/warnings/warnings.yaml": """\
fine_grows:
  severity: medium
  title: {en: The fine grows, ru: Штраф растёт}
  text: {en: Every day costs more., ru: Каждый день дороже.}
"""
        },
        why="Text that was copied in order to be translated later passes every other check, and reaches people who cannot read it.",
        mend="Translate it.",
    ),
)
