"""`simexit plan`: the whole way from the facts to the end, with dates and branches."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from simexit.cli.exits import Exit
from simexit.cli.next_command import read_facts, report_disagreement
from simexit.cli.session import Session, stop, write_json
from simexit.cli.show import columns
from simexit.disk import write_whole

if TYPE_CHECKING:
    from simexit.document.plan import Plan


@click.command("plan")
@click.argument("file", required=False)
@click.option("-f", "facts", multiple=True, metavar="FACT=VALUE", help="Tell one fact; may be given many times.")
@click.option("--today", metavar="DATE", help="The day the plan begins, such as 2026-12-01; today if not given.")
@click.option("--json", "as_json", is_flag=True, help="Answer as JSON for programs.")
@click.option("--mermaid", "as_graph", is_flag=True, help="Answer as a Mermaid flowchart.")
@click.option("--ics", "calendar", metavar="PATH", help="Write a calendar file; `-` is standard output.")
@click.option("--report", metavar="PATH", help="If the two interpreters disagree, write both answers to this file.")
@click.pass_obj
def command(
    session: Session,
    file: str | None,
    facts: tuple[str, ...],
    today: str | None,
    as_json: bool,
    as_graph: bool,
    calendar: str | None,
    report: str | None,
) -> None:
    """Show every step to the end, with what to have ready, how long it takes, and what to do where it goes otherwise.

    The plan goes on as long as the next step is certain; where it depends on something you have not told, it says what.

    \b
    Examples:
      simexit plan my-facts.yaml
      simexit plan my-facts.yaml --ics plan.ics
      simexit plan -f FACT=VALUE --mermaid
    """
    if as_json + as_graph + (calendar is not None) > 1:
        raise click.UsageError("choose one of --json, --mermaid and --ics")
    plan = _plan(session, file, facts, today, report)
    if as_json:
        write_json(plan.to_dict())
    elif as_graph:
        click.echo(plan.to_mermaid(), nl=False)
    elif calendar is not None:
        _write_calendar(plan, calendar)
    else:
        click.echo(plan.to_text(columns()), nl=False)
    _say_if_alone(plan, as_json)


def _plan(session: Session, file: str | None, facts: tuple[str, ...], today: str | None, report: str | None) -> Plan:
    from simexit.api import DisagreementError, FactError
    from simexit.text.diagnostics import Findings

    advisor = session.advisor()
    language = session.language(advisor.rules)
    findings = Findings()
    told = read_facts(advisor, file, facts, today, findings)
    try:
        return advisor.plan_told(told, findings, lang=language)
    except FactError as error:
        stop(error.findings, Exit.WRONG_USAGE_OR_FACTS)
    except DisagreementError as error:
        report_disagreement(error, report)


def _write_calendar(plan: Plan, path: str) -> None:
    from simexit.document.calendar_file import MissingLibraryError

    try:
        written = plan.to_ics()
        if path == "-":
            sys.stdout.buffer.write(written)
        else:
            write_whole(Path(path), written)
    except MissingLibraryError as error:
        _fail(str(error))
    except OSError as error:
        _fail(f"cannot write {path}: {error.strerror}")


def _fail(message: str) -> None:
    click.echo(f"error: {message}", err=True)
    raise click.exceptions.Exit(Exit.COULD_NOT_FINISH)


def _say_if_alone(plan: Plan, as_json: bool) -> None:
    """Say on standard error that there was no second opinion; JSON has it in `second_opinion`."""
    if not as_json and plan.second_opinion.startswith("not available"):
        from simexit.text.words import word

        click.echo(f"{word('no_second_opinion', plan.language)}: {plan.second_opinion.partition(': ')[2]}", err=True)
