"""What generated rule sets speak of: facts of every type, figures with and without a value, and values of the facts."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

from hypothesis import strategies as st

from simexit.model.types import Boolean, Choice, Day, Integer, Money, SetOf, Type, Value
from simexit.model.vocabulary import Period, Settings
from simexit.text.source import Source, whole

TODAY = date(2026, 3, 18)
NOWHERE = whole(Source("generated", ""))
TEXT = {"en": "text"}
SETTINGS = Settings(
    language=1,
    title=TEXT,
    languages=("en",),
    spoken=None,
    calendar="KZ",
    time_zone="Asia/Almaty",
    stages={"do": TEXT},
    finished_title=TEXT,
    finished_text=TEXT,
    profiles={},
    informative=(),
)
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
    "d1": Day(),
}


def day(days: int) -> date:
    """Return the day that many days after the usual day of a generated situation."""
    return TODAY + timedelta(days)


def _period(start: int | None, end: int | None, value: Value) -> Period:
    return Period(None if start is None else day(start), None if end is None else day(end), value, "inference", TODAY, ())


PARAMETERS: dict[str, tuple[Type, tuple[Period, ...]]] = {
    "days": (Integer("days"), (_period(None, None, 3),)),
    "gone": (Integer("days"), ()),
    "turned": (Integer("days"), (_period(-40, -9, 5), _period(-3, 6, 2))),
    "worked": (Integer("working days"), (_period(None, None, 2),)),
    "sum": (Money("KZT"), (_period(None, None, 7),)),
    "raised": (Money("KZT"), (_period(None, -1, 7), _period(0, None, 30))),
}
"""`gone` never has a value; `turned` has none in a week between its two periods, nor after them; `raised` changes on the usual day."""


def days(least: int, most: int) -> st.SearchStrategy[date]:
    """Return days between so many days before and after the usual day."""
    return st.integers(least, most).map(day)


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
    "d0": days(-20, 20),
    "d1": days(-20, 20),
    "today": st.one_of(st.just(TODAY), days(-12, 12)),
}
