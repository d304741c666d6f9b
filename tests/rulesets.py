"""Random rule sets with situations for them, built straight from the model: small enough to try every completion."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from hypothesis import strategies as st

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
from simexit.model.rules import RuleSet, Situation
from simexit.model.types import Boolean, Choice, Day, Integer, Money, SetOf, Type, Value
from simexit.model.vocabulary import Action, Caution, Constraint, DerivedFact, Fact, Parameter, Period, Settings, Vocabulary
from simexit.text.source import Source, whole

TODAY = date(2026, 3, 18)
NOWHERE = whole(Source("generated", ""))
TEXT = {"en": "text"}
FACTS: dict[str, Type] = {
    "today": Day(),
    "b0": Boolean(),
    "b1": Boolean(),
    "b2": Boolean(),
    "c0": Choice(("x", "y", "z")),
    "c1": Choice(("x", "y", "z")),
    "s0": SetOf(("p", "q")),
    "n0": Integer("days", 0, 9),
    "n1": Integer("days", -4, 4),
    "m0": Money("KZT", 0, 50),
    "d0": Day(),
}
PARAMETERS: dict[str, tuple[Type, Value | None]] = {
    "days": (Integer("days"), 3),
    "gone": (Integer("days"), None),
    "worked": (Integer("working days"), 2),
    "sum": (Money("KZT"), 7),
}


orders = st.sampled_from(["==", "!=", "<", "<=", ">", ">="])
equality = st.sampled_from(["==", "!="])
small = st.integers(-5, 10)


def compare(comparison: Any, left: Term, right: Term) -> Compare:
    return Compare(comparison, left, right)


def figures(unit: str) -> st.SearchStrategy[Term]:
    parameters = {"days": ["days", "gone"], "working days": ["worked"], "money": ["sum"]}[unit]
    return st.one_of(small.map(Constant), st.sampled_from(parameters).map(ParameterValue))


def counted(functions: list[Any], unit: str) -> st.SearchStrategy[Compare]:
    """Comparisons of the days until or since a day."""
    return st.builds(
        lambda op, function, figure: compare(op, Call(function, (FactValue("d0"),)), figure),
        orders,
        st.sampled_from(functions),
        figures(unit),
    )


DAYS = st.integers(-20, 20).map(lambda days: Constant(TODAY + timedelta(days)))
ATOMS: st.SearchStrategy[Compare] = st.one_of(
    st.builds(lambda name: compare("==", FactValue(name), Constant(True)), st.sampled_from(["b0", "b1", "b2"])),
    st.builds(
        lambda op, name, value: compare(op, FactValue(name), Constant(value)),
        equality,
        st.sampled_from(["c0", "c1"]),
        st.sampled_from("xyz"),
    ),
    st.builds(
        lambda op, name, values: compare(op, FactValue(name), Constant(values)),
        st.sampled_from(["in", "not in"]),
        st.sampled_from(["c0", "c1"]),
        st.frozensets(st.sampled_from("xyz"), min_size=1),
    ),
    st.builds(lambda op, value: compare(op, Constant(value), FactValue("s0")), st.sampled_from(["in", "not in"]), st.sampled_from("pq")),
    st.builds(lambda op, name, figure: compare(op, FactValue(name), figure), orders, st.sampled_from(["n0", "n1"]), figures("days")),
    st.builds(
        lambda op, values: compare(op, FactValue("n0"), Constant(values)),
        st.sampled_from(["in", "not in"]),
        st.frozensets(small, min_size=1),
    ),
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
    st.builds(lambda op, day: compare(op, FactValue("d0"), day), orders, DAYS),
    st.builds(lambda op, days: compare(op, Arithmetic("+", FactValue("d0"), Constant(days)), FactValue("today")), orders, small),
    counted(["days_until", "days_since"], "days"),
    counted(["working_days_until", "working_days_since"], "working days"),
    st.builds(
        lambda op, function, count, day: compare(op, Call(function, (FactValue("d0"), Constant(count))), day),
        orders,
        st.sampled_from(["working_day_before", "working_day_after"]),
        st.integers(0, 6),
        DAYS,
    ),
)


def conditions(known: list[Conclusion]) -> st.SearchStrategy[Condition]:
    """Conditions over the facts and over the conclusions that come before."""
    leaves: st.SearchStrategy[Condition] = st.one_of(ATOMS, st.sampled_from(known).map(Holds)) if known else ATOMS
    leaves = st.one_of(leaves, leaves, leaves, st.booleans().map(Always))

    def deeper(inner: st.SearchStrategy[Condition]) -> st.SearchStrategy[Condition]:
        parts = st.lists(inner, min_size=1, max_size=4).map(tuple)
        return st.one_of(inner.map(Not), parts.map(All), parts.map(Some))

    return st.recursive(leaves, deeper, max_leaves=8)


def _fact(name: str, of: Type, applies: Condition | None) -> Fact:
    return Fact(name, of, TEXT, TEXT, {}, TEXT, 1, "low", applies, (), NOWHERE)


def _parameter(name: str, of: Type, value: Value | None) -> Parameter:
    periods = () if value is None else (Period(None, None, value, "inference", TODAY, ()),)
    return Parameter(name, of, TEXT, None, periods, NOWHERE)


def _action(name: str) -> Action:
    return Action(name, "do", TEXT, (TEXT,), None, None, None, TEXT, None, (), None, None, (), (), (), NOWHERE)


SETTINGS = Settings(1, TEXT, ("en",), None, "KZ", "Asia/Almaty", {"do": TEXT}, TEXT, TEXT, {}, ())


@st.composite
def rule_sets(draw: st.DrawFn, actions: int = 4, warnings: int = 3) -> RuleSet:
    """A rule set with facts of every type, some of which apply only sometimes, a constraint, derived facts, actions and warnings."""
    order: list[tuple[Conclusion, Condition]] = []
    applying: dict[str, Condition] = {}
    for name in draw(st.sets(st.sampled_from(["b2", "n1", "c1"]), max_size=2)):
        # only on facts that always apply, so that nothing depends on itself
        applying[name] = draw(
            st.sampled_from([compare("==", FactValue("b0"), Constant(True)), compare("==", FactValue("c0"), Constant("x"))])
        )
        order.append((Conclusion("applies", name), applying[name]))
    order += [(Conclusion("impossible", f"i{number}"), draw(conditions([]))) for number in range(draw(st.integers(0, 2)))]
    names: list[Conclusion] = []
    for number in range(draw(st.integers(0, 3))):
        conclusion = Conclusion("derived", f"e{number}")
        order.append((conclusion, draw(conditions(names))))
        names.append(conclusion)
    order += [(Conclusion("action", f"a{number}"), draw(conditions(names))) for number in range(draw(st.integers(1, actions)))]
    due = [conclusion for conclusion, _ in order if conclusion.kind == "action"]
    order += [(Conclusion("warning", f"w{number}"), draw(conditions([*names, *due]))) for number in range(draw(st.integers(0, warnings)))]
    vocabulary = Vocabulary(
        settings=SETTINGS,
        facts={name: _fact(name, of, applying.get(name)) for name, of in FACTS.items()},
        constraints={c.name: Constraint(c.name, TEXT, NOWHERE) for c, _ in order if c.kind == "impossible"},
        derived={c.name: DerivedFact(c.name, TEXT, None, Boolean(), NOWHERE) for c in names},
        parameters={name: _parameter(name, of, value) for name, (of, value) in PARAMETERS.items()},
        actions={c.name: _action(c.name) for c in due},
        warnings={c.name: Caution(c.name, "low", TEXT, TEXT, (), NOWHERE) for c, _ in order if c.kind == "warning"},
        deadlines={},
        works={},
        profiles={},
    )
    return RuleSet(vocabulary, (), dict(order), "sha256:generated")


VALUES: dict[str, st.SearchStrategy[Value]] = {
    "b0": st.booleans(),
    "b1": st.booleans(),
    "b2": st.booleans(),
    "c0": st.sampled_from("xyz"),
    "c1": st.sampled_from("xyz"),
    "s0": st.frozensets(st.sampled_from("pq")),
    "n0": st.integers(0, 9),
    "n1": st.integers(-4, 4),
    "m0": st.one_of(st.integers(0, 50), st.decimals(0, 50, places=2).map(lambda d: int(d) if d == d.to_integral_value() else Decimal(d))),
    "d0": st.integers(-20, 20).map(lambda days: TODAY + timedelta(days)),
    "today": st.just(TODAY),
}


@st.composite
def situations(draw: st.DrawFn, known: tuple[int, int] = (0, len(VALUES))) -> Situation:
    """Facts with gaps; `known` bounds how many are known beside the day, which is known except now and then."""
    names = draw(st.sets(st.sampled_from(sorted(set(VALUES) - {"today"})), min_size=known[0], max_size=known[1]))
    day = ["today"] if draw(st.integers(0, 9)) else []
    return {name: draw(VALUES[name]) for name in [*sorted(names), *day]}
