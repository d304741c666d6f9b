"""The things of a library that have names, and where the table of entries says that they are defined or named."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal, NamedTuple

from simexit.check import entry_forms as of
from simexit.check.forms import NameOf, Names

# fmt: off
Kind = Literal[
    "name", "parameter", "action", "warning", "deadline", "constraint", "stage", "rule", "work", "claim",
    "outcome", "value", "letter", "picture", "term", "contradiction", "item",
]
# fmt: on
"""What a name is the name of. Facts, derived facts and fields of letters are all `name`: they share one set of names."""


class Symbol(NamedTuple):
    """A thing with a name; a value belongs to a fact, an outcome to an action, a claim to a work: its `owner`."""

    kind: Kind
    name: str
    owner: str = ""


OWNED: frozenset[Kind] = frozenset({"value", "outcome", "claim", "item"})
"""Things whose name says something only with that of their owner."""

DEFINED_BY: Mapping[str, Kind] = {
    **{form.name: "name" for form in (of.FACT, of.DERIVED, of.FIELD)},
    of.PARAMETER.name: "parameter",
    of.ACTION.name: "action",
    of.OUTCOME.name: "outcome",
    of.WARNING.name: "warning",
    of.DEADLINE.name: "deadline",
    of.CONSTRAINT.name: "constraint",
    of.WORK.name: "work",
    of.CLAIM.name: "claim",
    of.LETTER.name: "letter",
    of.PICTURE.name: "picture",
    of.TERM.name: "term",
    of.CONTRADICTION.name: "contradiction",
    of.ITEM.name: "item",
}
"""What the keys of entries of these forms define."""
DEFINED_UNDER: Mapping[tuple[str, str], Kind] = {(of.FACT.name, "values"): "value", (of.LIBRARY.name, "stages"): "stage"}
"""What the keys of mappings of texts define, by the form and the key under which they stand."""
NAMED: Mapping[Names, Kind] = {
    "fact": "name",
    "choice fact": "name",
    "derived": "name",
    "action": "action",
    "next": "action",
    "warning": "warning",
    "deadline": "deadline",
    "stage": "stage",
    "rule": "rule",
}
"""What a place for a name names; citations are taken apart, and the others name nothing that is defined in a library."""

CITED: frozenset[Names] = frozenset({"citation", "claim", "work"})
CALLED: Mapping[str, Kind] = {"due": "action", "next": "action", "warned": "warning"}
"""What the functions of a conclusion name."""
PARAMETER = "parameter."


def kinds_named(place: NameOf) -> tuple[Kind, ...]:
    """Return the kinds of things that a place names, each once."""
    found: list[Kind] = [NAMED[kind] for kind in place.kinds if kind in NAMED]
    return tuple(dict.fromkeys(found))
