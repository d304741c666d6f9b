"""What can be written at a cursor: keys, names, values, functions, with what each means."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Literal, NamedTuple

from simexit.author.cases.forms import OUTCOME
from simexit.check.forms import (
    ConditionShape,
    Either,
    Entries,
    ExpressionShape,
    FactValueShape,
    Form,
    NameOf,
    OneOf,
    Shape,
    Whole,
    Wording,
)
from simexit.check.terms import FUNCTIONS
from simexit.editor.about import headline, type_of
from simexit.editor.cursor import Cursor, cursor_in
from simexit.editor.index import Index
from simexit.editor.layout import layout_of
from simexit.editor.symbols import CALLED, CITED, Kind, Symbol, kinds_named
from simexit.model.types import describe
from simexit.text.source import Source

Sort = Literal["key", "name", "value", "function"]


class Offer(NamedTuple):
    """One thing that can be written: what is inserted, what sort of thing it is, and in words what it means."""

    text: str
    sort: Sort
    detail: str
    label: str


class Offers(NamedTuple):
    """What can be written in place of the `typed` characters before the cursor."""

    typed: int
    offers: tuple[Offer, ...]


NOTHING = Offers(0, ())
_SIDE = re.compile(r"([a-z][\w.]*)\s*(?:==|!=|(?:not\s+)?in\s*[\[({][^\])}]*)\s*[\w.]*$")
_CALL = re.compile(r"\b(due|next|warned)\(\s*[\w.]*$")
_PLACEHOLDER = re.compile(r"\{[^{}]*$")
_LISTS = ("all", "any", "none")


def complete(source: Source, path: str, line: int, column: int, index: Index, language: str) -> Offers:
    """Return what can be written at a place of a file, by its path in the library."""
    layout = layout_of(path, index.profiles)
    cursor = None if layout is None else cursor_in(source, line, column, layout.shape)
    if layout is None or cursor is None:
        return NOTHING
    offers = tuple(dict.fromkeys(_Completion(index, language, layout.calls).offers(cursor)))
    return Offers(len(_typed(cursor)), offers)


def _typed(cursor: Cursor) -> str:
    """Return the part of a word that is typed already; the names of works and rules may have more characters than others."""
    is_wide = isinstance(cursor.shape, NameOf) and not {"citation", "claim", "work", "rule"}.isdisjoint(cursor.shape.kinds)
    found = re.search(r"[\w./-]*$" if is_wide else r"[\w.]*$", cursor.before)
    return found[0] if found else ""


class _Completion:
    def __init__(self, index: Index, language: str, calls: tuple[str, ...]) -> None:
        self._index = index
        self._language = language
        self._calls = calls

    def offers(self, cursor: Cursor) -> Iterator[Offer]:
        if cursor.is_key:
            yield from self._keys(cursor.shape, cursor.given)
            return
        match cursor.shape:
            case OneOf(values):
                yield from (Offer(value, "value", "", value) for value in values)
            case Whole(int() as low, int() as high) if high - low < 10:
                yield from (Offer(str(number), "value", "", str(number)) for number in range(low, high + 1))
            case NameOf(kinds) if not CITED.isdisjoint(kinds):
                yield from self._cited()
            case NameOf() as place:
                for kind in kinds_named(place):
                    yield from self._named(kind)
            case ConditionShape() | ExpressionShape():
                yield from self._in_expression(cursor.before, isinstance(cursor.shape, ConditionShape))
            case FactValueShape():
                yield from self._values(self._fact(cursor.keys))
            case Wording() if _PLACEHOLDER.search(cursor.before):
                yield from self._terms()
            case shape if shape is OUTCOME:
                yield from self._owned("outcome", cursor.keys[-1])
            case _:
                return

    def _keys(self, shape: Shape, given: tuple[str, ...]) -> Iterator[Offer]:
        match shape:
            case Form(keys=keys):
                yield from (Offer(f"{key.name}: ", "key", key.meaning, key.name) for key in keys if key.name not in given)
            case Entries(names=NameOf() as place):
                for kind in kinds_named(place):
                    yield from (offer._replace(text=f"{offer.text}: ") for offer in self._named(kind) if offer.label not in given)
            case Either(shapes):
                for one in shapes:
                    yield from self._keys(one, given)
            case ConditionShape():
                yield from (Offer(f"{word}: ", "key", "a list of conditions", word) for word in _LISTS if word not in given)
            case Wording():
                yield from (Offer(f"{word}: ", "key", "", word) for word in self._index.languages if word not in given)
            case _:
                return

    def _in_expression(self, before: str, is_condition: bool) -> Iterator[Offer]:
        called, beside = _CALL.search(before), _SIDE.search(before)
        if called is not None and called[1] in self._calls:
            yield from self._named(CALLED[called[1]])
            if called[1] == "next":
                yield Offer("finished", "name", "nothing is due", "finished")
            return
        if beside is not None:
            yield from self._values(beside[1])
        yield from self._terms()
        yield from (
            Offer(f"{name}(", "function", f"{describe(of)}, of {' and '.join(map(describe, wanted))}", name)
            for name, (_, wanted, of) in FUNCTIONS.items()
        )
        if is_condition:
            yield from (Offer(f"{word}(", "function", f"whether this {CALLED[word]} is {word}", word) for word in self._calls)
            yield from (Offer(f"{word} ", "function", "", word) for word in ("and", "or", "not"))

    def _terms(self) -> Iterator[Offer]:
        yield from self._named("name")
        yield from (offer._replace(text=f"parameter.{offer.text}", label=f"parameter.{offer.label}") for offer in self._named("parameter"))

    def _named(self, kind: Kind) -> Iterator[Offer]:
        for symbol, mention in self._index.definitions.items():
            if symbol.kind == kind:
                yield Offer(symbol.name, "name", headline(mention, self._language), symbol.name)

    def _owned(self, kind: Kind, owner: str) -> Iterator[Offer]:
        for symbol, mention in self._index.definitions.items():
            if symbol.kind == kind and symbol.owner == owner:
                yield Offer(symbol.name, "value", headline(mention, self._language), symbol.name)

    def _values(self, fact: str) -> Iterator[Offer]:
        values: Mapping[str, tuple[str, ...]] = self._index.known.values
        definition = self._index.definitions.get(Symbol("name", fact))
        if values.get(fact):
            yield from self._owned("value", fact)
        elif definition is not None and type_of(definition.entry) == "boolean":
            yield from (Offer(word, "value", "", word) for word in ("yes", "no"))

    def _cited(self) -> Iterator[Offer]:
        yield from self._named("work")
        for symbol, mention in self._index.definitions.items():
            if symbol.kind == "claim":
                whole = f"{symbol.owner}/{symbol.name}"
                yield Offer(whole, "name", headline(mention, self._language), whole)

    def _fact(self, keys: Iterable[str]) -> str:
        """Return the fact that the last keys name, dotted or nested."""
        path = list(keys)
        for start in range(len(path)):
            name = ".".join(path[start:])
            if Symbol("name", name) in self._index.definitions:
                return name
        return ""
