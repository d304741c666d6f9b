"""Facts of an interview to go on with later: as a file, written whole or not at all, and as options."""

from __future__ import annotations

import errno
import os
import shlex
import shutil
import tempfile
from collections.abc import Iterable
from pathlib import Path

from simexit.ask.interview import Reply
from simexit.model.expressions import TODAY
from simexit.model.types import written


def as_yaml(replies: Iterable[Reply], comment: str) -> str:
    """Return the replies as a file that `next` and `ask` read; null is what the person does not know."""
    lines = [f"{reply.fact}: {'null' if reply.value is None else _quoted(written(reply.value))}" for reply in replies]
    return "\n".join([f"# {comment}", *(lines or ["{}"])]) + "\n"


def as_options(replies: Iterable[Reply]) -> list[str]:
    """Return the known facts as arguments of `next` and `ask`."""
    options: list[str] = []
    for reply in replies:
        if reply.value is not None:
            value = ",".join(sorted(reply.value)) if isinstance(reply.value, frozenset) else written(reply.value)
            options += ["--today", value] if reply.fact == TODAY else ["-f", shlex.quote(f"{reply.fact}={value}")]
    return options


def write_whole(path: Path, text: str) -> None:
    """Replace a file by one step, so that it is never half written; only its owner can read a new one.

    Raises `OSError` where it cannot be written, and leaves what was there.
    """
    target = path.resolve()
    handle, name = tempfile.mkstemp(prefix=f".{target.name}.", suffix=".tmp", dir=target.parent)
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        if target.exists():
            shutil.copymode(target, name)
        os.replace(name, target)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def why_not_writable(path: Path) -> OSError | None:
    """Return why a file cannot be written, or None where it can."""
    if path.is_dir():
        return IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR))
    try:
        with tempfile.TemporaryFile(dir=path.resolve().parent):
            return None
    except OSError as error:
        return error


def _quoted(value: str) -> str:
    """Return a value in quotation marks where plain it would say that there is none."""
    return f'"{value}"' if value.lower() == "null" else value
