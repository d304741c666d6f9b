"""Cases that are opened and let go leave nothing behind, with the second opinion on."""

from __future__ import annotations

import gc
from datetime import date, timedelta

import simexit
from simexit.case.live import Case
from simexit.run.rete import network

DAY = date(2026, 11, 20)
MANY = 100
KNOWN: dict[str, object] = {
    "card.registered_to": "me",
    "need.duration": "permanent",
    "plan.status": "active",
    "contract.months_left": 0,
    "contract.instalments_owed": 0,
    "application.status": "none",
    "balance.credit": 0,
    "number.accounts_bound": False,
    "data.backed_up": True,
    "services.addons_active": False,
    "payment.auto_debit": False,
    "person.other_contact": True,
    "person.documents_ready": True,
}


def _lived(advisor: simexit.Advisor, number: int) -> None:
    """A case from its opening to its end."""
    case = advisor.case({**KNOWN, "balance.owed": 3500 + number}, today=DAY)
    heard: list[bool] = []
    stop = case.listen(lambda _case, change: heard.append(bool(change.changes)))
    case.did("pay_debt").on(DAY + timedelta(number % 30)).undo()
    stop()


def test_no_case_stays_and_none_has_an_instance_of_durable_rules_of_its_own() -> None:
    advisor = simexit.load(lang="en", second_opinion="always")
    for number in range(MANY):
        _lived(advisor, number)
    gc.collect()
    kept = gc.get_objects()
    assert not any(isinstance(one, Case) for one in kept)
    assert sum(isinstance(one, network._Instance) and one.made is advisor.decider._rete._made for one in kept) == 1  # type: ignore[union-attr] # there is one
