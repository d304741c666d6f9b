"""The schemas of a library: one document for each kind of file, and which files of an editor's folder it is for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from simexit.author.cases.forms import CASE_FILE
from simexit.author.schema.names import names_of
from simexit.author.schema.shapes import Schema, definitions, schema_of
from simexit.check.file_kinds import FOLDERS, INVARIANT, LIBRARY, PROFILE, RULE, FileKind

if TYPE_CHECKING:
    from simexit.author.schema.names import Defined
    from simexit.libraries import Library

DRAFT = "https://json-schema.org/draft/2020-12/schema"


def file_kinds(profiles: tuple[str, ...]) -> tuple[FileKind, ...]:
    """Return every kind of file that a library has, in the order of the reference; `profiles` are its folders of them."""
    own = PROFILE._replace(where=tuple(f"kb/{folder}/*.yaml" for folder in profiles))
    return (LIBRARY, *FOLDERS.values(), *((own,) if profiles else ()), RULE, INVARIANT, CASE_FILE)


def schemas(library: Library) -> dict[str, Schema]:
    """Return the schemas by the name of the kind of file, with the names that the library has."""
    names = names_of(library)
    return {kind.name: _document(kind, names) for kind in file_kinds(names["profiles"])}


def settings_of_editors(library: Library, folder: str) -> dict[str, list[str]]:
    """Return `yaml.schemas` of the settings of an editor: the files that each schema in a folder is for."""
    kinds = file_kinds(names_of(library)["profiles"])
    return {f"{folder}/{file_name(kind.name)}": list(kind.where) for kind in kinds}


def file_name(kind: str) -> str:
    """Return the name of the file that holds the schema of a kind."""
    return f"{kind}.schema.json"


def _document(kind: FileKind, names: Defined) -> Schema:
    return {"$schema": DRAFT, "title": kind.holds, **schema_of(kind.shape, names), "$defs": definitions(names)}
