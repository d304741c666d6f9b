"""Several facts on one page: what was ticked is told, what was not ticked only by the button that says so, and nothing else is."""

from __future__ import annotations

from urllib.parse import parse_qsl, urlsplit

import pytest

from generators.shipped import shipped
from simexit.text.words import word
from simexit.web.addresses import FACT, UNKNOWN
from web.pages import app, client
from web.reading import Form, Read, fetch, press

START = "f=card.product=esim&f=card.registered_to=me&f=application.status=none&f=need.duration=permanent&today=2026-11-20"
FACTS = ["card.local_number", "balance.owed", "balance.credit", "services.addons_active", "payment.card_linked"]
FIGURES = ["balance.owed", "balance.credit"]


@pytest.fixture
def listed() -> tuple[Read, Form]:
    page = fetch(client(), f"/en/ask?{START}")
    form = page.form("checked")
    assert form is not None
    return page, form


def told(page: Read) -> dict[str, str]:
    """What an address tells, the day and what was told before left out; "?" is what is not known."""
    pairs = parse_qsl(urlsplit(page.address).query)
    found = {text.partition("=")[0]: text.partition("=")[2] for name, text in pairs if name == FACT and f"f={text}" not in START}
    return found | {text: "?" for name, text in pairs if name == UNKNOWN}


def question(page: Read, fact: str) -> Form:
    """The form that asks for a fact alone."""
    form = page.form("answer")
    assert form is not None
    assert ("fact", fact) in form.hidden
    return form


def test_a_page_asks_together_only_for_what_keeps_the_advice_open_and_certainly_applies(listed: tuple[Read, Form]) -> None:
    _, form = listed
    facts = [value for name, value in form.hidden if name == "fact"]
    known = dict(one.partition("=")[::2] for one in (text[2:] for text in START.split("&") if text.startswith("f=")))
    interview = app().state.current.advisor.interview(known, today=None)
    assert facts == FACTS
    assert set(facts) <= set(interview.missing)
    lines = set(shipped().vocabulary.settings.checklists["on_the_card"].lines)
    assert lines - set(facts) == {
        "contract.instalments_owed",
        "contract.months_left",
        "number.accounts_bound",
    }  # nobody said that they apply


def test_a_fact_that_is_missing_alone_is_asked_as_a_question() -> None:
    rest = "&".join(f"f={fact}={0 if fact in FIGURES else 'no'}" for fact in FACTS if fact != "services.addons_active")
    page = fetch(client(), f"/en/ask?{START}&{rest}&about=services.addons_active")
    assert page.form("checked") is None
    assert page.form("answer") is not None


def test_what_is_not_ticked_is_told_only_by_the_button_for_the_rest(listed: tuple[Read, Form]) -> None:
    page, form = listed
    assert told(press(client(), page, form, ("rest", "no"))) == {fact: "0" if fact in FIGURES else "no" for fact in FACTS}
    assert word("web_rest_no", "en") in page.at_once
    again = press(client(), page, form)
    assert again.status == 400
    assert told(again) == {}


def test_what_is_not_known_stays_not_known_and_is_not_asked_again(listed: tuple[Read, Form]) -> None:
    page, form = listed
    after = press(client(), page, form, *(("unsure", fact) for fact in FACTS), ("rest", "no"))
    assert told(after) == dict.fromkeys(FACTS, "?")
    assert after.form("checked") is None


def test_how_much_there_is_of_what_was_ticked_is_asked_next_one_after_another(listed: tuple[Read, Form]) -> None:
    page, form = listed
    page = press(client(), page, form, *(("ticked", fact) for fact in (*FIGURES, "payment.card_linked")), ("rest", "no"))
    assert told(page) == {"card.local_number": "no", "services.addons_active": "no", "payment.card_linked": "yes"}
    page = press(client(), page, question(page, "balance.owed"), ("none", "1"))
    assert question(page, "balance.credit")


def test_what_does_not_matter_any_more_is_not_asked_although_it_was_ticked(listed: tuple[Read, Form]) -> None:
    page, form = listed
    page = press(client(), page, form, *(("ticked", fact) for fact in FIGURES), ("rest", "no"))
    page = press(client(), page, question(page, "balance.owed"), ("value", "500"))
    assert page.heading == shipped().vocabulary.actions["pay_debt"].title["en"]


@pytest.mark.parametrize(
    "ticks",
    [
        (("ticked", "balance.owed"), ("unsure", "balance.owed"), ("rest", "no")),
        (("unsure", "balance.owed"), ("rest", "yes")),
        (("ticked", "card.form"), ("rest", "no")),
        (("rest", "perhaps"),),
    ],
)
def test_ticks_that_speak_against_each_other_are_asked_again_and_still_ticked(
    listed: tuple[Read, Form], ticks: tuple[tuple[str, str], ...]
) -> None:
    page, form = listed
    again = press(client(), page, form, *ticks)
    assert again.status == 400
    assert told(again) == {}
    html = client().get(again.address).text
    assert html.count(" checked") == sum(name != "rest" and fact in FACTS for name, fact in ticks)


def test_one_press_says_yes_to_all_where_there_is_nothing_to_count() -> None:
    answers = "&".join(f"f={fact}={0 if fact in FIGURES else 'no'}" for fact in FACTS)
    page = fetch(client(), f"/en/ask?{START}&{answers}&f=card.issuer=reseller&f=plan.status=active")
    form = page.form("checked")
    assert form is not None
    assert ("rest", "yes") in form.buttons
    ready = [value for name, value in form.hidden if name == "fact"]
    after = press(client(), page, form, ("rest", "yes"))
    assert {fact: told(after)[fact] for fact in ready} == dict.fromkeys(ready, "yes")


def test_back_leads_to_the_whole_list_again(listed: tuple[Read, Form]) -> None:
    page, form = listed
    after = press(client(), page, form, ("unsure", "balance.credit"), ("rest", "no"))
    back = [link for link in after.links if link.startswith("/en/ask?")][-1]  # the first is the same page in English
    again = fetch(client(), back)
    assert told(again) == {}
    assert [value for name, value in (again.form("checked") or form).hidden if name == "fact"] == FACTS


@pytest.mark.parametrize("wrong", ["checklist=nothing&fact=balance.owed", "checklist=on_the_card", "checklist=on_the_card&fact=card.form"])
def test_a_list_that_is_none_does_not_exist(wrong: str) -> None:
    assert fetch(client(), f"/en/checked?{START}&{wrong}&rest=no").status == 404
