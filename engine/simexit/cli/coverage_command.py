"""`simexit coverage`: how far do the cases of a library exercise the conditions of its rules?"""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING

import click

from simexit.cli.exits import Exit
from simexit.cli.percentage import percentage
from simexit.cli.progress import with_progress
from simexit.cli.session import Session, stop, write_json
from simexit.disk import write_whole

if TYPE_CHECKING:
    from simexit.author.coverage.report import Coverage
    from simexit.model.rules import RuleSet


@click.command("coverage")
@click.argument("paths", nargs=-1, type=click.Path(exists=True, path_type=Path), metavar="[PATH]...")
@click.option("--threshold", callback=percentage, metavar="PERCENT", help="Answer no where less than this is covered.")
@click.option(
    "--html", metavar="FILE", type=click.Path(dir_okay=False, path_type=Path), help="Also write the rule files, marked, as a page."
)
@click.option("--json", "as_json", is_flag=True, help="Answer as JSON for programs.")
@click.option("--suggest", is_flag=True, help="Write the cases that are missing instead, as YAML to be checked and pasted.")
@click.pass_obj
def command(session: Session, paths: tuple[Path, ...], threshold: Fraction | None, html: Path | None, as_json: bool, suggest: bool) -> None:
    """Measure how far the cases exercise the conditions of the rules: those under rules/, or those named here.

    A condition is made of leaves: comparisons, derived facts, what is due. A leaf decides in a case where the rule would say the
    opposite if this leaf alone were otherwise. It is covered when it decides as true in one case and as false in another (masking
    MC/DC). Where no case shows that, the prover looks for a situation that would, or proves that there is none.
    Ends with 4 where less than the threshold is covered, and with 3 where files have errors.

    \b
    Examples:
      simexit coverage
      simexit coverage --threshold 100 --html coverage.html
      simexit coverage --suggest
      simexit --from my-library coverage more/my.cases.yaml --json
    """
    if as_json and suggest:
        raise click.UsageError("choose one of --json and --suggest")
    rules = session.rules()
    coverage = _coverage(session, rules, paths)
    if html is not None:
        _write_page(html, coverage)
    if as_json:
        write_json({**coverage.to_dict(), "ruleset": rules.identity})
    elif suggest:
        _suggest(coverage, rules)
    else:
        from simexit.cli.coverage_show import show

        show(coverage)
    if threshold is not None and coverage.totals.percent < threshold:
        raise click.exceptions.Exit(Exit.ANSWER_IS_NO)


def _coverage(session: Session, rules: RuleSet, paths: tuple[Path, ...]) -> Coverage:
    from simexit.author.cases.files import read_cases
    from simexit.author.cases.situations import situation_of
    from simexit.author.coverage.gaps import gap_finder
    from simexit.author.coverage.measure import measure
    from simexit.author.coverage.report import Coverage

    cases, findings = read_cases(rules, paths or (session.origin.rules,))
    if len(findings):
        stop(findings.in_order(), Exit.RULES_HAVE_ERRORS)
    measured = measure(rules, (situation_of(case, rules) for case in with_progress(cases, "cases")))
    uncovered = [side for covered in measured for side in covered.uncovered()]
    find = gap_finder(rules)
    return Coverage(len(cases), measured, {side: find(side) for side in with_progress(uncovered, "proofs")})


def _write_page(path: Path, coverage: Coverage) -> None:
    from simexit.author.coverage.html import page

    try:
        write_whole(path, page(coverage, "Coverage of the rules by the cases").encode())
    except OSError as error:
        click.echo(f"error: cannot write {path}: {error.strerror}", err=True)
        raise click.exceptions.Exit(Exit.COULD_NOT_FINISH) from None


def _suggest(coverage: Coverage, rules: RuleSet) -> None:
    from simexit.author.coverage.suggest import suggestions

    blocks = list(suggestions(coverage, rules))
    click.echo("\n\n".join(blocks) if blocks else "# no case can be suggested")
