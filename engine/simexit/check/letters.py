"""kb/letters and kb/fields: letters to hand over, and the places in them that only their writer can fill."""

from __future__ import annotations

from typing import TYPE_CHECKING

from simexit.check.conditions import condition
from simexit.check.entry_forms import FIELD, LETTER, PARAGRAPH
from simexit.check.texts import is_name, sources, text
from simexit.model.sources import CONFIDENCES
from simexit.model.vocabulary import Letter, Paragraph
from simexit.parse.nodes import Mapping
from simexit.parse.shapes import fields, items, one_of, words
from simexit.text.codes import Code
from simexit.text.diagnostics import did_you_mean

if TYPE_CHECKING:
    from collections.abc import Iterable

    from simexit.check.context import Context
    from simexit.check.files import Files
    from simexit.model.expressions import Condition
    from simexit.model.types import Text
    from simexit.parse.nodes import Node, Scalar
    from simexit.parse.shapes import Fields


def letters(files: Files, context: Context) -> dict[str, Letter]:
    """Read the letters; the names of facts, parameters, derived values and actions must be known by now."""
    labels = _labels(files, context)
    found: dict[str, Letter] = {}
    for _, key, node in files.entries("letters", "letters", context.findings):
        what = f"letter `{key.text}`"
        if not is_name(key, "a letter", context) or not context.define("letter", key.text, key.span):
            continue
        entry = fields(node, what, context.findings, needs=LETTER.needs)
        letter = None if entry is None else _letter(key, entry, what, labels, context)
        if letter is not None:
            found[key.text] = letter
    return found


def conditions_of(letters: Iterable[Letter]) -> list[Condition]:
    """Return every condition under which a paragraph of a letter stands."""
    paragraphs = [one for letter in letters for one in (*letter.to, *letter.sender, *letter.body)]
    return [paragraph.when for paragraph in paragraphs if paragraph.when is not None]


def _labels(files: Files, context: Context) -> dict[str, Text]:
    """Read the fields; the name of one may be nothing else's."""
    found: dict[str, Text] = {}
    for _, key, node in files.entries("fields", "fields", context.findings):
        what = f"field `{key.text}`"
        if not is_name(key, "a field", context) or not context.define("field", key.text, key.span):
            continue
        if key.text in context.names.everything():
            message = f"`{key.text}` is already the name of something that is told or derived, so no field can have it"
            context.findings.add(Code.DUPLICATE_NAME, key.span, message)
        entry = fields(node, what, context.findings, needs=FIELD.needs)
        if entry is not None:
            found[key.text] = text(entry["label"], f"label of {what}", context)
    return found


def _letter(key: Scalar, entry: Fields, what: str, labels: dict[str, Text], context: Context) -> Letter | None:
    first = len(context.placeholders)
    title, purpose = text(entry["title"], f"title of {what}", context), text(entry["purpose"], f"purpose of {what}", context)
    to, sender, body = (_paragraphs(entry[part], f"`{part}` of {what}", context) for part in ("to", "from", "body"))
    used = _fields_used(first, labels, context)
    helps = words(entry["for"], f"for of {what}", context.findings)
    for word in helps:
        if word.text not in context.names.actions:
            context.unknown("action", word.text, word.span, context.names.actions)
    confidence = one_of(entry["confidence"], f"confidence of {what}", CONFIDENCES, context.findings)
    note, cited = text(entry["note"], f"note of {what}", context), sources(entry, what, context)
    if confidence is None:
        return None
    actions = tuple(word.text for word in helps)
    return Letter(key.text, title, purpose, actions, to, sender, body, note, used, confidence, cited, key.span)


def _paragraphs(node: Node, what: str, context: Context) -> tuple[Paragraph, ...]:
    found = (_paragraph(item, f"each of {what}", context) for item in items(node, what, context.findings))
    return tuple(paragraph for paragraph in found if paragraph is not None)


def _paragraph(node: Node, what: str, context: Context) -> Paragraph | None:
    """Read a text, or a text with the condition under which it stands."""
    if not isinstance(node, Mapping) or not any(key.text in {"when", "text", "otherwise"} for key, _ in node.entries):
        return Paragraph(text(node, what, context), None, None)
    entry = fields(node, what, context.findings, needs=PARAGRAPH.needs, may=PARAGRAPH.may)
    if entry is None:
        return None
    when = condition(entry["when"], context)
    otherwise = text(entry["otherwise"], f"otherwise of {what}", context) if "otherwise" in entry else None
    return Paragraph(text(entry["text"], f"text of {what}", context), when, otherwise)


def _fields_used(first: int, labels: dict[str, Text], context: Context) -> dict[str, Text]:
    """Return the fields that the placeholders since the first one name, in the order of the fields; the others stay to be looked up."""
    names = context.names
    known = {*names.facts, *names.values, *names.unread, *(f"parameter.{name}" for name in names.parameters)}
    used: set[str] = set()
    others = []
    for reference in context.placeholders[first:]:
        if reference.word in labels:
            used.add(reference.word)
            if any(reference is counted for counted in context.counted):
                message = f"the field `{reference.word}` is no whole number, so nothing is counted by it"
                context.findings.add(Code.PLACEHOLDER, reference.span, message)
        elif reference.word in known:
            others.append(reference)
        else:
            message = f"`{{{reference.word}}}` is not a field, a fact, a parameter or a derived value"
            hint = did_you_mean(reference.word, {*known, *labels})
            context.findings.add(Code.PLACEHOLDER, reference.span, message, hint=hint)
    context.placeholders[first:] = others
    return {name: label for name, label in labels.items() if name in used}
