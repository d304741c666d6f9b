"""Files of the program's own: the folder for what can be made again, and writing a file whole or not at all."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Literal


def cache_folder() -> Path | None:
    """Return the folder for files that can be made again, where the platform wants them; None with SIMEXIT_NO_CACHE set.

    XDG base directories, `~/Library/Caches` on macOS, `%LOCALAPPDATA%` on Windows.
    """
    return None if os.environ.get("SIMEXIT_NO_CACHE") else _folder("XDG_CACHE_HOME", "Library/Caches", ".cache")


def data_folder() -> Path | None:
    """Return the folder for files that cannot be made again, where the platform wants them; None for an account without a home.

    XDG base directories, `~/Library/Application Support` on macOS, `%LOCALAPPDATA%` on Windows.
    """
    return _folder("XDG_DATA_HOME", "Library/Application Support", ".local/share")


def _folder(variable: str, darwin: str, usual: str) -> Path | None:
    try:
        home = Path.home()
    except RuntimeError:  # an account without a home
        return None
    match sys.platform:
        case "darwin":
            default = home / darwin
        case "win32":
            default = Path(os.environ.get("LOCALAPPDATA") or home / "AppData" / "Local")
        case _:
            default = home / usual
    return Path(os.environ.get(variable) or default) / "simexit"


Readers = Literal["usual", "kept", "owner"]
"""Who may read a file that is written: as new files are, as the file that it replaces or else its owner alone, its owner alone."""


def write_whole(path: Path, content: bytes, readers: Readers = "usual", *, lasting: bool = True) -> None:
    """Put a file in its place by one step, so that it is never half written; a device or a pipe is written to as it is.

    What is `lasting` is on the disk before it takes the place of what was there; anything else may be damaged when the power fails.
    Raises `OSError` where it cannot be written, and leaves what was there.
    """
    target = path.resolve()
    if target.exists() and not target.is_file():
        target.write_bytes(content)
        return
    import tempfile

    handle, name = tempfile.mkstemp(prefix=f".{target.name}.", suffix=".tmp", dir=target.parent)
    written = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            if lasting:
                file.flush()
                os.fsync(file.fileno())
        written.chmod(_mode(target, readers))
        written.replace(target)
    except BaseException:
        written.unlink(missing_ok=True)
        raise


def _mode(target: Path, readers: Readers) -> int:
    if readers != "owner" and target.exists():
        return target.stat().st_mode & 0o777
    if readers != "usual":
        return 0o600
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask


@contextmanager
def held_alone(path: Path) -> Iterator[None]:
    """Hold a file, which is made where there is none, so that no other process holds it; what ends in any way lets go of it.

    Raises `BlockingIOError` where another one has it.
    """
    with path.open("ab") as file:
        if sys.platform == "win32":
            import msvcrt

            try:
                msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
            except OSError as error:
                raise BlockingIOError(*error.args) from error
        else:
            import fcntl

            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        yield
