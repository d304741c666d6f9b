"""Findings of a call as plain values: which fact, what is wrong, what would mend it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from simexit.text.diagnostics import Diagnostic

_FACTS = ("/facts/", "/changes/")


class CallError(Exception):
    """A call cannot be answered as it is made; `findings` has everything that is wrong with it."""

    def __init__(self, findings: Iterable[Diagnostic]) -> None:
        self.findings = tuple(findings)
        super().__init__("; ".join(finding.message for finding in self.findings))

    def to_dicts(self) -> list[dict[str, object]]:
        """Return the findings as plain values for JSON."""
        return [finding_to_dict(finding) for finding in self.findings]


def finding_to_dict(finding: Diagnostic) -> dict[str, object]:
    """Return a finding: its code, the JSON pointer to the value, the fact that stands there, and the facts it clashes with."""
    pointer = None if finding.span is None else finding.span.source.name
    return {
        "code": finding.code.code,
        "fact": None if pointer is None else _fact(pointer),
        "message": finding.message,
        "hint": finding.hint,
        "pointer": pointer,
        "with": [fact for related in finding.related if (fact := _fact(related.span.source.name)) is not None],
    }


def _fact(pointer: str) -> str | None:
    if pointer == "/today":
        return "today"
    for start in _FACTS:
        if pointer.startswith(start):
            return pointer.removeprefix(start).replace("~1", "/").replace("~0", "~")
    return None
