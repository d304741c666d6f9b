"""YAML text to a tree of nodes with places; scalars keep the text as it was written.

No scalar is typed here: `NO`, `0123` and `on` stay text. Aliases, tags, several documents, duplicate keys and
too deep or too large files are findings.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import yaml

from simexit.text.codes import Code
from simexit.text.diagnostics import Findings, Related, shortened
from simexit.text.source import Source, Span, whole

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

LARGEST_FILE = 2_000_000
LARGEST_SITUATION = 100_000
DEEPEST = 40

_LOADER: type = getattr(yaml, "CLoader", yaml.Loader)


@dataclass(frozen=True, slots=True)
class Scalar:
    """A single value as written; `quoted` tells `"5"` from `5`."""

    text: str
    span: Span
    style: str = ""

    @property
    def quoted(self) -> bool:
        """Whether it stands in quotation marks."""
        return self.style in {"'", '"'}

    @property
    def is_null(self) -> bool:
        """Whether it says that there is no value."""
        return not self.quoted and self.text in {"", "~", "null", "Null", "NULL"}

    def part(self, start: int, end: int) -> Span:
        """Return the place in the file of the characters `start` to `end` of the text."""
        from simexit.parse.positions import position_of

        first, last = position_of(self, start), position_of(self, max(start, end - 1))
        if first is None or last is None:
            return self.span
        return Span(self.span.source, *first, last[0], last[1] + 1)


@dataclass(frozen=True, slots=True)
class Sequence:
    """A list."""

    items: tuple[Node, ...]
    span: Span


@dataclass(frozen=True, slots=True)
class Mapping:
    """Keys and values in the order of the file."""

    entries: tuple[tuple[Scalar, Node], ...]
    span: Span


Node = Scalar | Sequence | Mapping


def read_file(path: Path, shown_as: str, findings: Findings, largest: int = LARGEST_FILE) -> Source | None:
    """Read a file of at most `largest` bytes as UTF-8 text, or note why it cannot be."""
    try:
        with path.open("rb") as file:
            data = file.read(largest + 1)
    except OSError as error:
        findings.add(Code.UNREADABLE, whole(Source(shown_as, "")), f"cannot read the file: {error.strerror or error}")
        return None
    return decode(data, shown_as, findings, largest)


def decode(data: bytes, shown_as: str, findings: Findings, largest: int = LARGEST_FILE) -> Source | None:
    """Turn bytes into a source, or note that they are more than `largest` or not UTF-8."""
    if len(data) > largest:
        size = f"{largest // 1_000_000} MB" if largest >= 1_000_000 else f"{largest // 1_000} kB"
        findings.add(Code.TOO_LARGE, whole(Source(shown_as, "")), f"the file is larger than {size}")
        return None
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = data[: error.start].decode("utf-8", "replace")
        line, column = before.count("\n") + 1, len(before) - before.rfind("\n")
        place = Span(Source(shown_as, before), line, column, line, column + 1)
        findings.add(Code.NOT_UTF8, place, f"byte 0x{data[error.start]:02x} is not UTF-8 text", hint="save the file as UTF-8")
        return None
    return Source(shown_as, text.replace("\r\n", "\n"))


def parse(source: Source, findings: Findings) -> Node | None:
    """Return the one document of `source`, or None with a finding."""
    before = len(findings)
    builder = _Builder(source, findings)
    try:
        node = builder.document()
    except yaml.MarkedYAMLError as error:
        findings.add(Code.NOT_YAML, _error_place(source, error), _problem(error))
        return None
    except yaml.YAMLError as error:
        findings.add(Code.NOT_YAML, _character_place(source, getattr(error, "position", 0)), "a character that YAML does not allow")
        return None
    if len(findings) > before:
        return None
    if node is None or (isinstance(node, Scalar) and node.is_null):
        findings.add(Code.EMPTY_FILE, whole(source), "the file holds nothing")
        return None
    return node


class _TooMuchError(Exception):
    """The rest of the document is not worth reading."""


@dataclass(slots=True)
class _Builder:
    """Builds the tree from the parser's events, so that no depth or alias can hurt."""

    source: Source
    findings: Findings
    events: Iterator[yaml.Event] = field(init=False)

    def document(self) -> Node | None:
        self.events = iter(yaml.parse(self.source.text, Loader=_LOADER))
        documents = 0
        node: Node | None = None
        try:
            for event in self.events:
                if isinstance(event, yaml.DocumentStartEvent):
                    documents += 1
                    if documents > 1:
                        self.findings.add(Code.MANY_DOCUMENTS, self._span(event), "a second document begins here")
                        return None
                    node = self._node(next(self.events), 0)
        except _TooMuchError:
            return None
        return node

    def _node(self, event: yaml.Event, depth: int) -> Node:
        span = self._span(event)
        if depth > DEEPEST:
            self.findings.add(Code.TOO_DEEP, span, f"nested more than {DEEPEST} levels deep")
            raise _TooMuchError
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None) is not None:
            self.findings.add(Code.ALIAS, span, "anchors and aliases are not allowed", hint="write the value out")
            raise _TooMuchError
        if (tag := getattr(event, "tag", None)) is not None:
            self.findings.add(Code.TAG, span, f"the tag `{shortened(tag)}` is not allowed")
            raise _TooMuchError
        if isinstance(event, yaml.ScalarEvent):
            return Scalar(event.value, span, event.style or "")
        if isinstance(event, yaml.SequenceStartEvent):
            items = []
            while not isinstance(inner := next(self.events), yaml.SequenceEndEvent):
                items.append(self._node(inner, depth + 1))
            return Sequence(tuple(items), self._to(span, inner))
        return self._mapping(span, depth)

    def _mapping(self, span: Span, depth: int) -> Mapping:
        entries: list[tuple[Scalar, Node]] = []
        seen: dict[str, Span] = {}
        while not isinstance(event := next(self.events), yaml.MappingEndEvent):
            key = self._node(event, depth + 1)
            value = self._node(next(self.events), depth + 1)
            if not isinstance(key, Scalar):
                self.findings.add(Code.WRONG_SHAPE, key.span, "a key must be a single word")
            elif key.text in seen:
                first = (Related(seen[key.text], "first given here"),)
                self.findings.add(Code.DUPLICATE_KEY, key.span, f"`{key.text}` is given twice", related=first)
            else:
                seen[key.text] = key.span
                entries.append((key, value))
        return Mapping(tuple(entries), self._to(span, event))

    def _span(self, event: yaml.Event) -> Span:
        start, end = _mark(event.start_mark), _mark(event.end_mark)
        return Span(self.source, start.line + 1, start.column + 1, end.line + 1, end.column + 1)

    def _to(self, span: Span, event: yaml.Event) -> Span:
        end = _mark(event.end_mark)
        return Span(self.source, span.line, span.column, end.line + 1, end.column + 1)


def _mark(mark: Any) -> yaml.Mark:
    """Return a mark of an event; the parser always sets them."""
    assert mark is not None
    return mark  # type: ignore[no-any-return]  # the stubs allow None


def _error_place(source: Source, error: yaml.MarkedYAMLError) -> Span:
    mark = error.problem_mark or error.context_mark
    if mark is None:
        return whole(source)
    return Span(source, mark.line + 1, mark.column + 1, mark.line + 1, mark.column + 2)


def _character_place(source: Source, position: int) -> Span:
    before = source.text[:position]
    line = Source(source.name, before).lines()
    return Span(source, len(line), len(line[-1]) + 1, len(line), len(line[-1]) + 2)


def _problem(error: yaml.MarkedYAMLError) -> str:
    parts = [part for part in (error.problem, error.context) if part]
    return "this is not YAML: " + ", ".join(parts)
