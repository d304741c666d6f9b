"""Actions that exclude each other and are due together: proved or shown by a situation, for an editor that works on meanwhile."""

from __future__ import annotations

from dataclasses import replace
from typing import NamedTuple

from simexit.author.proof.findings import Explained, explained
from simexit.disk import cache_folder
from simexit.model.rules import RuleSet
from simexit.text.diagnostics import Diagnostic, Related

_SECONDS = 20.0


class Conflict(NamedTuple):
    """A finding with the situation that shows it, and a case that fails as long as it is so."""

    finding: Diagnostic
    case: str | None


def can_prove() -> bool:
    """Return whether the solver is installed."""
    try:
        import simexit.prove.smt  # noqa: F401
    except ModuleNotFoundError:
        return False
    return True


def conflicts(rules: RuleSet, language: str) -> tuple[Conflict, ...]:
    """Ask which actions that exclude each other can be due together; what was proved before is not asked again."""
    from simexit.prove.cache import Cache
    from simexit.prove.proof import prove

    proof = prove(rules, seconds=_SECONDS, jobs=1, cache=Cache(cache_folder()), obligation="conflict")
    return tuple(_conflict(explained(finding, rules, language), rules) for finding in proof.findings)


def _conflict(one: Explained, rules: RuleSet) -> Conflict:
    """Return a finding with its situation among the related places, at the other action."""
    finding = one.diagnostic
    other = rules.vocabulary.actions[one.finding.names[1]].span
    situation = ", ".join(fact for fact, _ in one.lines)
    shown = Related(other, f"both are due where {situation}" if situation else "both are due in every situation")
    return Conflict(replace(finding, related=(shown, *finding.related)), one.case)
