"""Which library a command reads: the one named with `--from`, else the one in whose folder one stands, else the program's own."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import click

from simexit.libraries import Library, library, library_around
from simexit.record import record

if TYPE_CHECKING:
    from simexit.cli.session import Session


@record
class Found:
    """A library and why it is the one: `named` by an option, where one `stands`, or neither, so that it is the program's own."""

    origin: Library
    why: Literal["named", "stands", "own"]

    @property
    def is_own(self) -> bool:
        """Whether it is the one that comes with the program, whose checkout is such a folder too."""
        return self.why == "own" or (self.why == "stands" and os.path.samefile(self.origin.root, library().root))


def which_library(root: str | None) -> Found:
    """Return the library for the folder of `--from`, or None; the path of one that was found is what `--from` would have been."""
    if root is not None:
        return Found(library(root), "named")
    try:
        here = Path.cwd()
    except OSError:  # the folder one stands in was taken away
        return Found(library(), "own")
    around = library_around(here)
    return Found(library(), "own") if around is None else Found(Library(Path(os.path.relpath(around.root, here))), "stands")


def say_which(found: Found, language: str, *, for_author: bool) -> None:
    """Say on standard error which library is read where that cannot be seen: one in a folder above, and to an author the program's own.

    Nothing is said of the one that was named, nor in its own folder, where kb/ and rules/ are in sight.
    """
    from simexit.text.words import sentence, word

    if found.why == "stands" and not found.is_own and found.origin.root != Path():
        click.echo(sentence("library_above", language, str(found.origin.root)), err=True)
    elif found.why == "own" and for_author:
        click.echo(word("library_own", language), err=True)


def own_library(session: Session) -> Library:
    """Return the library whose files may be written: one is named or stood in; nobody means the program's own by saying nothing."""
    if session.which.why == "own":
        raise click.UsageError(
            "there is no library here: go to the folder that holds kb/ and rules/, or name it with `simexit --from DIR …`"
        )
    from simexit.check.files import SETTINGS

    found = session.origin
    if not (found.kb / SETTINGS).is_file():
        raise click.UsageError(f"there is no library in `{found.root}`: its folder holds kb/{SETTINGS} and rules/")
    return found
