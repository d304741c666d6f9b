"""`simexit test`: is the advice in the cases of a library what their author expects?"""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import click

from simexit.cli.exits import Exit
from simexit.cli.progress import with_progress
from simexit.cli.session import Session, stop, write_json
from simexit.disk import write_whole

if TYPE_CHECKING:
    from simexit.author.cases.case import Case
    from simexit.author.cases.run import Outcome, Result
    from simexit.model.rules import RuleSet
    from simexit.run.decider import Decider
    from simexit.text.diagnostics import Diagnostic

_COLOURS: dict[Outcome, str] = {"passed": "green", "matched nothing": "yellow", "failed": "red"}


@click.command("test")
@click.argument("paths", nargs=-1, type=click.Path(exists=True, path_type=Path), metavar="[PATH]...")
@click.option("-k", "wanted", default="", metavar="TEXT", help="Only the cases that have this text in their file or name.")
@click.option("--json", "as_json", is_flag=True, help="Results as JSON for programs.")
@click.option("--github", is_flag=True, help="Results as annotations of GitHub.")
@click.option("--junit", metavar="FILE", type=click.Path(dir_okay=False, path_type=Path), help="Also write the results as JUnit XML.")
@click.option("-v", "--verbose", is_flag=True, help="Name the cases that passed as well.")
@click.pass_obj
def command(session: Session, paths: tuple[Path, ...], wanted: str, as_json: bool, github: bool, junit: Path | None, verbose: bool) -> None:
    """Run the cases of a library: all files under rules/ that end in .cases.yaml, or those named here.

    A case that expects only absence, and could not have failed on account of its facts, has matched nothing: it did not pass.
    Ends with 0 where every case passed, 4 where one did not or there is none, 3 where files have errors.

    \b
    Examples:
      simexit test
      simexit test rules/settle -k debt -v
      simexit test --junit results.xml
      simexit --from my-library test more/my.cases.yaml
    """
    from simexit.author.cases.files import read_cases
    from simexit.run.decider import Decider

    if as_json and github:
        raise click.UsageError("choose one of --json and --github")
    rules = session.rules()
    cases, findings = read_cases(rules, paths or (session.origin.rules,))
    found = findings.in_order()
    chosen = [] if found else [case for case in cases if wanted.casefold() in case.title.casefold()]
    decider = Decider(rules, "always")
    results = _run(chosen, rules, decider)
    if junit is not None:
        _write_junit(junit, results, found)
    if as_json:
        _write_json(results, found, rules, decider)
    elif github:
        _annotate(results, found)
    else:
        _show(results, verbose)
    if decider.unavailable is not None and not as_json:
        _say_alone(decider.unavailable, session.language(rules))
    _end(results, found, len(cases), wanted)


def _run(cases: list[Case], rules: RuleSet, decider: Decider) -> list[Result]:
    from simexit.author.cases.run import run_case

    return [run_case(case, rules, decider) for case in with_progress(cases, "cases")]


def _show(results: list[Result], verbose: bool) -> None:
    """Write the cases of each outcome together, what did not pass last, and how many there are of each."""
    for outcome, colour in _COLOURS.items():
        for result in results:
            if result.outcome == outcome and (verbose or outcome != "passed"):
                click.echo(f"{click.style(outcome, fg=colour)} {result.case.file}:{result.case.span.line}: {result.case.name}")
                for difference in result.differences:
                    click.echo(f"    {difference}")
    counts = _counts(results)
    if results:
        click.echo(", ".join(f"{counts[outcome]} {outcome}" for outcome in _COLOURS))


def _counts(results: list[Result]) -> dict[str, int]:
    counted = Counter(result.outcome for result in results)
    return {outcome: counted[outcome] for outcome in _COLOURS}


def _write_json(results: list[Result], found: tuple[Diagnostic, ...], rules: RuleSet, decider: Decider) -> None:
    write_json(
        {
            "findings": [finding.to_dict() for finding in found],
            "counts": _counts(results),
            "cases": [result.to_dict() for result in results],
            "second_opinion_missing": decider.unavailable,
            "ruleset": rules.identity,
        }
    )


def _say_alone(why: str, language: str) -> None:
    """Say on standard error that there was no second opinion; JSON has it in `second_opinion_missing`."""
    from simexit.text.words import word

    click.echo(f"{word('no_second_opinion', language)}: {why}", err=True)


def _annotate(results: list[Result], found: tuple[Diagnostic, ...]) -> None:
    from simexit.author.cases.github import error_lines

    for line in error_lines(results, found):
        click.echo(line)


def _write_junit(path: Path, results: list[Result], found: tuple[Diagnostic, ...]) -> None:
    from simexit.author.cases.junit import junit

    try:
        write_whole(path, junit(results, found))
    except OSError as error:
        click.echo(f"error: cannot write {path}: {error.strerror}", err=True)
        raise click.exceptions.Exit(Exit.COULD_NOT_FINISH) from None


def _end(results: list[Result], found: tuple[Diagnostic, ...], read: int, wanted: str) -> None:
    """End with the code for what was found; no case at all is not a success."""
    if found:
        stop(found, Exit.RULES_HAVE_ERRORS)
    if not read:
        click.echo("error: there are no cases: files of cases end in .cases.yaml and stand under rules/", err=True)
    elif not results:
        click.echo(f"error: none of the {read} cases has `{wanted}` in its file or name", err=True)
    if not results or any(result.outcome != "passed" for result in results):
        raise click.exceptions.Exit(Exit.ANSWER_IS_NO)
