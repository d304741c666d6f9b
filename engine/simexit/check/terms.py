"""Syntax trees to typed terms: numbers with units, money, days, choices."""

from __future__ import annotations

import ast
from dataclasses import dataclass
from typing import TYPE_CHECKING

from simexit.model.expressions import Arithmetic, Call, Constant, FactValue, ParameterValue, Term, facts_of
from simexit.model.types import Boolean, Choice, Day, Integer, Money, SetOf, Type, describe
from simexit.parse.expressions import Expression, parse_expression
from simexit.parse.shapes import to_boolean, to_day, to_number
from simexit.text.codes import Code
from simexit.text.diagnostics import did_you_mean

if TYPE_CHECKING:
    from simexit.check.context import Context
    from simexit.model.expressions import Function, Operation

FUNCTIONS: dict[str, tuple[Function, tuple[Type, ...], Type]] = {
    "days_until": ("days_until", (Day(),), Integer("days")),
    "days_since": ("days_since", (Day(),), Integer("days")),
    "working_days_until": ("working_days_until", (Day(),), Integer("working days")),
    "working_days_since": ("working_days_since", (Day(),), Integer("working days")),
    "working_day_before": ("working_day_before", (Day(), Integer("working days")), Day()),
    "working_day_after": ("working_day_after", (Day(), Integer("working days")), Day()),
}
_OPERATIONS: dict[type[ast.operator], Operation] = {ast.Add: "+", ast.Sub: "-", ast.Mult: "*"}


LONGEST_CHAIN = 60
LARGEST_TERM = 400


class CircleError(Exception):
    """A derived value needs itself; the finding is noted."""


@dataclass(frozen=True, slots=True)
class Plain:
    """The type of a number written in a rule: it takes the unit of what it is put beside."""


TermType = Type | Plain
Typed = tuple[Term, TermType]


