"""Classes of fixed parts, whose objects are equal where their parts are: frozen dataclasses, made in a thirtieth of the time.

`dataclasses` writes and compiles six functions for each class, at every start of the program; here classes share what they can. What
works with a dataclass works with these: `replace`, `fields`, `match`.
"""

from __future__ import annotations

from functools import cached_property
from operator import attrgetter
from typing import Any, NoReturn, TypeVar, cast, dataclass_transform

_T = TypeVar("_T")
_NOTHING: Any = object()


class _Uncompared:
    """Stands in a class for a part that does not count; `default` is its value where none is given."""

    def __init__(self, default: object) -> None:
        self.default = default


def uncompared(*, default: Any = _NOTHING) -> Any:
    """Return what says of a part that it counts neither in comparing objects nor in showing them."""
    return _Uncompared(default)


@dataclass_transform(frozen_default=True, field_specifiers=(uncompared,))
def record(cls: type[_T]) -> type[_T]:
    """Make a class of the parts that its annotations name: given in their order or by name, and never changed afterwards.

    Objects are equal where they are of this very class and their parts are equal. A default is shared, so it must not be mutable.
    A method that the class has itself stays.
    """
    names = tuple(cls.__annotations__)
    content = {name: value for name, value in vars(cls).items() if name not in {"__dict__", "__weakref__"}}
    given = {name: content.pop(name) for name in names if name in content}
    ignored = {name for name, value in given.items() if isinstance(value, _Uncompared)}
    defaults = {name: value.default if name in ignored else value for name, value in given.items()}
    remembers = any(isinstance(value, cached_property) for value in content.values())
    frame = {
        "__qualname__": cls.__qualname__,
        "__slots__": (*names, "__dict__", "__weakref__") if remembers else names,
        "__match_args__": names,
        "__compared__": tuple(name for name in names if name not in ignored),
        "__defaults__": {name: value for name, value in defaults.items() if value is not _NOTHING},
    }
    made: Any = type(cls.__name__, cls.__bases__, _SHARED | content | frame)
    for name, method in _own_methods(made).items():
        if name not in content:
            setattr(made, name, method)
    return cast("type[_T]", made)


def _own_methods(of: Any) -> dict[str, object]:
    """Return the methods that are called most, each with what it needs of its class at hand."""
    names: tuple[str, ...] = of.__match_args__
    count, setters = len(names), tuple(enumerate(vars(of)[name].__set__ for name in names))
    key: Any = attrgetter(*of.__compared__) if of.__compared__ else type

    def fill(self: object, *values: object, **named: object) -> None:
        if named or len(values) != count:
            values = _in_order(of, values, named)
        for place, set_part in setters:
            set_part(self, values[place])

    def equal(self: object, other: object) -> Any:
        return key(self) == key(other) if type(other) is of else NotImplemented

    def hashed(self: object) -> int:
        return hash(key(self))

    return {"__init__": fill, "__eq__": equal, "__hash__": hashed}


def _in_order(of: Any, values: tuple[object, ...], named: dict[str, object]) -> tuple[object, ...]:
    """Return the values of all parts in their order; raise `TypeError` where one is missing, given twice or not known."""
    names = of.__match_args__
    by_place = dict(zip(names, values, strict=False))
    found = {**of.__defaults__, **by_place, **named}
    wrong = [name for name in names if name not in found] + [name for name in named if name in by_place or name not in names]
    if wrong or len(values) > len(names):
        raise TypeError(f"{of.__name__} has the parts {', '.join(names)}; not as given: {', '.join(wrong) or 'too many'}")
    return tuple(found[name] for name in names)


def _show(self: Any) -> str:
    return f"{type(self).__qualname__}({', '.join(f'{name}={getattr(self, name)!r}' for name in self.__compared__)})"


def _refuse(self: object, name: str, *_value: object) -> NoReturn:
    raise AttributeError(f"{name} of {type(self).__name__} cannot be changed")


def _reduce(self: Any) -> tuple[Any, ...]:
    return type(self), tuple(getattr(self, name) for name in self.__match_args__)


class _Fields:
    """What `dataclasses` wants to know of a class, made when it is first asked for."""

    def __get__(self, _instance: object, of: Any) -> dict[str, Any]:
        from dataclasses import field, make_dataclass

        def described(name: str) -> Any:
            counts = name in of.__compared__
            default: dict[str, Any] = {"default_factory": lambda: of.__defaults__[name]} if name in of.__defaults__ else {}
            return name, of.__annotations__[name], field(compare=counts, repr=counts, **default)

        made: Any = make_dataclass(of.__name__, map(described, of.__match_args__))
        of.__dataclass_fields__ = found = made.__dataclass_fields__
        return cast("dict[str, Any]", found)


_SHARED = {"__repr__": _show, "__setattr__": _refuse, "__delattr__": _refuse, "__reduce__": _reduce, "__dataclass_fields__": _Fields()}
