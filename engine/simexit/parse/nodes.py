"""Files as texts, and the nodes that YAML is parsed to: scalars with their text as it was written, lists and mappings, with places.

No scalar is typed here: `NO`, `0123` and `on` stay text.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from simexit.text.codes import Code
from simexit.text.diagnostics import Findings
from simexit.text.source import Source, Span, whole

if TYPE_CHECKING:
    from pathlib import Path

LARGEST_FILE = 2_000_000
LARGEST_SITUATION = 100_000
_AT_ONCE = 50_000
_MARK = "\ufeff"
"""The byte order mark, which some editors put at the start of a file."""


class Scalar(NamedTuple):
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


class Sequence(NamedTuple):
    """A list."""

    items: tuple[Node, ...]
    span: Span


class Mapping(NamedTuple):
    """Keys and values in the order of the file."""

    entries: tuple[tuple[Scalar, Node], ...]
    span: Span


Node = Scalar | Sequence | Mapping


def read_file(path: Path, shown_as: str, findings: Findings, largest: int = LARGEST_FILE) -> Source | None:
    """Read a file of at most `largest` bytes as UTF-8 text, or note why it cannot be."""
    data = read_bytes(path, shown_as, findings, largest)
    return None if data is None else decode(data, shown_as, findings, largest)


def read_bytes(path: Path | str, shown_as: str, findings: Findings, largest: int = LARGEST_FILE) -> bytes | None:
    """Read a file, one byte more than `largest` at most, or note why it cannot be."""
    try:
        with open(path, "rb") as file:
            start = file.read(_AT_ONCE)  # room for the largest file is only made for a large one
            return start if len(start) < _AT_ONCE else start + file.read(largest + 1 - len(start))
    except OSError as error:
        findings.add(Code.UNREADABLE, whole(Source(shown_as, "")), f"cannot read the file: {error.strerror or error}")
        return None


def decode(data: bytes, shown_as: str, findings: Findings, largest: int = LARGEST_FILE) -> Source | None:
    """Turn bytes into a source, or note that they are more than `largest` or not UTF-8."""
    if len(data) > largest:
        size = f"{largest // 1_000_000} MB" if largest >= 1_000_000 else f"{largest // 1_000} kB"
        findings.add(Code.TOO_LARGE, whole(Source(shown_as, "")), f"the file is larger than {size}")
        return None
    try:
        text = data.decode().removeprefix(_MARK)
    except UnicodeDecodeError as error:
        before = data[: error.start].decode(errors="replace").removeprefix(_MARK)
        line, column = before.count("\n") + 1, len(before) - before.rfind("\n")
        place = Span(Source(shown_as, before), line, column, line, column + 1)
        findings.add(Code.NOT_UTF8, place, f"byte 0x{data[error.start]:02x} is not UTF-8 text", hint="save the file as UTF-8")
        return None
    return Source(shown_as, text.replace("\r\n", "\n"))


def parse(source: Source, findings: Findings) -> Node | None:
    """Return the one document of `source`, or None with a finding."""
    from simexit.parse.trees import tree

    return tree(source, findings)
