"""The shape of each file of a library and of its cases, by its path."""

from __future__ import annotations

from dataclasses import replace
from typing import NamedTuple

from simexit.author.cases.forms import CASE_FILE
from simexit.check.file_kinds import INVARIANT, kind_of
from simexit.check.forms import Either, Entries, FactsShape, FactValueShape, Form, Items, NameOf, Shape
from simexit.check.reading import CASES

IN_RULES, EVERYWHERE = ("due",), ("due", "next", "warned")
_FACTS = Entries(FactValueShape(), NameOf(("fact",)))
"""What is told, as entries whose names are those of facts."""


class Layout(NamedTuple):
    """The shape of a whole file, and the functions of a conclusion that its conditions may call."""

    shape: Shape
    calls: tuple[str, ...]


def layout_of(path: str, profiles: tuple[str, ...]) -> Layout | None:
    """Return what can stand in the file at a path such as `kb/facts/card.yaml`; `profiles` are the folders of profiles."""
    if path.endswith(CASES):
        return _OF_CASES
    folder, _, inside = path.partition("/")
    kind = kind_of(folder, inside.removesuffix(".yaml"), profiles)
    return None if kind is None else Layout(kind.shape, EVERYWHERE if kind is INVARIANT else IN_RULES)


def _with_names(shape: Shape) -> Shape:
    """Return a shape in which what is told has the names of facts."""
    match shape:
        case FactsShape():
            return _FACTS
        case Form():
            return shape._replace(keys=tuple(key._replace(shape=_with_names(key.shape)) for key in shape.keys))
        case Items():
            return replace(shape, of=_with_names(shape.of))
        case Either(shapes):
            return replace(shape, shapes=tuple(map(_with_names, shapes)))
        case _:
            return shape


_OF_CASES = Layout(_with_names(CASE_FILE.shape), EVERYWHERE)