class TermReader:
    """Reads the terms of one expression; findings are noted, and None is returned where there is one."""

    def __init__(self, expression: Expression, context: Context) -> None:
        self.expression = expression
        self.context = context

    def complain(self, code: Code, node: ast.expr, message: str, hint: str | None = None) -> None:
        """Note a finding at a part of the expression."""
        self.context.findings.add(code, self.expression.span(node), message, hint=hint)

    def term(self, node: ast.expr, expected: TermType | None = None) -> Typed | None:
        """Read a term; `expected` is the type of what it stands beside, and tells values from names."""
        match node:
            case ast.Name() | ast.Attribute():
                return self._name(node, expected)
            case ast.Constant(value=value):
                return self._constant(node, value, expected)
            case ast.UnaryOp(op=ast.USub(), operand=ast.Constant(value=int() | float()) as number):
                typed = self.term(number, expected)
                return None if typed is None else (Arithmetic("-", Constant(0), typed[0]), typed[1])
            case ast.BinOp(left=left, op=op, right=right) if type(op) in _OPERATIONS:
                return self._arithmetic(node, _OPERATIONS[type(op)], left, right)
            case ast.Call(func=ast.Name(id=function), args=arguments, keywords=[]):
                return self._call(node, function, arguments)
            case _:
                self.complain(Code.NOT_IN_LANGUAGE, node, "the language of conditions has no such form here")
                return None

    def _name(self, node: ast.Name | ast.Attribute, expected: TermType | None) -> Typed | None:
        name = dotted(node)
        names = self.context.names
        if name is None:
            self.complain(Code.NOT_IN_LANGUAGE, node, "a name is words with dots between them")
            return None
        if (boolean := to_boolean(name)) is not None and isinstance(expected, Boolean):
            return Constant(boolean), Boolean()
        known = self._known(name)
        if isinstance(expected, Choice | SetOf) and name in expected.values:
            if known is not None and known[1] == expected:
                hint = f"put the value in quotes: '{name}'"
                self.complain(Code.AMBIGUOUS, node, f"`{name}` is a fact and a value at the same time", hint)
                return None
            return Constant(name), Choice(expected.values)
        if known is not None:
            return known
        if isinstance(expected, Choice | SetOf) and "." not in name:
            message = f"`{name}` is not a value here: it is {describe(expected)}"
            self.complain(Code.NOT_A_CHOICE, node, message, did_you_mean(name, expected.values))
        elif name in names.derived:
            self.complain(Code.TYPE, node, f"`{name}` is a condition and has no value to compare")
        else:
            self.complain(Code.UNKNOWN_NAME, node, f"unknown name `{name}`", did_you_mean(name, names.everything()))
        return None

    def _known(self, name: str) -> Typed | None:
        names = self.context.names
        if name in names.facts:
            return FactValue(name), names.facts[name]
        if name.startswith("parameter.") and name.removeprefix("parameter.") in names.parameters:
            short = name.removeprefix("parameter.")
            return ParameterValue(short), names.parameters[short]
        return derived_value(name, self.context)

    def _constant(self, node: ast.Constant, value: object, expected: TermType | None) -> Typed | None:
        if isinstance(value, bool):
            return Constant(value), Boolean()
        if isinstance(value, int | float):
            number = to_number(self.expression.source_of(node))
            if number is not None:
                return Constant(number), Plain()
        if isinstance(value, str) and (found := self._quoted(node, value, expected)) is not None:
            return found
        if not isinstance(value, str):
            self.complain(Code.NOT_IN_LANGUAGE, node, "a number is written in digits, such as 40 or 12.50")
        return None

    def _quoted(self, node: ast.Constant, value: str, expected: TermType | None) -> Typed | None:
        if isinstance(expected, Choice | SetOf) and value in expected.values:
            return Constant(value), Choice(expected.values)
        if (day := to_day(value)) is not None and (expected is None or isinstance(expected, Day)):
            return Constant(day), Day()
        if isinstance(expected, Choice | SetOf):
            message = f"`{value}` is not a value here: it is {describe(expected)}"
            self.complain(Code.NOT_A_CHOICE, node, message, did_you_mean(value, expected.values))
        else:
            self.complain(Code.TYPE, node, f"`{value}` is not a date such as '2026-12-01'")
        return None

    def _arithmetic(self, node: ast.BinOp, operation: Operation, left: ast.expr, right: ast.expr) -> Typed | None:
        first, second = self.term(left), self.term(right)
        if first is None or second is None:
            return None
        of = result_type(operation, first[1], second[1])
        if of is None:
            message = f"`{operation}` does not go with {words_for(first[1])} and {words_for(second[1])}"
            self.complain(Code.UNIT, node, message)
            return None
        if operation == "*" and facts_of(first[0]) and facts_of(second[0]):
            self.complain(Code.NOT_IN_LANGUAGE, node, "two facts cannot be multiplied; one factor must be a figure")
            return None
        return Arithmetic(operation, first[0], second[0]), of

    def _call(self, node: ast.Call, function: str, arguments: list[ast.expr]) -> Typed | None:
        if function == "due":
            self.complain(Code.TYPE, node, "`due` takes the name of one action, and stands alone as a condition")
            return None
        if function not in FUNCTIONS:
            self.complain(Code.UNKNOWN_NAME, node.func, f"unknown function `{function}`", did_you_mean(function, [*FUNCTIONS, "due"]))
            return None
        name, wanted, of = FUNCTIONS[function]
        if len(arguments) != len(wanted):
            self.complain(Code.TYPE, node, f"`{function}` takes {len(wanted)} value{'s' * (len(wanted) > 1)}, but has {len(arguments)}")
            return None
        terms = [self._argument(argument, type_, function) for argument, type_ in zip(arguments, wanted, strict=True)]
        return None if None in terms else (Call(name, tuple(term for term in terms if term is not None)), of)

    def _argument(self, node: ast.expr, wanted: Type, function: str) -> Term | None:
        typed = self.term(node, wanted)
        if typed is None:
            return None
        if same_kind(typed[1], wanted):
            return typed[0]
        code = Code.UNIT if isinstance(typed[1], Integer) and isinstance(wanted, Integer) else Code.TYPE
        self.complain(code, node, f"`{function}` takes {words_for(wanted)} here, but this is {words_for(typed[1])}")
        return None


