"""A library on disk to a rule set with its functions: checked once, and then kept where the platform keeps what can be made again.

What is kept is found by the hash of all files of the library, of the modules that made it, and of the version of Python; so it is never
stale. A file that is damaged, or that somebody else could have written, is as good as none.
"""

from __future__ import annotations

import gc
import hashlib
import os
import sys
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from simexit.check.reading import read_files
from simexit.disk import cache_folder, write_whole
from simexit.keeping import Loaded, packed, unpacked
from simexit.parse.nodes import decode
from simexit.text.diagnostics import Findings

if TYPE_CHECKING:
    from collections.abc import Iterator

    from simexit.check.reading import Unread
    from simexit.libraries import Library
    from simexit.text.source import Source

_MOST_KEPT = 32
_HASH = 32
_MAKERS = ("text", "parse", "model", "check", "run")
"""The folders of modules that decide what a rule set and its functions are."""
_ASKED = ("holidays", "babel")
"""Libraries of which something is kept; their version stands in one of the modules of their folder."""


def loaded(library: Library) -> tuple[Loaded | None, Findings]:
    """Read a library, checked now or before; the rule set is there only where nothing was found."""
    findings = Findings()
    files = read_files(library, findings)
    folder = None if len(findings) else cache_folder()
    path = None if folder is None else folder / f"rules-{_key(files)}"
    kept = None if path is None else _read(path, files)
    if kept is not None:
        return kept, findings
    made, findings = _made(library, files, findings)
    if made is not None and path is not None:
        _keep(path, made, files)
    return made, findings


def _made(library: Library, files: tuple[Unread, ...], findings: Findings) -> tuple[Loaded | None, Findings]:
    from simexit.check.files import decoded
    from simexit.check.ruleset import check_texts
    from simexit.run.functions.program import program, with_productions

    rules, findings = check_texts(decoded(files, findings), library, findings)
    return (None if rules is None else Loaded(rules, with_productions(program(rules), rules))), findings


def _key(files: tuple[Unread, ...]) -> str:
    """Return the hash of all that a rule set and its code are made from."""
    digest = hashlib.sha256(f"{sys.implementation.cache_tag} {sys.hexversion}\0".encode())
    for file in files:
        digest.update(f"{file.folder}/{file.path}\0{len(file.content)}\0".encode(errors="surrogateescape"))
        digest.update(file.content)
    for folder in _folders_of_makers():
        with os.scandir(folder) as modules:
            for module in sorted(modules, key=lambda one: one.name):
                if module.name.endswith(".py"):
                    state = module.stat()
                    digest.update(f"{folder}/{module.name} {state.st_size} {state.st_mtime_ns}\n".encode())
    return digest.hexdigest()[:32]


def _folders_of_makers() -> Iterator[str]:
    here = os.path.dirname(__file__)
    yield here
    yield from (f"{here}/{name}" for name in _MAKERS)
    for name in _ASKED:
        found = find_spec(name)
        if found is not None and found.origin is not None:
            yield os.path.dirname(found.origin)


def _read(path: Path, files: tuple[Unread, ...]) -> Loaded | None:
    """Return what a file keeps, or None where it is not there, damaged, or not this user's own."""
    try:
        with path.open("rb") as file:
            if os.name == "posix" and (os.fstat(file.fileno()).st_uid != os.geteuid() or os.fstat(file.fileno()).st_mode & 0o022):
                return None
            content = file.read()
    except OSError:
        return None
    if hashlib.sha256(content[_HASH:]).digest() != content[:_HASH]:
        return None

    @cache
    def source(number: int) -> Source:
        found = decode(files[number].content, files[number].name, Findings())
        assert found is not None, "what is kept was made of these files, so that they can be read"
        return found

    collects = gc.isenabled()
    gc.disable()  # so many new objects at once set it off several times, and none of them is garbage
    try:
        return unpacked(content[_HASH:], source)
    except Exception:  # an unpickler may raise anything
        return None
    finally:
        if collects:
            gc.enable()


def _keep(path: Path, made: Loaded, files: tuple[Unread, ...]) -> None:
    """Keep a rule set for the next time; where that cannot be done, it is checked again."""
    content = packed(made, {file.name: place for place, file in enumerate(files)})
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        write_whole(path, hashlib.sha256(content).digest() + content, "owner", lasting=False)
        kept = sorted(path.parent.glob("rules-*"), key=lambda one: one.stat().st_mtime, reverse=True)
        for old in kept[_MOST_KEPT:]:
            old.unlink(missing_ok=True)
    except OSError:
        return
