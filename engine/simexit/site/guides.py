"""The guides of a library: the files of facts in its `examples` folder, each with the plan that follows from them."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from simexit.check.files import read_yaml
from simexit.check.situations import from_node, situation
from simexit.document.compose import plan
from simexit.document.plan import Plan
from simexit.model.rules import RuleSet, Situation
from simexit.model.types import written
from simexit.parse.shapes import start_of
from simexit.run.clash import clashes
from simexit.run.decider import Decider
from simexit.text.codes import Code
from simexit.text.diagnostics import Findings


class Guide(NamedTuple):
    """One situation, what is said of it in the comment above it, and the way from it to every end."""

    name: str
    about: str
    situation: Situation
    plan: Plan


def guides(folder: Path, rules: RuleSet, language: str, findings: Findings) -> tuple[Guide, ...]:
    """Return the guides of a folder, which need not be there; a file that does not fit the rule set is a finding."""
    decider = Decider(rules, "off")
    found: list[Guide] = []
    for path in sorted(folder.glob("*.yaml")):
        known = _situation(path, rules, decider, findings)
        if known is not None:
            found.append(Guide(path.stem, _comment(path), known, plan(known, rules, decider, language)))
    return tuple(found)


def _situation(path: Path, rules: RuleSet, decider: Decider, findings: Findings) -> Situation | None:
    before = len(findings)
    node = read_yaml(path, findings)
    known = None if node is None else situation(from_node(node, rules, findings), findings)
    if node is not None and known is not None and len(findings) == before and not decider.possible_next(known):
        for clash in clashes(rules, decider, known):
            named = ", ".join(f"`{fact}` {written(known[fact])}" for fact in clash.facts)
            findings.add(Code.IMPOSSIBLE, start_of(node), f"these facts cannot all be true: {named}")
    return known if len(findings) == before else None


def _comment(path: Path) -> str:
    """Return the comment at the top of a file."""
    lines = path.read_text(encoding="utf-8").splitlines()
    comments = [
        line.removeprefix("#").strip() for line in lines[: next((n for n, line in enumerate(lines) if not line.startswith("#")), 0)]
    ]
    return " ".join(comments)
