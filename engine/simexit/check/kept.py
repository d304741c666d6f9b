"""What was read of files before, so that where a library is checked again and again only what changed is read again."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from simexit.parse.nodes import Node, parse
from simexit.text.diagnostics import Findings

if TYPE_CHECKING:
    from simexit.check.context import Reference
    from simexit.model.types import Text
    from simexit.parse.nodes import Scalar
    from simexit.text.diagnostics import Diagnostic
    from simexit.text.source import Source


class TextRead(NamedTuple):
    """A text that was read, what it is a text of, in which languages, and what was noted of it."""

    node: Node
    what: str
    languages: tuple[str, ...]
    text: Text
    wordings: tuple[tuple[str, Scalar], ...]
    placeholders: tuple[Reference, ...]
    counted: tuple[Reference, ...]
    findings: tuple[Diagnostic, ...]


class _Parsed(NamedTuple):
    source: Source
    node: Node | None
    findings: tuple[Diagnostic, ...]


class Kept:
    """The nodes of files by the names of the files, and the texts among these nodes as the last check read them."""

    def __init__(self, like: Kept | None = None) -> None:
        self._parsed: dict[str, _Parsed] = {} if like is None else dict(like._parsed)
        self._last: dict[str, Node] = {} if like is None else dict(like._last)
        self._texts: dict[int, TextRead] = {} if like is None else dict(like._texts)
        self._texts_before: dict[int, TextRead] = {}

    def begin(self) -> None:
        """Begin another check: what the last one did not need is forgotten with it."""
        self._texts_before, self._texts = self._texts, {}

    def parse(self, source: Source, findings: Findings) -> Node | None:
        """Return the nodes of a text, or None with findings, as `simexit.parse.nodes.parse` does."""
        kept = self._parsed.get(source.name)
        if kept is None or kept.source != source:
            found = Findings()
            node = parse(source, found)
            kept = self._parsed[source.name] = _Parsed(source, node, tuple(found.found))
            if node is not None:
                self._last[source.name] = node
        findings.found += kept.findings
        return kept.node

    def last_good(self, source: Source) -> Node | None:
        """Return the nodes of a text, or where it cannot be parsed those of the last text of the file that could."""
        return self.parse(source, Findings()) or self._last.get(source.name)

    def text(self, node: Node, what: str, languages: tuple[str, ...]) -> TextRead | None:
        """Return how a text was read before, None where it is to be read now."""
        read = self._texts.get(id(node)) or self._texts_before.get(id(node))
        if read is None or read.node is not node or read.what != what or read.languages != languages:
            return None
        self._texts[id(node)] = read
        return read

    def keep(self, read: TextRead) -> None:
        """Keep how a text was read."""
        self._texts[id(read.node)] = read
