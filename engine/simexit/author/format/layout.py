"""A tree and its comments to the lines of a file: two blanks for each level, one between words, none at the end of a line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from simexit.author.format.comments import Comment, Place, end, in_brackets, start
from simexit.author.format.flow import divided, flow
from simexit.author.format.values import on_lines, on_one_line, quoted
from simexit.parse.nodes import Mapping, Node, Scalar

if TYPE_CHECKING:
    from simexit.parse.nodes import Sequence
    from simexit.text.source import Source

STEP = "  "
WIDTH = 140
"""What is in brackets is divided where it would make a line longer than this."""
_LONGEST_KEY = 1000
"""YAML takes no longer key without a mark before it."""
_END: Place = (10**9, 0)

Part = tuple[Scalar | None, Node]
"""A key with its value, or an item of a list, which has no key."""


class Layout:
    """Writes one file. Comments are taken in their order: those above a line, the one behind it, those at the end of a block."""

    def __init__(self, source: Source, found: list[Comment]) -> None:
        self._source = source
        self._waiting = found[::-1]
        self._lines: list[str] = []
        self._goes_on = False
        """Whether empty lines would belong to the value above them."""

    def text(self, root: Mapping | Sequence, apart: bool) -> str:
        """Return the whole file; with `apart`, an empty line stands between the parts of the root."""
        if self._is_block(root):
            self._block(root, "", _END, "", apart)
        else:
            self._above(end(root), "", start(root)[0], first=True)
            self._lines.append(flow(root))
            self._behind(end(root)[0], -1)
        self._above(_END, "", None, first=False)
        return "\n".join(self._lines) + "\n"

    def _block(self, node: Mapping | Sequence, indent: str, following: Place, lead: str, apart: bool = False) -> None:
        """Write the parts of a list or mapping; the first stands behind `lead`, where there is one."""
        found = parts(node)
        for number, part in enumerate(found):
            if not (lead and number == 0):
                before = len(self._lines)
                gaps = self._above(self._line_begins(part), indent, _place(part)[0], first=number == 0)
                if apart and number and not gaps and not self._goes_on:
                    self._lines.insert(before, "")
            last = number == len(found) - 1
            column = node.span.column if found[0][0] is None else _place(part)[1]
            after = following if last else (_place(found[number + 1])[0], column)
            self._part(part, (lead if number == 0 else "") or indent, indent, after)
        self._at_the_end(node, indent, following)

    def _part(self, part: Part, prefix: str, indent: str, following: Place) -> None:
        key, value = part
        head = prefix + "-" if key is None else self._key(key, prefix, indent)
        self._goes_on = False
        if not isinstance(value, Scalar) and self._is_block(value):
            if key is None:
                self._block(value, indent + STEP, following, head + " ")
                return
            self._lines.append(head)
            self._behind(key.span.end_line, -1, start(value))
            self._block(value, indent + STEP, following, "")
        elif isinstance(value, Scalar):
            self._value(value, head, indent)
        else:
            self._lines += divided(value, head, indent + STEP, WIDTH)
            self._behind(end(value)[0], -1)

    def _key(self, key: Scalar, prefix: str, indent: str) -> str:
        word = on_one_line(key, in_flow=False)
        word = quoted(key.text) if word is None else word
        if len(word) <= _LONGEST_KEY:
            return f"{prefix}{word}:"
        self._lines.append(f"{prefix}? {word}")
        return f"{indent}:"

    def _value(self, value: Scalar, head: str, indent: str) -> None:
        word, below = on_one_line(value, in_flow=False), list[str]()
        if word is None:
            word, below = on_lines(value, indent + STEP)
        self._lines += [f"{head} {word}".rstrip(" ") if not below else f"{head} {word}", *below]
        self._behind(
            value.span.line if value.style in {"|", ">"} else value.span.end_line, -1 - len(below) if value.style in {"|", ">"} else -1
        )
        self._goes_on = bool(below) and word.endswith("+")

    def _line_begins(self, part: Part) -> Place:
        """Return up to where comments stand above the line on which a part begins, because the line has no room for them."""
        key, value = part
        if isinstance(value, Scalar):
            return start(value)
        if not self._is_block(value):
            return end(value)
        if key is None:
            return self._line_begins(parts(value)[0])
        inside = [comment for comment in self._waiting if start(key) < comment.place < start(value)]
        return start(key) if all(comment.alone for comment in inside[:-1]) else start(value)

    def _above(self, place: Place, indent: str, line: int | None, first: bool) -> bool:
        """Write the comments before a place, each on a line; return whether an empty line stands among them or below."""
        gaps = False
        while self._waiting and self._waiting[-1].place < place:
            comment = self._waiting.pop()
            gaps |= not first and comment.alone and self._gap(comment.place[0])
            self._lines.append(indent + comment.text)
            first = False
            self._goes_on = False
        return (line is not None and not first and self._gap(line)) or gaps

    def _gap(self, line: int) -> bool:
        """Write an empty line if one stands above a line of the source; at most one, and none at the beginning."""
        empty = line > 1 and not self._source.line(line - 1).strip(" \t")
        if empty and self._lines and self._lines[-1] and not self._goes_on:
            self._lines.append("")
        return empty

    def _behind(self, line: int, at: int, before: Place = _END) -> None:
        """Write the comment that stands behind a value on this line of the source."""
        if self._waiting and not self._waiting[-1].alone and self._waiting[-1].place[0] == line and self._waiting[-1].place < before:
            self._lines[at] += f"  {self._waiting.pop().text}"

    def _at_the_end(self, node: Mapping | Sequence, indent: str, following: Place) -> None:
        """Write the comments below the last part that are as far to the right as the parts."""
        while self._waiting and self._belongs(self._waiting[-1], node, following):
            comment = self._waiting.pop()
            if comment.alone:
                self._gap(comment.place[0])
            self._lines.append(indent + comment.text)
            self._goes_on = False

    def _belongs(self, comment: Comment, node: Mapping | Sequence, following: Place) -> bool:
        if in_brackets(node):
            return comment.place < end(node)
        column = comment.place[1]
        return comment.alone and comment.place < following and column >= node.span.column and column > following[1]

    def _is_block(self, node: Mapping | Sequence) -> bool:
        """Return whether a list or mapping is written without brackets: where it was, and where comments stand between its brackets."""
        return bool(parts(node)) and (not in_brackets(node) or any(start(node) < comment.place < end(node) for comment in self._waiting))


def parts(node: Mapping | Sequence) -> list[Part]:
    """Return the parts of a list or mapping."""
    return list(node.entries) if isinstance(node, Mapping) else [(None, item) for item in node.items]


def _place(part: Part) -> Place:
    key, value = part
    return start(value if key is None else key)
