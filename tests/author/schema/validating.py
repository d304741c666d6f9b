"""The files of a library as an editor sees them: read as YAML 1.2, judged by the schema of their kind."""

from __future__ import annotations

from collections.abc import Iterator

from jsonschema import Draft202012Validator, FormatChecker

from simexit.author.format.files import files_in, kind_of_file
from simexit.author.schema.documents import schemas
from simexit.author.schema.shapes import as_yaml_reads
from simexit.libraries import Library
from simexit.parse.nodes import Mapping, Node, Scalar, parse
from simexit.text.diagnostics import Findings
from simexit.text.source import Source

Value = object


def validators(library: Library) -> dict[str, Draft202012Validator]:
    """Return what judges each kind of file of a library."""
    found = schemas(library)
    for schema in found.values():
        Draft202012Validator.check_schema(schema)
    return {kind: Draft202012Validator(schema, format_checker=FormatChecker(["date"])) for kind, schema in found.items()}


def read(node: Node) -> Value:
    """Return what YAML 1.2 reads."""
    match node:
        case Scalar():
            return as_yaml_reads(node.text) if node.style == "" else node.text
        case Mapping():
            return {key.text: read(value) for key, value in node.entries}
        case _:
            return [read(item) for item in node.items]


def refused(library: Library, only: dict[str, Draft202012Validator] | None = None) -> Iterator[str]:
    """Yield what the schemas say against the files of a library."""
    judges = only or validators(library)
    for path in files_in([library.kb, library.rules]):
        kind = kind_of_file(path, library)
        node = parse(Source(str(path), path.read_text(encoding="utf-8")), Findings())
        if kind is not None and node is not None:
            yield from (f"{path}: {'/'.join(map(str, error.path))}: {error.message}" for error in judges[kind.name].iter_errors(read(node)))
