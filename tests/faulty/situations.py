"""Complete situations of the gym, and of libraries that differ from it a little."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

from hypothesis import strategies as st

from simexit.model.expressions import TODAY
from simexit.model.rules import RuleSet, Situation
from simexit.model.types import Boolean, Choice, Day, Integer, Money, SetOf, Value

DAYS = st.one_of(
    st.sampled_from([date(2026, 6, 30), date(2026, 7, 1), date(2026, 11, 20), date(2027, 1, 4)]),
    st.dates(date(2025, 12, 1), date(2028, 3, 1)),
)
NEAR = st.one_of(st.integers(0, 20), st.sampled_from([29, 30, 31, 89, 90, 91, 200]))


@st.composite
def complete(draw: st.DrawFn, rules: RuleSet) -> dict[str, Value]:
    """Return a situation in which every fact is known; few break a constraint."""
    known: dict[str, Value] = {TODAY: draw(DAYS)}
    for fact in rules.vocabulary.facts:
        if fact != TODAY:
            known[fact] = draw(value_of(fact, rules, known))
    if known["wish"] != "leave":
        known["notice.status"] = "none"
    return known


def value_of(fact: str, rules: RuleSet, known: Situation) -> st.SearchStrategy[Value]:
    """Return values of a fact around every bound that the rules speak of."""
    match rules.vocabulary.facts[fact].type:
        case Boolean():
            return st.booleans()
        case Choice(values):
            return st.sampled_from(values)
        case SetOf(values):
            return st.frozensets(st.sampled_from(values))
        case Integer(_, low, _):
            return st.integers(max(low, 0), max(low, 0) + 4)
        case Money():
            return st.sampled_from([0, Decimal("0.01"), 1, Decimal("99.99"), 100, 501])
        case Day():
            today = known[TODAY]
            assert isinstance(today, date)
            sign = -1 if fact == "notice.sent_on" else 1
            return DAYS if fact == TODAY else NEAR.map(lambda days: today + sign * timedelta(days))
