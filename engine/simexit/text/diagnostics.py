"""Findings: what is wrong, where, and what would mend it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from simexit.record import record

if TYPE_CHECKING:
    from collections.abc import Iterable

    from simexit.text.codes import Code
    from simexit.text.source import Span


@record
class Related:
    """Another place that helps to understand a finding."""

    span: Span
    message: str


@record
class Diagnostic:
    """One finding: message in lower case without full stop, the user's words in backticks."""

    code: Code
    message: str
    span: Span | None
    hint: str | None = None
    related: tuple[Related, ...] = ()

    def to_dict(self) -> dict[str, object]:
        """Return the finding as plain values for JSON."""
        place: dict[str, object] = {}
        if self.span is not None:
            place = {
                "file": self.span.source.name,
                "line": self.span.line,
                "column": self.span.column,
                "end_line": self.span.end_line,
                "end_column": self.span.end_column,
            }
        related = [{"place": r.span.place, "message": r.message} for r in self.related]
        return {"code": self.code.code, "message": self.message, **place, "hint": self.hint, "related": related}


class Findings:
    """Collects diagnostics, so that all of them are shown and not only the first."""

    __slots__ = ("found",)

    def __init__(self, found: list[Diagnostic] | None = None) -> None:
        self.found = [] if found is None else found

    def add(self, code: Code, span: Span | None, message: str, *, hint: str | None = None, related: tuple[Related, ...] = ()) -> None:
        """Note one finding."""
        self.found.append(Diagnostic(code, message, span, hint, related))

    def __len__(self) -> int:
        return len(self.found)

    def in_order(self) -> tuple[Diagnostic, ...]:
        """Return the findings by file and place, each once."""

        def place(finding: Diagnostic) -> tuple[str, int, int, str]:
            span = finding.span
            return ("", 0, 0, finding.message) if span is None else (span.source.name, span.line, span.column, finding.message)

        return tuple(sorted(dict.fromkeys(self.found), key=place))


def did_you_mean(word: str, known: Iterable[str]) -> str | None:
    """Return a hint with the known name nearest to `word`, or None where none is near."""
    from difflib import get_close_matches

    near = get_close_matches(word, list(known), n=1, cutoff=0.7)
    return f"did you mean `{near[0]}`?" if near else None


def shortened(text: str) -> str:
    """Return a user's text for a message: one printable line, at most 60 characters."""
    line = " ".join(text[:200].split())
    printable = "".join(character if character.isprintable() else "�" for character in line)
    return printable if len(printable) <= 60 else printable[:57] + "…"
