"""`simexit mcp`: tools for assistants, over standard input and output."""

from __future__ import annotations

import signal
import sys

import click

from simexit.cli.exits import Exit
from simexit.cli.session import Session


@click.command("mcp")
@click.pass_obj
def command(session: Session) -> None:
    """Serve tools for an assistant by the Model Context Protocol, over standard input and output.

    The assistant starts this command by itself: give it `simexit` as command and `mcp` as its argument. Its tools
    say what is certain; where facts are missing they do not conclude, but return the question to ask, and its source.

    \b
    Examples:
      simexit mcp
      simexit --lang en mcp
    """
    try:
        from simexit.assistants.server import serve_stdio
    except ModuleNotFoundError as error:
        click.echo(f"error: this needs the library {error.name}: pip install 'simexit[mcp]'", err=True)
        raise click.exceptions.Exit(Exit.COULD_NOT_FINISH) from None
    advisor = session.advisor()
    signal.signal(signal.SIGINT, signal.SIG_DFL)  # else Ctrl-C would be heard only when the thread that reads has a line
    if sys.stdin.isatty():
        click.echo("waiting for an assistant on standard input; Ctrl-C ends it", err=True)
    serve_stdio(advisor, session.language(advisor.rules))
