"""Whether a file for the answers of an interview can be written."""

from __future__ import annotations

import errno
import os
import tempfile
from pathlib import Path


def why_not_writable(path: Path) -> OSError | None:
    """Return why a file cannot be written, or None where it can."""
    if path.is_dir():
        return IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR))
    try:
        with tempfile.TemporaryFile(dir=path.resolve().parent):
            return None
    except OSError as error:
        return error
