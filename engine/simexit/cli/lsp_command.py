"""`simexit lsp`: a library in an editor."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from simexit.cli.exits import Exit
from simexit.cli.session import Session, system_language

if TYPE_CHECKING:
    from simexit.libraries import Library


@click.command("lsp")
@click.pass_obj
def command(session: Session) -> None:
    """Serve an editor by the Language Server Protocol, over standard input and output.

    The editor starts this command by itself: give it `simexit` as command and `lsp` as its argument. It serves every library of
    which a file is open, and with --from only that one: findings as you type, completion, meanings, definitions, uses, renaming,
    and in how many cases a rule is true.

    \b
    Examples:
      simexit lsp
      simexit --lang en --from my-library lsp
    """
    try:
        from simexit.editor.server import serve_stdio
    except ModuleNotFoundError as error:
        click.echo(f"error: this needs the library {error.name}: pip install 'simexit[editor]'", err=True)
        raise click.exceptions.Exit(Exit.COULD_NOT_FINISH) from None
    from pathlib import Path

    from simexit.libraries import library

    only: Library | None = None if session.root is None else library(Path(session.root).resolve())
    serve_stdio(only, session.lang or system_language())
