"""Where names stand in a file that was parsed: a walk through its nodes along the shapes of the table of entries."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from simexit.author.cases.forms import OUTCOME
from simexit.check.forms import (
    ConditionShape,
    Either,
    Entries,
    ExpressionShape,
    FactValueShape,
    Form,
    Items,
    NameOf,
    Shape,
    Wording,
)
from simexit.editor.expression_names import named_in
from simexit.editor.layout import Layout
from simexit.editor.symbols import CITED, DEFINED_BY, DEFINED_UNDER, OWNED, PARAMETER, Kind, Symbol, kinds_named
from simexit.parse.nodes import Mapping as MappingNode
from simexit.parse.nodes import Node, Scalar, Sequence
from simexit.text.forms import PLACEHOLDER, split
from simexit.text.source import Span


class Mention(NamedTuple):
    """A name where it is written; `entry` is what it defines, where it does: its node."""

    symbol: Symbol
    span: Span
    entry: Node | None = None


class Known(NamedTuple):
    """What tells names apart: the values of each fact, and which actions there are."""

    values: Mapping[str, tuple[str, ...]]
    actions: frozenset[str]


class Walk:
    """A walk through the nodes of one file; what does not fit its shape has no names."""

    def __init__(self, known: Known, layout: Layout) -> None:
        self._known = known
        self._layout = layout

    def through(self, node: Node) -> Iterator[Mention]:
        """Yield the names in the file whose nodes these are."""
        return self._names(node, self._layout.shape, "")

    def _names(self, node: Node, shape: Shape, owner: str) -> Iterator[Mention]:
        """Yield the names under a node inside the entry `owner`."""
        match shape:
            case NameOf(kinds) if not CITED.isdisjoint(kinds):
                yield from (mention for word in words_of(node) for mention in _cited(word))
            case NameOf():
                yield from (Mention(symbol, place(word)) for word in words_of(node) if (symbol := self._symbol(word.text, shape)))
            case ConditionShape() | ExpressionShape():
                yield from self._expression(node)
            case Wording():
                yield from _placeholders(node)
            case Form():
                yield from self._form(node, shape, owner)
            case Entries():
                yield from self._entries(node, shape, owner)
            case Items(of):
                for item in node.items if isinstance(node, Sequence) else ():
                    yield from self._names(item, of, owner)
            case Either():
                fitting = fitting_shape(node, shape)
                if fitting is not None:
                    yield from self._names(node, fitting, owner)
            case _:
                return

    def _symbol(self, name: str, shape: NameOf) -> Symbol | None:
        kinds = kinds_named(shape)
        if "action" in kinds and name in self._known.actions:
            return Symbol("action", name)
        return Symbol(kinds[0], name) if kinds else None

    def _form(self, node: Node, form: Form, owner: str) -> Iterator[Mention]:
        shapes = {key.name: key.shape for key in form.keys}
        for key, value in entries_of(node):
            under = DEFINED_UNDER.get((form.name, key.text))
            if under is not None:
                yield from (Mention(_defined(under, word.text, owner), place(word), text) for word, text in entries_of(value))
            if key.text in shapes:
                yield from self._names(value, shapes[key.text], owner)

    def _entries(self, node: Node, shape: Entries, owner: str) -> Iterator[Mention]:
        if isinstance(shape.of, FactValueShape):
            yield from self._told(node, "")
            return
        kind = DEFINED_BY.get(shape.of.name) if isinstance(shape.of, Form) else None
        for key, value in entries_of(node):
            if kind is not None:
                yield Mention(_defined(kind, key.text, owner), place(key), value)
            elif isinstance(shape.names, NameOf) and (symbol := self._symbol(key.text, shape.names)):
                yield Mention(symbol, place(key))
            if shape.of is OUTCOME:
                yield from (Mention(Symbol("outcome", word.text, key.text), place(word)) for word in words_of(value))
            else:
                yield from self._names(value, shape.of, owner or key.text)

    def _expression(self, node: Node) -> Iterator[Mention]:
        match node:
            case Scalar():
                yield from (Mention(symbol, span) for symbol, span in named_in(node, self._layout.calls, self._known.values))
            case Sequence(items=items):
                for item in items:
                    yield from self._expression(item)
            case MappingNode(entries=entries):
                for _, value in entries:
                    yield from self._expression(value)

    def _told(self, node: Node, prefix: str) -> Iterator[Mention]:
        """Yield facts and their values; names of facts are dotted, nested or both."""
        for key, value in entries_of(node):
            fact = prefix + key.text
            if isinstance(value, MappingNode):
                yield from self._told(value, f"{fact}.")
                continue
            yield Mention(Symbol("name", fact), place(key))
            values = self._known.values.get(fact, ())
            told = [word for word in words_of(value) if word.text in values]
            yield from (Mention(Symbol("value", word.text, fact), place(word)) for word in told)
            if not told and isinstance(value, Scalar):
                yield from self._expression(value)


def fitting_shape(node: Node, either: Either) -> Shape | None:
    """Return the one of several shapes that a node is meant to have, by its kind and by its keys."""
    if not isinstance(node, MappingNode):
        return next((shape for shape in either.shapes if not isinstance(shape, Form | Entries | Wording)), None)
    keys = {key.text for key, _ in node.entries}
    forms = (shape for shape in either.shapes if isinstance(shape, Form) and not keys.isdisjoint(key.name for key in shape.keys))
    return next(forms, next((shape for shape in either.shapes if isinstance(shape, Entries | Wording)), None))


def _defined(kind: Kind, name: str, owner: str) -> Symbol:
    return Symbol(kind, name, owner if kind in OWNED else "")


def _cited(word: Scalar) -> Iterator[Mention]:
    work, slash, claim = word.text.partition("/")
    yield Mention(Symbol("work", work), word.part(0, len(work)))
    if slash:
        yield Mention(Symbol("claim", claim, work), word.part(len(work) + 1, len(word.text)))


def _placeholders(node: Node) -> Iterator[Mention]:
    for _, wording in entries_of(node):
        if not isinstance(wording, Scalar):
            continue
        for found in PLACEHOLDER.finditer(wording.text):
            name, start = split(found[1])[0], found.start(1)
            start += len(PARAMETER) if name.startswith(PARAMETER) else 0
            symbol = Symbol("parameter", name.removeprefix(PARAMETER)) if name.startswith(PARAMETER) else Symbol("name", name)
            yield Mention(symbol, wording.part(start, start + len(symbol.name)))


def place(word: Scalar) -> Span:
    """Return where a word stands, without quotation marks."""
    return word.part(0, len(word.text)) if word.text else word.span


def entries_of(node: Node | None) -> tuple[tuple[Scalar, Node], ...]:
    """Return the entries of a mapping, none where it is something else."""
    return node.entries if isinstance(node, MappingNode) else ()


def under(node: Node | None, key: str) -> Node | None:
    """Return what stands under a key of an entry."""
    return next((value for word, value in entries_of(node) if word.text == key), None)


def words_of(node: Node | None) -> Iterator[Scalar]:
    """Yield a word, or the words of a list and of the lists in it."""
    match node:
        case Scalar():
            if not node.is_null:
                yield node
        case Sequence(items=items):
            for item in items:
                yield from words_of(item)
        case _:
            return
