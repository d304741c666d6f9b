"""What the explaining commands share: facts read once, and every way to fail ended the same."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, TypeVar

import click

from simexit.cli.exits import Exit
from simexit.cli.next_command import read_facts, report_disagreement
from simexit.cli.session import Session, stop

if TYPE_CHECKING:
    from simexit.api import Advisor
    from simexit.model.rules import Situation

Answer = TypeVar("Answer")
Explain = Callable[["Advisor", "Situation", str], Answer]


def explained(session: Session, file: str | None, facts: tuple[str, ...], today: str | None, explain: Explain[Answer]) -> Answer:
    """Return what `explain` says of the facts, or stop with what is wrong with them or with the names asked for."""
    from simexit.api import DisagreementError, FactError
    from simexit.explain.names import UnknownNameError
    from simexit.text.diagnostics import Findings

    advisor = session.advisor()
    language = session.language(advisor.rules)
    findings = Findings()
    told = read_facts(advisor, file, facts, today, findings)
    try:
        known, _ = advisor.facts_told(told, findings, lang=language)
        return explain(advisor, known, language)
    except FactError as error:
        stop(error.findings, Exit.WRONG_USAGE_OR_FACTS)
    except UnknownNameError as error:
        raise click.UsageError(str(error)) from None
    except DisagreementError as error:
        report_disagreement(error, None)


def with_facts(command: Callable[..., None]) -> Callable[..., None]:
    """Add the argument and the options by which facts are told."""
    for decorate in (
        click.pass_obj,
        click.option("--json", "as_json", is_flag=True, help="Answer as JSON for programs."),
        click.option("--today", metavar="DATE", help="The day it is about, such as 2026-12-01; today if not given."),
        click.option("-f", "facts", multiple=True, metavar="FACT=VALUE", help="Tell one fact; may be given many times."),
        click.argument("file", required=False),
    ):
        command = decorate(command)
    return command
