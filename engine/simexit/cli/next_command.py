"""`simexit next`: from facts to the next action, question or end, with warnings, reasons and sources."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import click

from simexit.cli.exits import Exit
from simexit.cli.session import Session, stop, write_json
from simexit.disk import write_whole

if TYPE_CHECKING:
    from collections.abc import Iterable

    from simexit.api import Advisor, DisagreementError
    from simexit.check.situations import Told
    from simexit.explain.advice import Advice
    from simexit.text.diagnostics import Findings


@click.command("next")
@click.argument("file", required=False)
@click.option("-f", "facts", multiple=True, metavar="FACT=VALUE", help="Tell one fact; may be given many times.")
@click.option("--today", metavar="DATE", help="The day the advice is for, such as 2026-12-01; today if not given.")
@click.option("--json", "as_json", is_flag=True, help="Answer as JSON for programs.")
@click.option("--report", metavar="PATH", help="If the two interpreters disagree, write both answers to this file.")
@click.pass_obj
def command(session: Session, file: str | None, facts: tuple[str, ...], today: str | None, as_json: bool, report: str | None) -> None:
    """Say what to do next, warn of what can go wrong, and say why.

    FILE holds facts as YAML or JSON, nested or dotted; `-` reads standard input. What you do not tell is
    unknown, never assumed: if it matters, you are asked.

    \b
    Examples:
      simexit next
      simexit next -f FACT=VALUE -f FACT=VALUE
      simexit next my-facts.yaml --today 2026-12-01
      cat my-facts.json | simexit next - --json
    """
    from simexit.api import DisagreementError, FactError
    from simexit.text.diagnostics import Findings

    advisor = session.advisor()
    language = session.language(advisor.rules)
    findings = Findings()
    told = read_facts(advisor, file, facts, today, findings)
    try:
        advice = advisor.advise_told(told, findings, lang=language)
    except FactError as error:
        stop(error.findings, Exit.WRONG_USAGE_OR_FACTS)
    except DisagreementError as error:
        report_disagreement(error, report)
    if as_json:
        write_json(advice.to_dict())
    else:
        from simexit.cli.show_advice import show

        show(advice, advisor.rules)
    say_if_alone(advice, as_json)


def read_facts(advisor: Advisor, file: str | None, options: tuple[str, ...], today: str | None, findings: Findings) -> list[Told]:
    """Read facts from a file, from options, and the day, which is that of the clock where none is given; what is wrong is a finding."""
    from simexit.check.situations import Told
    from simexit.model.expressions import TODAY

    told = read_told(advisor, file, options, today, findings)
    if not any(one.fact == TODAY for one in told) and not len(findings):
        from simexit.model.clock import day_in

        told.append(Told(TODAY, day_in(advisor.rules.vocabulary.settings.time_zone), None))
    return told


def read_told(
    advisor: Advisor, file: str | None, options: Iterable[str], today: str | None, findings: Findings, name_of_option: str = "-f"
) -> list[Told]:
    """Read facts from a file, `-` for standard input, and from options, with the day of `--today`; what is wrong is a finding."""
    from simexit.check.situations import day_from_option, from_option

    told = [] if file is None else _told_in(file, advisor, findings, name_of_option)
    given = [from_option(option, advisor.rules, findings, name_of_option) for option in options]
    day = None if today is None else day_from_option(today, advisor.rules, findings)
    return [*told, *(one for one in (*given, day) if one is not None)]


def _told_in(file: str, advisor: Advisor, findings: Findings, name_of_option: str) -> list[Told]:
    from simexit.check.situations import from_node
    from simexit.parse.nodes import LARGEST_SITUATION, decode, parse, read_file

    if file == "-":
        source = decode(sys.stdin.buffer.read(LARGEST_SITUATION + 1), "-", findings, LARGEST_SITUATION)
    elif "=" in file and not os.path.exists(file):
        _note_no_file(file, findings, name_of_option)
        return []
    else:
        source = read_file(Path(file), file, findings, LARGEST_SITUATION)
    node = None if source is None else parse(source, findings)
    return [] if node is None else from_node(node, advisor.rules, findings)


def _note_no_file(file: str, findings: Findings, name_of_option: str) -> None:
    """Note that there is no file of a name that looks like a fact."""
    from simexit.text.codes import Code
    from simexit.text.diagnostics import shortened
    from simexit.text.source import Source, whole

    hint = f"a fact is told with {name_of_option} {shortened(file)}"
    findings.add(Code.UNREADABLE, whole(Source("FILE", file)), f"there is no file `{shortened(file)}`", hint=hint)


def report_disagreement(error: DisagreementError, path: str | None) -> NoReturn:
    """Show that the interpreters disagree, write the report where one is wanted, and end."""
    click.echo(f"error: {error}", err=True)
    if path is None:
        click.echo("hint: `--report FILE` writes both answers and the situation to a file, for a report", err=True)
    else:
        import json

        try:
            write_whole(Path(path), (json.dumps(error.to_dict(), ensure_ascii=False, indent=2) + "\n").encode(), "owner")
            click.echo(f"both answers and the situation are in {path}", err=True)
        except OSError as problem:
            click.echo(f"error: cannot write {path}: {problem.strerror}", err=True)
    raise click.exceptions.Exit(Exit.COULD_NOT_FINISH)


def say_if_alone(advice: Advice, as_json: bool) -> None:
    """Say on standard error that there was no second opinion; JSON has it in `second_opinion`."""
    if not as_json and advice.second_opinion.startswith("not available"):
        from simexit.text.words import word

        click.echo(f"{word('no_second_opinion', advice.language)}: {advice.second_opinion.partition(': ')[2]}", err=True)
