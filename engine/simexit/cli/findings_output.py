"""Findings in the form that is asked for: text for people, JSON, SARIF, or annotations of GitHub."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from simexit.cli.session import write_json

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from simexit.author.lint.lint import Finding

FORMATS = ("text", "json", "sarif", "github")


def output_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command `--format`, and `--json` as a short way to say one of them."""
    form = click.option("--format", "form", type=click.Choice(FORMATS), help="How findings are written.  [default: text]")
    plain = click.option("--json", "as_json", is_flag=True, help="The same as --format json.")
    return form(plain(command))


def chosen(form: str | None, as_json: bool) -> str:
    """Return the form that the options ask for."""
    if as_json and form not in {None, "json"}:
        raise click.UsageError(f"--json goes with no other format than json, not with `{form}`")
    return "json" if as_json else form or "text"


def write_for_programs(form: str, findings: Sequence[Finding], rest: dict[str, object]) -> None:
    """Write findings as JSON with the rest of the answer, as SARIF, or as annotations."""
    from simexit.author.annotations import annotation_lines
    from simexit.author.sarif import sarif

    if form == "json":
        write_json({"findings": [finding.diagnostic.to_dict() for finding in findings], **rest})
    elif form == "sarif":
        write_json(sarif(findings))
    else:
        for line in annotation_lines(finding.diagnostic for finding in findings):
            click.echo(line)
