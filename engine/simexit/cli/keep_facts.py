"""Facts of an interview to go on with later: as a file, and as options."""

from __future__ import annotations

import errno
import os
import shlex
import tempfile
from collections.abc import Iterable
from pathlib import Path

from simexit.ask.interview import Reply
from simexit.model.expressions import TODAY
from simexit.model.types import in_yaml, written


def as_yaml(replies: Iterable[Reply], comment: str) -> str:
    """Return the replies as a file that `next` and `ask` read; null is what the person does not know."""
    lines = [f"{reply.fact}: {'null' if reply.value is None else in_yaml(reply.value)}" for reply in replies]
    return "\n".join([f"# {comment}", *(lines or ["{}"])]) + "\n"


def as_options(replies: Iterable[Reply]) -> list[str]:
    """Return the known facts as arguments of `next` and `ask`."""
    options: list[str] = []
    for reply in replies:
        if reply.value is not None:
            value = ",".join(sorted(reply.value)) if isinstance(reply.value, frozenset) else written(reply.value)
            options += ["--today", value] if reply.fact == TODAY else ["-f", shlex.quote(f"{reply.fact}={value}")]
    return options


def why_not_writable(path: Path) -> OSError | None:
    """Return why a file cannot be written, or None where it can."""
    if path.is_dir():
        return IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR))
    try:
        with tempfile.TemporaryFile(dir=path.resolve().parent):
            return None
    except OSError as error:
        return error
