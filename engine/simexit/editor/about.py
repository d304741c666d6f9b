"""What a thing of a library is, in a few words, from its entry as it stands in the file."""

from __future__ import annotations

from collections.abc import Mapping

from simexit.editor.mentions import Mention, entries_of, under
from simexit.editor.symbols import Kind
from simexit.parse.nodes import Node, Scalar, Sequence

_HEADLINES: Mapping[Kind, str] = {
    "name": "label",
    "parameter": "label",
    "deadline": "label",
    "action": "title",
    "warning": "title",
    "letter": "title",
    "outcome": "title",
    "work": "title",
    "constraint": "why",
    "rule": "why",
    "claim": "says",
    "picture": "shows",
    "term": "term",
    "contradiction": "about",
    "item": "text",
}
"""The key under which an entry says in words what it is; of values and stages it is the entry itself."""


def headline(mention: Mention, language: str) -> str:
    """Return in words what is defined, in a language or in another one where that is missing."""
    key = _HEADLINES.get(mention.symbol.kind)
    return wording(mention.entry if key is None else under(mention.entry, key), language)


def wording(node: Node | None, language: str) -> str:
    """Return a text in a language, or in the first that it has."""
    if isinstance(node, Scalar):
        return " ".join(node.text.split())
    said = {key.text: value for key, value in entries_of(node)}
    found = said.get(language, next(iter(said.values()), None))
    return " ".join(found.text.split()) if isinstance(found, Scalar) else ""


def type_of(entry: Node | None) -> str:
    """Return the type of a fact or parameter as it is written, empty where there is none."""
    found = under(entry, "type")
    return found.text if isinstance(found, Scalar) else ""


def written(node: Node | None) -> str:
    """Return what stands in a file on one line."""
    match node:
        case None:
            return ""
        case Scalar(text=text):
            return " ".join(text.split())
        case Sequence(items=items):
            return ", ".join(written(item) for item in items)
        case _:
            return "; ".join(f"{key.text}: {written(value)}" for key, value in node.entries)
