"""The language as authors write it: what is written is what is read, whatever the style of YAML, and places are right."""

from __future__ import annotations

from datetime import date
from typing import assert_never

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generators.conditions import conditions
from generators.vocabulary import FACTS, PARAMETERS
from simexit.check.conditions import condition
from simexit.check.context import Context, Names
from simexit.model.calendar import is_working_day, working_day_after, working_day_before, working_days_between
from simexit.model.expressions import (
    All,
    Always,
    Arithmetic,
    Call,
    Compare,
    Conclusion,
    Condition,
    Constant,
    FactValue,
    Holds,
    Not,
    ParameterValue,
    Some,
    Term,
)
from simexit.parse.nodes import parse
from simexit.parse.shapes import mapping
from simexit.text.diagnostics import Findings
from simexit.text.source import Source

KNOWN = [Conclusion("derived", "e0"), Conclusion("derived", "e1"), Conclusion("action", "a0")]


def names() -> Names:
    parameters = {name: of for name, (of, _) in PARAMETERS.items()}
    return Names(facts=dict(FACTS), parameters=parameters, derived={"e0", "e1"}, actions=["a0"])


def written_term(term: Term) -> str:
    match term:
        case Constant(value):
            return f"'{value}'" if isinstance(value, date) else str(value)
        case FactValue(name):
            return name
        case ParameterValue(name):
            return f"parameter.{name}"
        case Arithmetic(operation, left, right):
            return f"({written_term(left)} {operation} {written_term(right)})"
        case Call(function, arguments):
            return f"{function}({', '.join(written_term(argument) for argument in arguments)})"
        case _:
            assert_never(term)


def written(of: Condition) -> str:
    match of:
        case Always(value):
            return str(value)
        case Holds(Conclusion("action", name)):
            return f"due({name})"
        case Holds(conclusion):
            return conclusion.name
        case Not(part):
            return f"(not {written(part)})"
        case All(parts):
            return "(" + " and ".join(written(part) for part in parts) + ")" if len(parts) > 1 else written(parts[0])
        case Some(parts):
            return "(" + " or ".join(written(part) for part in parts) + ")" if len(parts) > 1 else written(parts[0])
        case Compare(comparison, left, Constant(frozenset() as members)):
            return f"{written_term(left)} {comparison} [{', '.join(str(member) for member in members)}]"
        case Compare(comparison, left, right):
            return f"{written_term(left)} {comparison} {written_term(right)}"
        case _:
            assert_never(of)


def plain(of: Condition) -> Condition:
    """The same condition in the form in which it is read: no part alone in a conjunction, `-3` as `0 - 3`, no nested `and`."""
    match of:
        case Not(part):
            return Not(plain(part))
        case All(parts):
            return plain(parts[0]) if len(parts) == 1 else All(tuple(plain(part) for part in parts))
        case Some(parts):
            return plain(parts[0]) if len(parts) == 1 else Some(tuple(plain(part) for part in parts))
        case Compare(comparison, left, right):
            return Compare(comparison, plain_term(left), plain_term(right))
        case _:
            return of


def plain_term(term: Term) -> Term:
    match term:
        case Constant(int() as number) if not isinstance(number, bool) and number < 0:
            return Arithmetic("-", Constant(0), Constant(-number))
        case Constant(frozenset() as members):
            return Constant(members)
        case Arithmetic(operation, left, right):
            return Arithmetic(operation, plain_term(left), plain_term(right))
        case Call(function, arguments):
            return Call(function, tuple(plain_term(argument) for argument in arguments))
        case _:
            return term


def read(text: str) -> tuple[Condition | None, Context]:
    context = Context(Findings(), names=names())
    node = parse(Source("rule.yaml", text), context.findings)
    found = None if node is None else mapping(node, "a rule", context.findings)
    return (None if found is None else condition(found.entries[0][1], context)), context


def positive_members(of: Condition) -> bool:
    """Negative numbers in a list are written as `-3`, which is no constant: not generated here."""
    match of:
        case Compare(_, _, Constant(frozenset() as members)):
            return not any(isinstance(member, int) and member < 0 for member in members)
        case Not(part):
            return positive_members(part)
        case All(parts) | Some(parts):
            return all(positive_members(part) for part in parts)
        case _:
            return True


STYLES = [
    "when: {}\n",
    "# a comment\nwhen:   {}   # another\n",
    'when: "{}"\n',
    "when: >-\n  {}\n",
    "when: |\n    {}\n",
    "{{when: {{all: ['{}']}}}}\n",
]


@given(conditions(KNOWN).filter(positive_members), st.sampled_from(STYLES))
@settings(max_examples=2_000)
def test_what_is_written_is_what_is_read(of: Condition, style: str) -> None:
    text = written(of)
    if "'" in style:
        text = text.replace("'", "''")
    found, context = read(style.format(text))
    assert not context.findings.found, context.findings.in_order()
    if style.startswith("{{"):
        assert found == All((plain(of),))
    else:
        assert found == plain(of)


