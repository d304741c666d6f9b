"""What the errors of SQLite mean for who has cases in a file, and what to do."""

from __future__ import annotations

from simexit.case.database import damaged
from simexit.case.store import StoreError
from simexit.text.codes import Code

_ROOM = "make room on the disk and do it again; nothing was changed"
_RIGHT = "let its owner give you the right to write the file and its folder, or name another file"
_COPY = "copy it, with the file of the same name and `-wal` where there is one, to a folder that you may write to, and name that"
_WAIT = "do it again when the other program has ended; nothing was changed"
_DISK = "look after the disk, and copy what is on it"

_WRITING = {
    "SQLITE_FULL": (Code.CANNOT_WRITE, "there is no room left for", _ROOM),
    "SQLITE_IOERR_WRITE": (Code.CANNOT_WRITE, "the disk does not take", _ROOM),
    "SQLITE_IOERR_SHMSIZE": (Code.CANNOT_WRITE, "there is no room left beside", _ROOM),
    "SQLITE_READONLY": (Code.CANNOT_WRITE, "there is no right to write", _RIGHT),
    "SQLITE_CANTOPEN": (Code.CANNOT_WRITE, "files cannot be made beside", _RIGHT),
    "SQLITE_PERM": (Code.CANNOT_WRITE, "the system does not let this program write", _RIGHT),
    "SQLITE_IOERR": (Code.CANNOT_WRITE, "the disk fails to write", _DISK),
}
_READING = {
    "SQLITE_READONLY": (Code.CANNOT_READ, "without the right to write beside it, this program cannot read", _COPY),
    "SQLITE_CANTOPEN": (Code.CANNOT_READ, "the system does not let this program open", _COPY),
    "SQLITE_PERM": (Code.CANNOT_READ, "the system does not let this program read", _COPY),
    "SQLITE_FULL": (Code.CANNOT_READ, "there is no room left beside", _ROOM),
    "SQLITE_IOERR": (Code.CANNOT_READ, "the disk fails to read", _DISK),
}
_EITHER = {
    "SQLITE_BUSY": (Code.BUSY, "another program holds", _WAIT),
    "SQLITE_LOCKED": (Code.BUSY, "another program holds", _WAIT),
    "SQLITE_PROTOCOL": (Code.BUSY, "other programs keep hold of", _WAIT),
    "SQLITE_IOERR_CORRUPTFS": (Code.CANNOT_READ, "the file system is damaged under", _DISK),
}


def meaning(error: str | None, text: str, name: str, *, writing: bool) -> StoreError:
    """Return what an error means that SQLite calls so, such as `SQLITE_IOERR_READ`.

    What is not listed is damage: the statements are right, so the tables are not.
    """
    known = (_WRITING if writing else _READING) | _EITHER
    fits = [begin for begin in known if (error or "").startswith(begin)]
    if not fits:
        return damaged(name, text)
    code, what, hint = known[max(fits, key=len)]
    return StoreError(code, f"{what} {name}", hint)
