"""The file of a store: whether there is one, something else, or nothing yet."""

from __future__ import annotations

import os
from pathlib import Path

from simexit.case.store import StoreError
from simexit.text.codes import Code

APPLICATION = 0x53494D58
"""What a file of this program says it is, in the header of SQLite files: `SIMX`."""
_MAGIC = b"SQLite format 3\0"
_AT = slice(68, 72)


def name_of(path: Path) -> str:
    """Return how a file is called in messages."""
    return f"`{path}`"


def is_begun(path: Path) -> bool:
    """Say whether there is a store, or nothing yet; raise `StoreError` where there is something else, which is only looked at.

    Looking releases the locks that this process has on the file, as POSIX has it: nobody in it may have it open.
    """
    try:
        if path.is_dir():
            raise StoreError(Code.NO_STORE, f"{name_of(path)} is a folder", "name a file")
        with path.open("rb") as file:
            header = file.read(100)
    except (FileNotFoundError, NotADirectoryError):
        return False
    except OSError as error:
        message = f"{name_of(path)} cannot be read: {error.strerror}"
        raise StoreError(Code.CANNOT_READ, message, "let its owner give you the right to read it") from None
    if not header:
        return False
    # where the power failed while the file was made it may begin with nothing, and SQLite knows from its journal what to do
    if header.strip(b"\0") and not (header.startswith(_MAGIC) and header[_AT] == APPLICATION.to_bytes(4, "big")):
        what = "a database of another program" if header.startswith(_MAGIC) else "another kind of file, or its beginning is damaged"
        raise StoreError(Code.NO_STORE, f"{name_of(path)} is no store of cases but {what}", "name another file; this one was left as it is")
    return True


def make(path: Path) -> None:
    """Make an empty file that only its owner may read, and the folders it is in."""
    try:
        for folder in reversed([folder for folder in path.parents if not folder.exists()]):
            folder.mkdir(mode=0o700, exist_ok=True)
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
    except FileExistsError:
        return
    except OSError as error:
        hint = "name another file, or let the owner of the folder give you the right to write there"
        raise StoreError(Code.CANNOT_WRITE, f"{name_of(path)} cannot be made: {error.strerror}", hint) from None


def identity(path: Path) -> tuple[int, int] | None:
    """Return which file is at a path, or None; a copy put in its place is another one."""
    try:
        status = path.stat()
    except OSError:
        return None
    return status.st_dev, status.st_ino


def may_write(path: Path) -> bool:
    """Say whether this process may write a file."""
    return os.access(path, os.W_OK, effective_ids=os.access in os.supports_effective_ids)
