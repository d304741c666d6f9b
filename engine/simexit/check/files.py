"""The files of a library, read and parsed, by folder; and the identity of the whole."""

from __future__ import annotations

import hashlib
import os
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from simexit.parse.nodes import Node, parse, read_file
from simexit.parse.shapes import mapping
from simexit.text.codes import Code
from simexit.text.source import Source, Span, whole

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from simexit.libraries import Library
    from simexit.parse.nodes import Scalar
    from simexit.text.diagnostics import Findings

SETTINGS = "library.yaml"
CASES = ".cases.yaml"
"""How the names of files end that hold cases; they stand beside the rules and are no part of what the library says."""


@dataclass(frozen=True, slots=True)
class File:
    """One file: its path inside kb/ or rules/ without ending, such as `facts/card`, and its content."""

    path: str
    node: Node
    source: Source

    @property
    def folder(self) -> str:
        """The first folder of the path."""
        return self.path.partition("/")[0]

    @property
    def stem(self) -> str:
        """The path without its first folder."""
        return self.path.partition("/")[2]


@dataclass(slots=True)
class Files:
    """Every file of a library, in the order of their paths, so that no order of a file system matters."""

    settings: File | None = None
    knowledge: list[File] = field(default_factory=list)
    rules: list[File] = field(default_factory=list)
    identity: str = ""

    def entries(self, folder: str, what: str, findings: Findings) -> Iterator[tuple[File, Scalar, Node]]:
        """Yield the entries of all files of a folder of kb/, with the file each stands in."""
        for file in self.knowledge:
            if file.folder == folder and (found := mapping(file.node, f"a file of {what}", findings)) is not None:
                yield from ((file, key, value) for key, value in found.entries)

    def place(self) -> Span | None:
        """Return a place for findings about the library as a whole."""
        return None if self.settings is None else whole(self.settings.source)


@dataclass(frozen=True, slots=True)
class Text:
    """One file as it was read: the folder it stands in, its path there without ending, and its text."""

    folder: str
    path: str
    source: Source


def read_texts(library: Library, findings: Findings) -> tuple[Text, ...]:
    """Read the files of a library without looking into them; what cannot be read is a finding."""
    texts: list[Text] = []
    for folder in (library.kb, library.rules):
        shown = _shown(folder)
        if not folder.is_dir():
            findings.add(Code.MISSING_FILE, None, f"there is no folder `{shown}`", hint="a library holds kb/ and rules/")
            continue

        def unreadable(error: OSError) -> None:
            place = whole(Source(_shown(Path(error.filename)), ""))
            findings.add(Code.UNREADABLE, place, f"cannot read the folder: {error.strerror or error}")

        for path in _visible(folder, unreadable):
            inside = path.relative_to(folder)
            name = _printable(f"{shown}/{inside.as_posix()}")
            if path.suffix == ".yaml":
                if folder == library.rules and path.name.endswith(CASES):
                    continue
                source = read_file(path, name, findings)
                if source is not None:
                    texts.append(Text(folder.name, inside.with_suffix("").as_posix(), source))
            elif path.suffix != ".md":
                place = whole(Source(name, ""))
                findings.add(Code.BAD_NAME, place, f"`{path.name}` would not be read", hint="files of a library end in .yaml")
    return tuple(texts)


def identity(texts: Iterable[Text]) -> str:
    """Return what tells one library from all others: the hash of its files."""
    digest = hashlib.sha256()
    for text in texts:
        digest.update(f"{text.folder}/{text.path}\0{text.source.text}\0".encode(errors="surrogateescape"))
    return f"sha256:{digest.hexdigest()}"


def parsed(texts: Iterable[Text], library: Library, findings: Findings) -> Files:
    """Return the content of the files of a library; what is no YAML is a finding."""
    files = Files(identity=identity(texts))
    for text in texts:
        into = files.knowledge if text.folder == library.kb.name else files.rules
        node = parse(text.source, findings)
        if node is not None:
            into.append(File(text.path, node, text.source))
    files.settings = next((file for file in files.knowledge if file.path == "library"), None)
    if files.settings is None and library.kb.is_dir():
        findings.add(Code.MISSING_FILE, None, f"there is no file `{_shown(library.kb / SETTINGS)}`")
    return files


def case_files(folder: Path) -> tuple[Path, ...]:
    """Return the files of cases anywhere under a folder, hidden ones left out, in the order of their paths."""
    return tuple(path for path in _visible(folder) if path.name.endswith(CASES))


def read_yaml(path: Path, findings: Findings) -> Node | None:
    """Return the content of one file; what cannot be read is a finding."""
    source = read_file(path, _shown(path), findings)
    return None if source is None else parse(source, findings)


def _visible(folder: Path, unreadable: Callable[[OSError], None] | None = None) -> list[Path]:
    """Return the files under a folder, what is hidden left out, in the order of their paths."""
    found: list[str] = []
    for here, folders, names in os.walk(folder, onerror=unreadable):
        folders[:] = (name for name in folders if not name.startswith("."))
        found += (f"{here}/{name}" for name in names if not name.startswith("."))
    return [Path(name) for name in sorted(found)]


def _shown(path: Path) -> str:
    """Return a path as a person in the current folder would write it."""
    try:
        shown = path.resolve().relative_to(Path.cwd()).as_posix()
    except (ValueError, OSError):
        shown = path.as_posix()
    return _printable(shown)


def _printable(name: str) -> str:
    """Return a name that is perhaps not UTF-8 as a text that can be printed."""
    return name.encode(errors="surrogateescape").decode(errors="replace")
