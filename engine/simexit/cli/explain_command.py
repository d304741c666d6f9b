"""`simexit explain`: what a code of a finding means, and what to do."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from simexit.cli.session import write_json

if TYPE_CHECKING:
    from simexit.text.codes import Code


@click.command("explain")
@click.argument("code", required=False)
@click.option("--json", "as_json", is_flag=True, help="The page, or the list, as JSON for programs.")
def command(code: str | None, as_json: bool) -> None:
    """Explain the CODE of a finding: what it means, an example to avoid, one to prefer, why, and what to do.

    Without a CODE, all of them are listed.

    \b
    Examples:
      simexit explain K301
      simexit explain
    """
    from simexit.text.codes import Code
    from simexit.text.diagnostics import did_you_mean, shortened

    if code is None:
        _list(as_json)
        return
    known = {one.code: one for one in Code}
    found = known.get(code.upper())
    if found is None:
        hint = did_you_mean(code.upper(), known) or "`simexit explain` lists all codes"
        raise click.UsageError(f"there is no code `{shortened(code)}`; {hint}")
    _show(found, as_json)


def _list(as_json: bool) -> None:
    from simexit.author.pages.markdown import grouped

    if as_json:
        write_json([{"code": code.code, "summary": code.summary, "level": code.level} for _, codes in grouped() for code in codes])
        return
    for number, (title, codes) in enumerate(grouped()):
        click.secho(f"{chr(10) * (number > 0)}{title}", bold=True)
        for code in codes:
            click.echo(f"  {code.code}  {code.summary}")


def _show(code: Code, as_json: bool) -> None:
    from dataclasses import asdict

    from simexit.author.pages.all import page_of
    from simexit.author.pages.markdown import page_text

    if as_json:
        write_json({"code": code.code, "level": code.level, **asdict(page_of(code)), "title": code.summary})
    else:
        click.echo(page_text(code), nl=False)
