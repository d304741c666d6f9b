"""YAML text to a tree of nodes, within limits; the only module that imports `yaml`.

Aliases, tags, several documents, duplicate keys and too deep nesting are findings.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import yaml

from simexit.parse.nodes import Mapping, Node, Scalar, Sequence
from simexit.text.codes import Code
from simexit.text.diagnostics import Findings, Related, shortened
from simexit.text.source import Source, Span, whole

if TYPE_CHECKING:
    from collections.abc import Iterator

DEEPEST = 40

_LOADER: type = getattr(yaml, "CLoader", yaml.Loader)


def tree(source: Source, findings: Findings) -> Node | None:
    """Return the one document of `source`, or None with a finding."""
    before = len(findings)
    try:
        node = _Builder(source, findings).document()
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


class _Builder:
    """Builds the tree from the parser's events, so that no depth or alias can hurt."""

    def __init__(self, source: Source, findings: Findings) -> None:
        self.source = source
        self.findings = findings
        self.events: Iterator[yaml.Event] = iter(yaml.parse(source.text, Loader=_LOADER))

    def document(self) -> Node | None:
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
