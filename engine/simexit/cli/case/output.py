"""Writing what a case holds to a file that only its owner may read, or to standard output."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from simexit.cli.exits import Exit
from simexit.disk import write_whole


def write_out(path: Path | None, content: bytes) -> None:
    """Write a file whole or not at all, standard output where there is no path; end with what is wrong where it cannot be written."""
    if path is None:
        sys.stdout.buffer.write(content)
        sys.stdout.flush()
        return
    try:
        write_whole(path, content, "owner")
    except OSError as error:
        click.echo(f"error: cannot write {path}: {error.strerror}", err=True)
        raise click.exceptions.Exit(Exit.COULD_NOT_FINISH) from None