def dotted(node: ast.expr) -> str | None:
    """Return the name that a tree writes, such as `trip.end`."""
    match node:
        case ast.Name(id=name):
            return name
        case ast.Attribute(value=inner, attr=name):
            before = dotted(inner)
            return None if before is None else f"{before}.{name}"
        case _:
            return None


def words_for(of: TermType) -> str:
    """Return a type in words."""
    return "a number" if isinstance(of, Plain) else describe(of)


def same_kind(first: TermType, second: TermType) -> bool:
    """Return whether two values can be put side by side: same type, same unit."""
    match first, second:
        case (Plain(), Plain() | Integer() | Money()) | (Integer() | Money(), Plain()):
            return True
        case Integer(unit), Integer(other):
            return unit == other
        case Money(currency), Money(other_currency):
            return currency == other_currency
        case Choice(values), Choice(others):
            return values == others
        case _:
            return type(first) is type(second) and not isinstance(first, SetOf)


def result_type(operation: str, first: TermType, second: TermType) -> TermType | None:
    """Return the type of a sum, difference or product, or None where there is none."""
    match operation, first, second:
        case "-", Day(), Day():
            return Integer("days")
        case "+" | "-", Day(), Plain() | Integer("days"):
            return Day()
        case "+", Plain() | Integer("days"), Day():
            return Day()
        case "*", Plain() | Integer(None), Plain() | Integer() | Money():
            return _unbounded(second)
        case "*", Integer() | Money(), Plain() | Integer(None):
            return _unbounded(first)
        case "+" | "-", Plain() | Integer() | Money(), Plain() | Integer() | Money() if same_kind(first, second):
            return _unbounded(second if isinstance(first, Plain) else first)
        case _:
            return None


def _unbounded(of: TermType) -> TermType:
    match of:
        case Integer(unit):
            return Integer(unit)
        case Money(currency):
            return Money(currency)
        case _:
            return of


def derived_value(name: str, context: Context) -> tuple[Term, Type] | None:
    """Return the term behind a derived value, reading it on first use; a circle is a finding."""
    names = context.names
    if name in names.values:
        return names.values[name]
    if name not in names.unread:
        return None
    scalar = names.unread[name]
    if name in names.reading or len(names.reading) >= LONGEST_CHAIN:
        chain = " → ".join(f"`{one}`" for one in [*names.reading[-5:], name])
        context.findings.add(Code.CYCLE, scalar.span, f"these values need one another in a circle, or too many of them: {chain}")
        raise CircleError
    names.reading.append(name)
    try:
        expression = parse_expression(scalar, context.findings)
        typed = None if expression is None else TermReader(expression, context).term(expression.tree)
    except CircleError:
        typed = None
        if len(names.reading) > 1:
            raise
    finally:
        names.reading.remove(name)
        names.unread.pop(name, None)
    if typed is None:
        return None
    if _larger_than(LARGEST_TERM, typed[0]):
        context.findings.add(Code.TOO_DEEP, scalar.span, f"with what it is made of, `{name}` has more than {LARGEST_TERM} parts")
        return None
    of = Integer() if isinstance(typed[1], Plain) else typed[1]
    names.values[name] = (typed[0], of)
    return names.values[name]


def _larger_than(most: int, term: Term) -> bool:
    """Return whether a term has more parts than that."""
    left: list[Term] = [term]
    for _ in range(most):
        if not left:
            return False
        match left.pop():
            case Arithmetic(_, first, second):
                left += [first, second]
            case Call(_, arguments):
                left += arguments
            case _:
                pass
    return bool(left)


def typed_term(scalar_text: Expression, wanted: Type, what: str, context: Context) -> Term | None:
    """Read an expression that must have the type `wanted`."""
    reader = TermReader(scalar_text, context)
    typed = reader.term(scalar_text.tree, wanted)
    if typed is None:
        return None
    if same_kind(typed[1], wanted):
        return typed[0]
    reader.complain(Code.TYPE, scalar_text.tree, f"{what} must be {words_for(wanted)}, but this is {words_for(typed[1])}")
    return None
