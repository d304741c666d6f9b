"""Which files are put in canonical form, and of what kind each of them is."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from simexit.author.cases.forms import CASE_FILE
from simexit.check.file_kinds import FileKind, kind_of
from simexit.check.files import SETTINGS
from simexit.check.reading import CASES, visible
from simexit.parse.nodes import Mapping, Scalar, parse, read_file
from simexit.text.diagnostics import Findings

if TYPE_CHECKING:
    from collections.abc import Iterable

    from simexit.libraries import Library
    from simexit.parse.nodes import Node


def files_in(paths: Iterable[Path]) -> list[Path]:
    """Return the files that are named and those in the folders that are named, hidden ones left out, in the order of their paths."""
    found = [Path(name) for path in paths for name in (visible(path) if path.is_dir() else [str(path)])]
    return [path for path in dict.fromkeys(found) if path.suffix == ".yaml"]


def kind_of_file(path: Path, library: Library) -> FileKind | None:
    """Return the kind of a file by where it stands, None where it is no file of a library.

    A file outside of `library` is judged by the nearest folder kb/ or rules/ above it.
    """
    if path.name.endswith(CASES):
        return CASE_FILE
    whole = path.resolve()
    for folder in (library.kb.resolve(), library.rules.resolve(), *whole.parents):
        if folder.name in {library.kb.name, library.rules.name} and whole.is_relative_to(folder):
            return kind_of(
                folder.name, whole.relative_to(folder).with_suffix("").as_posix(), tuple(profile_facts(folder.parent / library.kb.name))
            )
    return None


def profile_facts(kb: Path) -> dict[str, str]:
    """Return the folders of profiles that the settings name, with the fact of each; none where the settings cannot be read."""
    unheard = Findings()
    source = read_file(kb / SETTINGS, SETTINGS, unheard)
    node: Node | None = None if source is None else parse(source, unheard)
    entries = {key.text: value for key, value in node.entries} if isinstance(node, Mapping) else {}
    named = entries.get("profiles")
    found = named.entries if isinstance(named, Mapping) else ()
    return {folder.text: fact.text for folder, fact in found if isinstance(fact, Scalar)}
