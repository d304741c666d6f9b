"""The kinds of files of a library: where each stands, and the form of what is in it."""

from __future__ import annotations

from typing import NamedTuple

from simexit.check import entry_forms as of
from simexit.check import rule_forms
from simexit.check.forms import Entries, Form, Shape
from simexit.check.reading import CASES

INVARIANTS = "invariants"
"""The folder of rules/ that holds invariants."""
SETTINGS = "library"
"""The file of kb/ that holds the settings, without its ending."""


class FileKind(NamedTuple):
    """One kind of file: its name, the paths it has (after `!`, those it has not), what it holds, and the shape of the whole file."""

    name: str
    where: tuple[str, ...]
    holds: str
    shape: Shape


def _folder(name: str, holds: str, form: Form, names: str = "name") -> FileKind:
    return FileKind(name, (f"kb/{name}/**/*.yaml",), holds, Entries(form, "name" if names == "name" else "free"))


LIBRARY = FileKind(SETTINGS, ("kb/library.yaml",), "the settings: languages, calendar, time zone, stages", of.LIBRARY)
FOLDERS = {
    kind.name: kind
    for kind in (
        _folder("facts", "what a person can tell", of.FACT),
        _folder("constraints", "combinations that cannot be", of.CONSTRAINT),
        _folder("derived", "names for conditions and values", of.DERIVED),
        _folder("parameters", "figures by date in force", of.PARAMETER),
        _folder("actions", "what a person can do; the file is the stage, the order in it counts", of.ACTION),
        _folder("warnings", "what can go wrong", of.WARNING),
        _folder("deadlines", "days by which something must be done", of.DEADLINE),
        _folder("sources", "works and their claims", of.WORK, "free"),
        _folder("contradictions", "what works say against one another", of.CONTRADICTION, "free"),
        _folder("glossary", "terms that all texts use in the same form", of.TERM, "free"),
        _folder("fields", "what only the writer of a letter knows", of.FIELD),
        _folder("letters", "letters to hand over", of.LETTER),
        _folder("pictures", "drawings that help to answer or to act", of.PICTURE),
    )
}
"""The folders of kb/ that every library can have; a library names those of its profiles itself."""
PROFILE = FileKind("profile", ("kb/*/*.yaml",), "what is known about one value of a fact; the file is the value", of.PROFILE)
RULE = FileKind(
    "rule", ("rules/**/*.yaml", f"!rules/{INVARIANTS}/**", f"!**/*{CASES}"), "what follows from what; the path is the name", rule_forms.RULE
)
INVARIANT = FileKind(
    "invariant",
    (f"rules/{INVARIANTS}/**/*.yaml", f"!**/*{CASES}"),
    "what must hold in every situation, whatever rules say",
    rule_forms.INVARIANT,
)


def kind_of(folder: str, path: str, profiles: tuple[str, ...] = ()) -> FileKind | None:
    """Return the kind of the file at a path without ending inside kb or rules; None where no such file is read."""
    first, inside, _ = path.partition("/")
    if folder == "rules":
        return None if f"{path}.yaml".endswith(CASES) else INVARIANT if first == INVARIANTS else RULE
    if path == SETTINGS:
        return LIBRARY
    if not inside:
        return None
    return FOLDERS.get(first) or (PROFILE if first in profiles else None)
