"""The description of the domain once more, in plain Python for situations without gaps, by hand and without looking at the rules.

It shares nothing with the engine but the names of the facts: working days come from the `holidays` library directly.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from functools import cache
from typing import Any

import holidays


@cache
def _holidays(year: int) -> frozenset[date]:
    return frozenset(holidays.country_holidays("KZ", years=year, observed=True))


def working_days(start: date, end: date) -> int:
    """Working days in [start, end)."""
    count, day = 0, start
    while day < end:
        count += day.weekday() < 5 and day not in _holidays(day.year)
        day += timedelta(1)
    return count


MCI = {2025: 3932, 2026: 4325}


class Case:
    """A complete situation; a fact that does not apply reads as None, so that every comparison with it is false."""

    def __init__(self, facts: Mapping[str, Any]) -> None:
        self.facts = facts
        self.today: date = facts["today"]

    def __call__(self, name: str) -> Any:
        return self.facts[name] if self.applies(name) else None

    def applies(self, name: str) -> bool:
        if name in {"contract.months_left", "contract.instalments_owed", "person.login", "online_closing"}:
            return bool(self("card.issuer") == "operator")
        if name == "contract.exit_fee":
            return (self("contract.months_left") or 0) > 0
        if name == "contract.exit_fee_paid":
            return (self("contract.exit_fee") or 0) > 0
        if name == "helper.power_of_attorney":
            return bool(self("helper.available"))
        if name == "person.leaving":
            return bool(self("person.in_kazakhstan"))
        if name == "person.leaves_on":
            return bool(self("person.leaving"))
        if name == "number.accounts_bound":
            return bool(self("card.local_number"))
        if name in {"payment.auto_debit", "bank.checked", "bank.unexpected_charge"}:
            return bool(self("payment.card_linked"))
        if name in {"application.submitted_on", "application.rejections"}:
            return bool(self("application.status") != "none")
        if name in {"service.stopped", "records.saved"}:
            return bool(self("application.status") == "confirmed")
        return True


Test = Callable[[Case], Any]


def ended(c: Case) -> bool:
    return bool(c("plan.status") == "closed" or c("application.status") == "confirmed")


def is_open(c: Case) -> bool:
    return not ended(c) and c("application.status") in ("none", "rejected")


def mine(c: Case) -> bool:
    return bool(c("card.registered_to") == "me")


def permanent(c: Case) -> bool:
    return bool(c("need.duration") == "permanent")


def lapsing(c: Case) -> bool:
    plan_is_out = c("card.issuer") == "reseller" and not c("card.local_number") and c("plan.status") == "expired"
    return is_open(c) and mine(c) and permanent(c) and plan_is_out and not c("payment.auto_debit")


def closing(c: Case) -> bool:
    return is_open(c) and mine(c) and permanent(c) and not lapsing(c)


def owes(c: Case) -> bool:
    return bool(c("balance.owed") > 0)


def unasked_credit(c: Case) -> bool:
    return bool(c("balance.credit") > 0 and c("refund.status") == "not_asked")


def applying(c: Case) -> bool:
    return closing(c) and bool(c("application.status") == "none")


def by_operator(c: Case) -> bool:
    return applying(c) and bool(c("card.issuer") == "operator")


def abroad_offline(c: Case) -> bool:
    return by_operator(c) and not c("person.in_kazakhstan") and not c("online_closing")


def rejected(c: Case) -> bool:
    return closing(c) and bool(c("application.status") == "rejected")


def submitted(c: Case) -> bool:
    return not ended(c) and bool(c("application.status") == "submitted")


def waited(c: Case) -> int:
    return working_days(c("application.submitted_on"), c.today)


def over(c: Case) -> bool:
    return ended(c) and mine(c)


def disposable(c: Case) -> bool:
    off = c("service.stopped") or c("plan.status") == "closed"
    return over(c) and not c("card.disposed") and c("refund.status") != "asked" and bool(off)


ACTIONS: dict[str, Test] = {
    "ask_registered_owner": lambda c: is_open(c) and c("card.registered_to") == "other_person",
    "ask_company": lambda c: is_open(c) and c("card.registered_to") == "company",
    "pause_service": lambda c: is_open(c) and mine(c) and c("need.duration") == "temporary" and c("plan.status") != "paused",
    "let_it_lapse": lambda c: lapsing(c) and not owes(c) and not unasked_credit(c),
    "pay_debt": lambda c: mine(c) and owes(c),
    "settle_instalments": lambda c: closing(c) and (c("contract.instalments_owed") or 0) > 0,
    "settle_exit_fee": lambda c: (
        closing(c) and (c("contract.months_left") or 0) > 0 and (c("contract.exit_fee") or 0) > 0 and not c("contract.exit_fee_paid")
    ),
    "ask_about_suspension": lambda c: closing(c) and c("plan.status") == "suspended" and not owes(c),
    "ask_about_expiry": lambda c: (
        closing(c) and c("card.issuer") == "operator" and c("card.local_number") and c("plan.status") == "expired"
    ),
    "ask_refund": lambda c: mine(c) and unasked_credit(c) and (permanent(c) or ended(c)),
    "move_accounts": lambda c: closing(c) and c("number.accounts_bound"),
    "back_up_data": lambda c: closing(c) and not c("data.backed_up"),
    "stop_addons": lambda c: closing(c) and c("services.addons_active"),
    "stop_auto_debit": lambda c: mine(c) and c("payment.auto_debit") and (permanent(c) or ended(c)),
    "arrange_other_contact": lambda c: closing(c) and not c("person.other_contact"),
    "gather_documents": lambda c: closing(c) and not c("person.documents_ready"),
    "ask_seller_to_close": lambda c: applying(c) and c("card.issuer") == "reseller",
    "apply_online": lambda c: by_operator(c) and c("online_closing") and c("person.login") == "works",
    "recover_login": lambda c: by_operator(c) and c("online_closing") and c("person.login") == "forgotten",
    "create_login": lambda c: by_operator(c) and c("online_closing") and c("person.login") == "none" and not c("person.in_kazakhstan"),
    "apply_at_office": lambda c: by_operator(c) and c("person.in_kazakhstan") and (not c("online_closing") or c("person.login") == "none"),
    "apply_by_proxy": lambda c: abroad_offline(c) and c("helper.available") and c("helper.power_of_attorney"),
    "prepare_power_of_attorney": lambda c: abroad_offline(c) and c("helper.available") and not c("helper.power_of_attorney"),
    "write_to_operator": lambda c: abroad_offline(c) and not c("helper.available"),
    "fix_and_resubmit": lambda c: rejected(c) and c("application.rejections") == 1,
    "escalate_complaint": lambda c: rejected(c) and c("application.rejections") >= 2,
    "wait_for_confirmation": lambda c: submitted(c) and waited(c) <= 7,
    "chase_operator": lambda c: submitted(c) and waited(c) > 7,
    "check_service_stopped": lambda c: c("application.status") == "confirmed" and not c("service.stopped"),
    "dispute_charge": lambda c: over(c) and c("bank.unexpected_charge"),
    "save_records": lambda c: over(c) and c("application.status") == "confirmed" and not c("records.saved"),
    "check_bank": lambda c: over(c) and c("payment.card_linked") and not c("bank.checked"),
    "wait_for_refund": lambda c: over(c) and c("refund.status") == "asked",
    "delete_esim_profile": lambda c: disposable(c) and c("card.form") == "esim",
    "destroy_sim": lambda c: disposable(c) and c("card.form") == "physical",
}


def _leaves_soon(c: Case) -> bool:
    return bool(c("person.leaving")) and (c("person.leaves_on") - c.today).days <= 30


WARNINGS: dict[str, Test] = {
    "expired_sim_scam": lambda c: c("plan.status") == "expired",
    "no_agents": lambda c: "agent" in c("person.considers"),
    "do_not_sell_card": lambda c: "transfer" in c("person.considers"),
    "deleting_is_not_closing": lambda c: c("card.form") == "esim" and not ended(c),
    "move_accounts_before_closing": lambda c: c("number.accounts_bound") and not ended(c),
    "keep_card_until_confirmed": lambda c: c("card.form") == "physical" and not ended(c),
    "credit_may_be_lost": lambda c: c("balance.credit") > 0 and c("refund.status") != "received",
    "departure_too_soon": lambda c: (
        is_open(c) and mine(c) and permanent(c) and c("person.leaving") and working_days(c.today, c("person.leaves_on")) < 7
    ),
    "leave_without_closing": lambda c: (
        is_open(c) and _leaves_soon(c) and (c("plan.billing") == "postpaid" or (c("contract.instalments_owed") or 0) > 0 or owes(c))
    ),
    "exit_restriction_risk": lambda c: c("balance.owed") > 40 * MCI[c.today.year],
    "confirmation_cannot_reach_closed_number": lambda c: permanent(c) and not c("person.other_contact") and not ended(c),
    "disposal_before_refund": lambda c: c("refund.status") == "asked" and not c("card.disposed"),
    "contract_still_runs": lambda c: is_open(c) and (c("contract.months_left") or 0) > 0,
    "roaming_charges": lambda c: not c("person.in_kazakhstan") and not ended(c),
    "credit_drains": lambda c: (
        c("plan.billing") == "prepaid" and c("plan.status") == "active" and c("balance.credit") > 0 and c("services.addons_active")
    ),
    "late_charges_possible": lambda c: (
        c("payment.card_linked") and c("application.status") in ("submitted", "confirmed") and not c("bank.checked")
    ),
    "channel_unverified": lambda c: ACTIONS["write_to_operator"](c) or ACTIONS["apply_online"](c),
    "fee_unverified": lambda c: ACTIONS["apply_at_office"](c),
    "data_kept_after_closing": lambda c: c("application.status") in ("submitted", "confirmed"),
}


def agenda(facts: Mapping[str, Any]) -> tuple[str, ...]:
    """Everything that is due, in order."""
    case = Case(facts)
    return tuple(name for name, due in ACTIONS.items() if due(case))


def warnings(facts: Mapping[str, Any]) -> set[str]:
    """Every warning that holds; that of a year without a figure is left out."""
    case = Case(facts)
    known = {name for name in WARNINGS if name != "exit_restriction_risk" or case.today.year in MCI}
    return {name for name in known if WARNINGS[name](case)}
