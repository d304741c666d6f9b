"""What an entry of a library can look like: its keys, and the shapes of their values; a closed union."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, NamedTuple

Names = Literal[
    "language",
    "stage",
    "fact",
    "choice fact",
    "derived",
    "action",
    "warning",
    "deadline",
    "work",
    "citation",
    "claim",
    "rule",
    "lint",
    "profiles",
    "next",
]
"""What a name can be of; a citation is a work or a claim, `next` an action or `finished`."""


class Key(NamedTuple):
    """One key of an entry: the shape of its value, what it means, and whether every entry needs it.

    Where the form depends on the word under another key: the words with which alone it can stand, and those with which it is needed.
    """

    name: str
    shape: Shape
    meaning: str
    needed: bool = True
    only_for: tuple[str, ...] = ()
    needed_for: tuple[str, ...] = ()


class Form(NamedTuple):
    """The keys of one kind of entry, in their order; an entry has one of `exactly_one_of`, and `least` of them all."""

    name: str
    keys: tuple[Key, ...]
    exactly_one_of: tuple[str, ...] = ()
    least: int = 0
    depends_on: str = ""

    @property
    def needs(self) -> tuple[str, ...]:
        """The keys that every entry has."""
        return tuple(key.name for key in self.keys if key.needed)

    @property
    def may(self) -> tuple[str, ...]:
        """The keys that an entry can have beside these."""
        return tuple(key.name for key in self.keys if not key.needed)


@dataclass(frozen=True, slots=True)
class Word:
    """A single value in whatever form."""


@dataclass(frozen=True, slots=True)
class Wording:
    """One wording for each language of the library."""


@dataclass(frozen=True, slots=True)
class DayShape:
    """A date such as 2026-12-01."""


@dataclass(frozen=True, slots=True)
class Whole:
    """A whole number without quotation marks, between two bounds."""

    low: int | None = None
    high: int | None = None


@dataclass(frozen=True, slots=True)
class Number:
    """A number with or without decimals."""


@dataclass(frozen=True, slots=True)
class OneOf:
    """One of several words."""

    values: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class NameOf:
    """The name of something that is defined in the library."""

    kinds: tuple[Names, ...]


@dataclass(frozen=True, slots=True)
class ConditionShape:
    """A condition, or lists of conditions under `all`, `any`, `none`."""


@dataclass(frozen=True, slots=True)
class ExpressionShape:
    """An expression that has a value."""


@dataclass(frozen=True, slots=True)
class FactValueShape:
    """A value as a person tells it: a word, a number, a day, or a list of words."""


@dataclass(frozen=True, slots=True)
class FactsShape:
    """Facts and their values; names dotted, nested or both, `null` for what is not known."""


@dataclass(frozen=True, slots=True)
class Nothing:
    """`null`: there is none."""


@dataclass(frozen=True, slots=True)
class Items:
    """A list of at least so many."""

    of: Shape
    least: int = 0


@dataclass(frozen=True, slots=True)
class Entries:
    """A mapping: names to values of one shape; the names are free, in the form of names, or of something defined."""

    of: Shape
    names: Literal["free", "name"] | NameOf = "free"
    least: int = 0
    most: int | None = None


@dataclass(frozen=True, slots=True)
class Either:
    """One of several shapes."""

    shapes: tuple[Shape, ...]


Shape = (
    Word
    | Wording
    | DayShape
    | Whole
    | Number
    | OneOf
    | NameOf
    | ConditionShape
    | ExpressionShape
    | FactValueShape
    | FactsShape
    | Nothing
    | Items
    | Entries
    | Either
    | Form
)
