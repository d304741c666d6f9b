"""`simexit check`: are the files of a library right?"""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from simexit.cli.exits import Exit
from simexit.cli.findings_output import chosen, output_options, write_for_programs
from simexit.cli.session import Session, write_json

if TYPE_CHECKING:
    from datetime import date

    from simexit.model.rules import RuleSet


@click.command("check")
@click.option("--stale", "wants_stale", is_flag=True, help="List what should be read again, and what ends within 60 days.")
@click.option("--today", metavar="DATE", help="With --stale: the day to judge by, such as 2026-12-01; today if not given.")
@click.option("--watch", "watches", is_flag=True, help="Check, run the cases and prove again each time a file is saved, until Ctrl-C.")
@output_options
@click.pass_obj
def command(session: Session, wants_stale: bool, today: str | None, watches: bool, form: str | None, as_json: bool) -> None:
    """Check every file of a library: form, names, types, units, languages, sources.

    Ends with 0 where nothing was found and 3 where there are errors. With --stale, it ends with 4 where something should be
    read again: works, rules and figures that nobody has looked at for `reread_after_days` (in library.yaml).

    \b
    Examples:
      simexit check
      simexit check --watch
      simexit check --stale --today 2027-06-01
      simexit --from my-library check --json
    """
    from simexit.check.ruleset import check
    from simexit.text.render import render

    if today is not None and not wants_stale:
        raise click.UsageError("--today goes with --stale")
    form = chosen(form, as_json)
    if watches:
        if wants_stale or form != "text":
            raise click.UsageError("--watch goes with neither --stale nor another form of output")
        from simexit.cli.watch import watch

        watch(session)
        return
    if wants_stale:
        if form not in {"text", "json"}:
            raise click.UsageError(f"--stale lists no findings, so there is no `{form}` of it; `simexit lint` finds what is old")
        _show_stale(session.rules(), today, form == "json")
        return
    rules, findings = check(session.origin)
    found = findings.in_order()
    if form != "text":
        from simexit.author.lint.lint import Finding

        counts = {} if rules is None else _counts(rules)
        ruleset = None if rules is None else rules.identity
        write_for_programs(form, [Finding(one, ()) for one in found], {"counts": counts, "ruleset": ruleset})
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


def _show_stale(rules: RuleSet, today: str | None, as_json: bool) -> None:
    """List what should be read again; end with 4 where there is something."""
    from simexit.author.stale import stale

    settings = rules.vocabulary.settings
    day = _day(today, settings.time_zone)
    found = stale(rules, day)
    if as_json:
        plain = [one.to_dict() for one in found]
        write_json({"today": day.isoformat(), "reread_after_days": settings.reread_after_days, "stale": plain, "ruleset": rules.identity})
    else:
        for one in found:
            click.echo(f"{one.span.place}: {one.message}")
        if settings.reread_after_days is None:
            click.echo("library.yaml does not say `reread_after_days`, so nothing grows old")
        click.echo(f"{len(found) or 'nothing'} to look at on {day}")
    if found:
        raise click.exceptions.Exit(Exit.ANSWER_IS_NO)


def _day(written: str | None, time_zone: str) -> date:
    """Return the day that is written, or today in a time zone."""
    from simexit.model.clock import day_in
    from simexit.parse.shapes import to_day

    day = day_in(time_zone) if written is None else to_day(written)
    if day is None:
        raise click.UsageError(f"`{written}` is not a date such as 2026-12-01")
    return day
