"""A library on disk to a rule set with its functions: checked once, and then kept where the platform keeps what can be made again.

What is kept is found by the hash of all files of the library, of the modules that made it, and of the version of Python; so it is never
stale. A file that is damaged, or that somebody else could have written, is as good as none.
"""

from __future__ import annotations

import gc
import hashlib
import io
import os
import pickle
import sys
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

from simexit.check.files import Text, identity, read_texts
from simexit.disk import cache_folder, write_whole
from simexit.model.calendar import remember_working_days, working_days
from simexit.text.diagnostics import Findings
from simexit.text.source import Source

if TYPE_CHECKING:
    from simexit.libraries import Library
    from simexit.model.rules import RuleSet
    from simexit.run.code import Program

_MOST_KEPT = 32
_HASH = 32
_MAKERS = ("text", "parse", "model", "check", "run")
"""The folders of modules that decide what a rule set and its functions are."""


@dataclass(frozen=True, slots=True)
class Loaded:
    """A checked rule set and the code of its functions."""

    rules: RuleSet
    program: Program


def loaded(library: Library) -> tuple[Loaded | None, Findings]:
    """Read a library, checked now or before; the rule set is there only where nothing was found."""
    findings = Findings()
    texts = read_texts(library, findings)
    folder = None if len(findings) else cache_folder()
    path = None if folder is None else folder / f"rules-{_key(texts)}"
    kept = None if path is None else _read(path, texts)
    if kept is not None:
        return kept, findings
    from simexit.check.ruleset import check_texts
    from simexit.run.program import program

    rules, findings = check_texts(texts, library, findings)
    if rules is None:
        return None, findings
    made = Loaded(rules, program(rules))
    if path is not None:
        _keep(path, made, texts)
    return made, findings


def _key(texts: tuple[Text, ...]) -> str:
    """Return the hash of all that a rule set and its code are made from."""
    digest = hashlib.sha256(f"{sys.implementation.cache_tag} {sys.hexversion} {identity(texts)}".encode())
    for folder in (*(Path(__file__).parent / name for name in _MAKERS), *_calendars()):
        with os.scandir(folder) as modules:
            for module in sorted(modules, key=lambda one: one.name):
                if module.name.endswith(".py"):
                    state = module.stat()
                    digest.update(f"{folder}/{module.name} {state.st_size} {state.st_mtime_ns}\n".encode())
    return digest.hexdigest()[:32]


def _calendars() -> tuple[Path, ...]:
    """Return the folder of the library of public holidays; its version stands in one of the modules there."""
    found = find_spec("holidays")
    return () if found is None or found.origin is None else (Path(found.origin).parent,)


def _read(path: Path, texts: tuple[Text, ...]) -> Loaded | None:
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
    collects = gc.isenabled()
    gc.disable()  # so many new objects at once set it off several times, and none of them is garbage
    try:
        found, days = _Unpickler(io.BytesIO(content[_HASH:]), texts).load()
    except Exception:  # an unpickler may raise anything
        return None
    finally:
        if collects:
            gc.enable()
    if not isinstance(found, Loaded):
        return None
    remember_working_days(found.rules.vocabulary.settings.calendar, days)
    return found


def _keep(path: Path, made: Loaded, texts: tuple[Text, ...]) -> None:
    """Keep a rule set for the next time, with the working days of its country; where that cannot be done, it is checked again."""
    content = io.BytesIO()
    _Pickler(content, texts).dump((made, working_days(made.rules.vocabulary.settings.calendar)))
    pickled = content.getvalue()
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        write_whole(path, hashlib.sha256(pickled).digest() + pickled, "owner", lasting=False)
        kept = sorted(path.parent.glob("rules-*"), key=lambda one: one.stat().st_mtime, reverse=True)
        for old in kept[_MOST_KEPT:]:
            old.unlink(missing_ok=True)
    except OSError:
        return


class _Pickler(pickle.Pickler):
    """Leaves the texts of the library out: they are there whenever what is kept is read."""

    def __init__(self, file: io.BytesIO, texts: tuple[Text, ...]) -> None:
        super().__init__(file, protocol=5)
        self._places = {text.source.name: number for number, text in enumerate(texts)}

    def persistent_id(self, obj: Any) -> int | None:
        return self._places.get(obj.name) if isinstance(obj, Source) else None


class _Unpickler(pickle.Unpickler):
    def __init__(self, file: io.BytesIO, texts: tuple[Text, ...]) -> None:
        super().__init__(file)
        self._texts = texts

    def persistent_load(self, pid: Any) -> Source:
        source: Source = self._texts[pid].source
        return source
