"""`simexit docs`: the library as something to hand on."""

from __future__ import annotations

from pathlib import Path
from typing import NoReturn

import click

from simexit.cli.exits import Exit
from simexit.cli.session import Session


@click.command("docs")
@click.argument("folder", required=False, metavar="[DIR]", type=click.Path(file_okay=False, path_type=Path))
@click.option("--offline", "file", metavar="FILE", help="Write the interview and the advice as one HTML file.")
@click.option("--prove", is_flag=True, help="Also prove the library for its pages in DIR; what was proved before is not asked again.")
@click.option("--replace", is_flag=True, help="Write into DIR although it holds other files, and over them where names are the same.")
@click.pass_obj
def command(session: Session, folder: Path | None, file: str | None, prove: bool, replace: bool) -> None:
    """Write the library as pages into DIR, or the interview and the advice as one HTML file.

    The pages show each rule, fact, action, warning, figure and source, with what uses it, in the language of `--lang`. They need no
    network and no server. A site that was made there before is replaced; other files are left alone.

    The one file has the interview in every language of the library. It works without a network, on a phone as well. It sends nothing and
    stores nothing.

    \b
    Examples:
      simexit docs site
      simexit --lang ru docs site --prove
      simexit docs --offline advice.html
    """
    if folder is None and file is None:
        raise click.UsageError("name the folder DIR for the pages, or a file with `--offline`")
    if folder is not None:
        from simexit.cli.docs_site import write_site

        write_site(session, folder, prove=prove, replace=replace)
    elif prove or replace:
        raise click.UsageError("`--prove` and `--replace` are about the pages in DIR")
    if file is not None:
        _write_one(session, file)


def _write_one(session: Session, file: str) -> None:
    from simexit.disk import write_whole
    from simexit.offline.page import page
    from simexit.offline.terms import NotExactError

    try:
        content = page(session.rules()).encode()
    except NotExactError as error:
        _fail(f"these rules cannot be computed exactly in a browser: {error}")
    try:
        write_whole(Path(file), content, lasting=False)
    except OSError as error:
        _fail(f"cannot write {file}: {error.strerror or error}")
    click.echo(f"{file}: {len(content):,} bytes, {', '.join(session.rules().vocabulary.settings.languages)}")


def _fail(message: str) -> NoReturn:
    click.echo(f"error: {message}", err=True)
    raise click.exceptions.Exit(Exit.COULD_NOT_FINISH)