@given(conditions(KNOWN).filter(positive_members), st.integers(0, 200))
@settings(max_examples=500)
def test_a_condition_may_be_folded_at_any_blank(of: Condition, where: int) -> None:
    text = written(of)
    blanks = [place for place, character in enumerate(text) if character == " "]
    if blanks:
        place = blanks[where % len(blanks)]
        text = text[:place] + "\n  " + text[place + 1 :]
    found, _ = read(f"when: >-\n  {text}\n")
    assert found == plain(of)


PREFIXES = [
    ("when: ", "", 1, 6),
    ("when: '", "'", 1, 7),
    ("when: >-\n  b0 and\n  ", "", 3, 2),
    ("when: |\n    b0 and\n    b1 or ", "", 3, 10),
    ("中文: [1]\nwhen: {all: [b0, ", "]}", 2, 17),
    ("when:\n  any:\n    - b0\n    - ", "", 4, 6),
    ("when: b0 and\n  b1 and ", "", 2, 9),
]


@pytest.mark.parametrize(("before", "behind", "line", "column"), PREFIXES)
@pytest.mark.parametrize("wrong", ["n0 > nope", "c0 == w", "n0 > m0", "s0 > 3", "today > 'soon'"])
def test_the_place_of_a_mistake_is_in_the_file(before: str, behind: str, line: int, column: int, wrong: str) -> None:
    text = (before + wrong + behind + "\n").replace("'soon'", "''soon''" if before.endswith("'") else "'soon'")
    context = Context(Findings(), names=names())
    node = parse(Source("rule.yaml", text), context.findings)
    found = None if node is None else mapping(node, "a rule", context.findings)
    assert found is not None
    condition(found.entries[-1][1], context)
    (finding,) = context.findings.in_order()
    assert finding.span is not None
    assert finding.span.line == line
    inside = range(column + 1, column + 1 + len(wrong) + 2)
    # an escaped quotation mark makes a place inexact: then it is the start of the scalar
    assert finding.span.column in inside or "''" in text
    assert finding.span.text() in wrong or "''" in text


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("b0 and", "K401"),
        ("n0 = 3", "K401"),
        ("today > 2026-01-03", "K401"),
        ("(b0", "K401"),
        ("b0 if b1 else b2", "K402"),
        ("n0 is 3", "K402"),
        ("[b0]", "K402"),
        ("lambda: b0", "K402"),
        ("n0.real > 3", "K301"),
        ("__import__('os')", "K301"),
        ("n0 + n1", "K407"),
        ("n0 > n0", "K402"),
        ("n0 * n1 > 3", "K404"),
        ("n0 + m0 > 3", "K404"),
        ("n0 == m0", "K403"),
        ("d0 + m0 > today", "K404"),
        ("days_until(n0) > 3", "K403"),
        ("days_until(d0, d0) > 3", "K403"),
        ("days_until(d0) > days_until(d0)", "K402"),
        ("c0 > x", "K403"),
        ("c0 == w", "K405"),
        ("c0 == 3", "K403"),
        ("c0 in [x, w]", "K405"),
        ("x in c0", "K403"),
        ("r in s0", "K405"),
        ("e0 == x", "K403"),
        ("due(e0)", "K301"),
        ("day_until(d0) > 3", "K301"),
        ("d0 == 'x'", "K403"),
        ("n0 > 1.5j", "K402"),
    ],
)
def test_what_the_language_does_not_have_is_refused_with_its_code(text: str, code: str) -> None:
    found, context = read(f'when: "{text}"\n')
    assert found is None
    assert [finding.code.code for finding in context.findings.in_order()] == [code], context.findings.in_order()


class TestCalendar:
    """Kazakhstan's calendar: 2026 as the government set it."""

    def test_saturdays_sundays_and_public_holidays_are_not_working_days(self) -> None:
        # Nauryz 21 to 23 March 2026 is a Saturday, Sunday and Monday; the two weekend days are made up for on 24 and 25 March
        free = [day for day in range(16, 32) if not is_working_day("KZ", date(2026, 3, day))]
        assert free == [21, 22, 23, 24, 25, 28, 29]

    def test_working_days_count_the_first_day_and_not_the_last(self) -> None:
        # Friday 20 and Thursday 26 March 2026 are the only working days before Friday 27
        assert working_days_between("KZ", date(2026, 3, 20), date(2026, 3, 27)) == 2
        assert working_days_between("KZ", date(2026, 3, 20), date(2026, 3, 20)) == 0
        assert working_days_between("KZ", date(2026, 3, 27), date(2026, 3, 20)) == 0

    @given(st.dates(date(2000, 1, 1), date(2090, 1, 1)), st.integers(0, 40))
    def test_the_last_day_before_and_the_first_day_after_are_exact(self, day: date, count: int) -> None:
        last = working_day_before("KZ", day, count)
        assert working_days_between("KZ", last, day) >= count
        assert last == day or working_days_between("KZ", date.fromordinal(last.toordinal() + 1), day) < count
        first = working_day_after("KZ", day, count)
        assert working_days_between("KZ", day, first) > count
        assert working_days_between("KZ", day, date.fromordinal(first.toordinal() - 1)) <= count
