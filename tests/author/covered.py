"""The coverage of small libraries that a test writes."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from simexit.author.coverage.gaps import Gap, gap_finder
from simexit.author.coverage.measure import measure
from simexit.author.coverage.report import Coverage
from simexit.check.ruleset import check
from simexit.libraries import Library
from simexit.model.rules import RuleSet, Situation
from small_library import small_library


def rules_with(folder: Path, condition: str) -> RuleSet:
    """The rules of a library whose one rule has this condition on the number `x`."""
    return rules_in(small_library(folder, condition))


def rules_in(folder: Path) -> RuleSet:
    rules, findings = check(Library(folder))
    assert rules is not None, findings.in_order()
    return rules


def coverage_of(rules: RuleSet, situations: Sequence[Situation]) -> Coverage:
    measured = measure(rules, situations)
    find = gap_finder(rules)
    return Coverage(len(situations), measured, {side: find(side) for covered in measured for side in covered.uncovered()})


def numbers(*values: int) -> list[Situation]:
    return [{"x": value} for value in values]


def gaps_of(coverage: Coverage) -> dict[tuple[str, bool], Gap]:
    """What no situation covers, by the text of the leaf and its value."""
    texts = {covered.rule.name: [leaf.span.text() for leaf in covered.leaves] for covered in coverage.rules}
    return {(texts[side.rule][side.place], side.value): gap for side, gap in coverage.gaps.items()}
