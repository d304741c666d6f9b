"""L303: a number in a condition that is the value of a parameter."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from simexit.author.lint.lint import Lint, Note
from simexit.author.lint.subject import Subject
from simexit.author.pages.page import Page
from simexit.check.terms import FUNCTIONS, same_kind
from simexit.model.expressions import Arithmetic, Call, Compare, Constant, FactValue, ParameterValue, Term
from simexit.model.rules import RuleSet
from simexit.model.types import Day, Integer, Money, Type
from simexit.model.vocabulary import Parameter
from simexit.text.codes import Code
from simexit.text.diagnostics import Related

Number = int | Decimal


def check(subject: Subject) -> Iterator[Note]:
    """Yield numbers above one that have the unit and a value of a parameter."""
    rules = subject.rules
    for condition in subject.conditions:
        for part in condition.everything():
            if isinstance(part.condition, Compare):
                for number, of in _compared(part.condition, rules):
                    for parameter in _same(number, of, rules):
                        related = (Related(parameter.span, f"the parameter `{parameter.name}`"),)
                        message = f"{number} is the value of `parameter.{parameter.name}`"
                        yield Note(part.span, message, hint=f"write `parameter.{parameter.name}`", related=related)


def _same(number: Number, of: Type, rules: RuleSet) -> Iterator[Parameter]:
    counted = isinstance(of, Money) or (isinstance(of, Integer) and of.unit is not None)
    for parameter in rules.vocabulary.parameters.values():
        if counted and number > 1 and same_kind(parameter.type, of) and any(period.value == number for period in parameter.periods):
            yield parameter


def _compared(atom: Compare, rules: RuleSet) -> Iterator[tuple[Number, Type]]:
    """Yield the numbers written in a comparison, each with its type, which it has from what it stands beside."""
    for side, beside in ((atom.left, atom.right), (atom.right, atom.left)):
        of = _type(beside, rules)
        if of is not None:
            yield from _plain(side, of)
        yield from _inside(side, rules)


def _plain(term: Term, of: Type) -> Iterator[tuple[Number, Type]]:
    match term:
        case Constant(int() | Decimal() as value) if not isinstance(value, bool):
            yield value, of
        case _:
            return


def _inside(term: Term, rules: RuleSet) -> Iterator[tuple[Number, Type]]:
    match term:
        case Arithmetic("+" | "-", left, right):
            for side, beside in ((left, right), (right, left)):
                of = _type(beside, rules)
                yield from () if of is None else _plain(side, Integer("days") if isinstance(of, Day) else of)
                yield from _inside(side, rules)
        case Call(function, arguments):
            for argument, wanted in zip(arguments, FUNCTIONS[function][1], strict=True):
                yield from _plain(argument, wanted)
                yield from _inside(argument, rules)
        case _:
            return


def _type(term: Term, rules: RuleSet) -> Type | None:
    """Return the type of a term, or None for a plain number and for what is multiplied."""
    match term:
        case FactValue(name):
            return rules.vocabulary.facts[name].type
        case ParameterValue(name):
            return rules.vocabulary.parameters[name].type
        case Call(function, _):
            return FUNCTIONS[function][2]
        case Arithmetic("+" | "-", left, right):
            first, second = _type(left, rules), _type(right, rules)
            return Integer("days") if isinstance(first, Day) and isinstance(second, Day) else first or second
        case _:
            return None


LINT = Lint(
    code=Code.NUMBER_IS_PARAMETER,
    check=check,
    page=Page(
        summary="A number in this condition has the unit and the value of a parameter.",
        avoid={
            "rules/warnings/fine-grows.yaml": """\
when: late and loan.weeks <= 2 and working_days_since(loan.due_on) > 3
then: {warning: fine_grows}
why: {en: A short loan is late., ru: Короткая выдача просрочена.}
sources: [house-rules]
checked: 2026-11-21
"""
        },
        prefer={
            "rules/warnings/fine-grows.yaml": """\
when: late and loan.weeks <= 2 and working_days_since(loan.due_on) > parameter.grace_days
then: {warning: fine_grows}
why: {en: A short loan is late., ru: Короткая выдача просрочена.}
sources: [house-rules]
checked: 2026-11-21
"""
        },
        why=(
            "The parameter has a source, a day on which it was checked, and a value for each year. The number in the rule has none of "
            "these, and stays as it is when the law changes."
        ),
        mend="Name the parameter. Where the numbers are the same by chance, switch the lint off for this file, and say so.",
    ),
)
