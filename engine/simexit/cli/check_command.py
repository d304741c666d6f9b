"""`simexit check`: are the files of a library right?"""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from simexit.cli.exits import Exit
from simexit.cli.session import Session, write_json

if TYPE_CHECKING:
    from simexit.model.rules import RuleSet


@click.command("check")
@click.option("--json", "as_json", is_flag=True, help="Findings as JSON for programs.")
@click.pass_obj
def command(session: Session, as_json: bool) -> None:
    """Check every file of a library: form, names, types, units, languages, sources.

    Ends with 0 where nothing was found and 3 where there are errors.

    \b
    Examples:
      simexit check
      simexit --from my-library check --json
    """
    from simexit.check.ruleset import check
    from simexit.libraries import library
    from simexit.text.render import render

    rules, findings = check(library(session.root))
    found = findings.in_order()
    if as_json:
        counts = {} if rules is None else _counts(rules)
        ruleset = None if rules is None else rules.identity
        write_json({"findings": [finding.to_dict() for finding in found], "counts": counts, "ruleset": ruleset})
    elif rules is None:
        click.echo(render(found), err=True)
        click.echo(f"\n{len(found)} error{'s' * (len(found) != 1)} found", err=True)
    else:
        click.echo(", ".join(f"{kind}: {count}" for kind, count in _counts(rules).items()))
        click.echo("no errors found")
        click.echo(rules.identity)
    if rules is None:
        raise click.exceptions.Exit(Exit.RULES_HAVE_ERRORS)


def _counts(rules: RuleSet) -> dict[str, int]:
    vocabulary = rules.vocabulary
    return {
        "rules": len(rules.rules),
        "facts": len(vocabulary.facts),
        "actions": len(vocabulary.actions),
        "warnings": len(vocabulary.warnings),
        "parameters": len(vocabulary.parameters),
        "works": len(vocabulary.works),
        "claims": sum(len(work.claims) for work in vocabulary.works.values()),
    }
