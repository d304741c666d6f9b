"""Generated functions as code that can be kept in a file and needs no compiling when it is read again."""

from __future__ import annotations

import marshal
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, NamedTuple

from simexit.model.calendar import shifted, working_day_after, working_day_before, working_days_between

if TYPE_CHECKING:
    from simexit.model.expressions import Compare
    from simexit.run.rete.productions import Productions


class Code(NamedTuple):
    """The code of a module that defines one function, for one version of Python, and what its constants stand for."""

    function: str
    marshalled: bytes
    constants: Mapping[str, object]

    def load(self, calendar: str) -> Callable[..., Any]:
        """Return the function; `calendar` is the country whose working days it counts."""
        namespace: dict[str, Any] = {**self.constants, **_functions(calendar)}
        exec(marshal.loads(self.marshalled), namespace)
        loaded: Callable[..., Any] = namespace[self.function]
        return loaded


class Program(NamedTuple):
    """The functions of a rule set: `admits` typed facts, `decide` where every fact is known, `conclude` where some are not.

    `planes` is `conclude` for many situations at once; `atoms` are the comparisons in the order in which all of them number them.
    `productions` are those for the Rete, where they were made already.
    """

    admits: Code
    decide: Code
    conclude: Code
    planes: Code
    atoms: tuple[Compare, ...]
    productions: Productions | None = None


def compiled(function: str, source: str, constants: Mapping[str, object]) -> Code:
    """Return the code of a source that defines a function."""
    return Code(function, marshal.dumps(compile(source, "<rules>", "exec")), constants)


def _functions(country: str) -> dict[str, Any]:
    """Return the functions of the language; those that count from today take it last."""
    return {
        "shifted": shifted,
        "days_until": lambda day, today: (day - today).days,
        "days_since": lambda day, today: (today - day).days,
        "working_days_until": lambda day, today: working_days_between(country, today, day),
        "working_days_since": lambda day, today: working_days_between(country, day, today),
        "working_day_before": lambda *given: working_day_before(country, *given),
        "working_day_after": lambda *given: working_day_after(country, *given),
    }
