"""Lists and mappings in brackets: on one line, or on as few as a width allows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from simexit.author.format.values import on_one_line, quoted
from simexit.parse.nodes import Mapping, Node, Scalar

if TYPE_CHECKING:
    from simexit.parse.nodes import Sequence


def flow(node: Node) -> str:
    """Return a node on one line."""
    match node:
        case Scalar():
            word = on_one_line(node, in_flow=True)
            return quoted(node.text) if word is None else word
        case Mapping():
            return "{" + ", ".join(_parts(node)) + "}"
        case _:
            return "[" + ", ".join(_parts(node)) + "]"


def divided(node: Mapping | Sequence, head: str, indent: str, width: int) -> list[str]:
    """Return the lines of a list or mapping behind `head`, or below it where one line would be longer than `width`."""
    line = f"{head} {flow(node)}"
    if len(line) <= width or len(_parts(node)) < 2:
        return [line]
    first, last = ("{", "}") if isinstance(node, Mapping) else ("[", "]")
    behind_dash = head.endswith("-")
    lines = [f"{head} {first}" if behind_dash else f"{indent}{first}"]
    *words, final = _parts(node)
    for number, word in enumerate([*(word + "," for word in words), final + last]):
        if number and len(lines[-1]) + 1 + len(word) > width:
            lines.append(f"{indent} {word}")
        else:
            lines[-1] += word if number == 0 else f" {word}"
    return lines if behind_dash else [head, *lines]


def _parts(node: Mapping | Sequence) -> list[str]:
    if isinstance(node, Mapping):
        return [f"{flow(key)}: {flow(value)}" for key, value in node.entries]
    return [flow(item) for item in node.items]
