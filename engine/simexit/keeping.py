"""A checked library with its functions to bytes and back; what few answers need stays packed until it is asked for.

The texts of the files are left out: they are there whenever what was kept is read.
"""

from __future__ import annotations

import io
import pickle
from collections.abc import Callable, Iterator, Mapping
from dataclasses import fields, is_dataclass
from typing import Any, TypeVar

from simexit.model.calendar import remember_working_days, working_days
from simexit.model.rules import RuleSet
from simexit.model.types import Money
from simexit.record import record
from simexit.run.functions.code import Program
from simexit.text.forms import plain, remember_plain
from simexit.text.source import Source

_K = TypeVar("_K")
_V = TypeVar("_V")


@record
class Loaded:
    """A checked rule set and the code of its functions."""

    rules: RuleSet
    program: Program


def packed(made: Loaded, names: Mapping[str, int]) -> bytes:
    """Return what `unpacked` makes a library of; `names` has the number of each file by its name.

    With it goes what takes other libraries long to say: the working days of its country, and the forms of plain values.
    """
    vocabulary = made.rules.vocabulary
    settings = vocabulary.settings
    types = (one.type for entries in (vocabulary.facts, vocabulary.parameters, vocabulary.derived) for one in entries.values())
    currencies = {of.currency for of in types if isinstance(of, Money)}
    beside = working_days(settings.calendar), plain(settings.languages, currencies)
    rarely = (vocabulary.works, vocabulary.profiles, vocabulary.actions, vocabulary.contradictions, vocabulary.letters)
    return _pickled((made, *beside), names, {id(entries) for entries in rarely})


def unpacked(content: bytes, source: Callable[[int], Source]) -> Loaded:
    """Return the library that was packed; `source` returns the file of a number. Whatever is wrong with the content raises."""
    found, days, forms = _Unpickler(content, source).load()
    if not isinstance(found, Loaded):
        raise TypeError(type(found))
    remember_working_days(found.rules.vocabulary.settings.calendar, days)
    remember_plain(forms)
    return found


class Entries(Mapping[_K, _V]):
    """A mapping of which each value is unpacked when it is first asked for."""

    def __init__(self, packed: Mapping[_K, bytes], source: Callable[[int], Source]) -> None:
        self._packed = packed
        self._source = source
        self._unpacked: dict[_K, _V] = {}

    def __getitem__(self, key: _K) -> _V:
        try:
            return self._unpacked[key]
        except KeyError:
            return self._unpacked.setdefault(key, _Unpickler(self._packed[key], self._source).load())

    def __contains__(self, key: object) -> bool:
        return key in self._packed

    def __iter__(self) -> Iterator[_K]:
        return iter(self._packed)

    def __len__(self) -> int:
        return len(self._packed)

    def __repr__(self) -> str:
        return repr(dict(self))

    def __reduce__(self) -> tuple[Any, ...]:
        """Go to another process as a plain mapping."""
        return dict, (dict(self),)


def _pickled(value: object, names: Mapping[str, int], apart: set[int]) -> bytes:
    content = io.BytesIO()
    _Pickler(content, names, apart).dump(value)
    return content.getvalue()


class _Pickler(pickle.Pickler):
    """Names files by their number, keeps the mappings in `apart` packed, and has frozen classes made by their constructor."""

    def __init__(self, content: io.BytesIO, names: Mapping[str, int], apart: set[int]) -> None:
        super().__init__(content, protocol=5)
        self._names = names
        self._apart = apart

    def persistent_id(self, obj: Any) -> int | dict[object, bytes] | None:
        if isinstance(obj, Source):
            return self._names[obj.name]
        if id(obj) in self._apart:
            return {key: _pickled(value, self._names, set()) for key, value in obj.items()}
        return None

    def reducer_override(self, obj: Any) -> Any:
        """Pickle a frozen dataclass by its fields: what `dataclasses` does by itself takes twice as long to read. A record does so too."""
        if "__reduce__" not in vars(type(obj)) and is_dataclass(obj) and not isinstance(obj, type):
            return type(obj), tuple(getattr(obj, field.name) for field in fields(obj))
        return NotImplemented


class _Unpickler(pickle.Unpickler):
    def __init__(self, content: bytes, source: Callable[[int], Source]) -> None:
        super().__init__(io.BytesIO(content))
        self._source = source

    def persistent_load(self, pid: Any) -> object:
        return self._source(pid) if isinstance(pid, int) else Entries(pid, self._source)
