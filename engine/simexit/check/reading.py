"""The files of a library as bytes, in the order of their paths, so that no order of a file system matters."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

from simexit.parse.nodes import read_bytes
from simexit.record import record
from simexit.text.codes import Code
from simexit.text.source import Source, whole

if TYPE_CHECKING:
    from collections.abc import Callable

    from simexit.libraries import Library
    from simexit.text.diagnostics import Findings

CASES = ".cases.yaml"
"""How the names of files end that hold cases; they stand beside the rules and are no part of what the library says."""


Unsaved = Mapping[str, bytes | None]
"""Files by their whole path as they are in an editor; None where one is taken away."""
NOTHING: Unsaved = MappingProxyType({})


@record
class Unread:
    """One file before anybody looked into it: the folder it stands in, its path there without ending, its name for people, its bytes."""

    folder: str
    path: str
    name: str
    content: bytes


def read_files(library: Library, findings: Findings, unsaved: Unsaved = NOTHING) -> tuple[Unread, ...]:
    """Read the files of a library without looking into them; what cannot be read is a finding.

    What is in `unsaved` stands for the files on disk, or beside them.
    """
    files: list[Unread] = []
    for folder, has_cases in ((library.kb, False), (library.rules, True)):
        shown = shown_name(folder)
        if not folder.is_dir():
            findings.add(Code.MISSING_FILE, None, f"there is no folder `{shown}`", hint="a library holds kb/ and rules/")
            continue

        def unreadable(error: OSError) -> None:
            place = whole(Source(shown_name(Path(error.filename)), ""))
            findings.add(Code.UNREADABLE, place, f"cannot read the folder: {error.strerror or error}")

        for path in laid_over(visible(folder, unreadable), folder, unsaved):
            inside = path[len(str(folder)) + 1 :].replace(os.sep, "/")
            name = _printable(f"{shown}/{inside}")
            stem, ending = os.path.splitext(inside)
            if ending == ".yaml":
                if has_cases and inside.endswith(CASES):
                    continue
                content = read_bytes(path, name, findings) if unsaved.get(path) is None else unsaved[path]
                if content is not None:
                    files.append(Unread(folder.name, stem, name, content))
            elif ending != ".md":
                place, last = whole(Source(name, "")), os.path.basename(inside)
                findings.add(Code.BAD_NAME, place, f"`{last}` would not be read", hint="files of a library end in .yaml")
    return tuple(files)


def laid_over(paths: list[str], folder: Path, unsaved: Unsaved) -> list[str]:
    """Return the files under a folder with those that are only in an editor, without those that are taken away there."""
    if not unsaved:
        return paths
    beside = {path for path, content in unsaved.items() if content is not None and path.startswith(f"{folder}{os.sep}")}
    return sorted({path for path in paths if unsaved.get(path, b"") is not None} | beside)


def visible(folder: Path, unreadable: Callable[[OSError], None] | None = None) -> list[str]:
    """Return the files under a folder, what is hidden left out, in the order of their paths."""
    found: list[str] = []
    for here, folders, names in os.walk(folder, onerror=unreadable):
        folders[:] = (name for name in folders if not name.startswith("."))
        found += (f"{here}/{name}" for name in names if not name.startswith("."))
    return sorted(found)


def shown_name(path: Path) -> str:
    """Return a path as a person in the current folder would write it."""
    try:
        shown = path.resolve().relative_to(Path.cwd()).as_posix()
    except (ValueError, OSError):
        shown = path.as_posix()
    return _printable(shown)


def _printable(name: str) -> str:
    """Return a name that is perhaps not UTF-8 as a text that can be printed."""
    return name.encode(errors="surrogateescape").decode(errors="replace")
