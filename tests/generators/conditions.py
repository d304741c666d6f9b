"""Random conditions in every form that the language has, over the vocabulary of generated rule sets."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Any

from hypothesis import strategies as st

from generators.vocabulary import days
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

orders = st.sampled_from(["==", "!=", "<", "<=", ">", ">="])
equality = st.sampled_from(["==", "!="])
membership = st.sampled_from(["in", "not in"])
small = st.integers(-5, 10)
DAYS = days(-20, 20).map(Constant)
D0, D1 = FactValue("d0"), FactValue("d1")


def compare(comparison: Any, left: Term, right: Term) -> Compare:
    return Compare(comparison, left, right)


def figures(unit: str) -> st.SearchStrategy[Term]:
    parameters = {"days": ["days", "gone", "turned"], "working days": ["worked"], "money": ["sum", "raised"]}[unit]
    return st.one_of(small.map(Constant), st.sampled_from(parameters).map(ParameterValue))


def counted(functions: list[Any], unit: str) -> st.SearchStrategy[Compare]:
    """Comparisons of the days until or since a day."""
    return st.builds(
        lambda op, function, figure: compare(op, Call(function, (D0,)), figure), orders, st.sampled_from(functions), figures(unit)
    )


WORDS: st.SearchStrategy[Compare] = st.one_of(
    st.builds(lambda name: compare("==", FactValue(name), Constant(True)), st.sampled_from(["b0", "b1", "b2"])),
    st.builds(
        lambda op, name, value: compare(op, FactValue(name), Constant(value)),
        equality,
        st.sampled_from(["c0", "c1"]),
        st.sampled_from("xyz"),
    ),
    st.builds(
        lambda op, name, values: compare(op, FactValue(name), Constant(values)),
        membership,
        st.sampled_from(["c0", "c1"]),
        st.frozensets(st.sampled_from("xyz"), min_size=1),
    ),
    st.builds(lambda op, value: compare(op, Constant(value), FactValue("s0")), membership, st.sampled_from("pq")),
)
NUMBERS: st.SearchStrategy[Compare] = st.one_of(
    st.builds(lambda op, name, figure: compare(op, FactValue(name), figure), orders, st.sampled_from(["n0", "n1"]), figures("days")),
    st.builds(lambda op, values: compare(op, FactValue("n0"), Constant(values)), membership, st.frozensets(small, min_size=1)),
    st.builds(lambda op, figure: compare(op, FactValue("m0"), figure), orders, figures("money")),
    st.builds(
        lambda op, factor, figure: compare(op, Arithmetic("*", Constant(factor), FactValue("m0")), figure),
        orders,
        st.integers(-2, 3),
        figures("money"),
    ),
    st.builds(
        lambda op, sign, figure: compare(op, Arithmetic(sign, FactValue("n0"), FactValue("n1")), figure),
        orders,
        st.sampled_from("+-"),
        figures("days"),
    ),
)
CALENDAR: st.SearchStrategy[Compare] = st.one_of(
    st.builds(lambda op, fact, day: compare(op, FactValue(fact), day), orders, st.sampled_from(["d0", "d1", "today"]), DAYS),
    st.builds(
        lambda op, sign, count: compare(op, Arithmetic(sign, D0, Constant(count)), FactValue("today")), orders, st.sampled_from("+-"), small
    ),
    st.builds(lambda op, sign, count: compare(op, Arithmetic(sign, D0, Constant(count)), D1), orders, st.sampled_from("+-"), small),
    st.builds(lambda op, figure: compare(op, Arithmetic("-", D0, D1), figure), orders, figures("days")),
    counted(["days_until", "days_since"], "days"),
    counted(["working_days_until", "working_days_since"], "working days"),
    st.builds(
        lambda op, function, count, day: compare(op, Call(function, (D0, Constant(count))), day),
        orders,
        st.sampled_from(["working_day_before", "working_day_after"]),
        st.integers(0, 6),
        st.one_of(DAYS, st.just(D1)),
    ),
)
ATOMS: st.SearchStrategy[Compare] = st.one_of(WORDS, NUMBERS, CALENDAR)


def conditions(known: Sequence[Conclusion]) -> st.SearchStrategy[Condition]:
    """Conditions over the facts and over the conclusions that come before, what is due among them."""
    return _conditions(tuple(known))


@cache
def _conditions(known: tuple[Conclusion, ...]) -> st.SearchStrategy[Condition]:
    """The same; kept, because Hypothesis takes longer to make such a strategy than to draw from it."""
    leaves: st.SearchStrategy[Condition] = st.one_of(ATOMS, st.sampled_from(known).map(Holds)) if known else ATOMS
    leaves = st.one_of(leaves, leaves, leaves, st.booleans().map(Always))

    def deeper(inner: st.SearchStrategy[Condition]) -> st.SearchStrategy[Condition]:
        parts = st.lists(inner, min_size=1, max_size=4).map(tuple)
        return st.one_of(inner.map(Not), parts.map(All), parts.map(Some))

    return st.recursive(leaves, deeper, max_leaves=8)
