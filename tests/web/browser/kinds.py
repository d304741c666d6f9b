"""One address of every kind of page."""

from __future__ import annotations

from generators.shipped import shipped
from simexit.web import addresses
from web.persons import day_and_answers

CHECKLIST = "?f=card.registered_to=me&f=card.product=esim&f=application.status=none&f=need.duration=permanent&today=2026-11-20"


def known(person: str) -> str:
    """The query that tells what a person knows."""
    day, told = day_and_answers(person, shipped())
    pairs = tuple((addresses.FACT, f"{fact}={value}") for fact, value in told.items())
    return addresses.link("", pairs, today=day)


def kinds() -> dict[str, str]:
    """Return the addresses, without the language."""
    debt, waits, last = known("esim-debt"), known("internet-card-in-country"), known("three-day-card-debt")
    return {
        "start": "",
        "one of several": f"ask{debt}&about=card.issuer",
        "pictured": f"ask{debt}&about=card.form",
        "several": f"ask{debt}&about=person.considers",
        "number": f"ask{debt}&about=contract.months_left",
        "amount": f"ask{debt}&about=balance.credit",
        "day": f"ask{debt}&about=person.leaves_on",
        "checklist": f"ask{CHECKLIST}",
        "wrong ticks": f"checked{CHECKLIST}&checklist=on_the_card&fact=balance.owed&ticked=balance.owed&unsure=balance.owed&rest=no",
        "no answer": f"answer{debt}&fact=balance.credit&value=much",
        "clash": "answer?f=application.status=rejected&today=2026-11-20&fact=application.rejections&value=0",
        "set aside": "answer?f=person.leaving=yes&f=person.leaves_on=2026-11-30&today=2026-11-20&fact=person.leaving&value=no",
        "answers": f"answers{debt}",
        "advice": f"advice{debt}",
        "wait": f"advice{waits}",
        "open": "advice?f=card.product=esim&today=2026-11-20",
        "finished": f"did{last}&action=ask_registered_owner&outcome=closed",
        "say": f"say{debt}",
        "plan": f"plan{debt}",
        "letters": f"letters{debt}",
        "letter": f"letters/application_to_close{debt}",
        "wrong facts": "advice?f=card.form=esin&f=nothing=1",
        "no page": "nothing",
    }
