"""What `simexit coverage` shows: what no case covers, what is proved impossible, and how much that is."""

from __future__ import annotations

from collections.abc import Iterator

import click

from simexit.author.coverage.gaps import Coverable, Impossible, Unanswered
from simexit.author.coverage.measure import LeafCoverage, RuleCoverage, Side
from simexit.author.coverage.report import Coverage, seen
from simexit.model.types import written

_INDENT = "    "


def show(coverage: Coverage) -> None:
    """Write what no case covers, what is proved impossible, and how much that is."""
    for covered in coverage.rules:
        _show_missing(covered, coverage)
    proved = [line for covered in coverage.rules for line in _proved(covered, coverage)]
    if proved:
        click.secho("Proved impossible, so that no case is needed:", bold=True)
        for line in proved:
            click.echo(_INDENT + line)
    counted, leaves = coverage.totals, coverage.leaves
    shown = ", ".join(f"{_word(value)}: {seen(leaves, value)}" for value in (True, False, None))
    click.echo(f"cases: {coverage.cases}, rules: {len(coverage.rules)}, leaves: {len(leaves)}; in some case {shown}")
    colour = "green" if counted.covered == counted.coverable else "yellow"
    click.secho(f"covered: {counted}; proved impossible: {counted.impossible} more", fg=colour, bold=True)


def _show_missing(covered: RuleCoverage, coverage: Coverage) -> None:
    for side, gap in coverage.missing(covered):
        leaf, word = covered.leaves[side.place], _word(side.value)
        never = "".join(f"; it is never {name}" for name in _never(leaf))
        click.echo(f"{leaf.span.place}: {click.style('not covered', fg='yellow')}: `{leaf.span.text()}` does not decide as {word}{never}")
        match gap:
            case Coverable(situation):
                click.echo(f"{_INDENT}it would with {', '.join(f'{fact}: {written(value)}' for fact, value in situation.items())}")
            case Unanswered(reason):
                click.echo(_INDENT + reason)


def _never(leaf: LeafCoverage) -> Iterator[str]:
    return (_word(value) for value in (True, False, None) if not leaf.times(value))


def _word(value: bool | None) -> str:
    return "open" if value is None else "true" if value else "false"


def _proved(covered: RuleCoverage, coverage: Coverage) -> Iterator[str]:
    """Yield the leaves of a rule that cannot decide, or only as one value."""
    for place, leaf in enumerate(covered.leaves):
        sides = [Side(covered.rule.name, place, value) for value in (True, False)]
        proved = [side.value for side in sides if isinstance(coverage.gaps.get(side), Impossible)]
        if len(proved) == 2:
            yield f"{leaf.span.place}: `{leaf.span.text()}` never decides: the rule says the same without it"
        elif proved:
            yield f"{leaf.span.place}: `{leaf.span.text()}` never decides as {_word(proved[0])}"
