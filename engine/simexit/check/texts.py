"""Texts in every language with the same placeholders, and the lists of sources."""

from __future__ import annotations

import re
from keyword import iskeyword
from typing import TYPE_CHECKING

from simexit.check.context import Context, Reference
from simexit.check.kept import TextRead
from simexit.parse.nodes import Node, Scalar
from simexit.parse.shapes import Fields, items, mapping, scalar, start_of, words
from simexit.text.codes import Code
from simexit.text.diagnostics import Findings
from simexit.text.forms import PLACEHOLDER, PLURALS, split

if TYPE_CHECKING:
    from simexit.model.types import Text

NAME = re.compile(r"[a-z][a-z0-9_]*(\.[a-z][a-z0-9_]*)*")


def text(node: Node, what: str, context: Context) -> Text:
    """Read a text, or take it as it was read before; what is missing is a finding and an empty wording."""
    if context.kept is None:
        return _text(node, what, context)
    read = context.kept.text(node, what, context.languages)
    if read is None:
        own = Context(Findings(), context.languages)
        of = _text(node, what, own)
        noted = (tuple(own.wordings), tuple(own.placeholders), tuple(own.counted), tuple(own.findings.found))
        read = TextRead(node, what, context.languages, of, *noted)
        context.kept.keep(read)
    context.wordings += read.wordings
    context.placeholders += read.placeholders
    context.counted += read.counted
    context.findings.found += read.findings
    return read.text


def _text(node: Node, what: str, context: Context) -> Text:
    found = mapping(node, what, context.findings)
    result: dict[str, str] = {}
    if found is None:
        return result
    for key, value in found.entries:
        if key.text not in context.languages:
            known = ", ".join(context.languages)
            context.findings.add(Code.UNKNOWN_KEY, key.span, f"`{key.text}` is not a language of this library ({known})")
        elif (wording := scalar(value, f"{what} in `{key.text}`", context.findings)) is not None:
            result[key.text] = wording.text.strip()
            context.wordings.append((key.text, wording))
            if "{" in wording.text:
                _placeholders(wording, key.text, context)
    missing = [language for language in context.languages if language not in result]
    if missing:
        names = ", ".join(f"`{language}`" for language in missing)
        context.findings.add(Code.MISSING_LANGUAGE, start_of(found), f"{what} has no wording in {names}")
    if any("{" in wording for wording in result.values()):
        _same_placeholders(result, found, what, context)
    return result


def optional_text(fields: Fields, key: str, what: str, context: Context) -> Text | None:
    """Read a text that may be left out."""
    return text(fields[key], f"{key} of {what}", context) if key in fields else None


def texts(node: Node, what: str, context: Context) -> tuple[Text, ...]:
    """Read a list of texts."""
    return tuple(text(item, f"each of {what}", context) for item in items(node, what, context.findings))


def sources(fields: Fields, what: str, context: Context) -> tuple[str, ...]:
    """Read the works and claims that an entry rests on; they are looked up when all files are read."""
    if "sources" not in fields:
        return ()
    cited = words(fields["sources"], f"sources of {what}", context.findings)
    context.citations += [Reference(word.text, word) for word in cited]
    if not cited:
        context.findings.add(Code.NO_SOURCE, fields["sources"].span, f"{what} names no source")
    return tuple(word.text for word in cited)


def is_name(word: Scalar, what: str, context: Context) -> bool:
    """Return whether a word has the form of names, with a finding where not."""
    if NAME.fullmatch(word.text) and not word.text.startswith("parameter.") and not any(map(iskeyword, word.text.split("."))):
        return True
    message = f"`{word.text}` cannot be the name of {what}: names are lower-case words such as `trip.end_date`"
    context.findings.add(Code.BAD_NAME, word.span, message)
    return False


def _placeholders(wording: Scalar, language: str, context: Context) -> None:
    for found in PLACEHOLDER.finditer(wording.text):
        name, forms = split(found[1])
        reference = Reference(name, wording, (found.start(), found.end()))
        context.placeholders.append(reference)
        if forms:
            context.counted.append(reference)
        if forms and len(forms) != len(PLURALS[language]):
            wanted = ", ".join(PLURALS[language])
            message = (
                f"`{{{found[1]}}}` gives {len(forms)} forms of what is counted, but `{language}` has {len(PLURALS[language])}: {wanted}"
            )
            context.findings.add(Code.PLACEHOLDER, reference.span, message)


def _same_placeholders(wordings: dict[str, str], node: Node, what: str, context: Context) -> None:
    used = {language: {split(found[1])[0] for found in PLACEHOLDER.finditer(wording)} for language, wording in wordings.items()}
    everywhere = set().union(*used.values()) if used else set()
    for language, names in used.items():
        for name in sorted(everywhere - names):
            message = f"{what} speaks of `{{{name}}}`, but not in `{language}`"
            context.findings.add(Code.PLACEHOLDER, start_of(node), message)
