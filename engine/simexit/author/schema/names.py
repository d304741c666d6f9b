"""The names that a library defines, read from its files whether or not they are right."""

from __future__ import annotations

from typing import TYPE_CHECKING

from simexit.check.file_kinds import INVARIANTS
from simexit.check.files import parsed, read_texts
from simexit.model.judgement import FINISHED
from simexit.parse.nodes import Mapping, Node, Scalar, Sequence
from simexit.text.codes import Code
from simexit.text.diagnostics import Findings

if TYPE_CHECKING:
    from simexit.check.files import Files
    from simexit.check.forms import Names
    from simexit.libraries import Library

Defined = dict["Names", tuple[str, ...]]


def names_of(library: Library) -> Defined:
    """Return every name of a library by what it is of; what cannot be read has no names."""
    findings = Findings()
    files = parsed(read_texts(library, findings), library, findings)
    settings = {} if files.settings is None else _entries(files.settings.node)
    facts, works = _entries_of(files, "facts"), _entries_of(files, "sources")
    claims = tuple(f"{work}/{claim}" for work, node in works.items() for claim in _entries(_entries(node).get("claims")))
    actions = tuple(_entries_of(files, "actions"))
    return {
        "language": _words(settings.get("languages")),
        "stage": tuple(_entries(settings.get("stages"))),
        "profiles": tuple(_entries(settings.get("profiles"))),
        "fact": tuple(facts),
        "choice fact": tuple(name for name, node in facts.items() if "values" in _entries(node)),
        "derived": tuple(name for name, node in _entries_of(files, "derived").items() if "value" not in _entries(node)),
        "action": actions,
        "next": (*actions, FINISHED),
        "warning": tuple(_entries_of(files, "warnings")),
        "deadline": tuple(_entries_of(files, "deadlines")),
        "work": tuple(works),
        "claim": claims,
        "citation": (*works, *claims),
        "rule": tuple(file.path for file in files.rules if file.folder != INVARIANTS),
        "lint": tuple(code.code for code in Code if code.level == "warning"),
    }


def _entries_of(files: Files, folder: str) -> dict[str, Node]:
    return {key.text: value for _, key, value in files.entries(folder, folder, Findings())}


def _entries(node: Node | None) -> dict[str, Node]:
    return {key.text: value for key, value in node.entries} if isinstance(node, Mapping) else {}


def _words(node: Node | None) -> tuple[str, ...]:
    return tuple(item.text for item in node.items if isinstance(item, Scalar)) if isinstance(node, Sequence) else ()
