"""Templates to texts: names filled in, a wording in every language, in canonical form."""

from __future__ import annotations

import json
import re
from importlib.resources import files
from string import Template
from typing import TYPE_CHECKING

from simexit.author.format.canonical import canonical
from simexit.text.diagnostics import Findings
from simexit.text.source import Source

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from importlib.resources.abc import Traversable

    from simexit.check.forms import Shape

UNWRITTEN = "write-the-source"
"""Stands where an author has to name a source; nothing is called so, and `check` finds it."""
_WORDING = re.compile("<<(.*?)>>")
_DOT = "dot-"
"""How the names of templates begin whose files begin with a dot."""


def written(template: str, names: Mapping[str, str], languages: tuple[str, ...], shape: Shape) -> str:
    """Return a template as a file of a library."""
    text = filled(template, {**names, "unwritten": UNWRITTEN})
    worded = _WORDING.sub(lambda found: _in_every_language(found[1], languages), text)
    formatted = canonical(Source(template, worded), shape, Findings())
    assert formatted is not None  # a test writes every template
    return formatted


def filled(template: str, names: Mapping[str, str]) -> str:
    """Return a template with its names filled in."""
    return Template(_templates().joinpath(template).read_text(encoding="utf-8")).substitute(names)


def whole_library(names: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Yield the files of a new library: path and text."""
    yield from _in_folder(_templates().joinpath("library"), "", names)


def _in_folder(folder: Traversable, path: str, names: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    for found in sorted(folder.iterdir(), key=lambda one: one.name):
        name = found.name.replace(_DOT, ".", 1) if found.name.startswith(_DOT) else found.name
        if found.is_dir():
            yield from _in_folder(found, f"{path}{name}/", names)
        else:
            yield path + name, Template(found.read_text(encoding="utf-8")).substitute(names)


def _in_every_language(words: str, languages: tuple[str, ...]) -> str:
    return "{" + ", ".join(f"{language}: {json.dumps(words)}" for language in languages) + "}"


def _templates() -> Traversable:
    return files("simexit.author.scaffold").joinpath("templates")
