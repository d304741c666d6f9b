"""`simexit mutate`: would the cases of a library notice a mistake in its rules?"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

import click

from simexit.cli.exits import Exit
from simexit.cli.percentage import percentage
from simexit.cli.progress import reported
from simexit.cli.session import Session, stop, write_json

if TYPE_CHECKING:
    from simexit.author.cases.case import Case
    from simexit.author.mutation.report import Mutation
    from simexit.model.rules import RuleSet


@click.command("mutate")
@click.argument("names", nargs=-1, metavar="[NAME]...")
@click.option("--threshold", callback=percentage, metavar="PERCENT", help="Answer no where fewer mistakes than this are noticed.")
@click.option("--json", "as_json", is_flag=True, help="Answer as JSON for programs.")
@click.option("--suggest", is_flag=True, help="Write the cases that are missing instead, as YAML to be checked and pasted.")
@click.option("--jobs", type=click.IntRange(min=1), help="How many processes work at a time; one for each processor if not given.")
@click.pass_obj
def command(session: Session, names: tuple[str, ...], threshold: Fraction | None, as_json: bool, suggest: bool, jobs: int | None) -> None:
    """Make mistakes in the rules, one at a time, and see whether a case notices each; NAME is a rule, fact, action ... of the library.

    A rule set with one mistake is a mutant. A mutant that no case notices is proved to change nothing, or shown with a situation in
    which the advice differs. The score is the part of the mutants that is noticed, of those that are not proved to change nothing;
    it is never rounded up. rules/README.md lists the mistakes.
    Ends with 4 below the threshold, with 3 where files have errors, with 1 where a case fails without any mistake.

    \b
    Examples:
      simexit mutate
      simexit mutate --threshold 95 --jobs 2
      simexit mutate some/rule --suggest
      simexit --from my-library mutate --json
    """
    if as_json and suggest:
        raise click.UsageError("choose one of --json and --suggest")
    rules = session.rules()
    _known(names, rules)
    mutation = _mutation(rules, _passing_cases(session, rules), names, jobs)
    if as_json:
        write_json({**mutation.to_dict(), "ruleset": rules.identity})
    elif suggest:
        _suggest(mutation)
    else:
        from simexit.cli.mutate_show import show

        show(mutation, rules, session.language(rules))
    if threshold is not None and mutation.score.percent < threshold:
        raise click.exceptions.Exit(Exit.ANSWER_IS_NO)


def _known(names: tuple[str, ...], rules: RuleSet) -> None:
    from simexit.author.mutation.mutants import subjects
    from simexit.text.diagnostics import did_you_mean

    known = subjects(rules)
    for name in names:
        if name not in known:
            hint = did_you_mean(name, known)
            raise click.UsageError(f"nothing in this library is called `{name}`" + (f"; {hint}" if hint else ""))


def _passing_cases(session: Session, rules: RuleSet) -> tuple[Case, ...]:
    """Return the cases of the library, or stop where one is wrong or does not pass."""
    from simexit.author.cases.files import read_cases
    from simexit.author.cases.run import run_case
    from simexit.run.decider import Decider

    cases, findings = read_cases(rules, (session.origin.rules,))
    if len(findings):
        stop(findings.in_order(), Exit.RULES_HAVE_ERRORS)
    decider = Decider(rules, "off")
    failing = [case.title for case in cases if run_case(case, rules, decider).outcome != "passed"]
    if failing:
        click.echo(f"error: {failing[0]}", err=True)
        click.echo(f"{len(failing)} of {len(cases)} cases do not pass without any mistake; `simexit test` says why", err=True)
        raise click.exceptions.Exit(Exit.COULD_NOT_FINISH)
    return cases


def _mutation(rules: RuleSet, cases: tuple[Case, ...], names: tuple[str, ...], jobs: int | None) -> Mutation:
    from simexit.author.mutation.mutants import mutants
    from simexit.author.mutation.report import Mutation
    from simexit.author.mutation.run import fates

    made = tuple(mutants(rules, names))
    with reported("mutants") as progress:
        found = fates(rules, cases, made, jobs=jobs, progress=progress)
    return Mutation(len(cases), tuple(zip(made, found, strict=True)))


def _suggest(mutation: Mutation) -> None:
    from simexit.author.mutation.report import suggestions

    blocks = list(suggestions(mutation))
    click.echo("\n\n".join(blocks) if blocks else "# no case can be suggested")
