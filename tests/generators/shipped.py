"""The shipped library, loaded once, and random situations of it."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from functools import cache
from typing import Any

from hypothesis import strategies as st

from simexit.check.ruleset import check
from simexit.libraries import library
from simexit.model.rules import RuleSet, Situation
from simexit.model.types import Boolean, Choice, Day, Integer, Money, SetOf, Type, Value
from simexit.text.render import render


@cache
def shipped() -> RuleSet:
    rules, findings = check(library())
    assert rules is not None, render(findings.in_order())
    return rules


def values_of(fact: str, of: Type, today: date) -> st.SearchStrategy[Value]:
    """Values around every bound that a rule of the shipped library speaks of."""
    match of:
        case Boolean():
            return st.booleans()
        case Choice(values):
            return st.sampled_from(values)
        case SetOf(values):
            return st.frozensets(st.sampled_from(values))
        case Integer():
            return st.sampled_from([0, 1, 2, 3, 12])
        case Money():
            return st.sampled_from([0, 1, 3500, Decimal("0.01"), 157280, 157281, Decimal("173000.01"), 173000, 10**6])
        case Day():
            near = st.one_of(st.integers(0, 14), st.integers(25, 40), st.sampled_from([0, 400]))
            return near.map(lambda days: today - timedelta(days) if fact == "application.submitted_on" else today + timedelta(days))


TODAYS = st.one_of(
    st.dates(date(2025, 12, 1), date(2026, 2, 1)),
    st.dates(date(2024, 1, 1), date(2028, 12, 31)),
    st.sampled_from([date(2026, 11, 20), date(2026, 3, 19), date(2025, 12, 31), date(2027, 1, 1)]),
)


TIDY: dict[str, Value] = {
    "card.registered_to": "me",
    "need.duration": "permanent",
    "plan.status": "active",
    "contract.months_left": 0,
    "contract.instalments_owed": 0,
    "balance.owed": 0,
    "balance.credit": 0,
    "number.accounts_bound": False,
    "data.backed_up": True,
    "services.addons_active": False,
    "payment.auto_debit": False,
    "person.other_contact": True,
    "person.documents_ready": True,
}
"""Nothing in the way: without this, most situations would stop at the first stages."""
RUN_OUT: dict[str, Value] = {"card.issuer": "reseller", "card.local_number": False, "plan.status": "expired"}
"""A travel plan that has run out, which chance alone seldom gives."""


@st.composite
def complete(draw: st.DrawFn) -> dict[str, Value]:
    """A situation in which every fact is known and no constraint is broken; half of them have little in the way."""
    rules = shipped()
    today = draw(TODAYS)
    facts = rules.vocabulary.facts
    known: dict[str, Value] = {"today": today}
    for name in facts:
        if name != "today":
            known[name] = draw(values_of(name, facts[name].type, today))
    if draw(st.booleans()):
        untidy = draw(st.sets(st.sampled_from(sorted(TIDY)), max_size=2))
        known.update({name: value for name, value in TIDY.items() if name not in untidy})
        if draw(st.booleans()):
            known["application.status"] = "none"
            if draw(st.integers(0, 3)) == 0:
                known.update(RUN_OUT)
    return mended(known)


def mended(known: dict[str, Value]) -> dict[str, Value]:
    """Change the facts that break a constraint, so that few situations have to be thrown away."""
    changed: dict[str, Any] = dict(known)
    if changed["card.issuer"] == "reseller":
        changed["operator"] = "reseller"
    elif changed["operator"] == "reseller":
        changed["operator"] = "kcell"
    if changed["need.duration"] == "temporary" or changed["card.registered_to"] != "me":
        changed["application.status"] = "none"
    if changed["application.status"] == "rejected" and changed["application.rejections"] == 0:
        changed["application.rejections"] = 1
    if changed["bank.unexpected_charge"]:
        changed["bank.checked"] = True
    return changed


@st.composite
def with_gaps(draw: st.DrawFn, most: int | None = None) -> Situation:
    """A situation in which some facts, at most `most`, are unknown, and the known ones can be completed."""
    known = draw(complete())
    names = sorted(set(known) - {"today"})
    gaps = draw(st.sets(st.sampled_from(names), max_size=len(names) if most is None else most))
    return {name: value for name, value in known.items() if name not in gaps}
