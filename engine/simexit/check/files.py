"""The files of a library, read and parsed, by folder; and the identity of the whole."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from simexit.check.reading import CASES, read_files, shown_name, visible
from simexit.parse.nodes import Node, decode, parse, read_file
from simexit.parse.shapes import mapping
from simexit.text.codes import Code
from simexit.text.diagnostics import Findings
from simexit.text.source import Source, Span, whole

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from simexit.check.reading import Unread
    from simexit.libraries import Library
    from simexit.parse.nodes import Scalar

SETTINGS = "library.yaml"


class File(NamedTuple):
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


class Text(NamedTuple):
    """One file as it was read: the folder it stands in, its path there without ending, and its text."""

    folder: str
    path: str
    source: Source


def read_texts(library: Library, findings: Findings) -> tuple[Text, ...]:
    """Read the files of a library as texts; what cannot be read is a finding."""
    return decoded(read_files(library, findings), findings)


def decoded(files: Iterable[Unread], findings: Findings) -> tuple[Text, ...]:
    """Return files as texts; one that is too large or not UTF-8 is a finding."""
    sources = ((file, decode(file.content, file.name, findings)) for file in files)
    return tuple(Text(file.folder, file.path, source) for file, source in sources if source is not None)


def identity(texts: Iterable[Text]) -> str:
    """Return what tells one library from all others: the hash of its files."""
    digest = hashlib.sha256()
    for text in texts:
        digest.update(f"{text.folder}/{text.path}\0{text.source.text}\0".encode(errors="surrogateescape"))
    return f"sha256:{digest.hexdigest()}"


Parse = Callable[[Source, Findings], Node | None]
"""How the text of a file becomes nodes: `parse`, or one that keeps what it parsed."""


def parsed(texts: Iterable[Text], library: Library, findings: Findings, parse: Parse = parse) -> Files:
    """Return the content of the files of a library; what is no YAML is a finding."""
    files = Files(identity=identity(texts))
    for text in texts:
        into = files.knowledge if text.folder == library.kb.name else files.rules
        node = parse(text.source, findings)
        if node is not None:
            into.append(File(text.path, node, text.source))
    files.settings = next((file for file in files.knowledge if file.path == "library"), None)
    name = f"{shown_name(library.kb)}/{SETTINGS}"
    is_broken = any(finding.span is not None and finding.span.source.name == name for finding in findings.found)
    if files.settings is None and library.kb.is_dir() and not is_broken:
        findings.add(Code.MISSING_FILE, None, f"there is no file `{name}`")
    return files


def case_files(folder: Path) -> tuple[Path, ...]:
    """Return the files of cases anywhere under a folder, hidden ones left out, in the order of their paths."""
    return tuple(Path(name) for name in visible(folder) if name.endswith(CASES))


def read_yaml(path: Path, findings: Findings) -> Node | None:
    """Return the content of one file; what cannot be read is a finding."""
    source = read_file(path, shown_name(path), findings)
    return None if source is None else parse(source, findings)
