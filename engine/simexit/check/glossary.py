"""kb/glossary: terms that all texts use in the same form, and the wordings that none of them may use instead."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from simexit.check.entry_forms import TERM
from simexit.check.texts import text
from simexit.parse.shapes import fields, mapping, words
from simexit.text.codes import Code

if TYPE_CHECKING:
    from simexit.check.context import Context
    from simexit.check.files import Files
    from simexit.model.types import Text
    from simexit.parse.nodes import Node

_WITHOUT_BLANKS = {"zh"}
"""Languages that write no blanks between words: a wording is found anywhere; in the others at the beginning of a word."""


def check_terms(files: Files, context: Context) -> None:
    """Read the glossary and find what it does not allow in the texts read so far, in whatever case it is written."""
    instead: dict[str, dict[str, str]] = {language: {} for language in context.languages}
    for _, key, node in files.entries("glossary", "the glossary", context.findings):
        what = f"term `{key.text}`"
        entry = fields(node, what, context.findings, needs=TERM.needs)
        if entry is not None and context.define("term", key.text, key.span):
            _read_variants(entry["never"], text(entry["term"], f"term of {what}", context), instead, context)
    patterns = {language: _pattern(language, list(variants)) for language, variants in instead.items() if variants}
    for language, wording in context.wordings:
        for start, end in _found(patterns[language].pattern, wording.text) if language in patterns else ():
            variant = wording.text[start:end]
            hint = f"it says `{instead[language][variant.lower()]}`"
            context.findings.add(Code.TERM, wording.part(start, end), f"the glossary does not allow `{variant}`", hint=hint)


@lru_cache(maxsize=20_000)  # whoever checks a library while it is written looks for the same in the same texts
def _found(pattern: str, wording: str) -> tuple[tuple[int, int], ...]:
    return tuple(found.span() for found in re.finditer(pattern, wording, re.IGNORECASE))


def _read_variants(node: Node, term: Text, instead: dict[str, dict[str, str]], context: Context) -> None:
    found = mapping(node, "never", context.findings)
    for language, variants in found.entries if found else ():
        if language.text not in instead:
            context.unknown("language", language.text, language.span, instead)
            continue
        for variant in words(variants, f"never in `{language.text}`", context.findings):
            instead[language.text][variant.text.lower()] = term.get(language.text, "")


def _pattern(language: str, variants: list[str]) -> re.Pattern[str]:
    longest_first = "|".join(re.escape(variant) for variant in sorted(variants, key=len, reverse=True))
    start = "" if language in _WITHOUT_BLANKS else r"(?<!\w)"
    return re.compile(f"{start}(?:{longest_first})", re.IGNORECASE)
