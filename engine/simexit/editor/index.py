"""All names of a library: where each is defined, and where it is mentioned."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property

from simexit.check.file_kinds import INVARIANTS
from simexit.check.reading import CASES
from simexit.editor.draft import File
from simexit.editor.layout import layout_of
from simexit.editor.mentions import Known, Mention, Walk, entries_of, under, words_of
from simexit.editor.symbols import Symbol
from simexit.parse.nodes import Node, Scalar
from simexit.text.source import Span


class Index:
    """The names in the files of a library, as they were when it was made; `before` is the index that it follows on."""

    def __init__(self, files: Iterable[File], before: Index | None = None) -> None:
        read = tuple(files)
        self.files = {file.path: file for file in read if file.node is not None}
        self.broken = tuple(file.path for file in read if file.node is None or file.node.span.source != file.source)
        named = entries_of(under(self._node("kb/library.yaml"), "profiles"))
        self.profile_facts = {folder.text: fact.text for folder, fact in named if isinstance(fact, Scalar)}
        self.profiles = tuple(self.profile_facts)
        self.languages = tuple(word.text for word in words_of(under(self._node("kb/library.yaml"), "languages")))
        self.known = Known(self._values(), frozenset(key.text for key, _ in self._entries("actions")))
        self._mentions: dict[str, tuple[Node, tuple[Mention, ...]]] = {}
        kept = before._mentions if before is not None and before.known == self.known and before.profiles == self.profiles else {}
        for path, file in self.files.items():
            assert file.node is not None
            old = kept.get(path)
            is_same = old is not None and old[0] is file.node
            self._mentions[path] = old if old is not None and is_same else (file.node, self._read(path, file.node))

    def mentions(self, path: str) -> tuple[Mention, ...]:
        """Return the names in one file, by its path in the library."""
        return self._mentions[path][1] if path in self._mentions else ()

    def at(self, path: str, line: int, column: int) -> Mention | None:
        """Return the name at a place in a file; its end counts as well, because there a cursor stands after typing."""
        found = (one for one in self.mentions(path) if is_within(one.span, line, column))
        return next(found, None)

    @cached_property
    def definitions(self) -> Mapping[Symbol, Mention]:
        """Where each thing is defined, with its entry."""
        found: dict[Symbol, Mention] = {}
        for path in self.files:
            for mention in self.mentions(path):
                if mention.entry is not None:
                    found.setdefault(mention.symbol, mention)
        return found

    @cached_property
    def everywhere(self) -> Mapping[Symbol, tuple[tuple[str, Mention], ...]]:
        """All places where each name stands, its definition among them, each with the path of its file."""
        found: dict[Symbol, list[tuple[str, Mention]]] = {}
        for path in self.files:
            for mention in self.mentions(path):
                found.setdefault(mention.symbol, []).append((path, mention))
        return {symbol: tuple(places) for symbol, places in found.items()}

    def file_of(self, symbol: Symbol) -> str | None:
        """Return the path of the file in which something is defined."""
        return next((path for path, mention in self.everywhere.get(symbol, ()) if mention.entry is not None), None)

    def _read(self, path: str, node: Node) -> tuple[Mention, ...]:
        rule = rule_of(path)
        start = node.span._replace(end_line=node.span.line, end_column=node.span.column)
        own = () if rule is None else (Mention(Symbol("rule", rule), start, node),)
        layout = layout_of(path, self.profiles)
        return own if layout is None else (*Walk(self.known, layout).through(node), *own)

    def _values(self) -> dict[str, tuple[str, ...]]:
        """Return the values of each fact; a derived value that is another name of a fact has the same."""
        found = {key.text: tuple(value.text for value, _ in entries_of(under(entry, "values"))) for key, entry in self._entries("facts")}
        for key, entry in self._entries("derived"):
            value = under(entry, "value")
            if isinstance(value, Scalar) and value.text in found:
                found[key.text] = found[value.text]
        return found

    def _entries(self, folder: str) -> Iterator[tuple[Scalar, Node]]:
        for path, file in self.files.items():
            if path.startswith(f"kb/{folder}/") and file.node is not None:
                yield from entries_of(file.node)

    def _node(self, path: str) -> Node | None:
        return self.files[path].node if path in self.files else None


def rule_of(path: str) -> str | None:
    """Return the name of the rule in a file, None where it holds something else."""
    is_rule = path.startswith("rules/") and not path.endswith(CASES) and not path.startswith(f"rules/{INVARIANTS}/")
    return path.removeprefix("rules/").removesuffix(".yaml") if is_rule else None


def is_within(span: Span, line: int, column: int) -> bool:
    """Return whether a place is in a span of one line, or at its end."""
    return span.line == line == span.end_line and span.column <= column <= span.end_column
