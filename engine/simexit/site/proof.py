"""The report of a proof, where one was made: what was asked, what was proved, and what was found."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from simexit.author.proof.findings import Explained
    from simexit.author.proof.report import Line
    from simexit.prove.proof import NotVerified
    from simexit.site.subject import Subject


class Report(NamedTuple):
    """What a proof found, in the order in which it is shown."""

    asked: int
    lines: tuple[Line, ...]
    by_construction: tuple[str, ...]
    findings: tuple[Explained, ...]
    open: tuple[NotVerified, ...]
    longest: tuple[str, ...]


def report(subject: Subject) -> Report | None:
    """Return the report, or None where nothing was to be proved."""
    proof = subject.proof
    if proof is None:
        return None
    from simexit.author.proof.findings import explained
    from simexit.author.proof.report import BY_CONSTRUCTION, lines

    return Report(
        asked=len(proof.answered),
        lines=tuple(lines(proof)),
        by_construction=BY_CONSTRUCTION,
        findings=tuple(explained(finding, subject.rules, subject.language) for finding in proof.findings),
        open=proof.not_verified,
        longest=() if proof.longest_way is None else tuple(action for action, _ in proof.longest_way.steps),
    )


def proved_invariants(subject: Subject) -> frozenset[str]:
    """Return the invariants that are proved to hold in every situation."""
    if subject.proof is None:
        return frozenset()
    from simexit.prove.questions import Held, Ways

    asked = (one for one in subject.proof.answered if one.question.obligation == "invariant" and isinstance(one.result, Held))
    return frozenset(name for one in asked if not isinstance(one.question, Ways) for name in one.question.names)
