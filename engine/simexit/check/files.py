"""The files of a library, read and parsed, by folder; and the identity of the whole."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from simexit.parse.nodes import Node, parse, read_file
from simexit.parse.shapes import mapping
from simexit.text.codes import Code
from simexit.text.source import Source, Span, whole

if TYPE_CHECKING:
    from collections.abc import Iterator

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


def read_files(library: Library, findings: Findings) -> Files:
    """Read the library; what cannot be read is a finding."""
    files = Files()
    digest = hashlib.sha256()
    for folder, into in ((library.kb, files.knowledge), (library.rules, files.rules)):
        if not folder.is_dir():
            findings.add(Code.MISSING_FILE, None, f"there is no folder `{_shown(folder)}`", hint="a library holds kb/ and rules/")
            continue
        for path in _yaml_files(folder, findings):
            if folder == library.rules and path.name.endswith(CASES):
                continue
            name = path.relative_to(folder).with_suffix("").as_posix()
            node = read_yaml(path, findings)
            if node is None:
                continue
            source = node.span.source
            digest.update(f"{folder.name}/{name}\0{source.text}\0".encode(errors="surrogateescape"))
            into.append(File(name, node, source))
    files.identity = f"sha256:{digest.hexdigest()}"
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


def _visible(folder: Path) -> list[Path]:
    """Return everything under a folder but folders and what is hidden, in the order of the paths."""
    found = ((path, path.relative_to(folder)) for path in folder.rglob("*") if not path.is_dir())
    visible = ((path, inside) for path, inside in found if not any(part.startswith(".") for part in inside.parts))
    return [path for path, _ in sorted(visible, key=lambda one: one[1].as_posix())]


def _yaml_files(folder: Path, findings: Findings) -> list[Path]:
    found = []
    for path in _visible(folder):
        if path.suffix == ".md":
            continue
        if path.suffix == ".yaml":
            found.append(path)
        else:
            place = whole(Source(_shown(path), ""))
            findings.add(Code.BAD_NAME, place, f"`{path.name}` would not be read", hint="files of a library end in .yaml")
    return found


def _shown(path: Path) -> str:
    """Return a path as a person in the current folder would write it."""
    try:
        shown = path.resolve().relative_to(Path.cwd()).as_posix()
    except (ValueError, OSError):
        shown = path.as_posix()
    # a name that is not UTF-8 must still be a text that can be printed
    return shown.encode(errors="surrogateescape").decode(errors="replace")
