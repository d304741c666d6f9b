"""The shipped rules say what the description of the domain says."""

from __future__ import annotations

from typing import Any, assert_never

from hypothesis import Phase, given, seed, settings
from hypothesis import strategies as st

import domain_oracle
from generators.shipped import complete, shipped
from simexit.model.types import Boolean, Choice, Day, Integer, Money, SetOf
from simexit.run.certainty.judging import Certainty
from simexit.run.functions.compiled import Compiled

CERTAINTY = Certainty(shipped(), Compiled(shipped()))


@given(complete())
@settings(max_examples=10_000)
def test_the_rules_say_what_the_domain_says(facts: dict[str, Any]) -> None:
    judgement, _ = CERTAINTY.judge(facts)
    expected = domain_oracle.agenda(facts)
    assert judgement.agenda == expected
    assert judgement.possible_next == (expected[:1] or ("finished",))
    assert set(judgement.certain_warnings) == domain_oracle.warnings(facts)
    without_figure = set() if facts["today"].year in domain_oracle.MCI else {"exit_restriction_risk"}
    assert set(judgement.possible_warnings) <= without_figure


def test_the_generated_situations_reach_every_step_and_every_warning() -> None:
    wanted = {*domain_oracle.ACTIONS, *domain_oracle.WARNINGS, "finished"}
    reached: set[str] = set()

    @given(complete())
    @settings(max_examples=1_000, database=None, phases=[Phase.generate])
    def collect(facts: dict[str, Any]) -> None:
        reached.update(domain_oracle.agenda(facts)[:1] or ("finished",), domain_oracle.warnings(facts))

    for number in range(20):
        if reached != wanted:
            seed(number)(collect)()
    assert reached == wanted


def test_every_fact_of_the_domain_has_the_type_of_the_contract() -> None:
    def short(name: str) -> str:
        of = shipped().vocabulary.facts[name].type
        match of:
            case Boolean():
                return "boolean"
            case Day():
                return "date"
            case Choice(values):
                return "choice " + ", ".join(values)
            case SetOf(values):
                return "set of " + ", ".join(values)
            case Integer(unit, low):
                return f"integer ≥ {low}" + (f", {unit}" if unit else "")
            case Money(currency, low):
                return f"money {currency} ≥ {low}"
            case _:
                assert_never(of)

    assert {name: short(name) for name in shipped().vocabulary.facts} == CONTRACT


SEVERITIES = {
    "critical": {"expired_sim_scam", "no_agents", "do_not_sell_card", "deleting_is_not_closing", "move_accounts_before_closing"},
    "high": {
        "keep_card_until_confirmed",
        "credit_may_be_lost",
        "departure_too_soon",
        "leave_without_closing",
        "exit_restriction_risk",
        "confirmation_cannot_reach_closed_number",
        "disposal_before_refund",
    },
    "medium": {"contract_still_runs", "roaming_charges", "credit_drains", "late_charges_possible", "channel_unverified"},
    "low": {"fee_unverified", "data_kept_after_closing"},
}
CONTRACT = {
    "today": "date",
    "card.product": "choice travel_esim, esim, data_card, internet_card, three_day_card",
    "card.form": "choice esim, physical",
    "card.issuer": "choice operator, reseller",
    "card.local_number": "boolean",
    "card.registered_to": "choice me, other_person, company",
    "operator": "choice kcell, activ, beeline, tele2, altel, izi, reseller",
    "need.duration": "choice permanent, temporary",
    "plan.billing": "choice prepaid, postpaid",
    "plan.status": "choice active, paused, suspended, expired, closed",
    "contract.months_left": "integer ≥ 0, months",
    "contract.exit_fee": "money KZT ≥ 0",
    "contract.exit_fee_paid": "boolean",
    "contract.instalments_owed": "money KZT ≥ 0",
    "balance.owed": "money KZT ≥ 0",
    "balance.credit": "money KZT ≥ 0",
    "refund.status": "choice not_asked, asked, refused, received",
    "person.in_kazakhstan": "boolean",
    "person.leaving": "boolean",
    "person.leaves_on": "date",
    "person.login": "choice works, forgotten, none",
    "person.documents_ready": "boolean",
    "person.other_contact": "boolean",
    "person.considers": "set of agent, transfer",
    "helper.available": "boolean",
    "helper.power_of_attorney": "boolean",
    "online_closing": "boolean",
    "data.backed_up": "boolean",
    "number.accounts_bound": "boolean",
    "services.addons_active": "boolean",
    "payment.card_linked": "boolean",
    "payment.auto_debit": "boolean",
    "application.status": "choice none, submitted, rejected, confirmed",
    "application.submitted_on": "date",
    "application.rejections": "integer ≥ 0",
    "service.stopped": "boolean",
    "records.saved": "boolean",
    "bank.checked": "boolean",
    "bank.unexpected_charge": "boolean",
    "card.disposed": "boolean",
}


def test_actions_stand_in_the_order_of_the_domain() -> None:
    assert tuple(shipped().vocabulary.actions) == tuple(domain_oracle.ACTIONS)


def test_warnings_are_those_of_the_domain_with_their_severities() -> None:
    found = {name: caution.severity for name, caution in shipped().vocabulary.warnings.items()}
    assert set(found) == set(domain_oracle.WARNINGS)
    assert {severity: {name for name, one in found.items() if one == severity} for severity in SEVERITIES} == SEVERITIES


@given(st.data())
@settings(max_examples=300)
def test_order_of_facts_does_not_matter(data: st.DataObject) -> None:
    facts = data.draw(complete())
    shuffled = dict(data.draw(st.permutations(list(facts.items()))))
    assert CERTAINTY.judge(facts)[0] == CERTAINTY.judge(shuffled)[0]
