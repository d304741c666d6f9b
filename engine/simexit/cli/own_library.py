"""The library that an author is at work on: the one named with `--from`, or the one in the current folder."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from simexit.cli.session import Session
    from simexit.libraries import Library


def own_library(session: Session) -> Library:
    """Return the library whose files may be written; the one that comes with the program is not meant by saying nothing."""
    from simexit.check.files import SETTINGS
    from simexit.libraries import Library

    found = Library(Path(session.root or "."))
    if not (found.kb / SETTINGS).is_file():
        raise click.UsageError(
            f"there is no library in `{found.root}`: name the folder that holds kb/ and rules/ with `simexit --from DIR …`"
        )
    return found
