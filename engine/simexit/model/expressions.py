"""Terms, which have a value, and conditions, which are true, false or unknown: two closed unions."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal, NamedTuple, assert_never

from simexit.model.types import Value
from simexit.record import record

Kind = Literal["applies", "derived", "impossible", "rule", "action", "warning", "deadline"]
Comparison = Literal["==", "!=", "<", "<=", ">", ">=", "in", "not in"]
Operation = Literal["+", "-", "*"]
Function = Literal["days_until", "days_since", "working_days_until", "working_days_since", "working_day_before", "working_day_after"]

TODAY = "today"
COUNTS_FROM_TODAY: frozenset[str] = frozenset({"days_until", "days_since", "working_days_until", "working_days_since"})


@record
class Constant:
    """A value written in the rule; a frozenset of values to the right of `in`."""

    value: Value | frozenset[Value]


@record
class FactValue:
    """The value of a fact."""

    name: str


@record
class ParameterValue:
    """The value that a parameter has on the day of the advice."""

    name: str


@record
class Arithmetic:
    """A sum, difference or product."""

    operation: Operation
    left: Term
    right: Term


@record
class Call:
    """A function of days."""

    function: Function
    arguments: tuple[Term, ...]


Term = Constant | FactValue | ParameterValue | Arithmetic | Call


class Conclusion(NamedTuple):
    """What a condition can be about: that a fact applies, a derived fact, an impossibility, an exception, or what is due."""

    kind: Kind
    name: str

    def __str__(self) -> str:
        return f"{self.kind} {self.name}"


@record
class Always:
    """Always true, or never."""

    value: bool


@record
class Compare:
    """A comparison of two terms; false where a fact in it does not apply."""

    comparison: Comparison
    left: Term
    right: Term


@record
class Holds:
    """The condition of another conclusion."""

    conclusion: Conclusion


@record
class Not:
    """True where its part is false."""

    part: Condition


@record
class All:
    """True where every part is true."""

    parts: tuple[Condition, ...]


@record
class Some:
    """True where at least one part is true."""

    parts: tuple[Condition, ...]


Condition = Always | Compare | Holds | Not | All | Some


def facts_of(term: Term) -> tuple[str, ...]:
    """Return the facts that a term needs, `today` included where it counts from today, each once."""
    return tuple(dict.fromkeys(fact_occurrences(term)))


def fact_occurrences(term: Term) -> Iterator[str]:
    """Yield the facts that a term needs, each as often as it stands there."""
    match term:
        case Constant() | ParameterValue():
            return
        case FactValue(name):
            yield name
        case Arithmetic(_, left, right):
            yield from fact_occurrences(left)
            yield from fact_occurrences(right)
        case Call(function, arguments):
            for argument in arguments:
                yield from fact_occurrences(argument)
            if function in COUNTS_FROM_TODAY:
                yield TODAY
        case _:
            assert_never(term)


def facts_compared(atom: Compare) -> tuple[str, ...]:
    """Return the facts of both sides of a comparison, each once."""
    return tuple(dict.fromkeys((*facts_of(atom.left), *facts_of(atom.right))))


def parameters_of(term: Term) -> tuple[str, ...]:
    """Return the parameters that a term needs."""
    match term:
        case Constant() | FactValue():
            return ()
        case ParameterValue(name):
            return (name,)
        case Arithmetic(_, left, right):
            return (*parameters_of(left), *parameters_of(right))
        case Call(_, arguments):
            return tuple(name for argument in arguments for name in parameters_of(argument))


def comparisons(condition: Condition) -> Iterator[Compare]:
    """Yield the comparisons written in a condition, in order; not those behind other conclusions."""
    match condition:
        case Compare():
            yield condition
        case Not(part):
            yield from comparisons(part)
        case All(parts) | Some(parts):
            for part in parts:
                yield from comparisons(part)
        case Always() | Holds():
            return
        case _:
            assert_never(condition)


def leaves(condition: Condition) -> Iterator[Always | Compare | Holds]:
    """Yield the parts of a condition that have no parts themselves, in order."""
    match condition:
        case Always() | Compare() | Holds():
            yield condition
        case Not(part):
            yield from leaves(part)
        case All(parts) | Some(parts):
            for part in parts:
                yield from leaves(part)
        case _:
            assert_never(condition)


def conclusions_in(condition: Condition) -> Iterator[Conclusion]:
    """Yield the conclusions that a condition refers to, in order."""
    match condition:
        case Holds(conclusion):
            yield conclusion
        case Not(part):
            yield from conclusions_in(part)
        case All(parts) | Some(parts):
            for part in parts:
                yield from conclusions_in(part)
        case Always() | Compare():
            return
        case _:
            assert_never(condition)
