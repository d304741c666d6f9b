"""A site to a folder: whole files, nothing of anybody else's replaced or removed; a list of what was made stands beside them."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from hashlib import sha256
from pathlib import Path, PurePosixPath

from simexit.disk import write_whole

LIST = "simexit-docs.json"
"""The list of the files that were made, each with the hash of its content."""


class NotOursError(Exception):
    """The folder holds files that were not made here and would be replaced, or has a list that cannot be read."""


def write(folder: Path, files: Mapping[str, bytes], *, replace: bool = False) -> None:
    """Write a site into a folder.

    Files of an earlier site that are no longer made are removed, unless somebody changed them. Raises `NotOursError` before anything
    is written where that would replace what was not made here, except with `replace`; raises `OSError` where a file cannot be written.
    """
    before = _listed(folder)
    if not replace:
        _refuse(folder, files, before)
    folder.mkdir(parents=True, exist_ok=True)
    made = {address: sha256(content).hexdigest() for address, content in files.items()}
    _list(folder, {**before, **made})  # before the files, so that what is cut off is known to be ours
    for address, content in files.items():
        path = folder / address
        path.parent.mkdir(parents=True, exist_ok=True)
        write_whole(path, content, lasting=False)
    for address in _gone(folder, before, made):
        (folder / address).unlink()
    _list(folder, made)


def _refuse(folder: Path, files: Iterable[str], before: Mapping[str, str]) -> None:
    if folder.is_dir() and not before and any(folder.iterdir()):
        raise NotOursError(f"`{folder}` holds files that are no site of simexit")
    for address in files:
        if address not in before and (folder / address).exists():
            raise NotOursError(f"`{folder / address}` was not made by simexit")


def _list(folder: Path, made: Mapping[str, str]) -> None:
    content = json.dumps({"files": made}, indent=1, sort_keys=True, ensure_ascii=False)
    write_whole(folder / LIST, f"{content}\n".encode(), lasting=False)


def _listed(folder: Path) -> Mapping[str, str]:
    """Return the files of the site that is there, or nothing."""
    path = folder / LIST
    if not path.is_file():
        return {}
    try:
        files = json.loads(path.read_text(encoding="utf-8"))["files"]
        return {str(address): str(digest) for address, digest in files.items()}
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise NotOursError(f"`{path}` is no list of what simexit made") from error


def _gone(folder: Path, before: Mapping[str, str], made: Mapping[str, str]) -> Iterator[str]:
    """Yield the files of an earlier site that are as they were made and are made no longer; a list leads nowhere else."""
    for address, digest in before.items():
        parts = PurePosixPath(address)
        path = folder / address
        inside = not parts.is_absolute() and ".." not in parts.parts and path.resolve().is_relative_to(folder.resolve())
        if address not in made and inside and path.is_file() and sha256(path.read_bytes()).hexdigest() == digest:
            yield address
