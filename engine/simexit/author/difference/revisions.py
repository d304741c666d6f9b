"""A library as it was in a revision of git, unpacked into a folder of its own."""

from __future__ import annotations

import io
import subprocess
import tarfile
from pathlib import Path

from simexit.libraries import Library, library


class RevisionError(Exception):
    """There is no such folder or revision; the message says which and why."""


def library_at(name: str, current: Library, into: Path) -> Library:
    """Return the library in a folder, or as the current one was in a revision of its repository.

    Raises `RevisionError` where there is neither.
    """
    folder = Path(name)
    if name and folder.is_dir():
        if not (folder / "kb").is_dir() or not (folder / "rules").is_dir():
            raise RevisionError(f"the folder `{name}` holds no library: there is no kb/ and rules/ in it")
        return library(folder)
    if name.startswith("-"):
        raise RevisionError(f"`{name}` is neither a folder nor a revision with this library")
    top = _git(current.kb.parent, "rev-parse", "--show-toplevel", name=name).decode().strip()
    held = [path.resolve().relative_to(Path(top).resolve()).as_posix() for path in (current.kb, current.rules)]
    archive = _git(Path(top), "archive", "--format=tar", name, "--", *held, name=name)
    with tarfile.open(fileobj=io.BytesIO(archive)) as packed:
        packed.extractall(into, filter="data")
    return library((into / held[0]).parent)


def _git(where: Path, *arguments: str, name: str) -> bytes:
    try:
        done = subprocess.run(["git", "-C", str(where), *arguments], capture_output=True, check=False)
    except FileNotFoundError as error:
        raise RevisionError(f"`{name}` is not a folder, and git is not installed") from error
    if done.returncode:
        said = done.stderr.decode(errors="replace").strip().splitlines()
        raise RevisionError(f"`{name}` is neither a folder nor a revision with this library: {said[-1] if said else 'git failed'}")
    return done.stdout
