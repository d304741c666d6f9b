"""How a single value is written: as it was, without quotation marks that say nothing, in one kind of them where they are needed."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

from simexit.parse.nodes import Scalar

if TYPE_CHECKING:
    from simexit.text.source import Span

_LINE_ENDS = re.compile("[\r\x85\u2028\u2029\ufeff]")
_ODD = re.compile("[\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]")
_PLAIN = re.compile(r"(?:\w|[(«“„‘…№§€])(?:.*\S)?")
"""A text that no mark at its beginning would make something else."""
_SAYS_MORE = re.compile(r"[-+.\d][-+.\d_:,eExXoOtTzZ ]*|[-+]?\.?(?:inf|nan)|y|yes|n|no|on|off|true|false|null|none", re.IGNORECASE)
"""What some reader of YAML takes for a number, a day, yes or no, or nothing, where it stands without quotation marks."""


def on_one_line(one: Scalar, in_flow: bool) -> str | None:
    """Return a value as it stands on one line, None where it is written on several that a block may keep."""
    if _LINE_ENDS.search(one.text):
        return quoted(one.text)
    if one.style == "":
        return quoted(one.text) if in_flow and "\n" in one.text else one.text if in_flow or one.span.line == one.span.end_line else None
    if one.style in {"|", ">"}:
        return None if one.text else ""
    if one.span.line < one.span.end_line:
        return quoted(one.text) if in_flow else None
    if _needs_no_marks(one.text, in_flow):
        return one.text
    raw = _raw(one.span)[0]
    says_it_itself = one.text.isprintable() and not re.search(r'["\\]', one.text) and (one.style == "'" or "\\" not in raw)
    return f'"{one.text}"' if says_it_itself else raw


def on_lines(one: Scalar, indent: str) -> tuple[str, list[str]]:
    """Return a value of several lines: what stands behind the key, and the lines below it at an indentation."""
    if one.style in {"|", ">"}:
        return _block(one, indent)
    lines = [line.strip(" \t") for line in _raw(one.span)]
    if one.style == '"' and any(re.search(r"\\[ \t]+$", line) for line in _raw(one.span)):
        return quoted(one.text), []
    return lines[0], [indent + line if line else "" for line in lines[1:]]


def quoted(text: str) -> str:
    """Return any text in quotation marks, on one line."""
    return _ODD.sub(lambda found: f"\\u{ord(found[0]):04x}", json.dumps(text, ensure_ascii=False))


def _needs_no_marks(text: str, in_flow: bool) -> bool:
    if not _PLAIN.fullmatch(text) or _SAYS_MORE.fullmatch(text) or ": " in text or " #" in text or text.endswith(":"):
        return False
    return text.isprintable() and not (in_flow and re.search(r"[,\[\]{}]|:\S", text))


def _raw(span: Span) -> list[str]:
    """Return the lines of a span as they are written."""
    lines = list(span.source.lines()[span.line - 1 : span.end_line])
    lines[-1] = lines[-1][: span.end_column - 1]
    lines[0] = lines[0][span.column - 1 :]
    return lines


def _block(one: Scalar, indent: str) -> tuple[str, list[str]]:
    """Return a value after `|` or `>`; the mark behind it says which line ends the value has at its end."""
    body = one.text.rstrip("\n")
    ends = len(one.text) - len(body)
    lines = body.split("\n") if one.style == "|" else _folded(one)
    if not body or lines is None or re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f]", body):
        return quoted(one.text), []
    first = next(line for line in lines if line)
    mark = ("2" if first[0] in " \t" else "") + ("-" if ends == 0 else "" if ends == 1 else "+")
    return one.style + mark, [indent + line if line else "" for line in lines] + [""] * (ends - 1)


def _folded(one: Scalar) -> list[str] | None:
    """Return the lines of a folded value without their indentation, None where blanks at their ends make them hard to keep."""
    header, *lines = _raw(one.span)
    while lines and not lines[-1].strip(" \t"):
        lines.pop()
    first = next((line for line in lines if line.strip(" \t")), "")
    if re.search(r"\d", header.partition("#")[0]) or any(line != line.rstrip(" \t") for line in lines) or "\t" in "".join(lines):
        return None
    indent = len(first) - len(first.lstrip(" "))
    return [line[indent:] for line in lines]
